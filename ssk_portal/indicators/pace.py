"""The pace of an indicator: how it moved a year so far, and how it has to move to reach a target in its year.

Both are plain averages over whole years, in the unit of the indicator (percentage points for
percentages). Only years that can be compared are used: those of one series (a publisher's own,
or one that several share), one wording and one definition with the newest value. Fewer than two of them say nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from ssk_portal.common.numbers import number
from ssk_portal.indicators.gaps import amount, new_between
from ssk_portal.indicators.models import Achievement, Indicator, Target

FARTHEST = 100  # years ahead: what takes longer is not told as a year
HUNDREDTH = Decimal("0.01")


def _size(change: Decimal, indicator: Indicator) -> str:
    """How large a yearly change is: `1,2 poin`, `350 KK`; at most two decimals, and never nought for what is something."""
    size = abs(change).quantize(HUNDREDTH)
    told = max(size, HUNDREDTH) if change else size
    shown = amount(told, indicator.unit)
    return shown if told == size else _("less than %(amount)s") % {"amount": shown}


def _change(change: Decimal, indicator: Indicator) -> str:
    """`naik 1,2 poin`"""
    size = {"size": _size(change, indicator)}
    return (_("up by %(size)s") if change > 0 else _("down by %(size)s")) % size


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
        return self.indicator.improves_by(self.yearly)

    @property
    def way(self) -> int:
        """1 up, -1 down, 0 where the change would be told as nought."""
        return (self.yearly.quantize(HUNDREDTH) > 0) - (self.yearly.quantize(HUNDREDTH) < 0)

    @property
    def judged(self) -> str:
        """Whether that is good: for open defecation it is good to go down."""
        if not self.way:
            return ""
        return _("improving") if self.improves else _("getting worse")

    @property
    def words(self) -> str:
        """`2019–2022: naik rata-rata 1,2 poin per tahun`"""
        said = {"first": self.first.year, "last": self.last.year, "size": _size(self.yearly, self.indicator)}
        if not self.way:
            return _("%(first)s–%(last)s: nearly unchanged") % said
        if self.yearly > 0:
            return _("%(first)s–%(last)s: up by %(size)s a year on average") % said
        return _("%(first)s–%(last)s: down by %(size)s a year on average") % said

    def __str__(self):
        return self.words


def counted_as(row: Achievement, breaks: Sequence[int]) -> tuple:
    """In whose series, under which wording and since which new definition a value is counted: only equal ones are compared."""
    return row.publisher.whose_series, row.indicator_as_published, max((year for year in breaks if year <= row.year), default=0)


def trend_of(indicator: Indicator, series: Sequence[Achievement], breaks: Sequence[int] = ()) -> Trend | None:
    """The trend of reference values, oldest first; None where fewer than two years can be compared with the newest.

    `breaks` are the years in which a new definition began.
    """
    if not series:
        return None
    last = series[-1]
    first = next(row for row in series if counted_as(row, breaks) == counted_as(last, breaks))
    return Trend(indicator, first, last) if first.year < last.year else None


@dataclass(frozen=True)
class Pace:
    """What it takes from the newest value to a target that is not reached yet, beside the trend so far.

    `this_year` says whether the years that it leads to are still to come.
    """

    trend: Trend
    target: Target
    this_year: int

    @property
    def _left(self) -> Decimal:
        return self.target.value - self.trend.last.value

    @property
    def needed(self) -> Decimal | None:
        """The change a year that reaches the target in its year; None where no year is left between the newest value and it."""
        years = self.target.year - self.trend.last.year
        return self._left / years if years > 0 else None

    @property
    def times(self) -> Decimal | None:
        """The needed change as a multiple of the one so far; None where it did not move towards the target."""
        return self.needed / self.trend.yearly if self.needed is not None and self.trend.improves else None

    @property
    def _years_left(self) -> int | None:
        """After how many years the pace so far reaches the target; None where it does not move towards it."""
        if not self.trend.improves:
            return None
        # In whole numbers: a rounded quotient would be a year off where it comes out even.
        moved = self.trend.last.value - self.trend.first.value
        return math.ceil(Fraction(self._left) * (self.trend.last.year - self.trend.first.year) / Fraction(moved))

    @property
    def year_reached(self) -> int | None:
        """The year in which the pace so far reaches the target; None where it never does, or not within a hundred years."""
        years = self._years_left
        return None if years is None or years > FARTHEST else self.trend.last.year + years

    @property
    def enough(self) -> bool:
        """Whether the pace so far reaches the target in its year."""
        return self.year_reached is not None and self.year_reached <= self.target.year

    @property
    def words(self) -> str:
        """What is needed, how that compares, and where today's pace leads, as sentences."""
        return f"{self._needed_words()} {self._reached_words()}"

    def __str__(self):
        return self.words

    @property
    def in_short(self) -> str:
        """Whether today's pace is enough, and the year it leads to; nothing of a target whose year has gone by."""
        if self.target.year < self.this_year or self.needed is None:
            return ""
        if self.year_reached is None:
            return _("the pace so far is not enough")
        said = {"year": self.year_reached}
        return (_("the pace so far is enough: reached in %(year)s") if self.enough else _("the pace so far is not enough: reached in %(year)s")) % said

    def _needed_words(self) -> str:
        gone = self.target.year < self.this_year
        if self.needed is None:
            return _("The year of this target has gone by.") if gone else _("No year is left until the year of this target.")
        said = {"change": _change(self.needed, self.trend.indicator), "since": self.trend.last.year, "year": self.target.year}
        if self.times is None:
            return (
                _("The year of this target has gone by. From %(since)s on it would have taken: %(change)s a year.") if gone else _("To get there by %(year)s: %(change)s a year.")
            ) % said
        said["times"] = _ratio(self.times)
        if gone:
            return _("The year of this target has gone by. From %(since)s on it would have taken: %(change)s a year, %(times)s times the pace so far.") % said
        return _("To get there by %(year)s: %(change)s a year, %(times)s times the pace so far.") % said

    def _reached_words(self) -> str:
        if self._years_left is None:
            return _("The pace so far does not lead there.")
        if self.year_reached is None:
            return _("At the pace so far it takes more than a hundred years.")
        if self.year_reached < self.this_year:
            return _("At the pace so far it would be reached in %(year)s; no newer value is known.") % {"year": self.year_reached}
        return _("At the pace so far it is reached in %(year)s.") % {"year": self.year_reached}


def _ratio(times: Decimal) -> str:
    """`1,4`; a pace just too slow is not told as once the pace so far."""
    told = max(times.quantize(HUNDREDTH), 1 + HUNDREDTH) if times > 1 else times.quantize(HUNDREDTH)
    return number(told) if told else _("less than %(amount)s") % {"amount": number(HUNDREDTH)}


def pace_to(target: Target, trend: Trend | None, *, this_year: int, breaks: Sequence[int] = ()) -> Pace | None:
    """The pace to `target`; None where nothing can be said, the target is reached already, or a new definition (of those since `breaks`) lies between."""
    if trend is None or not trend.indicator.improves_by(target.value - trend.last.value):
        return None
    return None if new_between(breaks, trend.last.year, target.year) else Pace(trend, target, this_year)
