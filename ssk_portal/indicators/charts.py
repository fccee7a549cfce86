"""Charts of one indicator in one region: the small one of a table's row, the large one of its page.

Only values that are counted alike are joined by a line: those of one series, one wording and
one definition. All others are dots of their own, and a new definition is a stroke between the years.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ssk_portal.common.charts import HEIGHT, LEFT, WIDTH, Axis, Chart, round_step, round_ticks
from ssk_portal.common.numbers import quantity
from ssk_portal.indicators.models import Achievement, Indicator, Target, Unit
from ssk_portal.indicators.pace import counted_as

HALF = Decimal("0.5")  # of a year: a new definition begins between two values
MOST_YEARS = 10  # written at the axis
FEW_YEARS, SMALL = 6, (340, 220)  # so few that a phone shows all of them at once; `.chart-wide` knows this width
LETTER = 7  # points that one takes
BAR = 100  # the width of a bar, in points of its own


def alike(series: Iterable[Achievement], breaks: Sequence[int]) -> list[list[Achievement]]:
    """The values in groups that may be joined, each in the order of `series`."""
    groups: dict[tuple, list[Achievement]] = {}
    for row in series:
        groups.setdefault(counted_as(row, breaks), []).append(row)
    return list(groups.values())


def _seen_breaks(series: Sequence[Achievement], breaks: Iterable[int]) -> list[int]:
    """The new definitions that divide these values."""
    return [year for year in breaks if series[0].year < year <= series[-1].year]


def described(series: Iterable[Achievement], indicator: Indicator) -> str:
    """`77,36 % (2020), 77,09 % (2022)`"""
    return ", ".join(f"{quantity(row.value, indicator.unit)} ({row.year})" for row in series)


def bar_of(value: Decimal, target: Decimal | None, axis: Axis) -> SafeString:
    """A value as a bar and the target as a stroke; for the eye only, the numbers stand beside it."""
    nought, end = axis.at(0) * BAR, axis.at(value) * BAR
    left, width = min(nought, end), max(abs(end - nought), HALF)
    mark = f'<path class="target" d="M{axis.at(target) * BAR:.1f} 0V14"/>' if target is not None else ""
    return mark_safe(f'<svg viewBox="0 0 {BAR} 14" aria-hidden="true"><rect class="bar" x="{left:.1f}" y="3" width="{width:.1f}" height="8"/>{mark}</svg>')  # noqa: S308 - numbers alone


def lone_bar(line) -> SafeString | str:
    """The only value of one `reading.Line` against its target: a single point shows no way. Nothing where there is no target, or more to show."""
    if len(line.series) != 1 or line.achievement is None or line.nearest is None:
        return ""
    value, target = line.series[0].value, line.nearest.value
    whole = [Decimal(100)] if line.indicator.unit == Unit.PERCENT else []
    ticks = round_ticks([value, target, *whole])
    return bar_of(value, target, Axis(ticks[0], ticks[-1], []))


def sparkline(line) -> SafeString | str:
    """The values that count of one `reading.Line`, with the target they are compared with. It shows the way: its scale does not begin at nought."""
    series, target, indicator = line.series, line.nearest, line.indicator
    if len(series) < 2:
        return ""
    values = [row.value for row in series] + ([target.value] if target else [])
    desc = _("Values: %(values)s.") % {"values": described(series, indicator)}
    if target:
        desc += " " + _("Target %(year)s: %(value)s.") % {"year": target.year, "value": quantity(target.value, indicator.unit)}
    years, scale = Axis(series[0].year, series[-1].year, []), Axis(min(values), max(values), [])
    chart = Chart(f"line-{indicator.pk}-{line.area}", line.name, desc, years, scale, width=120, height=36, left=5, right=5, top=5, bottom=5)
    if target:
        chart.target(target.value)
    return _drawn(chart, series, line.breaks).svg()


def _drawn(chart: Chart, series: Sequence[Achievement], breaks: Sequence[int], *, size: int = 3) -> Chart:
    for year in _seen_breaks(series, breaks):
        chart.upright(year - HALF, name="break")
    for group in alike(series, breaks):
        if len(group) > 1:
            chart.line([(row.year, row.value) for row in group])
        for row in group:
            chart.dot(row.year, row.value, size=size)
    return chart


def series_chart(line, others: Sequence[Achievement], targets: Sequence[Target], title: str) -> SafeString | str:
    """All years of one `reading.Line`: what counts, `others` beside it, the targets in force of every layer."""
    series, target, indicator = line.series, line.nearest, line.indicator
    if not series or len({row.year for row in (*series, *others)}) < 2:
        return ""
    known = [*series, *others, *targets]
    desc = _("Values that count: %(values)s.") % {"values": described(series, indicator)}
    if target:
        desc += " " + _("Target %(year)s: %(value)s.") % {"year": target.year, "value": quantity(target.value, indicator.unit)}
    desc += " " + _("The tables hold all values and targets with their sources.")
    when, scale = [row.year for row in known], Axis.of([row.value for row in known])
    width, height = SMALL if max(when) - min(when) < FEW_YEARS else (WIDTH, HEIGHT)
    chart = Chart(f"series-{indicator.pk}-{line.area}", title, desc, _years(when), scale, left=_room(scale), width=width, height=height)
    if target:
        chart.target(target.value)
    for name, rows in (("dot aim", targets), ("dot other", others)):
        for row in rows:
            chart.dot(row.year, row.value, name=name)
    return _drawn(chart, series, line.breaks, size=5).svg()


def _room(scale: Axis) -> int:
    """How wide the words at the upright axis are: rupiah have many digits."""
    return max(LEFT, 16 + LETTER * max(len(label) for _value, label in scale.ticks))


def _years(years: Sequence[int]) -> Axis:
    """From the first year to the last with some room beside them, a word at every one, second, fifth …"""
    first, last = min(years), max(years)
    step = int(max(round_step(max(last - first, 1), MOST_YEARS), Decimal(1)))
    return Axis(first - HALF, last + HALF, [(year, str(year)) for year in range(first, last + 1) if (year - first) % step == 0])
