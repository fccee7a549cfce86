"""What an achievement is held against: the values and targets around it, read for many figures at once."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONArray, NullIf

from ssk_portal.common.nested import listed
from ssk_portal.common.numbers import quantity
from ssk_portal.indicators.models.definitions import Indicator, break_years
from ssk_portal.indicators.models.guards import SETTLED

PLACE = ("indicator_id", "region_id", "year", "area")
_year = attrgetter("year")


class Ties(NamedTuple):
    """Which other indicators one is compared with, and the years in which a new definition of it began."""

    whole: tuple[int, ...]  # one or none
    parts: list[int]
    rungs: list[int]  # the others of its ladder
    ladder: int  # how many rungs that has, itself among them
    breaks: list[int]
    near: list[int]  # all of these, and itself


def with_ties(indicators):
    """`indicators`, beside each of which stands what `ties_of` asks: the years of its `breaks`, and how many `rungs` its ladder has."""
    # A local indicator has ladders of its own; of those that hold everywhere no region is named.
    ladder = Indicator.objects.alias(whose=Coalesce("region_id", 0)).filter(ladder=OuterRef("ladder"), whose=Coalesce(OuterRef("region_id"), 0))
    rungs = ladder.exclude(ladder="").order_by().values("ladder").annotate(number=Count("pk")).values("number")
    return indicators.annotate(breaks=break_years(), rungs=Subquery(rungs))


def ties_of(indicators: Iterable) -> dict[int, Ties]:
    """The ties between `indicators`, by key."""
    indicators = list(indicators)
    parts: dict[int, list[int]] = defaultdict(list)
    ladders: dict[tuple, list[int]] = defaultdict(list)
    for each in indicators:
        parts[each.part_of_id].append(each.pk)
        ladders[each.ladder, each.region_id].append(each.pk)
    found = {}
    for each in indicators:
        rungs = ladders[each.ladder, each.region_id] if each.ladder else []
        whole = (each.part_of_id,) if each.part_of_id else ()
        near = [each.pk, *whole, *parts[each.pk], *rungs]
        found[each.pk] = Ties(whole, parts[each.pk], [pk for pk in rungs if pk != each.pk], each.rungs or 0, each.breaks, near)
    return found


class PlainFigure(NamedTuple):
    """One achievement as the checks see it; there may be sixty thousand."""

    indicator: Any
    pk: int
    indicator_id: int
    region_id: int
    year: int
    area: str
    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    is_reference: bool
    state: str
    publisher_id: int
    publisher: str
    answered: list[str] | None

    @property
    def shown_value(self) -> str:
        return quantity(self.value, self.indicator.unit)

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED


COLUMNS = (*PlainFigure._fields[1:-2], "publisher__name")
# Read as nothing where there are none: a list takes as long to read as all the rest.
ANSWERED = NullIf("answered", Value([], output_field=ArrayField(CharField())))


def plain_figures(achievements, indicators: dict[int, Any]) -> list[PlainFigure]:
    """The rows of a query as the checks see them."""
    return [PlainFigure(indicators[row[1]], *row) for row in achievements.order_by().values_list(*COLUMNS, ANSWERED)]


class Surroundings:
    """What counts or is worked on in one region and area, put together once, so that each of its figures finds what it is held against at once."""

    def __init__(self, ties: dict[int, Ties]):
        self.ties = ties
        self.years: dict[int, dict[int, list]] = defaultdict(dict)  # by year, then by indicator
        self.counted: dict[int, dict[int, Any]] = defaultdict(dict)  # the same of what counts: one a year
        self.targets: dict[tuple[int, int], list[Decimal]] = defaultdict(list)  # by indicator and year
        self.lines: dict[tuple[int, int], list] = defaultdict(list)  # what may be compared over the years: by indicator and definition
        self._counting: dict[tuple[int, int], tuple[list[int], list]] = {}

    def add(self, row) -> None:
        self.years[row.year].setdefault(row.indicator_id, []).append(row)
        if row.is_reference:
            self.counted[row.year][row.indicator_id] = row
        self.lines[self.line_of(row)].append(row)

    def line_of(self, figure) -> tuple[int, int]:
        """The indicator, and how many new definitions of it had begun."""
        return figure.indicator_id, bisect_right(self.ties[figure.indicator_id].breaks, figure.year)

    def counting(self, line: tuple[int, int]) -> tuple[list[int], list]:
        """What counts in a line, oldest first, beside its years."""
        if line not in self._counting:
            rows = sorted((row for row in self.lines.get(line, ()) if row.is_reference), key=_year)
            self._counting[line] = [row.year for row in rows], rows
        return self._counting[line]


class Around:
    """What a figure is held against: the values around it, and the targets of its year."""

    __slots__ = ("after", "before", "figure", "place", "ties")

    def __init__(self, figure, place: Surroundings):
        self.figure, self.place, self.ties = figure, place, place.ties[figure.indicator_id]
        line = place.line_of(figure)
        years, counting = place.counting(line)
        # Of the same indicator and definition: earlier years, oldest first, one value a year; and the nearest later year, or None.
        here = bisect_left(years, figure.year)
        self.before: list = counting[:here] if figure.is_settled else _worked_on_before(figure, place.lines[line])
        there = bisect_right(years, figure.year, here)
        self.after: Any = counting[there] if there < len(counting) else None

    def beside(self, indicators: Iterable[int]) -> list:
        """The values of other indicators in the same year, where they have any: beside what is worked on also what else is."""
        if self.figure.is_settled:  # what is drafted beside it is warned of in the draft
            counted = self.place.counted.get(self.figure.year, {})
            return [counted[indicator] for indicator in indicators if indicator in counted]
        year = self.place.years.get(self.figure.year, {})
        return [min(year[indicator], key=self._nearness) for indicator in indicators if indicator in year]

    @property
    def targets(self) -> list[Decimal]:
        """The targets of its year, whichever layer sets them."""
        return self.place.targets.get((self.figure.indicator_id, self.figure.year), [])

    def _nearness(self, row) -> tuple:
        """Of several values of a year: the one of the same publisher, else the one that counts, else the newest that is worked on."""
        return (row.publisher_id != self.figure.publisher_id, not row.is_reference, -row.pk)


def _worked_on_before(figure, rows) -> list:
    """One value a year: what counts, else what the region works on, so that years filled in together are compared."""
    years: dict[int, list] = defaultdict(list)
    for row in rows:
        if row.year < figure.year:
            years[row.year].append(row)
    return [min(each, key=lambda row: (not row.is_reference, row.publisher_id != figure.publisher_id, -row.pk)) for _year, each in sorted(years.items())]


def around(figures: Sequence) -> list[Around]:
    """Read what each of `figures` is held against; two queries, however many they are."""
    if not figures:
        return []
    indicators = {indicator.pk: indicator for indicator in with_ties(_near(figures)).annotate(targets_told=listed(_targets(figures)))}
    ties = ties_of(indicators.values())
    places: dict[tuple, Surroundings] = defaultdict(lambda: Surroundings(ties))
    for row in plain_figures(_beside(figures), indicators):
        places[row.region_id, row.area].add(row)
    for indicator in indicators.values():
        for region, area, year, value in indicator.targets_told:
            places[region, area].targets[indicator.pk, year].append(Decimal(value))
    return [Around(figure, places[figure.region_id, figure.area]) for figure in figures]


def _near(figures):
    """The indicators of `figures`, what these are part of, their parts and ladders."""
    indicators = {figure.indicator for figure in figures}
    near = Q(pk__in={each.pk for each in indicators}) | Q(pk__in={each.part_of_id for each in indicators}) | Q(part_of__in=indicators)
    return Indicator.objects.filter(near | Q(ladder__in={each.ladder for each in indicators} - {""}))


def _beside(figures):
    """What counts or is worked on in their regions: of their own indicators in any year, of those near in the same years."""
    rows = type(figures[0]).objects.filter(Q(is_reference=True) | ~Q(state__in=SETTLED), region__in={figure.region_id for figure in figures})
    own, years = {figure.indicator_id for figure in figures}, {figure.year for figure in figures}
    return rows.filter(Q(indicator__in=own) | Q(year__in=years, indicator__in=_near(figures).order_by().values("pk")))


def _targets(figures):
    """The targets of the figures' places, under their indicator."""
    wanted = {f"{name}__in": {getattr(figure, name) for figure in figures} for name in PLACE}
    targets = apps.get_model("indicators", "Target")._default_manager.filter(**wanted, indicator=OuterRef("pk"))  # by name: the room's models stand on this module
    return targets.order_by().values(told=JSONArray("region_id", "area", "year", "value"))
