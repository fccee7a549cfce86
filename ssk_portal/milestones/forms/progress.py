"""The draft of a district on a milestone: a summary, and one field for each requirement."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.fields import NumberInput
from ssk_portal.documents.forms import FilesInputField, sorted_out
from ssk_portal.milestones.models import Evidence, Progress, Requirement, RequirementKind
from ssk_portal.screens.forms import DateInput, PortalForm

YES_NO = [("", "–"), ("yes", _("yes")), ("no", _("no"))]


def _field(requirement: Requirement, given: list[Evidence]):
    """The form field for a requirement, filled with what was given before."""
    kind = RequirementKind(requirement.kind)
    if kind == RequirementKind.DOCUMENT:
        return FilesInputField(label=_("{requirement}: add files").format(requirement=requirement.title))
    value = given[0].value if given else None
    common = {"label": requirement.title, "required": False, "initial": value}
    if kind == RequirementKind.TEXT:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **common)
    if kind == RequirementKind.NUMBER:
        return NumberInput(**common)
    if kind == RequirementKind.DATE:
        return forms.DateField(widget=DateInput(), **common)
    common["initial"] = {True: "yes", False: "no", None: ""}[value]
    return forms.TypedChoiceField(choices=YES_NO, coerce=lambda word: word == "yes", empty_value=None, **common)


@dataclass(frozen=True)
class Part:
    """One requirement on the form: its field, and what was given before."""

    requirement: Requirement
    name: str
    field: forms.BoundField
    given: list[Evidence]

    @property
    def takes_files(self) -> bool:
        return self.requirement.kind == RequirementKind.DOCUMENT


class ProgressForm(PortalForm):
    how_to = (
        _("Everything can be saved as a draft at any time; nothing has to be complete for that."),
        _("For each requirement give the file or the value that is asked for. What is compulsory is marked; it must be there before you submit."),
        _("Files are added to those given before. A file that is not taken is named at its field; everything else is saved all the same."),
    )

    class Meta:
        model = Progress
        fields = ("summary",)
        widgets = {"summary": forms.Textarea(attrs={"rows": 5})}

    def narrow(self):
        self.requirements = {f"r{requirement.pk}": requirement for requirement in self.instance.milestone.requirements.order_by("order", "pk")}
        self.given = {name: [] for name in self.requirements}
        for evidence in self.instance.evidences.filter(requirement__milestone=self.instance.milestone_id).select_related("document", "given_by").order_by("given_at"):
            name = f"r{evidence.requirement_id}"
            evidence.requirement = self.requirements[name]
            self.given[name].append(evidence)
        for name, requirement in self.requirements.items():
            self.fields[name] = _field(requirement, self.given[name])
        self.uploads, self.refused = {}, {}

    @property
    def parts(self) -> list[Part]:
        return [Part(requirement, name, self[name], self.given[name]) for name, requirement in self.requirements.items()]

    @property
    def values(self) -> dict:
        """What was typed, by requirement."""
        typed = {name: requirement for name, requirement in self.requirements.items() if requirement.kind != RequirementKind.DOCUMENT}
        return {requirement: self.cleaned_data.get(name) for name, requirement in typed.items()}

    def clean(self):
        """Sort the files out. One that is refused does not keep the rest from being saved."""
        cleaned = super().clean()
        for name, requirement in self.requirements.items():
            if requirement.kind == RequirementKind.DOCUMENT:
                self.uploads[requirement], refused = sorted_out(cleaned.get(name))
                if refused:
                    self.refused[name] = refused
        return cleaned

    def show_refused(self, refused: dict[str, list[str]]) -> None:
        """Show, at their fields, the sentences about files that were not taken."""
        self._errors = self.errors
        for name, sentences in refused.items():
            if name in self.fields:
                self._errors[name] = self.error_class(sentences)

    def ask_files_again(self) -> None:
        """The form is shown once more and nothing was kept: say which files have to be chosen again."""
        self.show_refused(self.refused)
        for requirement, uploads in self.uploads.items():
            if uploads:
                names = ", ".join(upload.name for upload in uploads)
                self._errors.setdefault(f"r{requirement.pk}", self.error_class()).append(_("Choose these files again: %(names)s.") % {"names": names})
