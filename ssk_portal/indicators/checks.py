"""What is likely wrong with an achievement: warnings that are answered with a note, or mended; none of them is a wall.

A warning stands on the figure's page and goes with it to the reviewer. The limits are our own
and stand here; no publication names any.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.numbers import number, quantity
from ssk_portal.indicators.models.definitions import Direction, Indicator, Unit
from ssk_portal.indicators.surroundings import Around, around

WHOLE = Decimal(100)
HUNDREDTH = Decimal("0.01")
ROUNDING = Decimal("0.5")  # so far from a hundred the rungs of a ladder may add up
SENSIBLE = Decimal(10**12)  # a share beyond is none; it is said as it is
LARGE_JUMP = Decimal(15)  # points a year, where no earlier change is known
TIMES_BEFORE = 3  # so many times the largest yearly change before is a jump
SMALL_CHANGE = Decimal(5)  # points a year that are never called a jump
LARGE_PART, SMALL_PART = Decimal("0.5"), Decimal("0.1")  # the same of what is no percentage, as a part of the value beside it
SLIPS_OF_PERCENT = (Decimal(100),)
SLIPS = (Decimal(1000), Decimal(1_000_000), Decimal(100))


Say = Callable[[], str]  # says what is odd, as a sentence


class Check(TextChoices):
    RANGE = "range", gettext_lazy("outside the possible range")
    WHOLE = "whole", gettext_lazy("larger than the whole")
    LADDER = "ladder", gettext_lazy("the ladder does not add up")
    JUMP = "jump", gettext_lazy("sudden jump")
    FALLING = "falling", gettext_lazy("fell, though cumulative")
    FRACTION = "fraction", gettext_lazy("numerator and denominator")
    TARGET = "target", gettext_lazy("equal to the target")
    UNIT = "unit", gettext_lazy("wrong unit")


class Odd(NamedTuple):
    """What a check found: how it says so, and what the figure was held against beside itself."""

    say: Say
    against: tuple = ()  # numbers and keys; None where there is none


class Warned(NamedTuple):
    """One warning: which check, how it says what is odd, and what the figure was held against."""

    check: Check
    say: Say
    against: tuple = ()

    @property
    def sentence(self) -> str:
        return self.say()

    @property
    def key(self) -> str:
        """What is warned of in every language alike: `jump 2023 40`. An answer speaks of just this."""
        return " ".join([self.check, *("–" if each is None else f"{Decimal(each).normalize():f}" for each in self.against)])

    def __str__(self):
        return self.sentence


def in_words(key: str) -> str:
    """The warning of a `key`, as the history tells it: `sudden jump (2023: 40)`."""
    check, *against = key.split()
    numbers = [each if each == "–" else number(Decimal(each)) for each in against]
    if check in (Check.UNIT, Check.JUMP, Check.FALLING):
        held = ": ".join([*against[:1], *numbers[1:]])  # a year, and the value of that year
    elif check == Check.WHOLE:
        held = "".join(numbers[1:])  # of which indicator it is, the sentence said
    else:
        held = " … ".join(numbers)
    return f"{Check(check).label} ({held})" if held else str(Check(check).label)


def warnings_of(figure, near: Around | None = None) -> list[Warned]:
    """What is likely wrong with an achievement, in the order of the checks."""
    near = near or around([figure])[0]
    return [Warned(check, *odd) for check, asked in CHECKS if (odd := asked(figure, near))]


def warn(figures: Sequence) -> Sequence:
    """`figures`, of each of which its `warnings` are known now, and what counted nearest `before` it."""
    for figure, near in zip(figures, around(figures), strict=True):
        figure.warnings = warnings_of(figure, near)
        figure.before = near.before[-1] if near.before else None
    return figures


def out_of_range(indicator: Indicator, value: Decimal) -> str:
    """The sentence where `value` is none that the indicator can have, else nothing."""
    odd = _beyond(indicator, value)
    return odd.say() if odd else ""


def _beyond(indicator: Indicator, value: Decimal) -> Odd | None:
    if indicator.can_be(value):
        counted = value < 0 and indicator.lowest is None and indicator.unit not in (Unit.PERCENT, Unit.RUPIAH)
        return Odd(lambda: _("It is less than zero.")) if counted else None
    return Odd(partial(_outside, indicator), (indicator.lowest, indicator.highest))


def _outside(indicator: Indicator) -> str:
    low, high = (quantity(bound, indicator.unit) if bound is not None else "–" for bound in (indicator.lowest, indicator.highest))
    return _("“%(indicator)s” lies between %(low)s and %(high)s.") % {"indicator": indicator, "low": low, "high": high}


def _range(figure, near: Around) -> Odd | None:
    return _beyond(figure.indicator, figure.value)


def _whole(figure, near: Around) -> Odd | None:
    """Safely managed access is inside improved access, and so on."""
    value = figure.value
    for whole in near.beside(near.ties.whole) if near.ties.whole else ():
        if value > whole.value:
            return Odd(partial(_larger_than, whole), (whole.indicator_id, whole.value))
    larger = [row for row in near.beside(near.ties.parts) if row.value > value] if near.ties.parts else []
    if not larger:
        return None
    part = max(larger, key=lambda row: (row.value, row.indicator_id))
    return Odd(partial(_smaller_than, part), (part.indicator_id, part.value))


def _larger_than(whole) -> str:
    return _("It is larger than “%(whole)s” of that year (%(value)s), of which it is a part.") % {"whole": whole.indicator, "value": whole.shown_value}


def _smaller_than(part) -> str:
    return _("“%(part)s” of that year (%(value)s), which is a part of it, is larger.") % {"part": part.indicator, "value": part.shown_value}


def _ladder(figure, near: Around) -> Odd | None:
    """The rungs of a ladder add up to a hundred, where all of them are known."""
    if not near.ties.rungs:
        return None
    others = near.beside(near.ties.rungs)
    if len(others) + 1 < near.ties.ladder:
        return None
    total = figure.value + sum(row.value for row in others)
    if abs(total - WHOLE) <= ROUNDING:
        return None
    return Odd(lambda: _("The rungs of the ladder add up to %(total)s of that year, not to 100 %%.") % {"total": quantity(total, Unit.PERCENT)}, (total,))


def _unit(figure, near: Around) -> Odd | None:
    """0,87 typed for 87, or thousands of households for households: what was known before lies just so many times away."""
    percent = figure.indicator.unit == Unit.PERCENT
    if not near.before:
        return _share_of_one(figure) if percent else None
    value, year, last = figure.value, near.before[-1].year, near.before[-1].value
    if abs(value - last) * 2 <= abs(last):
        return None
    for times in SLIPS_OF_PERCENT if percent else SLIPS:
        for meant in (value * times, value / times):
            if meant and last and abs(meant - last) * 4 <= abs(last):
                return Odd(partial(_slipped, times, last, meant), (year, last))
    return None


def _slipped(times: Decimal, last: Decimal, meant: Decimal) -> str:
    said = {"times": number(times), "last": number(last), "meant": number(meant)}
    return _("About %(times)s times away from the value before (%(last)s): was %(meant)s meant?") % said


def _share_of_one(figure) -> Odd | None:
    """Nothing was known before: less than one per cent of what should be much is likely a share of one."""
    value = figure.value
    if figure.indicator.direction == Direction.LOWER or not 0 < value < 1:
        return None
    return Odd(lambda: _("It is %(value)s: was %(meant)s meant?") % {"value": quantity(value, Unit.PERCENT), "meant": quantity(value * WHOLE, Unit.PERCENT)})


def _jump(figure, near: Around) -> Odd | None:
    """A yearly change, from the value before or to the one after, beyond what the series makes likely."""
    for other in (*near.before[-1:], near.after):
        if other and _leaps(figure, other, near.before):
            # A slip of the unit is a jump too: it is told once.
            return None if _unit(figure, near) else Odd(partial(_was, other), (other.year, other.value))
    return None


def _was(other) -> str:
    return _("A sudden jump: it was %(last)s in %(year)s.") % {"last": other.shown_value, "year": other.year}


def _leaps(figure, other, before: Sequence) -> bool:
    large, small = _jumps(figure.indicator, other.value)
    change = abs(figure.value - other.value)
    if change <= small:
        return False
    change /= abs(figure.year - other.year)
    yearly = [abs(later.value - earlier.value) / (later.year - earlier.year) for earlier, later in pairwise(before)]
    limit = max(TIMES_BEFORE * max(yearly), small) if yearly else large
    return bool(limit) and change > limit


def _jumps(indicator: Indicator, beside: Decimal) -> tuple[Decimal, Decimal]:
    """The yearly change that is a jump where no earlier change is known, and the one that never is; beside the value `beside`."""
    if indicator.unit == Unit.PERCENT:
        return LARGE_JUMP, SMALL_CHANGE
    return abs(beside) * LARGE_PART, abs(beside) * SMALL_PART


def _falling(figure, near: Around) -> Odd | None:
    """What counts up is neither less than before nor more than afterwards."""
    if not figure.indicator.cumulative:
        return None
    if near.before and figure.value < (last := near.before[-1]).value:
        return Odd(lambda: _("It is cumulative, but was %(last)s in %(year)s.") % {"last": last.shown_value, "year": last.year}, (last.year, last.value))
    if (after := near.after) and figure.value > after.value:
        return Odd(lambda: _("It is cumulative, but is %(next)s in %(year)s.") % {"next": after.shown_value, "year": after.year}, (after.year, after.value))
    return None


def _fraction(figure, near: Around) -> Odd | None:
    """The two numbers of a figure: the part is not larger than the whole, and of a percentage they give the value."""
    part, whole = figure.numerator, figure.denominator
    if (part is not None and part < 0) or (whole is not None and whole < 0):
        return Odd(lambda: _("Numerator or denominator is less than zero."))
    if part is None or whole is None:
        return None
    if part > whole:
        return Odd(lambda: _("The numerator is larger than the denominator."))
    if figure.indicator.unit != Unit.PERCENT:
        return None
    if not whole:
        return Odd(lambda: _("The denominator is zero."))
    share = part * WHOLE / whole
    if abs(share - figure.value) <= _rounded(figure.value):
        return None
    shown = round(share, 2) if abs(share) < SENSIBLE else share
    return Odd(lambda: _("Numerator and denominator give %(share)s, not the value.") % {"share": quantity(shown, Unit.PERCENT)})


def _rounded(value: Decimal) -> Decimal:
    """How far a value may lie from what was rounded, or cut off, to its last place."""
    if value.same_quantum(HUNDREDTH):  # as most are: told at once
        return HUNDREDTH
    return min(ROUNDING, Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))))


def _target(figure, near: Around) -> Odd | None:
    """A target that was copied for a result. One that cannot be passed is no surprise."""
    if figure.value not in near.targets:
        return None
    best = figure.indicator.lowest if figure.indicator.direction == Direction.LOWER else figure.indicator.highest
    return None if figure.value == best else Odd(lambda: _("It is exactly the target of that year: was the target typed for the result?"))


# In the order in which they are told. Each says what is odd only once it is asked to: of tens of thousands a page shows some.
CHECKS = (
    (Check.RANGE, _range),
    (Check.WHOLE, _whole),
    (Check.LADDER, _ladder),
    (Check.UNIT, _unit),
    (Check.JUMP, _jump),
    (Check.FALLING, _falling),
    (Check.FRACTION, _fraction),
    (Check.TARGET, _target),
)
