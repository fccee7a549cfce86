"""A region's figure worked out from those of its districts. It stands beside a published one, and is never put in its place.

Percentages are not averaged: they are Σ numerator / Σ denominator. Where only the percentages
are known they are weighted by households, else by registered population. What is counted in KK,
villages, units or Rp is added up.

**One measure for all.** Numbers of several kinds are never mixed in one sum: a denominator of
surveyed households and a registered population are not the same size. Of the ways that can be
gone, the one that holds most districts is taken; at equal numbers the earlier of the list. What
has a value that cannot be weighed that way is named as left out. All these rules are our own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.numbers import quantity
from ssk_portal.indicators.models import Unit
from ssk_portal.regions.models import Region


class Way(TextChoices):
    SUM = "sum", gettext_lazy("added up")
    SHARES = "shares", gettext_lazy("sum of the numerators by sum of the denominators")
    HOUSEHOLDS = "households", gettext_lazy("percentages weighted by households")
    POPULATION = "population", gettext_lazy("percentages weighted by registered population")


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of one district in one year: nothing, its value, or that with numerator and denominator."""

    region: Region
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    def weight(self, way: Way) -> Fraction | None:
        """How much it weighs that way; None where that is not known."""
        if self.value is None:
            return None
        if way == Way.SUM:
            return Fraction(1)
        if way == Way.SHARES:
            return self._denominator()
        size = self.region.households if way == Way.HOUSEHOLDS else self.region.population
        return Fraction(size) if size else None

    def _denominator(self) -> Fraction | None:
        if self.numerator is None or self.denominator is None or self.denominator < 0:
            return None
        # Nothing out of nothing adds nothing; something out of nothing is a mistake that no sum may hold.
        return Fraction(self.denominator) if self.denominator or not self.numerator else None

    def amount(self, way: Way) -> Fraction:
        """What it adds, weighed that way."""
        if way == Way.SHARES:
            return Fraction(self.numerator or 0) * 100
        return Fraction(self.value or 0) * (self.weight(way) or 0)


@dataclass(frozen=True)
class RollUp:
    """A computed value: how, and of which of all districts."""

    value: Fraction
    unit: str
    way: Way
    counted: int
    total: int
    missing: Sequence[Region] = ()  # no value of the year
    left_out: Sequence[Region] = ()  # a value, but nothing to weigh it by

    @property
    def is_whole(self) -> bool:
        return self.counted == self.total

    @property
    def rounded(self) -> Decimal:
        """To two decimals, half away from nought, as people round."""
        shown = Decimal(int(abs(self.value) * 100 + Fraction(1, 2))).scaleb(-2)
        return -shown if self.value < 0 else shown

    @property
    def shown(self) -> str:
        return quantity(self.rounded, self.unit)

    @property
    def of_how_many(self) -> str:
        return _("from %(counted)s of %(total)s regencies and cities") % {"counted": self.counted, "total": self.total}

    @property
    def how(self) -> str:
        """`penduduk terdaftar sebagai bobot, dari 12 dari 13 kabupaten/kota`"""
        return f"{self.way.label}, {self.of_how_many}"


def ways(unit: str, *, whole_region: bool) -> tuple[Way, ...]:
    """The ways that can be gone: how many households are urban or rural is not known, so no part of a region is weighted."""
    if unit != Unit.PERCENT:
        return (Way.SUM,)
    return (Way.SHARES, Way.HOUSEHOLDS, Way.POPULATION) if whole_region else (Way.SHARES,)


def roll_up(unit: str, parts: Iterable[Part], *, whole_region: bool = True) -> RollUp | None:
    """The figure of all `parts` together; None where nothing can be said. `whole_region` is false for its urban or rural part."""
    parts = list(parts)
    weighed = {way: [part for part in parts if part.weight(way) is not None] for way in ways(unit, whole_region=whole_region)}
    way = max(weighed, key=lambda one: len(weighed[one]))  # of equals the first
    inside = weighed[way]
    total = sum((part.weight(way) or Fraction(0) for part in inside), Fraction(0))
    if not total:
        return None
    amount = sum((part.amount(way) for part in inside), Fraction(0))
    held = {part.region.pk for part in inside}
    return RollUp(
        value=amount if way == Way.SUM else amount / total,
        unit=unit,
        way=way,
        counted=len(inside),
        total=len(parts),
        missing=[part.region for part in parts if part.value is None],
        left_out=[part.region for part in parts if part.value is not None and part.region.pk not in held],
    )
