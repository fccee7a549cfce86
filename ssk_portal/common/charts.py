"""Small charts as SVG, drawn by the server: lines, steps, bars, a target, with round ticks.

A chart says what it shows in `<title>` and `<desc>`, and a table stands beside it; how its parts
look is the style sheet's matter (`.chart` in `_charts.scss`), for a content policy that allows no
inline style lets classes and attributes through and nothing else. It knows no room: whoever draws
gives numbers and words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

from ssk_portal.common.numbers import number

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 16, 40
STEPS = (1, 2, 5, 10)  # of a power of ten: the distances between ticks that people count in
Number = int | float | Decimal
Point = tuple[Number, Number]


def round_step(span: Number, most: int) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, 50 … (or 0.5, 0.2, 0.1 …) of which at most `most` fit into `span`."""
    least = Decimal(str(span)) / most
    power = Decimal(10) ** least.adjusted()
    return next(power * step for step in STEPS if power * step >= least)


def round_ticks(values: Iterable[Number], *, most: int = 5, whole: bool = False) -> list[Decimal]:
    """Evenly spaced round numbers that enclose `values` and nought; `whole` keeps to whole numbers, for what is counted.

    Without values, or with nothing but nought, from 0 to 1.
    """
    numbers = [Decimal(str(value)) for value in values]
    low, high = min([*numbers, Decimal(0)]), max([*numbers, Decimal(0)])
    if low == high:
        return [low, low + 1]
    step = round_step(high - low, most)
    if whole:
        step = max(step, Decimal(1))
    first, last = (low / step).to_integral_value(ROUND_FLOOR), (high / step).to_integral_value(ROUND_CEILING)
    return [step * place for place in range(int(first), int(last) + 1)]


@dataclass(frozen=True)
class Axis:
    """From the first to the last value that a chart shows, with what is written at its ticks."""

    low: Number
    high: Number
    ticks: Sequence[tuple[Number, str]]

    @classmethod
    def of(cls, values: Iterable[Number], *, whole: bool = False) -> "Axis":
        """The axis of `values`, with round ticks in the reader's way of writing numbers."""
        ticks = round_ticks(values, whole=whole)
        return cls(ticks[0], ticks[-1], [(tick, number(tick)) for tick in ticks])

    def at(self, value: Number) -> Decimal:
        """Where `value` lies: 0 at the low end, 1 at the high one. What lies outside is drawn at the end."""
        low, high = Decimal(str(self.low)), Decimal(str(self.high))
        place = (Decimal(str(value)) - low) / (high - low) if high > low else Decimal("0.5")
        return min(max(place, Decimal(0)), Decimal(1))


