"""The reviewer's form: for each requirement a verdict and a remark, and one note."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.milestones.assessing import Said
from ssk_portal.milestones.models import Assessment, Verdict
from ssk_portal.review.forms import not_too_long

NOT_YET = ("", gettext_lazy("not looked at yet"))


def _verdict(title: str):
    # What a reader of the page by ear hears before the choices names the requirement.
    label = _("Verdict on “%(requirement)s”") % {"requirement": title}
    return forms.ChoiceField(label=label, required=False, choices=[NOT_YET, *Verdict.choices], widget=forms.RadioSelect(attrs={"class": "form-check-input"}))


def _remark(title: str):
    label = _("Remark on “%(requirement)s”") % {"requirement": title}
    return forms.CharField(label=label, required=False, validators=[not_too_long], widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}))


class ReviewForm(forms.Form):
    """`drafts` are the remarks written so far, by requirement; `note` is the one to all of it."""

    note = forms.CharField(label=gettext_lazy("Note to the sender"), required=False, validators=[not_too_long], widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, requirements, drafts: dict[int, Assessment], note: str, seen: str):
        super().__init__(data, initial={"note": note, "seen": seen})
        self.requirements = requirements
        for requirement in requirements:
            verdict, remark = self.names(requirement)
            self.fields[verdict], self.fields[remark] = _verdict(requirement.title), _remark(requirement.title)
            if draft := drafts.get(requirement.pk):
                self.initial |= {verdict: draft.verdict, remark: draft.remark}

    @staticmethod
    def names(requirement) -> tuple[str, str]:
        return f"verdict_{requirement.pk}", f"remark_{requirement.pk}"

    def clean(self):
        cleaned = super().clean()
        for requirement in self.requirements:
            verdict, remark = self.names(requirement)
            if cleaned.get(verdict) == Verdict.TO_MEND and not cleaned.get(remark):
                self.add_error(remark, _("Write what has to be corrected."))
            if not cleaned.get(verdict) and cleaned.get(remark) and verdict not in self.errors:
                self.add_error(verdict, _("Say whether it is accepted or has to be corrected: you wrote a remark."))
        return cleaned

    @property
    def said(self) -> dict[int, Said]:
        """What was typed, by the requirement's key."""
        names = {requirement.pk: self.names(requirement) for requirement in self.requirements}
        return {key: Said(self.cleaned_data.get(verdict, ""), self.cleaned_data.get(remark, "")) for key, (verdict, remark) in names.items()}

    def show(self, **values: str) -> None:
        """Show the form once more with other values in some of its boxes."""
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[name] = value
