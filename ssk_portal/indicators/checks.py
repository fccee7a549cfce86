"""What is likely wrong with an achievement: warnings that are answered with a note, or mended; none of them is a wall.

A warning stands on the figure's page and goes with it to the reviewer. The limits are our own
and stand here; no publication names any.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.numbers import number, quantity
from ssk_portal.indicators.models.definitions import Direction, Indicator, Unit
from ssk_portal.indicators.surroundings import Around, around

WHOLE = Decimal(100)
ROUNDING = Decimal("0.5")  # so far from a hundred the rungs of a ladder may add up
SENSIBLE = Decimal(10**12)  # a share beyond is none; it is said as it is
LARGE_JUMP = Decimal(15)  # points a year, where no earlier change is known
TIMES_BEFORE = 3  # so many times the largest yearly change before is a jump
SMALL_CHANGE = Decimal(5)  # points a year that are never called a jump
LARGE_PART, SMALL_PART = Decimal("0.5"), Decimal("0.1")  # the same of what is no percentage, as a part of the value beside it
SLIPS_OF_PERCENT = (Decimal(100),)
SLIPS = (Decimal(1000), Decimal(1_000_000), Decimal(100))


class Check(TextChoices):
    RANGE = "range", gettext_lazy("outside of what is possible")
    WHOLE = "whole", gettext_lazy("larger than the whole")
    LADDER = "ladder", gettext_lazy("the ladder does not add up")
    JUMP = "jump", gettext_lazy("sudden jump")
    FALLING = "falling", gettext_lazy("fell though it counts up")
    FRACTION = "fraction", gettext_lazy("numerator and denominator")
    TARGET = "target", gettext_lazy("equal to the target")
    UNIT = "unit", gettext_lazy("unit slip")


@dataclass(frozen=True)
class Warned:
    """One warning: which check, and what is odd, as a sentence."""

    check: Check
    sentence: str

    def __str__(self):
        return self.sentence


def warnings_of(figure, near: Around | None = None) -> list[Warned]:
    """What is likely wrong with an achievement, in the order of the checks."""
    near = near or around([figure])[0]
    found = (
        (Check.RANGE, out_of_range(figure.indicator, figure.value)),
        (Check.WHOLE, _whole(figure, near)),
        (Check.LADDER, _ladder(figure, near)),
        (Check.UNIT, slip := _unit(figure, near)),
        # A slip of the unit is a jump too: it is told once.
        (Check.JUMP, "" if slip else _jump(figure, near)),
        (Check.FALLING, _falling(figure, near)),
        (Check.FRACTION, _fraction(figure)),
        (Check.TARGET, _target(figure, near)),
    )
    return [Warned(check, sentence) for check, sentence in found if sentence]


def warn(figures: Sequence) -> Sequence:
    """`figures`, of each of which its `warnings` are known now, and what counted nearest `before` it."""
    for figure, near in zip(figures, around(figures), strict=True):
        figure.warnings = warnings_of(figure, near)
        figure.before = near.before[-1] if near.before else None
    return figures


def out_of_range(indicator: Indicator, value: Decimal) -> str:
    """The sentence where `value` is none that the indicator can have, else nothing."""
    if indicator.can_be(value):
        counted = indicator.lowest is None and indicator.unit not in (Unit.PERCENT, Unit.RUPIAH)
        return _("It is less than zero.") if counted and value < 0 else ""
    low, high = (quantity(bound, indicator.unit) if bound is not None else "–" for bound in (indicator.lowest, indicator.highest))
    return _("“%(indicator)s” lies between %(low)s and %(high)s.") % {"indicator": indicator, "low": low, "high": high}


def _whole(figure, near: Around) -> str:
    """Safely managed access is inside improved access, and so on."""
    indicator = figure.indicator
    whole = near.same_year.get(indicator.part_of_id)
    if whole is not None and figure.value > whole.value:
        return _("It is larger than “%(whole)s” of that year (%(value)s), of which it is a part.") % {"whole": whole.indicator, "value": whole.shown_value}
    parts = (row for row in near.same_year.values() if row.indicator.part_of_id == indicator.pk and row.value > figure.value)
    largest = max(parts, key=lambda row: (row.value, row.indicator_id), default=None)
    if largest is None:
        return ""
    return _("“%(part)s” of that year (%(value)s), which is a part of it, is larger.") % {"part": largest.indicator, "value": largest.shown_value}


def _ladder(figure, near: Around) -> str:
    """The rungs of a ladder add up to a hundred, where all of them are known."""
    ladder = (figure.indicator.ladder, figure.indicator.region_id)
    others = [row for row in near.same_year.values() if figure.indicator.ladder and (row.indicator.ladder, row.indicator.region_id) == ladder]
    if not others or len(others) + 1 < others[0].rungs:
        return ""
    total = figure.value + sum(row.value for row in others)
    if abs(total - WHOLE) <= ROUNDING:
        return ""
    return _("The rungs of the ladder add up to %(total)s of that year, not to 100 %%.") % {"total": quantity(total, Unit.PERCENT)}


def _unit(figure, near: Around) -> str:
    """0,87 typed for 87, or thousands of households for households: what was known before lies just so many times away."""
    percent = figure.indicator.unit == Unit.PERCENT
    if not near.before:
        return _share_of_one(figure) if percent else ""
    last = near.before[-1].value
    for times in SLIPS_OF_PERCENT if percent else SLIPS:
        for meant in (figure.value * times, figure.value / times):
            if meant and last and abs(meant - last) * 4 <= abs(last) and abs(figure.value - last) * 2 > abs(last):
                said = {"times": number(times), "last": number(last), "meant": number(meant)}
                return _("About %(times)s times away from the value before (%(last)s): was %(meant)s meant?") % said
    return ""


def _share_of_one(figure) -> str:
    """Nothing was known before: less than one per cent of what should be much is likely a share of one."""
    if figure.indicator.direction == Direction.LOWER or not 0 < figure.value < 1:
        return ""
    said = {"value": quantity(figure.value, Unit.PERCENT), "meant": quantity(figure.value * WHOLE, Unit.PERCENT)}
    return _("It is %(value)s: was %(meant)s meant?") % said


def _jump(figure, near: Around) -> str:
    """A yearly change, from the value before or to the one after, beyond what the series makes likely."""
    yearly = [abs(later.value - earlier.value) / (later.year - earlier.year) for earlier, later in pairwise(near.before)]
    for other in (*near.before[-1:], *([near.after] if near.after else [])):
        large, small = _jumps(figure.indicator, other.value)
        limit = max(TIMES_BEFORE * max(yearly), small) if yearly else large
        if limit and abs(figure.value - other.value) / abs(figure.year - other.year) > limit:
            return _("A sudden jump: %(year)s it was %(last)s.") % {"last": other.shown_value, "year": other.year}
    return ""


def _jumps(indicator: Indicator, beside: Decimal) -> tuple[Decimal, Decimal]:
    """The yearly change that is a jump where no earlier change is known, and the one that never is; beside the value `beside`."""
    if indicator.unit == Unit.PERCENT:
        return LARGE_JUMP, SMALL_CHANGE
    return abs(beside) * LARGE_PART, abs(beside) * SMALL_PART


def _falling(figure, near: Around) -> str:
    """What counts up is neither less than before nor more than afterwards."""
    if not figure.indicator.cumulative:
        return ""
    if near.before and figure.value < (last := near.before[-1]).value:
        return _("It counts up over the years, but was %(last)s in %(year)s.") % {"last": last.shown_value, "year": last.year}
    if near.after and figure.value > near.after.value:
        return _("It counts up over the years, but is %(next)s in %(year)s.") % {"next": near.after.shown_value, "year": near.after.year}
    return ""


def _fraction(figure) -> str:
    """The two numbers of a figure: the part is not larger than the whole, and of a percentage they give the value."""
    part, whole = figure.numerator, figure.denominator
    if any(each is not None and each < 0 for each in (part, whole)):
        return _("Numerator or denominator is less than zero.")
    if part is None or whole is None:
        return ""
    if part > whole:
        return _("The numerator is larger than the denominator.")
    if figure.indicator.unit != Unit.PERCENT:
        return ""
    if not whole:
        return _("The denominator is zero.")
    share = part * WHOLE / whole
    if abs(share - figure.value) <= _rounded(figure.value):
        return ""
    return _("Numerator and denominator give %(share)s, not the value.") % {"share": quantity(round(share, 2) if abs(share) < SENSIBLE else share, Unit.PERCENT)}


def _rounded(value: Decimal) -> Decimal:
    """How far a value may lie from what was rounded, or cut off, to its last place."""
    return min(ROUNDING, Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))))


def _target(figure, near: Around) -> str:
    """A target that was copied for a result. One that cannot be passed is no surprise."""
    best = figure.indicator.lowest if figure.indicator.direction == Direction.LOWER else figure.indicator.highest
    return _("It is exactly the target of that year: was the target typed for the result?") if figure.value in near.targets and figure.value != best else ""
