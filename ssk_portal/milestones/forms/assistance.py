"""Recording that a district is assisted, that it leaves, that it stays after all."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.documents.forms import KeepsFile, file_field
from ssk_portal.milestones.decrees import why_not_moved
from ssk_portal.milestones.forms.texts import text_box
from ssk_portal.milestones.historical import record_reported, source_of, why_not_these
from ssk_portal.milestones.leaving import leave, stay, why_not_again
from ssk_portal.milestones.models import Assistance, MilestoneScheme, MinisterialDecree
from ssk_portal.regions.models import Region
from ssk_portal.screens.forms import DateInput, PortalForm
from ssk_portal.screens.suggest import MOST, SuggestInput


def _known_decrees() -> list[str]:
    return list(MinisterialDecree.objects.values_list("number", flat=True)[:MOST])


class AssistanceForm(KeepsFile, PortalForm):
    """The decree is typed by its number: one that is recorded is found, another one is recorded along."""

    decree_number = forms.CharField(
        label=gettext_lazy("Ministerial decree"),
        max_length=150,
        required=False,
        widget=SuggestInput(),
        help_text=gettext_lazy("Its number. One that is recorded already is suggested; a new one is recorded with this form."),
    )
    decree_date = forms.DateField(label=gettext_lazy("Date of a new decree"), required=False, widget=DateInput)
    file = file_field(gettext_lazy("File of a new decree"))

    sections = (
        (gettext_lazy("Who is assisted"), ("district", "cohort_year", "scheme")),
        (gettext_lazy("By which decision"), ("decree_number", "decree_date", "file", "facilitator")),
        (gettext_lazy("How it is known"), ("basis", "source", "note")),
    )
    how_to = (
        gettext_lazy("The cohort year is the first year of assistance. It is named by a decree of the Minister of Home Affairs."),
        gettext_lazy("Once it is saved, the district gets a draft for each milestone of the scheme and can begin to fill it in."),
        gettext_lazy("Say where it is known from: “stated” where a decree or publication says so, “inferred” where it only follows from one."),
    )

    class Meta:
        model = Assistance
        fields = ("district", "cohort_year", "scheme", "facilitator", "basis", "source", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def narrow(self):
        self.decree = self.instance.decree
        self.fields["decree_number"].widget.choices = _known_decrees
        if self.decree:
            self.fields["decree_number"].initial, self.fields["decree_date"].initial = self.decree.number, self.decree.date
        if self.instance.pk:
            # The drafts hang on both: an assistance of the wrong district is deleted, not moved.
            del self.fields["district"], self.fields["scheme"]
            return
        self.fields["district"].queryset = Region.objects.districts().within(self.user.region).order_by("code")
        self.fields["scheme"].queryset = MilestoneScheme.objects.in_force()
        self.initial["scheme"] = self.fields["scheme"].queryset.first()

    def clean_cohort_year(self):
        year = self.cleaned_data["cohort_year"]
        if self.instance.pk and year != self.initial.get("cohort_year") and (sentence := why_not_moved(self.instance)):
            raise forms.ValidationError(sentence)
        return year

    def clean(self):
        cleaned = super().clean()
        district, year = cleaned.get("district"), cleaned.get("cohort_year")
        if district and year and (sentence := why_not_again(district, year)):
            self.add_error("cohort_year", sentence)
        self._find_decree(" ".join(cleaned.get("decree_number", "").split()), cleaned)
        return cleaned

    def _find_decree(self, number, cleaned):
        day, file = cleaned.get("decree_date"), self.new_file
        if not number:
            self.decree = None
            if day or file:
                self.add_error("decree_number", _("Write the number of the decree."))
            return
        self.decree = MinisterialDecree.objects.filter(number__iexact=number).first()
        if self.decree is None:
            self.decree = MinisterialDecree(number=number, date=day, cohort_year=cleaned.get("cohort_year") or 0, source=cleaned.get("source", ""))
            return
        for name, differs in (("decree_date", day and day != self.decree.date), ("file", file)):
            if differs:
                self.add_error(name, _("This decree is recorded already. Its date and file are changed on the decree's own page."))


class _AboutAssistance(PortalForm):
    class Meta:
        model = Assistance
        fields: list[str] = []


class LeaveForm(_AboutAssistance):
    """When and why a district leaves the programme."""

    how_to = (
        gettext_lazy("What was decided stays. From that day on nothing is submitted any more and no further year begins."),
        gettext_lazy("Should the district come back, record a new assistance of a later cohort year."),
    )
    on = forms.DateField(label=gettext_lazy("Leaves the programme on"), widget=DateInput)
    why = text_box(rows=3, label=gettext_lazy("Reason"), help_text=gettext_lazy("The district is told, and it stands on its page."))

    def clean_on(self):
        day = self.cleaned_data["on"]
        if sentence := self.instance.why_not_left_on(day):
            raise forms.ValidationError(sentence)
        return day

    def save(self, commit=True):
        return leave(self.instance, on=self.cleaned_data["on"], reason=self.cleaned_data["why"], by=self.user)


class StayForm(_AboutAssistance):
    why = text_box(rows=3, label=gettext_lazy("Reason"), help_text=gettext_lazy("Kept in the history; the district is told."))

    def save(self, commit=True):
        return stay(self.instance, reason=self.cleaned_data["why"], by=self.user)


class HistoricalForm(_AboutAssistance):
    """What of a report is recorded as historical, and by which source."""

    chosen = forms.MultipleChoiceField(label=gettext_lazy("What is recorded"), widget=forms.CheckboxSelectMultiple)
    cited = forms.CharField(label=gettext_lazy("Source"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    how_to = (
        gettext_lazy("A milestone recorded as historical needs no evidence. It is marked as such everywhere, with its source."),
        gettext_lazy("What the publication says itself is ticked. What goes before it in the order of work is offered too: tick it only if you know that it was reached."),
    )

    def __init__(self, *args, status, pasts, **kwargs):
        self.status, self.pasts = status, pasts
        super().__init__(*args, **kwargs)

    def narrow(self):
        self.fields["chosen"].choices = [(past.key, self._label(past)) for past in self.pasts]
        self.fields["chosen"].initial = [past.key for past in self.pasts if past.is_said]
        self.fields["cited"].initial = source_of(self.status)

    @staticmethod
    def _label(past) -> str:
        words = {"milestone": f"{past.short} {past.milestone.name}"}
        if past.progress is None:
            said = (
                _("%(milestone)s – said by the publication; this year is opened for it")
                if past.is_said
                else _("%(milestone)s – named by the publication; this year is opened for it")
            )
        else:
            said = _("%(milestone)s – said by the publication") if past.is_said else _("%(milestone)s – goes before it; the publication does not say so itself")
        return said % words

    def clean(self):
        cleaned = super().clean()
        if (chosen := cleaned.get("chosen")) and (sentence := why_not_these(self.pasts, set(chosen), self.instance)):
            self.add_error("chosen", sentence)
        return cleaned

    def save(self, commit=True):
        record_reported(self.status, self.instance, set(self.cleaned_data["chosen"]), source=self.cleaned_data["cited"], by=self.user)
        return self.instance
