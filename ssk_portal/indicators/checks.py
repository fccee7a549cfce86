"""What is likely wrong with an achievement: warnings that are answered with a note, or mended; none of them is a wall.

A warning stands on the figure's page and goes with it to the reviewer. The limits are our own
and stand here; no publication names any.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.db.models import OuterRef, Q, Subquery, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.numbers import number, quantity
from ssk_portal.indicators.models.definitions import DefinitionChange, Direction, Indicator, Unit

WHOLE = Decimal(100)
ROUNDING = Decimal("0.5")  # so far from a hundred the rungs of a ladder may add up
LARGE_JUMP = Decimal(15)  # points a year, where no earlier change is known
TIMES_BEFORE = 3  # so many times the largest yearly change before is a jump
SMALL_CHANGE = Decimal(5)  # points a year that are never called a jump
SLIP = Decimal(100)


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


@dataclass(frozen=True)
class Around:
    """What a figure is held against: the values that count around it, and the targets of its year."""

    before: list  # of the same indicator, earlier years, oldest first
    same_year: dict  # of its whole, parts and ladder, by indicator
    targets: list[Decimal]


def around(figure) -> Around:
    """Read what `figure` is held against; two queries."""
    indicator = figure.indicator
    near = Q(pk=indicator.pk) | Q(pk=indicator.part_of_id) | Q(part_of=indicator)
    if indicator.ladder:
        near |= Q(pk__in=Indicator.objects.rungs_beside(indicator))
    counting = type(figure).objects.settled().filter(region=figure.region, area=figure.area, is_reference=True, indicator__in=Indicator.objects.filter(near))
    newest = DefinitionChange.objects.filter(indicator=OuterRef("indicator"), year__lte=figure.year).order_by("-year")
    rows = list(counting.exclude(pk=figure.pk).annotate(since=Subquery(newest.values("year")[:1])).select_related("indicator").order_by("year"))
    return Around(
        before=[row for row in rows if row.indicator_id == indicator.pk and (row.since or 0) <= row.year < figure.year],
        same_year={row.indicator_id: row for row in rows if row.year == figure.year and row.indicator_id != indicator.pk},
        targets=list(indicator.targets.settled().filter(region=figure.region, area=figure.area, year=figure.year, in_force=True).values_list("value", flat=True)),
    )


def warnings_of(figure) -> list[Warned]:
    """What is likely wrong with an achievement, in the order of the checks."""
    near = around(figure)
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


def out_of_range(indicator: Indicator, value: Decimal) -> str:
    """The sentence where `value` is none that the indicator can have, else nothing."""
    if indicator.can_be(value):
        return ""
    low, high = (quantity(bound, indicator.unit) if bound is not None else "–" for bound in (indicator.lowest, indicator.highest))
    return _("“%(indicator)s” lies between %(low)s and %(high)s.") % {"indicator": indicator, "low": low, "high": high}


def _whole(figure, near: Around) -> str:
    """Safely managed access is inside improved access, and so on."""
    indicator = figure.indicator
    whole = near.same_year.get(indicator.part_of_id)
    if whole is not None and figure.value > whole.value:
        return _("It is larger than “%(whole)s” of that year (%(value)s), of which it is a part.") % {"whole": whole.indicator, "value": whole.shown_value}
    larger = [row for row in near.same_year.values() if row.indicator.part_of_id == indicator.pk and row.value > figure.value]
    if not larger:
        return ""
    return _("“%(part)s” of that year (%(value)s), which is a part of it, is larger.") % {"part": larger[0].indicator, "value": larger[0].shown_value}


def _ladder(figure, near: Around) -> str:
    """The rungs of a ladder add up to a hundred, where all of them are known."""
    if not figure.indicator.ladder:
        return ""
    others = Indicator.objects.rungs_beside(figure.indicator).exclude(pk=figure.indicator_id).values_list("pk", flat=True)
    values = [near.same_year[pk].value for pk in others if pk in near.same_year]
    if not values or len(values) < len(others):
        return ""
    total = figure.value + sum(values)
    if abs(total - WHOLE) <= ROUNDING:
        return ""
    return _("The rungs of the ladder add up to %(total)s of that year, not to 100 %%.") % {"total": quantity(total, Unit.PERCENT)}


def _unit(figure, near: Around) -> str:
    """0,87 typed for 87, or 8.700 for 87: what was known before lies a hundred times away."""
    if not near.before or not figure.value:
        return ""
    last = near.before[-1].value
    for meant in (figure.value * SLIP, figure.value / SLIP):
        if last and abs(meant - last) * 4 <= abs(last) and abs(figure.value - last) * 2 > abs(last):
            return _("A hundred times away from the value before (%(last)s): was %(meant)s meant?") % {"last": number(last), "meant": number(meant)}
    return ""


def _jump(figure, near: Around) -> str:
    if figure.indicator.unit != Unit.PERCENT or not near.before:
        return ""
    points = [*near.before, figure]
    yearly = [(later.value - earlier.value) / (later.year - earlier.year) for earlier, later in pairwise(points)]
    known, now = [abs(change) for change in yearly[:-1]], yearly[-1]
    limit = max(TIMES_BEFORE * max(known), SMALL_CHANGE) if known else LARGE_JUMP
    if abs(now) <= limit:
        return ""
    said = {"last": quantity(near.before[-1].value, Unit.PERCENT), "year": near.before[-1].year}
    return _("A sudden jump: %(year)s it was %(last)s.") % said


def _falling(figure, near: Around) -> str:
    if not figure.indicator.cumulative or not near.before or figure.value >= near.before[-1].value:
        return ""
    return _("It counts up over the years, but was %(last)s in %(year)s.") % {"last": quantity(near.before[-1].value, figure.indicator.unit), "year": near.before[-1].year}


def _fraction(figure) -> str:
    """The two numbers of a percentage: the part is not larger than the whole, and they give the value."""
    part, whole = figure.numerator, figure.denominator
    if figure.indicator.unit != Unit.PERCENT or part is None or whole is None:
        return ""
    if part > whole:
        return _("The numerator is larger than the denominator.")
    if not whole:
        return _("The denominator is zero.")
    share = part * WHOLE / whole
    if abs(share - figure.value) <= ROUNDING:
        return ""
    return _("Numerator and denominator give %(share)s, not the value.") % {"share": quantity(share.quantize(Decimal("0.01")), Unit.PERCENT)}


def _target(figure, near: Around) -> str:
    """A target that was copied for a result. One that cannot be passed is no surprise."""
    best = figure.indicator.lowest if figure.indicator.direction == Direction.LOWER else figure.indicator.highest
    return _("It is exactly the target of that year: was the target typed for the result?") if figure.value in near.targets and figure.value != best else ""
