"""Charts of one indicator in one region: the small one of a table's row, the large one of its page.

Only values that are counted alike are joined by a line: those of one series, one wording and
one definition. All others are dots of their own, and a new definition is a stroke between the years.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ssk_portal.common.charts import LEFT, Axis, Chart, round_step
from ssk_portal.common.numbers import quantity
from ssk_portal.indicators.models import Achievement, Indicator, Target
from ssk_portal.indicators.pace import counted_as

HALF = Decimal("0.5")  # of a year: a new definition begins between two values
MOST_YEARS = 10  # written at the axis
LETTER = 7  # points that one takes


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


def sparkline(line) -> SafeString | str:
    """The values that count of one `reading.Line`, with the target they are compared with. It shows the way: its scale does not begin at nought."""
    series, target, indicator = line.series, line.nearest, line.indicator
    if not series or (len(series) < 2 and target is None):
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
    if not series:
        return ""
    known = [*series, *others, *targets]
    desc = _("Values that count: %(values)s.") % {"values": described(series, indicator)}
    if target:
        desc += " " + _("Target %(year)s: %(value)s.") % {"year": target.year, "value": quantity(target.value, indicator.unit)}
    desc += " " + _("The tables hold all values and targets with their sources.")
    years, scale = _years([row.year for row in known]), Axis.of([row.value for row in known])
    chart = Chart(f"series-{indicator.pk}-{line.area}", title, desc, years, scale, left=_room(scale))
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
