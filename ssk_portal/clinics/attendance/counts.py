"""How many came: by institution, by level and by gender, beside the number that was stated."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ssk_portal.clinics.models import Attendance, AttendanceState, Clinic, Gender
from ssk_portal.clinics.models.attendance import CAME
from ssk_portal.regions.models import Level

Lines = list[tuple[str, int]]


@dataclass(frozen=True)
class Counts:
    """What the list of an event adds up to. `genders` is empty where nobody said theirs."""

    states: list[tuple[str, str, int]]
    counted: int
    listed: int
    stated: int | None
    institutions: Lines
    levels: Lines
    genders: Lines

    @property
    def difference(self) -> str:
        """A sentence where the stated number and the list differ; empty where they agree or one of them says nothing."""
        if self.stated is None or not self.counted or self.stated == self.counted:
            return ""
        number = abs(self.stated - self.counted)
        if self.stated > self.counted:
            return ngettext("%(number)s more person was stated than the list counts.", "%(number)s more people were stated than the list counts.", number) % {"number": number}
        return ngettext("The list counts %(number)s more person than was stated.", "The list counts %(number)s more people than were stated.", number) % {"number": number}


def counts_of(clinic: Clinic) -> Counts:
    """The counts of `clinic`, in one statement."""
    keys = ("state", "gender", "institution__name", "institution_as_written", "institution__region__level", "district")
    rows = list(Attendance.objects.filter(clinic=clinic).order_by().values(*keys).annotate(number=Count("pk")))
    there = [row for row in rows if row["state"] in CAME]
    states = _tally(rows, lambda row: row["state"])
    genders = _tally(there, lambda row: row["gender"])
    named = [(value, str(label), states[value]) for value, label in AttendanceState.choices]
    return Counts(
        states=named,
        counted=sum(row["number"] for row in there),
        listed=sum(row["number"] for row in rows),
        stated=clinic.participants_count,
        institutions=_tally(there, lambda row: row["institution_as_written"] or row["institution__name"] or _("not stated")).most_common(),
        levels=_labelled(_tally(there, _level), {**dict(Level.choices), "": _("another body, or not stated")}),
        genders=_labelled(genders, {**dict(Gender.choices), "": _("not stated")}) if any(genders[value] for value in Gender.values) else [],
    )


def _tally(rows, key) -> Counter:
    counted: Counter = Counter()
    for row in rows:
        counted[key(row)] += row["number"]
    return counted


def _level(row) -> str:
    """That of the institution's region, else the district's for whom the person came."""
    return row["institution__region__level"] or (Level.DISTRICT if row["district"] else "")


def _labelled(counted: Counter, labels: dict) -> Lines:
    return [(str(label), counted[value]) for value, label in labels.items() if counted[value]]
