"""The board as it stood at the end of an earlier day, from the history.

The history is written by the database at every change, so what it holds is what the portal knew on that day,
not what was said later about it.
"""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ssk_portal.audit.timeline import event_model
from ssk_portal.common.statements import fetch
from ssk_portal.milestones.models import Assistance
from ssk_portal.reporting.board import LATE, THERE, WAITED
from ssk_portal.review.waiting import REVIEW_TERM

# `board.CELLS` asked of the history: of each row the last event before the day ended where the district is.
# Definitions and dates belong to no district: they are asked for once for each time zone.
CELLS = f"""
WITH district AS (
    SELECT region.*, %(day)s::date AS today, (%(day)s::date + 1)::timestamp AT TIME ZONE time_zone AS ends FROM regions_region region
    WHERE CASE WHEN %(region)s::bigint IS NULL THEN level IN ('province', 'district')
          ELSE level = 'district' AND (province_id = %(region)s OR id = %(region)s) END
), zone AS (
    SELECT DISTINCT time_zone, ends FROM district
), assistance AS (
    SELECT DISTINCT ON (event.pgh_obj_id) event.*, district.ends, district.time_zone, district.province_id
    FROM milestones_assistanceevent event JOIN district ON district.id = event.district_id AND event.pgh_created_at < district.ends
    ORDER BY event.pgh_obj_id, event.pgh_id DESC
), latest AS (
    SELECT DISTINCT ON (district_id) * FROM assistance WHERE pgh_label <> 'delete' ORDER BY district_id, cohort_year DESC
), progress AS (
    SELECT DISTINCT ON (event.pgh_obj_id) event.*, latest.cohort_year, latest.left_on, latest.ends, latest.time_zone, latest.province_id
    FROM milestones_progressevent event JOIN latest ON latest.pgh_obj_id = event.assistance_id AND event.pgh_created_at < latest.ends
    ORDER BY event.pgh_obj_id, event.pgh_id DESC
), milestone AS (
    SELECT DISTINCT ON (zone.time_zone, event.pgh_obj_id) event.*, zone.time_zone
    FROM milestones_milestoneevent event JOIN zone ON event.pgh_created_at < zone.ends ORDER BY zone.time_zone, event.pgh_obj_id, event.pgh_id DESC
), newest AS (
    SELECT DISTINCT ON (progress.assistance_id, milestone.number) progress.*, milestone.number
    FROM progress JOIN milestone ON milestone.id = progress.milestone_id AND milestone.time_zone = progress.time_zone
    WHERE progress.pgh_label <> 'delete'
    ORDER BY progress.assistance_id, milestone.number, progress.round DESC
), requirement AS (
    SELECT DISTINCT ON (zone.time_zone, event.pgh_obj_id) event.*, zone.time_zone
    FROM milestones_requirementevent event JOIN zone ON event.pgh_created_at < zone.ends ORDER BY zone.time_zone, event.pgh_obj_id, event.pgh_id DESC
), evidence AS (
    SELECT DISTINCT ON (event.pgh_obj_id) event.pgh_obj_id, event.progress_id, event.requirement_id, event.removed_at, event.pgh_label
    FROM milestones_evidenceevent event JOIN newest ON newest.pgh_obj_id = event.progress_id AND event.pgh_created_at < newest.ends
    WHERE newest.state IN ('draft', 'returned')
    ORDER BY event.pgh_obj_id, event.pgh_id DESC
), lacking AS (
    SELECT newest.pgh_obj_id AS id, count(*) AS count
    FROM newest JOIN requirement ON requirement.milestone_id = newest.milestone_id AND requirement.time_zone = newest.time_zone
    WHERE newest.state IN ('draft', 'returned') AND (newest.left_on IS NULL OR newest.left_on > %(day)s::date)
      AND requirement.pgh_label <> 'delete' AND requirement.compulsory AND (newest.round = 1 OR NOT requirement.first_year_only)
      AND (newest.pgh_obj_id, requirement.pgh_obj_id) NOT IN (
          SELECT progress_id, requirement_id FROM evidence WHERE pgh_label <> 'delete' AND removed_at IS NULL
      )
    GROUP BY newest.pgh_obj_id
), dates AS (
    SELECT * FROM (
        SELECT DISTINCT ON (zone.time_zone, event.pgh_obj_id) event.*, zone.time_zone,
               NULLIF(event.region_id, (SELECT id FROM regions_region WHERE level = 'country')) AS province_id
        FROM milestones_deadlineevent event JOIN zone ON event.pgh_created_at < zone.ends
        WHERE event.level = 'district' ORDER BY zone.time_zone, event.pgh_obj_id, event.pgh_id DESC
    ) last WHERE pgh_label <> 'delete'
)
SELECT district.code, district.kind, district.name, latest.cohort_year, progress.number, still.id, progress.state,
       district.today - (progress.state_since AT TIME ZONE district.time_zone)::date,
       COALESCE(lacking.count, 0),
       NULLIF(progress.round, 1),
       {LATE},
       NOT {THERE},
       {WAITED}
FROM district
LEFT JOIN latest ON latest.district_id = district.id
LEFT JOIN newest progress ON progress.assistance_id = latest.pgh_obj_id
LEFT JOIN milestones_progress still ON still.id = progress.pgh_obj_id
LEFT JOIN lacking ON lacking.id = progress.pgh_obj_id
LEFT JOIN dates own
    ON (own.time_zone, own.cohort_year, own.number, own.round, own.province_id) = (district.time_zone, latest.cohort_year, progress.number, progress.round, district.province_id)
LEFT JOIN dates shared
    ON (shared.time_zone, shared.cohort_year, shared.number, shared.round) = (district.time_zone, latest.cohort_year, progress.number, progress.round)
    AND shared.province_id IS NULL
ORDER BY district.code, progress.number
"""  # noqa: S608 - only the rules of the board are put in


def cells_then(region, day: date) -> list[tuple]:
    """`board.cells_of`, as the portal knew it at the end of `day` in each district; the id is empty where the milestone is there no more."""
    return fetch(CELLS, {"day": day, "term": REVIEW_TERM.days, "region": None if region.is_country else region.pk})


def first_day() -> date | None:
    """The day on which the history of the assistances begins."""
    began = event_model(Assistance).objects.aggregate(began=Min("pgh_created_at"))["began"]
    return timezone.localdate(began) if began else None


@dataclass(frozen=True)
class AsOf:
    """The day that the board is asked for: None for today; what was typed, and what is wrong with it."""

    day: date | None = None
    typed: str = ""
    fault: str = ""

    @classmethod
    def read(cls, asked) -> "AsOf":
        typed = asked.get("per", "").strip()
        if not typed:
            return cls()
        try:
            day = forms.DateField().clean(typed)
        except ValidationError:
            return cls(typed=typed[:30], fault=_("This is not a date. Write it as day/month/year, for instance 31/10/2026."))
        today = timezone.localdate()
        if day > today:
            return cls(typed=day.isoformat(), fault=_("%(day)s has not come yet: the board can be looked at up to today.") % {"day": date_format(day)})
        return cls(day if day < today else None, day.isoformat() if day < today else "")
