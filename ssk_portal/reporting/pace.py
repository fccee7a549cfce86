"""How fast the milestones go: approvals over a year against what was planned, and how long each step took."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.statements import fetch
from ssk_portal.milestones.models import Progress

IN_SCOPE = "(%(province)s::bigint IS NULL OR district.province_id = %(province)s) AND (%(cohort)s::int IS NULL OR assistance.cohort_year = %(cohort)s)"
# The day of each approval that stands, and the day each milestone is planned for: as its province set it, else the country.
# What is only recorded as historical is nothing to be approved, and who has left is not expected any more.
YEAR = f"""
WITH listed AS (
    SELECT progress.state, assistance.left_on, (progress.decided_at AT TIME ZONE district.time_zone)::date AS decided,
           CASE WHEN own.id IS NULL THEN COALESCE(shared.planned, shared.submit_by) ELSE COALESCE(own.planned, own.submit_by) END AS due
    FROM milestones_progress progress
    JOIN milestones_assistance assistance ON assistance.id = progress.assistance_id
    JOIN milestones_milestone milestone ON milestone.id = progress.milestone_id
    JOIN regions_region district ON district.id = progress.region_id
    LEFT JOIN milestones_deadline own ON own.region_id = district.province_id AND own.level = 'district'
        AND (own.cohort_year, own.number, own.round) = (assistance.cohort_year, milestone.number, progress.round)
    LEFT JOIN milestones_deadline shared ON shared.region_id = (SELECT id FROM regions_region WHERE level = 'country') AND shared.level = 'district'
        AND (shared.cohort_year, shared.number, shared.round) = (assistance.cohort_year, milestone.number, progress.round)
    WHERE {IN_SCOPE}
)
SELECT 'approved', decided, count(*) FROM listed WHERE state = 'approved' AND decided BETWEEN %(first)s AND %(last)s GROUP BY decided
UNION ALL
SELECT 'planned', due, count(*) FROM listed
WHERE due BETWEEN %(first)s AND %(last)s AND state <> 'historical' AND (left_on IS NULL OR left_on > due) GROUP BY due
"""  # noqa: S608 - put together from the constants above


def within(share: float) -> str:
    """In how many days, to a tenth, this share of them is done."""
    return f"trim_scale(round(percentile_cont({share}) WITHIN GROUP (ORDER BY days)::numeric, 1))"


# How long a row had been in the state that a step ended; its first state began when the row was made.
PERIODS = f"""
WITH taken AS (
    SELECT step.object_id, step.name, step.from_state, step.at, lag(step.at) OVER (PARTITION BY step.object_id ORDER BY step.id) AS since
    FROM review_step step WHERE step.content_type_id = %(kind)s AND step.from_state <> step.to_state
), periods AS (
    SELECT CASE WHEN taken.name = 'submit' THEN CASE taken.from_state WHEN 'draft' THEN 'fill' ELSE 'mend' END
                WHEN taken.from_state = 'submitted' THEN 'wait' ELSE 'review' END AS period,
           milestone.number,
           (taken.at AT TIME ZONE district.time_zone)::date - (COALESCE(taken.since, (
               SELECT made.pgh_created_at FROM milestones_progressevent made WHERE made.pgh_obj_id = progress.id AND made.pgh_label = 'insert' LIMIT 1
           )) AT TIME ZONE district.time_zone)::date AS days
    FROM taken
    JOIN milestones_progress progress ON progress.id = taken.object_id
    JOIN milestones_assistance assistance ON assistance.id = progress.assistance_id
    JOIN milestones_milestone milestone ON milestone.id = progress.milestone_id
    JOIN regions_region district ON district.id = progress.region_id
    WHERE (taken.at AT TIME ZONE district.time_zone)::date BETWEEN %(first)s AND %(last)s AND {IN_SCOPE}
      AND (taken.name IN ('submit', 'approve', 'send_back') OR (taken.name = 'begin' AND taken.from_state = 'submitted'))
)
SELECT period, number, count(*), {within(0.25)}, {within(0.5)}, {within(0.75)}, max(days)
FROM periods WHERE days >= 0 GROUP BY period, number ORDER BY number
"""  # noqa: S608 - put together from the constants above


class Period(models.TextChoices):
    """The stretches between two steps."""

    FILL = "fill", _("Filling in")
    WAIT = "wait", _("Waiting for the review")
    REVIEW = "review", _("Reviewing")
    MEND = "mend", _("Correcting")


@dataclass(frozen=True)
class Scope:
    """Which milestones are looked at: of a province or all, of a cohort or all, over one year."""

    year: int
    province: int | None = None
    cohort: int | None = None

    def parameters(self) -> dict:
        return {"first": date(self.year, 1, 1), "last": date(self.year, 12, 31), "province": self.province, "cohort": self.cohort}


@dataclass(frozen=True)
class Year:
    """How many milestones were approved, and were planned, on each day of a year that has any."""

    year: int
    approved: dict[date, int]
    planned: dict[date, int]

    def months(self, today: date) -> list[tuple[date, int | None, int | None, int, int]]:
        """Each month's first day, the approvals in it and up to its end, the plan likewise; no approvals where the month has not come."""
        done, due = ([sum(number for day, number in days.items() if day.month == month) for month in range(1, 13)] for days in (self.approved, self.planned))
        rows = zip((date(self.year, month, 1) for month in range(1, 13)), done, accumulate(done), due, accumulate(due), strict=True)
        return [(first, *((new, all_) if first <= today else (None, None)), *plan) for first, new, all_, *plan in rows]


def year_of(scope: Scope) -> Year:
    """Approvals that stand and approvals planned, by the day of the district, in the year and within the province and cohort of `scope`."""
    days: dict[str, dict[date, int]] = {"approved": {}, "planned": {}}
    for kind, day, number in fetch(YEAR, scope.parameters()):
        days[kind][day] = number
    return Year(scope.year, **days)


def running(days: dict[date, int], until: date) -> Iterator[tuple[date, int]]:
    """How many there are in all after each of these days, from nought on the year's first day to `until`."""
    total = 0
    yield until.replace(month=1, day=1), 0
    for day in sorted(days):
        if day > until:
            break
        total += days[day]
        yield day, total
    yield until, total


@dataclass(frozen=True)
class Spread:
    """How long a stretch took on one milestone, in days: of how many, a quarter at most `low`, half `middle`, three quarters `high`."""

    period: Period
    number: int
    count: int
    low: Decimal
    middle: Decimal
    high: Decimal
    longest: int


def spreads_of(scope: Scope) -> list[Spread]:
    """Of the stretches that ended in the year, by milestone."""
    kind = ContentType.objects.get_for_model(Progress).pk
    return [Spread(Period(period), *figures) for period, *figures in fetch(PERIODS, scope.parameters() | {"kind": kind})]
