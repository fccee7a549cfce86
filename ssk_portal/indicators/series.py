"""One indicator in one region: every value by year and publisher, which one counts and why, and the targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ssk_portal.indicators.charts import series_chart
from ssk_portal.indicators.gaps import Gap, held_against
from ssk_portal.indicators.groups import FigureGroup
from ssk_portal.indicators.models import Achievement, Area, DefinitionChange, Figure, Indicator, Target
from ssk_portal.indicators.reading import Line, at_work, line_of
from ssk_portal.regions.models import Region


@dataclass
class ValuesOfYear(FigureGroup[Achievement]):
    """The achievements of one year."""

    since: DefinitionChange | None = None  # the definition that began between the year before and this one


@dataclass
class TargetsOfYear(FigureGroup[Target]):
    """The targets of one layer and year."""

    no_gap: str = ""  # why none is told
    gap: Gap | None = None  # of the one in force: to the value that counts of that year, else to the newest
    value: Achievement | None = None  # the one that the gap is told of


@dataclass
class Series:
    """What is settled of one indicator, region and area; years newest first, targets by layer."""

    indicator: Indicator
    region: Region
    area: str
    areas: list[str]  # of which anything is settled, the whole region first
    line: Line | None
    years: list[ValuesOfYear]
    targets: list[TargetsOfYear]
    at_work: list[Figure]

    @property
    def _others(self) -> list[Achievement]:
        return [row for group in self.years for row in group.rows if not row.counts]

    @property
    def has_others(self) -> bool:
        return bool(self._others)

    @property
    def chart(self) -> SafeString | str:
        if self.line is None:
            return ""
        aims = [row for group in self.targets for row in group.rows if row.counts]
        said = {"indicator": self.line.name, "region": self.region.full_name}
        return series_chart(self.line, self._others, aims, _("%(indicator)s of %(region)s over the years") % said)


def series_of(indicator: Indicator, region: Region, area: str = "", *, user, changes: Sequence[DefinitionChange]) -> Series:
    """All of it as `user` may see it, of `area` or of the first of which anything is known; two queries. `changes` are those of the indicator."""
    seen = {"indicator": indicator, "region": region}
    achievements = Achievement.objects.visible_to(user).filter(**seen).select_related("publisher")
    targets = Target.objects.visible_to(user).filter(**seen).select_related("publisher", "layer")
    figures: list[Figure] = [*achievements, *targets]
    for row in figures:
        row.indicator, row.region = indicator, region
    known = {row.area for row in figures if row.is_settled}
    areas = [each for each in Area.values if each in known]
    area = area or next(iter(areas), Area.TOTAL)
    settled = [row for row in figures if row.is_settled and row.area == area]
    line = line_of(settled, sorted(change.year for change in changes), region=region) if settled else None
    return Series(
        *(indicator, region, area, areas, line),
        years=_years([row for row in settled if isinstance(row, Achievement)], changes),
        targets=_targets([row for row in settled if isinstance(row, Target)], line),
        at_work=at_work(figures),
    )


def _years(rows: list[Achievement], changes: Sequence[DefinitionChange]) -> list[ValuesOfYear]:
    rows.sort(key=lambda row: (-row.year, not row.counts, row.publisher.order, row.publisher.name, row.pk))
    groups = [ValuesOfYear(list(found)) for _year, found in groupby(rows, key=lambda row: row.year)]
    for group, before in pairwise(groups):
        group.since = max((change for change in changes if before.year < change.year <= group.year), key=lambda change: change.year, default=None)
    return groups


def _targets(rows: list[Target], line: Line | None) -> list[TargetsOfYear]:
    rows.sort(key=lambda row: (row.layer.order, row.layer_id, -row.year, not row.counts, row.pk))
    groups = [TargetsOfYear(list(found)) for _key, found in groupby(rows, key=lambda row: (row.layer_id, row.year))]
    for group in groups:
        value = _value_for(group.year, line)
        if value and group.first.counts:
            group.value = value
            group.gap, group.no_gap = held_against(value, group.first, value.indicator, line.breaks if line else ())
    return groups


def _value_for(year: int, line: Line | None) -> Achievement | None:
    """The value that counts of the target's year, else the newest."""
    if line is None:
        return None
    return next((row for row in line.series if row.year == year), line.achievement)
