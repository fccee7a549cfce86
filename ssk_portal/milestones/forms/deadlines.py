"""Setting the dates of a cohort for the country, and departing from them for a province."""

from dataclasses import dataclass
from hashlib import sha256

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.milestones.models import Deadline
from ssk_portal.milestones.models.deadline import LIKELY, UNLIKELY
from ssk_portal.milestones.planning import COLUMNS, Slot, a_year_later
from ssk_portal.screens.forms import DateInput, PortalForm


@dataclass(frozen=True)
class Line:
    """One milestone on the form: its slot and its three fields."""

    slot: Slot
    planned: forms.BoundField
    submit_by: forms.BoundField
    review_by: forms.BoundField


def mark_of(slots: list[Slot]) -> str:
    """What the form was filled from: another mark is another state of the dates."""
    return sha256(repr([(slot.key, slot.dates()) for slot in slots]).encode()).hexdigest()[:16]


class DeadlinesForm(PortalForm):
    """A line for each milestone and round of a cohort; empty lines set nothing."""

    how_to = (
        gettext_lazy("Leave a line empty where no dates are set: nothing is then called late, and a review has 14 days."),
        gettext_lazy("What comes in by “submit by” is promised an answer by “review by”; what comes later within 14 days."),
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Deadline
        fields = ()

    def __init__(self, *args, slots: list[Slot], **kwargs):
        self.slots = slots
        super().__init__(*args, **kwargs)

    def narrow(self):
        self.fields["shown"].initial = mark_of(self.slots)
        for slot in self.slots:
            for name, value in zip(COLUMNS, slot.dates(), strict=True):
                label = f"{slot.title}: {Deadline._meta.get_field(name).verbose_name}"
                self.fields[f"{slot.key}-{name}"] = forms.DateField(label=label, required=False, widget=DateInput, initial=value)

    def fill_empty_lines(self, before: list[Slot]) -> None:
        """What the cohort before had, a year later, in each line where nothing was typed; the form is then shown, not checked."""
        self.data, had = self.data.copy(), {slot.key: slot for slot in before}
        for slot in self.slots:
            names = [f"{slot.key}-{name}" for name in COLUMNS]
            if slot.key in had and not any(self.data.get(name, "").strip() for name in names):
                for name, value in zip(names, had[slot.key].dates(), strict=True):
                    self.data[name] = a_year_later(value).isoformat() if value else ""
        self._errors = ErrorDict()

    @property
    def lines(self) -> list[Line]:
        return [Line(slot, *(self[f"{slot.key}-{name}"] for name in COLUMNS)) for slot in self.slots]

    def clean(self):
        cleaned = super().clean()
        for slot in self.slots:
            self._check(slot, *(cleaned.get(f"{slot.key}-{name}") for name in COLUMNS))
        if cleaned.get("shown") != mark_of(self.slots):
            self._ask_again()
        return cleaned

    def _check(self, slot: Slot, planned, submit_by, review_by) -> None:
        names = [f"{slot.key}-{name}" for name in COLUMNS]
        if any(name in self.errors for name in names):
            return
        for name, day in zip(names, (planned, submit_by, review_by), strict=True):
            if day and not LIKELY[0] <= day <= LIKELY[1]:
                self.add_error(name, UNLIKELY)
        if any((planned, submit_by, review_by)):
            for name, value in zip(names[1:], (submit_by, review_by), strict=True):
                if value is None:
                    self.add_error(name, _("Fill in both “submit by” and “review by”, or leave the line empty."))
        elif slot.provinces:
            places = ", ".join(row.region.name for row in slot.provinces)
            self.add_error(names[1], _("These dates cannot be taken away: %(places)s has dates of its own beside them.") % {"places": places})
        if submit_by and review_by and review_by < submit_by:
            self.add_error(names[2], _("The answer cannot be due before the submission."))

    def _ask_again(self) -> None:
        """Somebody set dates meanwhile. What was typed stays; saved once more it counts."""
        self.add_error(
            None, _("Somebody else set dates of this cohort in the meantime. What you typed is below; what is set now is named beside it. Save once more to keep yours.")
        )
        self.stands_now = True
        self.data = self.data.copy()
        self.data[self.add_prefix("shown")] = mark_of(self.slots)

    @property
    def dates(self) -> dict[tuple[int, int], tuple]:
        return {(slot.number, slot.round): tuple(self.cleaned_data[f"{slot.key}-{name}"] for name in COLUMNS) for slot in self.slots}


class AdjustForm(PortalForm):
    how_to = (gettext_lazy("Your dates hold for the districts of your province in place of the country's. The reason stands beside them, readable to all."),)

    class Meta:
        model = Deadline
        fields = (*COLUMNS, "reason")
        widgets = {**dict.fromkeys(COLUMNS, DateInput), "reason": forms.Textarea(attrs={"rows": 3})}

    def narrow(self):
        self.fields["reason"].required = True
