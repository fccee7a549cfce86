"""How far a value is from its target, in words.

No official formula was found. As publications do, the gap is told in percentage points:
result − target where higher is better, target − result where lower is better, so that a
negative gap is always what is still lacking.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from ssk_portal.common.numbers import NO_BREAK, number, quantity
from ssk_portal.indicators.models import Direction, Unit


def amount(size: Decimal, unit: str) -> str:
    """How far apart two values are, without a sign: `11,59 poin` of percentages, else the number with its unit."""
    if unit != Unit.PERCENT:
        return quantity(size, unit)
    return (_("%(number)s points") % {"number": number(size)}).replace(" ", NO_BREAK)


@dataclass(frozen=True)
class Gap:
    """The distance between a result and its target; `points` is negative while something is lacking."""

    points: Decimal
    unit: str
    lower_is_better: bool

    @property
    def reached(self) -> bool:
        return self.points >= 0

    @property
    def words(self) -> str:
        """`kurang 11,59 poin`, `lebih 3,88 poin`, `tepat pada target`."""
        if not self.points:
            return _("on target")
        size = {"amount": amount(abs(self.points), self.unit)}
        if self.lower_is_better:
            # For open defecation "lacking" alone would be read as "fewer".
            return (_("ahead by %(amount)s (below the target)") if self.reached else _("short by %(amount)s (still above the target)")) % size
        return (_("ahead by %(amount)s") if self.reached else _("short by %(amount)s")) % size

    def __str__(self):
        return self.words


def gap(value: Decimal, target: Decimal, indicator) -> Gap:
    """The gap of `value` to `target`, both in the unit of `indicator`."""
    lower = indicator.direction == Direction.LOWER
    return Gap(target - value if lower else value - target, indicator.unit, lower)


def new_between(breaks: Iterable[int], one: int, other: int) -> int | None:
    """Of the years in which a new definition began, the newest one that parts two years; None where both are counted alike."""
    return max(all_between(breaks, one, other), default=None)


def all_between(breaks: Iterable[int], one: int, other: int) -> list[int]:
    """All of them: the years after the first and up to the last of the two."""
    first, last = sorted((one, other))
    return [year for year in breaks if first < year <= last]


def held_against(known, target, indicator, breaks: Iterable[int]) -> tuple[Gap | None, str]:
    """The gap of a value to a target, each with its year; or why none is told: across a new definition the two are not of one measure."""
    if since := new_between(breaks, known.year, target.year):
        return None, _("not compared: counted by a new definition since %(year)s") % {"year": since}
    return gap(known.value, target.value, indicator), ""


def nearest_target(targets, year: int, level: str):
    """Of the targets in force, the one that a value of `year` is compared with; None where there is none.

    The same year first, then the nearest year to come, then the latest one gone by; of
    several layers the region's own (`level`), then the order of the layers.
    """

    def far(target):
        ahead = target.year - year
        return (ahead < 0, abs(ahead), target.layer.level != level, target.layer.order)

    return min(targets, key=far, default=None)