@dataclass
class Chart:
    """One picture over two axes. What is drawn first lies below; `svg` hands it over. `name` is its own on the page."""

    name: str
    title: str
    desc: str
    x: Axis
    y: Axis
    width: int = WIDTH
    height: int = HEIGHT
    # What is left free around the picture, for the words at the ticks; a small one without ticks needs little.
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM
    parts: list[str] = field(default_factory=list)

    def across(self, value: Number) -> str:
        """The place of a value of the x axis, in the picture's own points."""
        return _short(self.left + self.x.at(value) * (self.width - self.left - self.right))

    def up(self, value: Number) -> str:
        return _short(self.height - self.bottom - self.y.at(value) * (self.height - self.top - self.bottom))

    def line(self, points: Sequence[Point], *, name: str = "line") -> "Chart":
        """Straight from point to point; a single point is a dot. `name` is the class that the style sheet knows."""
        return self._path([f"{self.across(x)} {self.up(y)}" for x, y in points], points, name)

    def steps(self, points: Sequence[Point], *, name: str = "line") -> "Chart":
        """A count over time: it keeps its value until the next point."""
        corners = [f"{self.across(x)} {self.up(y)}" for x, y in points[:1]]
        for (_x, before), (x, y) in pairwise(points):
            corners += [f"{self.across(x)} {self.up(before)}", f"{self.across(x)} {self.up(y)}"]
        return self._path(corners, points, name)

    def _path(self, corners, points, name) -> "Chart":
        if len(corners) > 1:
            self.parts.append(f'<path class="{escape(name)}" d="M{" L".join(corners)}"/>')
        elif corners:
            [(x, y)] = points
            self.parts.append(f'<circle class="dot {escape(name)}-dot" cx="{self.across(x)}" cy="{self.up(y)}" r="4"/>')
        return self

    def bars(self, values: Sequence[Point], *, share: float = 0.6, of: Number = 1, name: str = "bar") -> "Chart":
        """A bar for each (middle, value), from nought; `share` of the distance `of` between two middles is its width."""
        for middle, value in values:
            half = Decimal(str(of)) * Decimal(str(share)) / 2
            left, right = self.across(Decimal(str(middle)) - half), self.across(Decimal(str(middle)) + half)
            top, foot = sorted((self.up(value), self.up(0)), key=Decimal)
            size = f'width="{_short(Decimal(right) - Decimal(left))}" height="{_short(Decimal(foot) - Decimal(top))}"'
            self.parts.append(f'<rect class="{escape(name)}" x="{left}" y="{top}" {size}/>')
        return self

    def spread(self, place: Number, low: Number, high: Number) -> "Chart":
        """From where to where values lie at `place`: an upright stroke with a foot and a head."""
        x, foot, head = Decimal(self.across(place)), self.up(low), self.up(high)
        left, right = _short(x - 5), _short(x + 5)
        self.parts.append(f'<path class="spread" d="M{left} {foot}H{right}M{_short(x)} {foot}V{head}M{left} {head}H{right}"/>')
        return self

    def dot(self, x: Number, y: Number, *, name: str = "dot", size: Number = 4) -> "Chart":
        """A point of its own."""
        self.parts.append(f'<circle class="{escape(name)}" cx="{self.across(x)}" cy="{self.up(y)}" r="{size}"/>')
        return self

    def upright(self, x: Number, *, name: str) -> "Chart":
        """A stroke over the whole height, where something begins or ends."""
        self.parts.append(f'<path class="{escape(name)}" d="M{self.across(x)} {self.top}V{self.height - self.bottom}"/>')
        return self

    def target(self, value: Number) -> "Chart":
        """A level that is to be reached, over the whole width."""
        self.parts.append(f'<path class="target" d="M{self.left} {self.up(value)}H{self.width - self.right}"/>')
        return self

    def say(self, x: Number, y: Number, text: str, *, anchor: str = "middle", above: int = 6) -> "Chart":
        """Words at a point of the chart, `above` it."""
        self.parts.append(f'<text x="{self.across(x)}" y="{_short(Decimal(self.up(y)) - above)}" text-anchor="{escape(anchor)}">{escape(text)}</text>')
        return self

    def svg(self) -> SafeString:
        """The picture. Its title and description are read out; what it draws is not, the table beside it is."""
        name = escape(self.name)
        head = f'<svg viewBox="0 0 {self.width} {self.height}" role="img" aria-labelledby="{name}-title {name}-desc">'
        words = f'<title id="{name}-title">{escape(self.title)}</title><desc id="{name}-desc">{escape(self.desc)}</desc>'
        return mark_safe(f"{head}{words}{self._grid()}{''.join(self.parts)}</svg>")  # noqa: S308 - every text is escaped, all else are numbers

    def _grid(self) -> str:
        """Ticks with their words, and the line of nought."""
        parts = []
        for value, label in self.y.ticks:
            height = self.up(value)
            parts.append(f'<path class="{"grid" if value else "axis"}" d="M{self.left} {height}H{self.width - self.right}"/>')
            parts.append(f'<text x="{self.left - 8}" y="{_short(Decimal(height) + 4)}" text-anchor="end">{escape(label)}</text>')
        foot = self.height - self.bottom
        for value, label in self.x.ticks:
            place = self.across(value)
            parts.append(f'<path class="axis" d="M{place} {foot}v5"/><text x="{place}" y="{foot + 20}" text-anchor="middle">{escape(label)}</text>')
        return "".join(parts)


def _short(value: Decimal) -> str:
    """A place in the picture to a tenth of a point, as short as it can be written."""
    return f"{value.quantize(Decimal('0.1')) + 0:f}".removesuffix(".0")
