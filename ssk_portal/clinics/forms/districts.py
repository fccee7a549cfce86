"""The form in which several districts are let take part at once: a line for each, to tick."""

from dataclasses import dataclass

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.clinics import planning
from ssk_portal.clinics.editions import of_newest_edition
from ssk_portal.clinics.forms.kept import NumbersInput, as_sentence
from ssk_portal.clinics.models import MILESTONE_PATTERN, Clinic
from ssk_portal.clinics.numbering import Numbering
from ssk_portal.regions.models import Region
from ssk_portal.screens.forms import PortalForm


@dataclass(frozen=True)
class Row:
    """A district with its three fields."""

    district: Region
    chosen: forms.BoundField
    numbers: forms.BoundField
    milestone: forms.BoundField


class DistrictsForm(PortalForm):
    how_to = (
        gettext_lazy("Tick the districts that take part. Clinic number and milestone belong to the district: at one event each may be at another."),
        gettext_lazy("Leave the clinic number empty where the event's own holds. Districts that take part already are not in the list."),
    )

    class Meta:
        model = Clinic
        fields: list[str] = []

    def __init__(self, *args, districts, **kwargs):
        self.districts = list(districts)
        super().__init__(*args, **kwargs)

    def narrow(self):
        prepared = set(of_newest_edition().filter(clinic_type__in=self.instance.types).values_list("milestone__number", flat=True))
        milestone = str(prepared.pop()) if len(prepared) == 1 else ""
        for district in self.districts:
            name = f"d{district.pk}"
            self.fields[name] = forms.BooleanField(required=False, label=district.full_name)
            self.fields[f"{name}-numbers"] = NumbersInput(required=False, label=_("Clinic numbers of %(district)s") % {"district": district.full_name})
            self.fields[f"{name}-milestone"] = forms.CharField(
                required=False, max_length=10, initial=milestone, label=_("Milestone of %(district)s") % {"district": district.full_name},
                validators=[RegexValidator(MILESTONE_PATTERN, _("Write the milestone as 2, 1-3 or pasca-4."))],
            )  # fmt: skip

    @property
    def rows(self) -> list[Row]:
        return [Row(district, *(self[f"d{district.pk}{part}"] for part in ("", "-numbers", "-milestone"))) for district in self.districts]

    def clean(self):
        super().clean()
        self.chosen = [district for district in self.districts if self.cleaned_data.get(f"d{district.pk}")]
        if not self.chosen:
            self.add_error(None, _("Tick at least one district."))
        numbering, year = Numbering(), self.instance.year
        for district in self.chosen:
            for part, sentence in (
                ("numbers", numbering.why_not_clinics(self._typed(district, "numbers") or [], year)),
                ("milestone", numbering.why_not_milestone(self._typed(district, "milestone") or "", year)),
            ):
                if sentence:
                    self.add_error(f"d{district.pk}-{part}", as_sentence(sentence))
        return self.cleaned_data

    def _typed(self, district, part):
        return self.cleaned_data.get(f"d{district.pk}-{part}")

    def save(self, commit=True):
        rows = [
            {"district": district, "clinic_numbers": self._typed(district, "numbers") or [], "milestone": self._typed(district, "milestone") or None} for district in self.chosen
        ]
        planning.add_districts(self.instance, rows, by=self.user)
        return self.instance
