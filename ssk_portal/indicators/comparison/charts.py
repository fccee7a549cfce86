"""The pictures of a comparison: the ranks as bars with the target, how the values are spread, a bar in each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise
from math import isqrt

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ssk_portal.common.charts import Axis, Chart, round_step, round_ticks
from ssk_portal.common.numbers import number, quantity
from ssk_portal.indicators.charts import bar_of
from ssk_portal.indicators.comparison.places import Place
from ssk_portal.indicators.models import Target

FEW = 20  # bars that each have their rank beneath them
MANY = 60  # more bars than these touch each other
FEWEST = 5  # of fewer values no spread is drawn
LABELS = 10  # classes of the spread that are all labelled


def values_of(places: Sequence[Place]) -> list[Decimal]:
    return [place.known.value for place in places if place.known]


def ranks_chart(places: Sequence[Place], line: Target | None) -> SafeString:
    """The values in their ranks from left to right, with the target as a line over all of them."""
    values, unit = values_of(places), places[0].indicator.unit
    said = {"indicator": places[0].indicator.name, "count": len(values), "first": quantity(values[0], unit), "last": quantity(values[-1], unit)}
    desc = _("%(count)s regions, the best on the left: from %(first)s to %(last)s.") % said
    if line:
        desc += " " + _("The target is %(target)s.") % {"target": quantity(line.value, unit)}
    desc += " " + _("The table holds each of them.")
    count = len(values)
    step = 1 if count <= FEW else int(round_step(count, 8))
    ticks = [*([1] if step > 1 else []), *range(step, count + 1, step)]
    chart = Chart(
        "ranks",
        _("%(indicator)s by rank") % said,
        desc,
        Axis(Decimal("0.5"), count + Decimal("0.5"), [(place, number(place)) for place in ticks]),
        Axis.of([*values, *([line.value] if line else [])]),
        height=260,
    )
    if count <= MANY:
        chart.bars(list(enumerate(values, 1)), share=0.7)
    else:
        _outline(chart, values)
    return (chart.target(line.value) if line else chart).svg()


def _outline(chart: Chart, values: Sequence[Decimal]) -> None:
    """Bars that touch each other, as one shape: hundreds of thin ones would show seams."""
    corners = [f"M{chart.across(Decimal('0.5'))} {chart.up(0)}"]
    for place, value in enumerate(values, 1):
        corners.append(f"V{chart.up(value)}H{chart.across(place + Decimal('0.5'))}")
    chart.parts.append(f'<path class="bar" d="{"".join(corners)}V{chart.up(0)}Z"/>')


@dataclass(frozen=True)
class Bin:
    """How many values lie from `low` up to, and not including, `high`; the last one holds its end too."""

    low: Decimal
    high: Decimal
    count: int
    last: bool

    @property
    def words(self) -> str:
        if self.last:
            return _("%(low)s to %(high)s") % {"low": number(self.low), "high": number(self.high)}
        return _("%(low)s to below %(high)s") % {"low": number(self.low), "high": number(self.high)}


def bins_of(values: Sequence[Decimal]) -> list[Bin]:
    """The values sorted into classes of equal, round width, eight to twenty at most, as they are many; empty ones stand between the others."""
    low, high = min(values), max(values)
    if low == high:
        return [Bin(low, high, len(values), last=True)]
    step = round_step(high - low, min(max(isqrt(len(values)), 8), 20))
    edges = [(low / step).to_integral_value(ROUND_FLOOR) * step]
    while edges[-1] < high:
        edges.append(edges[-1] + step)
    last = len(edges) - 2
    found = []
    for place, (left, right) in enumerate(pairwise(edges)):
        count = sum(left <= value < right or (place == last and value == right) for value in values)
        found.append(Bin(left, right, count, last=place == last))
    return found


def spread_chart(places: Sequence[Place], bins: Sequence[Bin], line: Target | None) -> SafeString:
    """How many regions lie in each class of values."""
    indicator = places[0].indicator
    most = max(bins, key=lambda one: one.count)
    said = {"indicator": indicator.name, "count": number(most.count), "range": most.words, "unit": indicator.unit}
    low, high = bins[0].low, bins[-1].high
    width = (high - low) / len(bins) or Decimal(1)
    if low == high:
        low, high = low - width / 2, high + width / 2
    if line:
        low, high = min(low, line.value), max(high, line.value)
    edges = [*(one.low for one in bins), *([bins[-1].high] if len(bins) > 1 else [])]
    ticks = [(edge, number(edge)) for edge in edges[:: -(-len(bins) // LABELS)]]
    chart = Chart(
        "spread",
        _("%(indicator)s: how the regions are spread") % said,
        _("Most of them, %(count)s, lie at %(range)s (%(unit)s). The table holds all classes.") % said,
        Axis(low, high, ticks),
        Axis.of([most.count], whole=True),
        width=400,  # so narrow that a phone shows it whole: half of it would tell another story
        height=260,
    )
    chart.bars([((one.low + one.high) / 2, one.count) for one in bins], of=width, share=0.94)
    if line:
        chart.line([(line.value, 0), (line.value, chart.y.high)], name="target")
    return chart.svg()


def row_axis(places: Sequence[Place], line: Target | None) -> Axis:
    """One measure for the bars of all rows, so that they can be held against each other."""
    shown = [*values_of(places), *(place.target.value for place in places if place.target), *([line.value] if line else [])]
    ticks = round_ticks(shown)
    return Axis(ticks[0], ticks[-1], [])


def row_bar(place: Place, axis: Axis) -> SafeString:
    """The value as a bar and its own target as a stroke; for the eye only, the numbers stand beside it."""
    if place.known is None:
        return SafeString("")
    return bar_of(place.known.value, place.target.value if place.target else None, axis)
