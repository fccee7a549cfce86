"""The cells of the board: districts x milestones, each with state, days in it, what is missing, whether it is late.

Up to 2,056 cells: they come from the database as tuples and stay tuples. What is asked of them
is in `board_asked`, how they are drawn in `board_body`, as they were on an earlier day in `board_then`.
"""

from collections import Counter
from itertools import groupby
from operator import itemgetter

from django.utils import timezone

from ssk_portal.common.statements import fetch
from ssk_portal.regions.models import Kind
from ssk_portal.review.states import DONE, State
from ssk_portal.review.waiting import REVIEW_TERM

PROVINCE = Kind.PROVINCE.value
SHOWN = [state for state in State.choices if state[0] != State.PUBLISHED]
# What stands where in a cell. The round is empty in the first year, as it is hardly ever another.
code_of, kind_of, name_of, cohort_of, number_of, progress_of, state_of, days_of, lacking_of, round_of, late_of, left_of, waited_of = map(itemgetter, range(13))
# A district is there until the day on which it leaves.
THERE = "(latest.left_on IS NULL OR latest.left_on > district.today)"
# What is open is late after its day of submission, unless the district left; what waits, after the day on which an answer was promised:
# `milestones/deadlines.py`, which tells it of one row.
LATE = f"""
       CASE WHEN progress.state IN ('draft', 'returned') THEN {THERE} AND district.today > COALESCE(own.submit_by, shared.submit_by)
            WHEN progress.state IN ('submitted', 'in_review') THEN district.today > CASE
                WHEN (progress.submitted_at AT TIME ZONE district.time_zone)::date <= COALESCE(own.submit_by, shared.submit_by) THEN COALESCE(own.review_by, shared.review_by)
                ELSE (progress.submitted_at AT TIME ZONE district.time_zone)::date + %(term)s::int
            END
       END"""
# Days since it was submitted, of what waits for a decision.
WAITED = "CASE WHEN progress.state IN ('submitted', 'in_review') THEN district.today - (progress.submitted_at AT TIME ZONE district.time_zone)::date END"
# One row a cell: of each district's latest assistance the newest round of each milestone; a district without one has a single empty cell.
# What is missing counts only while the district can still fill it in; a province's dates go before the country's.
CELLS = f"""
WITH latest AS (
    SELECT DISTINCT ON (district_id) id, district_id, cohort_year, left_on
    FROM milestones_assistance ORDER BY district_id, cohort_year DESC
), dates AS (
    SELECT deadline.*, NULLIF(region_id, (SELECT id FROM regions_region WHERE level = 'country')) AS province_id
    FROM milestones_deadline deadline WHERE level = 'district'
)
SELECT DISTINCT ON (district.code, milestone.number)
       district.code, district.kind, district.name, latest.cohort_year, milestone.number, progress.id, progress.state,
       district.today - (progress.state_since AT TIME ZONE district.time_zone)::date,
       CASE WHEN progress.state IN ('draft', 'returned') AND {THERE} THEN (
           SELECT count(*) FROM milestones_requirement requirement
           WHERE requirement.compulsory AND requirement.milestone_id = progress.milestone_id AND (progress.round = 1 OR NOT requirement.first_year_only) AND NOT EXISTS (
               SELECT FROM milestones_evidence evidence WHERE evidence.progress_id = progress.id AND evidence.requirement_id = requirement.id AND evidence.removed_at IS NULL
           )
       ) ELSE 0 END,
       NULLIF(progress.round, 1),
       {LATE},
       NOT {THERE},
       {WAITED}
FROM (SELECT *, (%(now)s::timestamptz AT TIME ZONE time_zone)::date AS today FROM regions_region) district
LEFT JOIN latest ON latest.district_id = district.id
LEFT JOIN milestones_progress progress ON progress.assistance_id = latest.id
LEFT JOIN milestones_milestone milestone ON milestone.id = progress.milestone_id
LEFT JOIN dates own
    ON (own.cohort_year, own.number, own.round, own.province_id) = (latest.cohort_year, milestone.number, progress.round, district.province_id)
LEFT JOIN dates shared
    ON (shared.cohort_year, shared.number, shared.round) = (latest.cohort_year, milestone.number, progress.round) AND shared.province_id IS NULL
WHERE CASE WHEN %(region)s::bigint IS NULL THEN district.level IN ('province', 'district')
      ELSE district.level = 'district' AND (district.province_id = %(region)s OR district.id = %(region)s) END
ORDER BY district.code, milestone.number, progress.round DESC
"""  # noqa: S608 - only the rules above are put in


def cells_of(region) -> list[tuple]:
    """The cells of every district of `region` (all of them for the country): code, kind, name, cohort, milestone number,
    progress id, state, days in it, how many compulsory requirements are missing, round, whether it is late, whether the district left, how many days it waits.
    In the order of codes and numbers; for the country each province comes before its districts, as a single empty cell.
    """
    return fetch(CELLS, {"now": timezone.now(), "term": REVIEW_TERM.days, "region": None if region.is_country else region.pk})


def counts(cells) -> Counter:
    """How many cells there are of each state."""
    return Counter(map(state_of, cells))


def cohorts(cells) -> list[int]:
    """The cohort years on the board, newest first."""
    return sorted(set(map(cohort_of, cells)) - {None}, reverse=True)


def numbers_of(cells) -> list[int]:
    """The milestone numbers that the board has columns for."""
    return sorted(set(map(number_of, cells)) - {None}) or [1, 2, 3, 4]


def rows_of(cells) -> list[list[tuple]]:
    """The cells by district; a province's name is a row of its own."""
    return [list(group) for _code, group in groupby(cells, key=code_of)]


def standing(row) -> tuple | None:
    """The cell that a district works on: the first not approved, else its last; None where it is not assisted."""
    if number_of(row[0]) is None:
        return None
    return next((cell for cell in row if state_of(cell) not in DONE), row[-1])
