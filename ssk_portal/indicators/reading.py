"""Figures put side by side for a page: what counts, what it is compared with, who disagrees."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from ssk_portal.common.numbers import number, quantity
from ssk_portal.indicators.gaps import Gap, gap, nearest_target
from ssk_portal.indicators.models import Achievement, Area, DefinitionChange, Indicator, Target
from ssk_portal.indicators.pace import Pace, Trend, pace_to, trend_of
from ssk_portal.regions.models import Region

# An indicator in one area: the whole region, its towns or its villages.
Key = tuple[Indicator, str]
Kind = TypeVar("Kind", Target, Achievement)


def dispute(values: list[Decimal]) -> str:
    """`dua sumber berbeda: 77,09 dan 88,68` where the values of one year disagree, else nothing."""
    shown = [number(value) for value in sorted(set(values))]
    if len(shown) < 2:
        return ""
    listed = _("%(some)s and %(last)s") % {"some": ", ".join(shown[:-1]), "last": shown[-1]}
    if len(values) == 2:
        return _("two sources differ: %(values)s") % {"values": listed}
    return _("%(count)s sources differ: %(values)s") % {"count": len(values), "values": listed}


@dataclass
class Aim:
    """The target in force of one layer, with the gap to it and whoever names another value."""

    target: Target
    gap: Gap | None
    dispute: str = ""
    pace: Pace | None = None


@dataclass
class Line:
    """One indicator of one region: the value that counts, targets in layers, disputes."""

    indicator: Indicator
    area: str
    achievement: Achievement | None
    dispute: str = ""
    aims: list[Aim] = field(default_factory=list)
    trend: Trend | None = None
    break_year: int | None = None  # since then it is counted otherwise than the oldest value

    @property
    def name(self) -> str:
        """The indicator, with the area where it is not the whole region."""
        return self.indicator.name if self.area == Area.TOTAL else f"{self.indicator.name} ({Area(self.area).label})"


def lines_of(region: Region, year: int | None = None) -> list[Line]:
    """The region's table of all indicators, from what is approved or published; three queries.

    Each line holds the newest value, or that of `year`; with a year only its targets are shown.
    """
    achievements = _by_line(Achievement.objects.settled().of(region).select_related("indicator", "publisher"))
    targets = _by_line(Target.objects.settled().of(region).select_related("indicator", "layer"))
    keys = sorted(achievements.keys() | targets.keys(), key=lambda key: (key[0].order, key[0].name_id, Area.values.index(key[1])))
    breaks = _breaks()
    lines = [_line(region, key, achievements[key], targets[key], year, breaks[key[0].pk]) for key in keys]
    return [line for line in lines if line.achievement or line.aims]


def _by_line(figures: Iterable[Kind]) -> dict[Key, list[Kind]]:
    found: dict[Key, list[Kind]] = defaultdict(list)
    for figure in figures:
        found[figure.indicator, figure.area].append(figure)
    return found


def _breaks() -> dict[int, list[int]]:
    """In which years a new definition began, by indicator."""
    found: dict[int, list[int]] = defaultdict(list)
    for indicator, year in DefinitionChange.objects.order_by("year").values_list("indicator_id", "year"):
        found[indicator].append(year)
    return found


def _line(region: Region, key: Key, achievements: list[Achievement], targets: list[Target], year: int | None, breaks: list[int]) -> Line:
    counting = sorted((row for row in achievements if row.is_reference), key=lambda row: row.year)
    shown = next((row for row in reversed(counting) if year in (None, row.year)), None)
    same_year = [row.value for row in achievements if shown and row.year == shown.year]
    indicator, area = key
    line = Line(indicator, area, shown, dispute=dispute(same_year))
    line.aims = _aims(targets, year, shown, region.level)
    if shown:
        line.trend = trend_of(indicator, [row for row in counting if row.year <= shown.year], breaks)
        line.break_year = max((each for each in breaks if counting[0].year < each <= shown.year), default=None)
        for aim in line.aims:
            aim.pace = pace_to(aim.target, line.trend)
    return line


def _aims(targets: Iterable[Target], year: int | None, shown: Achievement | None, level: str) -> list[Aim]:
    """One target a layer: the one nearest to the value's year."""
    by_layer = defaultdict(list)
    for target in targets:
        if year in (None, target.year):
            by_layer[target.layer].append(target)
    aims = []
    for layer in sorted(by_layer, key=lambda layer: layer.order):
        rows = by_layer[layer]
        in_force = [row for row in rows if row.in_force]
        chosen = nearest_target(in_force, shown.year, level) if shown else max(in_force, key=lambda row: row.year, default=None)
        if chosen is not None:
            rivals = [row.value for row in rows if row.year == chosen.year]
            aims.append(Aim(chosen, gap(shown.value, chosen.value, chosen.indicator) if shown else None, dispute(rivals)))
    return aims


