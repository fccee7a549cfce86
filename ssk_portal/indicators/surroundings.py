"""What an achievement is held against: the values and targets around it, read for many figures at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ssk_portal.indicators.models.definitions import Indicator, break_years
from ssk_portal.indicators.models.guards import SETTLED

PLACE = ("indicator_id", "region_id", "year", "area")


@dataclass(frozen=True)
class Around:
    """What a figure is held against: the values around it, and the targets of its year."""

    before: list  # of the same indicator and definition, earlier years, oldest first, one a year
    after: Any  # the nearest later year of these, or None
    same_year: dict  # of its whole, parts and ladder, by indicator: also what its region is still working on
    targets: list[Decimal]


def around(figures: Sequence) -> list[Around]:
    """Read what each of `figures` is held against; two queries, however many they are."""
    if not figures:
        return []
    rows, targets = _by_place(_near(figures)), _targets(figures)
    return [held_against(figure, rows[figure.region_id, figure.area], targets) for figure in figures]


def _near(figures):
    """What counts or is worked on in the regions of `figures`: of the same indicators, of what they are part of, of their parts and ladders."""
    indicators = {figure.indicator for figure in figures}
    near = Q(pk__in={each.pk for each in indicators}) | Q(pk__in={each.part_of_id for each in indicators}) | Q(part_of__in=indicators)
    near |= Q(ladder__in={each.ladder for each in indicators} - {""})
    # A local indicator has ladders of its own; of those that hold everywhere no region is named.
    ladder = Indicator.objects.alias(whose=Coalesce("region_id", 0)).filter(ladder=OuterRef("indicator__ladder"), whose=Coalesce(OuterRef("indicator__region_id"), 0))
    rungs = ladder.exclude(ladder="").order_by().values("ladder").annotate(number=Count("pk")).values("number")
    rows = type(figures[0]).objects.filter(Q(is_reference=True) | ~Q(state__in=SETTLED), region__in={figure.region_id for figure in figures})
    rows = rows.filter(indicator__in=Indicator.objects.filter(near)).annotate(breaks=break_years("indicator"), rungs=Subquery(rungs))
    return rows.select_related("indicator").order_by("year", "pk")


def _by_place(rows) -> dict:
    found: dict[tuple, list] = defaultdict(list)
    for row in rows:
        found[row.region_id, row.area].append(row)
    return found


def _targets(figures) -> dict[tuple, list[Decimal]]:
    """The targets of the figures' years, whichever layer sets them."""
    wanted = {f"{name}__in": {getattr(figure, name) for figure in figures} for name in PLACE}
    targets = apps.get_model("indicators", "Target")._default_manager.filter(**wanted)  # by name: the room's models stand on this module
    found: dict[tuple, list[Decimal]] = defaultdict(list)
    for *key, value in targets.order_by().values_list(*PLACE, "value"):
        found[tuple(key)].append(value)
    return found


def held_against(figure, rows, targets) -> Around:
    """Of the `rows` of its region and area, oldest first, and the targets by place, those that concern `figure`."""
    rows = [row for row in rows if row.pk != figure.pk]
    series = _series(figure, rows)
    beside: dict[int, list] = defaultdict(list)
    for row in rows:
        if row.year == figure.year and row.indicator_id != figure.indicator_id:
            beside[row.indicator_id].append(row)
    return Around(
        before=[row for row in series if row.year < figure.year],
        after=next((row for row in series if row.year > figure.year), None),
        same_year={indicator: min(each, key=lambda row: _nearness(row, figure)) for indicator, each in beside.items()},
        targets=targets[tuple(getattr(figure, name) for name in PLACE)],
    )


def _series(figure, rows) -> list:
    """One value a year: what counts; of years before a figure that is worked on itself, else what its region works on, so that years filled in together are compared."""
    years: dict[int, list] = defaultdict(list)
    for row in rows:
        held = row.is_reference or (not figure.is_settled and row.year < figure.year)
        if held and row.indicator_id == figure.indicator_id and row.year != figure.year and not _broken(row, figure):
            years[row.year].append(row)
    return [min(each, key=lambda row: (not row.is_reference, row.publisher_id != figure.publisher_id, -row.pk)) for _year, each in sorted(years.items())]


def _broken(row, figure) -> bool:
    """Whether a new definition began between the two years."""
    return any(min(row.year, figure.year) < year <= max(row.year, figure.year) for year in row.breaks)


def _nearness(row, figure) -> tuple:
    """Of several values of a year: the one of the same publisher, else the one that counts, else the newest that is worked on."""
    return (row.publisher_id != figure.publisher_id, not row.is_reference, -row.pk)
