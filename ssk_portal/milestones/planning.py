"""The dates of one cohort: which milestones and rounds they are set for, how the country sets them and a province departs from them."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from ssk_portal.audit.actors import acting
from ssk_portal.common.constraints import wait_turn
from ssk_portal.milestones.models import Assistance, Deadline, Milestone, MilestoneScheme
from ssk_portal.milestones.models.definitions import in_round
from ssk_portal.regions.models import Level

COLUMNS = ("planned", "submit_by", "review_by")
FIRST_YEAR, LAST_YEAR = 2010, 2100


@dataclass
class Slot:
    """One milestone in one round of a cohort, with the dates set for it: the country's, and those of provinces beside them."""

    number: int
    round: int
    short: str
    name: str
    national: Deadline | None = None
    provinces: list[Deadline] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"m{self.number}r{self.round}"

    @property
    def title(self) -> str:
        return in_round(self.short, self.round)

    def dates(self) -> tuple:
        return tuple(getattr(self.national, name, None) for name in COLUMNS)


def cohorts_of(user, level: str) -> list[int]:
    """The years for which dates are set or districts in reach are assisted, newest first."""
    years = Deadline.objects.filter(level=level).values_list("cohort_year", flat=True)
    if level == Level.DISTRICT:
        years = years.order_by().union(Assistance.objects.visible_to(user).order_by().values_list("cohort_year", flat=True))
    return sorted(set(years), reverse=True)


def without_dates() -> int | None:
    """The newest cohort that is being assisted, where the country has set no dates for it yet."""
    dated = Deadline.objects.filter(level=Level.DISTRICT, region__level=Level.COUNTRY, cohort_year=OuterRef("cohort_year"))
    newest = Assistance.objects.in_programme().annotate(is_dated=Exists(dated)).order_by("-cohort_year").values_list("cohort_year", "is_dated").first()
    return newest[0] if newest and not newest[1] else None


def slots_of(level: str, cohort: int, rows) -> list[Slot]:
    """What dates are set for, in order; `rows` are the deadlines that the reader may see, with their regions."""
    slots = {}
    for milestone in _milestones(level, cohort):
        for number in range(1, _rounds(milestone, cohort) + 1):
            slots[milestone.number, number] = Slot(milestone.number, number, milestone.short, milestone.name)
    for row in rows.filter(level=level, cohort_year=cohort).select_related("region").order_by("region__code"):
        slot = slots.setdefault((row.number, row.round), Slot(row.number, row.round, f"M{row.number}", ""))
        if row.region.is_country:
            slot.national = row
        else:
            slot.provinces.append(row)
    return [slots[key] for key in sorted(slots)]


def _milestones(level: str, cohort: int):
    """Those of the edition under which most of the cohort works; before anybody does, of the one in force."""
    used = MilestoneScheme.objects.filter(assistances__cohort_year=cohort).annotate(number=Count("pk")).order_by("-number", "-edition")
    scheme = (used.first() if level == Level.DISTRICT else None) or MilestoneScheme.objects.in_force(level).filter(valid_from__lte=cohort).exclude(valid_to__lt=cohort).first()
    return Milestone.objects.filter(scheme=scheme).order_by("number")


def _rounds(milestone: Milestone, cohort: int) -> int:
    """In how many years it is reviewed until next year; duties of the provinces begin anew each year."""
    if not milestone.repeats or milestone.scheme_id is None:
        return 1
    first = cohort + milestone.assistance_year - 1
    return max(1, timezone.localdate().year + 1 - first + 1)


def a_year_later(day: date | None) -> date | None:
    """The same day of the next year; of 29 February the 28th. A day that is not set stays unset."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


@transaction.atomic
def set_deadlines(level: str, cohort: int, dates: dict[tuple[int, int], tuple], *, by) -> int:
    """Set the country's dates by number and round, each as planned, submit by, review by; nothing set takes them away. Returns how many changed."""
    wait_turn("deadlines")
    known = {(row.number, row.round): row for row in Deadline.objects.filter(level=level, cohort_year=cohort, region=by.region)}
    changed = 0
    with acting(by):
        for (number, turn), values in dates.items():
            row = known.get((number, turn))
            if not any(values):
                changed += row is not None and bool(row.delete())
                continue
            row = row or Deadline(level=level, cohort_year=cohort, number=number, round=turn, region=by.region)
            if tuple(getattr(row, name) for name in COLUMNS) != values:
                for name, value in zip(COLUMNS, values, strict=True):
                    setattr(row, name, value)
                row.save()
                changed += 1
    return changed


def own_of(national: Deadline, region) -> Deadline:
    """The row of the province `region` beside the country's: the one that it set, else a new one with the same dates."""
    key = {"level": national.level, "cohort_year": national.cohort_year, "number": national.number, "round": national.round, "region": region}
    return Deadline.objects.filter(**key).first() or Deadline(**key, **{name: getattr(national, name) for name in COLUMNS})
