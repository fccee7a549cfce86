"""Many regions side by side with one indicator: who stands where in a year, and how that moved since another one.

What is compared are the values that count. Regions without one are missing: they are listed and
have no rank. One statement reads the values and another one the targets that they are held
against; the rest is arithmetic.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import starmap
from typing import NamedTuple

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Abs
from django.utils.translation import gettext as _

from ssk_portal.common.bilingual import chosen_column
from ssk_portal.common.numbers import quantity
from ssk_portal.indicators.comparison.rollup import RollUp
from ssk_portal.indicators.gaps import Gap, amount, held_against
from ssk_portal.indicators.groups import dispute
from ssk_portal.indicators.models import Achievement, Area, Direction, Indicator, Target
from ssk_portal.regions.models import Level, Region


class SettledValue(NamedTuple):
    """One settled value of a region and year, and whoever says it."""

    pk: int
    region_id: int
    year: int
    value: Decimal
    counts: bool
    computed: bool  # of numerator and denominator
    numerator: Decimal | None
    denominator: Decimal | None
    publisher: str
    series: str  # of values that the publisher shares with others
    source: str
    wording: str
    dispute: str = ""

    @property
    def whose_series(self) -> str:
        return self.series or self.publisher


def values_that_count(indicator: Indicator, *, area: str = Area.TOTAL, years: Iterable[int] | None, within: Region | None = None) -> list[SettledValue]:
    """The values that count: of `years`, or of None the newest of each region; of all regions, or of one province with the country."""
    settled = Achievement.objects.settled().filter(indicator=indicator, area=area)
    if within is not None:
        settled = settled.filter(Q(region__province=within) | Q(region=within) | Q(region__level=Level.COUNTRY))
    if years is not None:
        settled = settled.filter(year__in=list(years))
    columns = (
        "pk",
        "region_id",
        "year",
        "value",
        "is_reference",
        "computed",
        "numerator",
        "denominator",
        "publisher__name",
        "publisher__series",
        "source",
        "indicator_as_published",
    )
    groups: dict[tuple[int, int], list[SettledValue]] = defaultdict(list)
    for value in starmap(SettledValue, settled.order_by("year").values_list(*columns)):
        groups[value.region_id, value.year].append(value)
    counting = (_counting(rows) for rows in groups.values())
    found = [known for known in counting if known is not None]
    return found if years is not None else list({known.region_id: known for known in found}.values())  # the newest comes last and stays


def _counting(rows: list[SettledValue]) -> SettledValue | None:
    """Of the values of one region and year the one that counts, with what the others say."""
    known = next((row for row in rows if row.counts), None)
    return known._replace(dispute=dispute(row.value for row in rows)) if known and len(rows) > 1 else known


class Aimed(NamedTuple):
    """The target that a region's value is held against."""

    pk: int
    value: Decimal
    year: int
    layer: str


def targets_of(indicator: Indicator, years: Mapping[int, int], *, area: str = Area.TOTAL) -> dict[int, Aimed]:
    """For each region (by its key, with the year of its value) the nearest target in force, by the rule of `gaps.nearest_target`."""
    regions = defaultdict(list)
    for region, year in years.items():
        regions[year].append(region)
    at = Case(*(When(region__in=keys, then=Value(year)) for year, keys in regions.items()), output_field=IntegerField())
    rows = (
        Target.objects.settled()
        .filter(indicator=indicator, area=area, in_force=True, region__in=list(years))
        .annotate(
            gone=Case(When(year__lt=at, then=Value(1)), default=Value(0)),
            far=Abs(F("year") - at),
            foreign=Case(When(layer__level=F("region__level"), then=Value(0)), default=Value(1)),
        )
    )
    rows = rows.order_by("region_id", "gone", "far", "foreign", "layer__order", "pk").distinct("region_id")
    return {region: Aimed(*told) for region, *told in rows.values_list("region_id", "pk", "value", "year", chosen_column("layer__name"))} if years else {}


@dataclass(frozen=True)
class Change:
    """From the earlier to the later of two years; `why_not` says why the two are not compared."""

    indicator: Indicator
    size: Decimal | None
    why_not: str = ""

    @property
    def improves(self) -> bool:
        return self.indicator.improves_by(self.size or Decimal(0))

    @property
    def words(self) -> str:
        """`naik 2,3 poin`, `tetap`, or why nothing is said."""
        if self.size is None:
            return self.why_not
        if not self.size:
            return _("unchanged")
        size = {"amount": amount(abs(self.size), self.indicator.unit)}
        return (_("up by %(amount)s") if self.size > 0 else _("down by %(amount)s")) % size

    def __str__(self):
        return self.words


def change_of(indicator: Indicator, one: SettledValue | None, other: SettledValue | None, breaks: Sequence[int] = ()) -> Change | None:
    """What changed between two years; None where one of them has no value. `breaks` are the years between them in which a new definition began."""
    if one is None or other is None:
        return None
    first, last = sorted((one, other), key=lambda known: known.year)
    if breaks:
        return Change(indicator, None, _("the definition changed in between"))
    if first.whose_series != last.whose_series:
        return Change(indicator, None, _("another publisher"))
    if first.wording != last.wording:
        return Change(indicator, None, _("named otherwise by the publisher"))
    return Change(indicator, last.value - first.value)


@dataclass(eq=False)
class Place:
    """One region among those compared."""

    region: Region
    indicator: Indicator
    known: SettledValue | None = None
    target: Aimed | None = None
    other: SettledValue | None = None  # of the second year
    change: Change | None = None
    computed: RollUp | None = None  # from its districts
    rank: int | None = None
    breaks: Sequence[int] = ()  # all years in which a new definition began
    gap: Gap | None = field(init=False, default=None)
    no_gap: str = field(init=False, default="")  # why none is told

    def __post_init__(self):
        if self.known and self.target:
            self.gap, self.no_gap = held_against(self.known, self.target, self.indicator, self.breaks)

    @property
    def target_words(self) -> str:
        """`90 % (2022, RPJMD provinsi)`"""
        if not self.known or not self.target:
            return ""
        return f"{quantity(self.target.value, self.indicator.unit)} ({self.target.year}, {self.target.layer})"


def rank(places: Iterable[Place]) -> None:
    """Number those with a value, the best first; equal values share a rank and the next one is as far on as they are many (1, 2, 2, 4)."""
    standing = [(place.known.value, place) for place in places if place.known]
    lower = any(place.indicator.direction == Direction.LOWER for _value, place in standing)
    standing.sort(key=lambda pair: pair[0], reverse=not lower)
    taken: dict[Decimal, int] = {}
    for position, (value, place) in enumerate(standing, 1):
        place.rank = taken.setdefault(value, position)
