"""Figures put side by side for a page: what counts, what it is compared with, who disagrees."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from ssk_portal.indicators.charts import lone_bar, sparkline
from ssk_portal.indicators.choice import DOUBT, RIVAL
from ssk_portal.indicators.gaps import Gap, held_against, nearest_target, new_between
from ssk_portal.indicators.groups import dispute
from ssk_portal.indicators.models import Achievement, Figure, Indicator, Target, break_years
from ssk_portal.indicators.pace import Pace, Trend, pace_to, trend_of
from ssk_portal.regions.days import today_in
from ssk_portal.regions.models import Region


@dataclass
class Aim:
    """The target in force of one layer, with the gap to it and whoever names another value."""

    target: Target
    gap: Gap | None
    no_gap: str = ""  # why none is told
    dispute: str = ""
    pace: Pace | None = None


@dataclass
class Line:
    """One indicator of one region: the value that counts, targets in layers, disputes."""

    figure: Figure  # any of them: whose line it is
    achievement: Achievement | None
    dispute: str = ""
    aims: list[Aim] = field(default_factory=list)
    trend: Trend | None = None
    break_year: int | None = None  # since then it is counted otherwise than the oldest value
    series: list[Achievement] = field(default_factory=list)  # what counts, oldest first
    breaks: Sequence[int] = ()  # the years in which a new definition began
    nearest: Target | None = None  # of all layers, the target that the value is compared with first

    @property
    def name(self) -> str:
        """The indicator, with the area where it is not the whole region."""
        return self.figure.line_name

    @property
    def indicator(self) -> Indicator:
        return self.figure.indicator

    @property
    def area(self) -> str:
        return self.figure.area

    @property
    def is_local_of(self) -> Region | None:
        return self.indicator.region if self.indicator.is_local else None

    @property
    def doubt(self) -> str:
        """What is noted against the value, where somebody doubts it; that another source names another value is told once, by `dispute`."""
        note = self.achievement.note if self.achievement else ""
        return note if DOUBT.search(note) and not (self.dispute and RIVAL.match(note)) else ""

    @property
    def chart(self) -> SafeString | str:
        return sparkline(self)

    @property
    def bar(self) -> SafeString | str:
        return lone_bar(self)


@dataclass
class Reading:
    """What is known of one region: the table, what has no figure yet, and what is not settled."""

    lines: list[Line]
    lacking: list[Indicator]
    at_work: list[Figure]
    years: list[int]  # of which anything is known, newest first


def read(region: Region, user, *, year: int | None = None, sector: str = "") -> Reading:
    """The region's table of all indicators as `user` may see it; three queries.

    Each line holds the newest value that is approved or published, or that of `year`; with a year
    only its targets are shown. With a sector the rest is left out.
    """
    counted = list(Indicator.objects.counted_in(region).annotate(breaks=break_years()))
    achievements = _seen(Achievement, region, user).select_related("indicator__region", "publisher")
    targets = _seen(Target, region, user).select_related("indicator__region", "layer")
    figures = [row for row in [*achievements, *targets] if sector in ("", row.indicator.sector)]
    settled = [row for row in figures if row.is_settled]
    by_line = _by_line(settled)
    breaks = {indicator.pk: indicator.breaks for indicator in counted}
    lines = [line_of(rows, breaks.get(rows[0].indicator_id, ()), region=region, year=year) for _place, rows in sorted(by_line.items())]
    known = {row.indicator_id for row in settled}
    return Reading(
        lines=[line for line in lines if line.achievement or line.aims],
        lacking=[indicator for indicator in counted if indicator.pk not in known and sector in ("", indicator.sector)],
        at_work=at_work(figures),
        years=sorted({row.year for row in settled}, reverse=True),
    )


def _seen(model, region: Region, user):
    return model.objects.visible_to(user).of(region)


def at_work(figures: Iterable[Figure]) -> list[Figure]:
    """Those that are not settled yet, by state, the newest year first."""
    return sorted((row for row in figures if not row.is_settled), key=lambda row: (row.state, -row.year, row.pk))


def _by_line(figures: Iterable[Figure]) -> dict[tuple, list[Figure]]:
    """By the place of their lines; no two lines have the same."""
    found: dict[tuple, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.line_place].append(figure)
    return found


def line_of(figures: Sequence[Figure], breaks: Sequence[int], *, region: Region, year: int | None = None) -> Line:
    """The line of settled figures of one indicator, `region` and area: the newest value or that of `year`."""
    achievements = [row for row in figures if isinstance(row, Achievement)]
    targets = [row for row in figures if isinstance(row, Target) and year in (None, row.year)]
    counting = sorted((row for row in achievements if row.is_reference), key=lambda row: row.year)
    shown = next((row for row in reversed(counting) if year in (None, row.year)), None)
    line = Line(figures[0], shown, series=counting, breaks=breaks)
    line.aims = _aims(targets, shown, region.level, breaks)
    in_force = [row for row in targets if row.in_force]
    line.nearest = nearest_target(in_force, shown.year, region.level) if shown else max(in_force, key=lambda row: row.year, default=None)
    if shown:
        line.dispute = dispute([row.value for row in achievements if row.year == shown.year])
        line.trend = trend_of(line.indicator, [row for row in counting if row.year <= shown.year], breaks)
        line.break_year = new_between(breaks, counting[0].year, shown.year)
        this_year = today_in(region).year
        for aim in line.aims:
            aim.pace = pace_to(aim.target, line.trend, this_year=this_year, breaks=breaks)
    return line


def _aims(targets: Iterable[Target], shown: Achievement | None, level: str, breaks: Sequence[int]) -> list[Aim]:
    """Of each layer the target nearest to the value's year, and the last one that is still to come after it."""
    by_layer = defaultdict(list)
    for target in targets:
        by_layer[target.layer].append(target)
    aims = []
    for layer in sorted(by_layer, key=lambda layer: layer.order):
        rows = by_layer[layer]
        for chosen in _chosen([row for row in rows if row.in_force], shown, level):
            rivals = [row.value for row in rows if row.year == chosen.year]
            held = held_against(shown, chosen, chosen.indicator, breaks) if shown else (None, "")
            aims.append(Aim(chosen, *held, dispute(rivals)))
    return aims


def _chosen(in_force: list[Target], shown: Achievement | None, level: str) -> list[Target]:
    """Of one layer's targets in force those that are shown, at most two."""
    last = max(in_force, key=lambda row: row.year, default=None)
    if last is None or shown is None:
        return [last] if last else []
    nearest = nearest_target(in_force, shown.year, level)
    return [nearest, last] if last.year > max(nearest.year, shown.year) else [nearest]


def aims_of(achievement: Achievement) -> list[Aim]:
    """What one achievement is compared with: the nearest target in force of each layer."""
    targets = Target.objects.settled().filter(indicator=achievement.indicator, region=achievement.region, area=achievement.area)
    rows = list(targets.select_related("indicator", "layer").annotate(breaks=break_years("indicator")))
    return _aims(rows, achievement, achievement.region.level, rows[0].breaks if rows else ())
