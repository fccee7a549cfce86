"""The pace of an indicator: how it moved a year so far, and how it has to move to reach a target in its year.

Both are plain averages over whole years, in the unit of the indicator (percentage points for
percentages). Only years that can be compared are used: those of one publisher, one wording and
one definition with the newest value. Fewer than two of them say nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from ssk_portal.common.numbers import number, quantity
from ssk_portal.indicators.models import Achievement, Direction, Indicator, Target, Unit

FARTHEST = 100  # years ahead: what takes longer is not told as a year
HUNDREDTH = Decimal("0.01")


def _size(change: Decimal, indicator: Indicator) -> str:
    """How large a yearly change is: `1,2 poin`, `350 KK`; at most two decimals."""
    size = abs(change).quantize(HUNDREDTH)
    return _("%(number)s points") % {"number": number(size)} if indicator.unit == Unit.PERCENT else quantity(size, indicator.unit)


@dataclass(frozen=True)
class Trend:
    """How the reference values moved from `first` to `last`, the newest; on average `yearly` a year."""

    indicator: Indicator
    first: Achievement
    last: Achievement

    @property
    def yearly(self) -> Decimal:
        return (self.last.value - self.first.value) / (self.last.year - self.first.year)

    @property
    def improves(self) -> bool:
        return self.yearly < 0 if self.indicator.direction == Direction.LOWER else self.yearly > 0

    @property
    def words(self) -> str:
        """`2019–2022: naik rata-rata 1,2 poin per tahun`"""
        said = {"first": self.first.year, "last": self.last.year, "size": _size(self.yearly, self.indicator)}
        if not self.yearly.quantize(HUNDREDTH):
            return _("%(first)s–%(last)s: nearly unchanged") % said
        if self.yearly > 0:
            return _("%(first)s–%(last)s: up by %(size)s a year on average") % said
        return _("%(first)s–%(last)s: down by %(size)s a year on average") % said

    def __str__(self):
        return self.words


def trend_of(indicator: Indicator, series: Sequence[Achievement], breaks: Sequence[int] = ()) -> Trend | None:
    """The trend of reference values, oldest first; None where fewer than two years can be compared with the newest.

    `breaks` are the years in which a new definition began.
    """
    if not series:
        return None
    last = series[-1]
    since = max((year for year in breaks if year <= last.year), default=0)
    alike = [row for row in series if row.year >= since and (row.publisher_id, row.indicator_as_published) == (last.publisher_id, last.indicator_as_published)]
    return Trend(indicator, alike[0], last) if alike[0].year < last.year else None


@dataclass(frozen=True)
class Pace:
    """What it takes from the newest value to a target that is not reached yet, beside the trend so far."""

    trend: Trend
    target: Target

    @property
    def _left(self) -> Decimal:
        return self.target.value - self.trend.last.value

    @property
    def needed(self) -> Decimal | None:
        """The change a year that reaches the target in its year; None where that year has gone by."""
        years = self.target.year - self.trend.last.year
        return self._left / years if years > 0 else None

    @property
    def times(self) -> Decimal | None:
        """The needed change as a multiple of the one so far; None where it did not move towards the target."""
        return self.needed / self.trend.yearly if self.needed is not None and self.trend.improves else None

    @property
    def year_reached(self) -> int | None:
        """The year in which the pace so far reaches the target; None where it never does, or not within a hundred years."""
        if not self.trend.improves:
            return None
        # In whole numbers: a rounded quotient would be a year off where it comes out even.
        moved = self.trend.last.value - self.trend.first.value
        years = math.ceil(Fraction(self._left) * (self.trend.last.year - self.trend.first.year) / Fraction(moved))
        return self.trend.last.year + years if years <= FARTHEST else None

    @property
    def words(self) -> str:
        """What is needed, how that compares, and where today's pace leads, as sentences."""
        return " ".join(sentence for sentence in (self._needed_words(), self._reached_words()) if sentence)

    def __str__(self):
        return self.words

    def _needed_words(self) -> str:
        if self.needed is None:
            return _("The year of this target has gone by.")
        said = {"size": _size(self.needed, self.trend.indicator), "year": self.target.year}
        if self.times is None:
            return (_("To get there by %(year)s: up by %(size)s a year.") if self._left > 0 else _("To get there by %(year)s: down by %(size)s a year.")) % said
        said["times"] = number(self.times.quantize(Decimal("0.1")))
        if self._left > 0:
            return _("To get there by %(year)s: up by %(size)s a year, %(times)s times the pace so far.") % said
        return _("To get there by %(year)s: down by %(size)s a year, %(times)s times the pace so far.") % said

    def _reached_words(self) -> str:
        if self.year_reached is None:
            return _("The pace so far does not lead there.")
        return _("At the pace so far it is reached in %(year)s.") % {"year": self.year_reached}


def pace_to(target: Target, trend: Trend | None) -> Pace | None:
    """The pace to `target`; None where nothing can be said or the target is reached already."""
    if trend is None:
        return None
    lacking = trend.last.value > target.value if trend.indicator.direction == Direction.LOWER else trend.last.value < target.value
    return Pace(trend, target) if lacking else None
