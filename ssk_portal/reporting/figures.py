"""The figures on top of a board (drawn by `board_top`): how far the districts are, what waits longest, how long a review takes, how much is sent back.

How far they are and what waits longest is told from the board's own cells. Decisions are counted
once in ten minutes: over the country's year that takes as long as the board itself.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from time import monotonic
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from ssk_portal.common.statements import fetch
from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.models.definitions import in_round
from ssk_portal.milestones.overview import days_in_words
from ssk_portal.regions.models import Region
from ssk_portal.reporting.board import code_of, number_of, progress_of, round_of, state_of, waited_of
from ssk_portal.reporting.board_asked import full_name
from ssk_portal.review.states import DONE

LOOKED_BACK = timedelta(days=365)
KEPT_SECONDS = 600
# Each decision on a milestone of a district, with the days since it was last submitted, by the district's calendar.
DECISIONS = """
WITH decided AS (
    SELECT step.name, district.province_id, (step.at AT TIME ZONE district.time_zone)::date - ((
        SELECT sent.at FROM review_step sent
        WHERE sent.content_type_id = step.content_type_id AND sent.object_id = step.object_id AND sent.id < step.id AND sent.name = 'submit'
        ORDER BY sent.id DESC LIMIT 1
    ) AT TIME ZONE district.time_zone)::date AS days
    FROM review_step step
    JOIN milestones_progress progress ON progress.id = step.object_id
    JOIN regions_region district ON district.id = progress.region_id AND district.level = 'district'
    WHERE step.content_type_id = %(kind)s AND step.name IN ('approve', 'send_back') AND step.at >= %(since)s
)
SELECT province_id, count(*), count(*) FILTER (WHERE name = 'send_back'), trim_scale(round(percentile_cont(0.5) WITHIN GROUP (ORDER BY days)::numeric, 1))
FROM decided GROUP BY GROUPING SETS ((province_id), ())
"""


@dataclass(frozen=True)
class Decisions:
    """The decisions of the last twelve months: how many, how many of them sent the work back, the median of the days until they fell."""

    count: int = 0
    returned: int = 0
    median: Decimal | None = None

    @property
    def share(self) -> int | None:
        """How many of a hundred sent the work back."""
        return round(100 * self.returned / self.count) if self.count else None


def decisions() -> dict[int | None, Decisions]:
    """Those of each province by its key, and of the country under None; at most ten minutes old."""
    return _kept("decisions", _decisions)


def _decisions() -> dict[int | None, Decisions]:
    kind = ContentType.objects.get_for_model(Progress).pk
    return {province: Decisions(*counted) for province, *counted in fetch(DECISIONS, {"kind": kind, "since": timezone.now() - LOOKED_BACK})}


def of(region) -> Decisions:
    """The decisions in `region`, a province or the country."""
    return decisions().get(None if region.is_country else region.pk, Decisions())


@dataclass(frozen=True)
class Oldest:
    """What has waited longest for a decision: whose, which milestone, where, for how many days."""

    region: str
    milestone: str
    url: str
    days: str


def oldest(cells) -> Oldest | None:
    """Of a board's cells the one that was submitted longest ago; None where nothing waits."""
    cell = max((cell for cell in cells if waited_of(cell) is not None), key=waited_of, default=None)
    if cell is None:
        return None
    milestone = in_round(f"M{number_of(cell)}", round_of(cell) or 1)
    return Oldest(full_name(cell), milestone, reverse("milestones:progress_detail", args=[progress_of(cell)]), days_in_words(waited_of(cell)))


@dataclass(frozen=True)
class Reached:
    """How many districts stand where: by the highest milestone that is approved or historical (0: none yet), and by the first that is not."""

    highest: Counter
    in_work: Counter

    def rows(self, numbers) -> list[tuple[str, int, int]]:
        """For each of `numbers` its short name, how many reached it, how many work on it."""
        return [(f"M{number}", self.highest[number], self.in_work[number]) for number in numbers]

    @property
    def none_yet(self) -> int:
        return self.highest[0]


def reached(cells) -> Reached:
    """Of a board's cells. Who is not assisted stands nowhere."""
    highest, in_work = Counter[int](), Counter[int]()
    for _code, row in groupby(cells, key=code_of):
        top, current = 0, 0
        for cell in row:
            number = number_of(cell)
            if number is None:
                top = -1
                continue
            done = state_of(cell) in DONE
            # Whoever is in a further year of a milestone has reached it.
            if done or round_of(cell):
                top = number
            if not done and not current:
                current = number
        highest[top] += 1
        in_work[current] += 1
    return Reached(highest, in_work)


def by_province(language: str) -> SafeString:
    """The medians of the provinces, folded away; nothing where nothing was decided."""
    return _kept(f"by province {language}", _by_province)


def _by_province() -> SafeString:
    counted = decisions()
    rows = [(province, counted[province.pk]) for province in Region.objects.provinces() if province.pk in counted]
    return render_to_string("reporting/_board_medians.html", {"rows": rows}) if rows else SafeString("")


_counted: dict[str, tuple[float, Any]] = {}


def _kept(name: str, count: Callable[[], Any]) -> Any:
    """What `count` gives, counted again after ten minutes."""
    until, value = _counted.get(name, (0.0, None))
    if monotonic() >= until:
        value = count()
        _counted[name] = monotonic() + KEPT_SECONDS, value
    return value


def forget() -> None:
    """Count everything anew when it is asked for next."""
    _counted.clear()