def aims_of(achievement: Achievement) -> list[Aim]:
    """What one achievement is compared with: the nearest target in force of each layer."""
    targets = Target.objects.settled().filter(indicator=achievement.indicator, region=achievement.region, area=achievement.area)
    return _aims(targets.select_related("indicator", "layer"), None, achievement, achievement.region.level)


@dataclass
class Standing:
    """Where one region stands with one indicator."""

    region: Region
    indicator: Indicator
    achievement: Achievement | None = None
    target: Target | None = None
    dispute: str = ""

    @property
    def value(self) -> Decimal | None:
        return self.achievement.value if self.achievement else None

    @property
    def year(self) -> int | None:
        return self.achievement.year if self.achievement else None

    @property
    def publisher(self) -> str:
        return str(self.achievement.publisher) if self.achievement else ""

    @property
    def target_words(self) -> str:
        """`90 % (2022, RPJMD provinsi)`"""
        if not self.target:
            return ""
        return f"{quantity(self.target.value, self.indicator.unit)} ({self.target.year}, {self.target.layer})"

    @property
    def gap(self) -> Gap | None:
        return gap(self.achievement.value, self.target.value, self.indicator) if self.achievement and self.target else None

    @property
    def points(self) -> Decimal | None:
        return self.gap.points if self.gap else None


def standings(indicator: Indicator, regions: Iterable[Region], *, area: str = Area.TOTAL, year: int | None = None) -> list[Standing]:
    """Where each of `regions` stands, in their order: the newest value or that of `year`; two queries beside the regions'."""
    regions = list(regions)
    of_these = {"indicator": indicator, "area": area, "region__in": regions}
    in_year = {} if year is None else {"year": year}
    same_year = Achievement.objects.settled().filter(**{name: OuterRef(name) for name in Achievement.group}).order_by().values("value")
    counting = Achievement.objects.settled().filter(**of_these, **in_year, is_reference=True).select_related("publisher")
    newest = counting.annotate(values_of_year=ArraySubquery(same_year)).order_by("region_id", "-year").distinct("region_id")
    by_region = {row.region_id: row for row in newest}
    targets = defaultdict(list)
    for row in Target.objects.settled().filter(**of_these, in_force=True).select_related("layer"):
        targets[row.region_id].append(row)
    return [_standing(region, indicator, by_region.get(region.pk), targets[region.pk]) for region in regions]


def _standing(region: Region, indicator: Indicator, achievement: Achievement | None, targets: list[Target]) -> Standing:
    """`achievement` comes with `values_of_year`: all that is published for its year."""
    if achievement is None:
        return Standing(region, indicator, target=max(targets, key=lambda row: row.year, default=None))
    values: list[Decimal] = achievement.values_of_year  # type: ignore[attr-defined]  # the query put it there
    return Standing(region, indicator, achievement, nearest_target(targets, achievement.year, region.level), dispute(values))
