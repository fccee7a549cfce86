"""The roll-up against plain arithmetic: which way is gone, what it gives, whom it names as missing."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from ssk_portal.indicators.comparison.rollup import Part, Way, roll_up
from ssk_portal.indicators.models import Unit
from ssk_portal.regions.models import Region


def part(value, numerator=None, denominator=None, *, households=None, population=None, pk=1):
    numbers = [None if number is None else Decimal(str(number)) for number in (value, numerator, denominator)]
    return Part(Region(pk=pk, households=households, population=population), *numbers)


def numbered(*parts):
    """The parts as districts of their own."""
    for pk, one in enumerate(parts, 1):
        one.region.pk = pk
    return parts


def told(*parts, unit=Unit.PERCENT, **options):
    """Value, way, how many, who is missing and who is left out."""
    found = roll_up(unit, numbered(*parts), **options)
    return found and (str(found.rounded), found.way.value, found.counted, found.total, [one.pk for one in found.missing], [one.pk for one in found.left_out])


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # A plain average would say 75.
        ([part(50, 50, 100), part(100, 900, 900)], ("95.00", "shares", 2, 2, [], [])),
        ([part(50, 50, 100), part(None), part(100, 900, 900)], ("95.00", "shares", 2, 3, [2], [])),
        ([part(50, households=100, population=9), part(100, households=900, population=1)], ("95.00", "households", 2, 2, [], [])),
        ([part(50, population=1), part(100, households=9, population=9)], ("95.00", "population", 2, 2, [], [])),
        # All have numerator and denominator: these are taken even where households are known.
        ([part(50, 1, 2, households=1), part(75, 3, 4, households=99)], ("66.67", "shares", 2, 2, [], [])),
        # Only one has them: all are weighted by what all have, and by nothing else.
        ([part(50, 1, 2, households=10), part(100, households=30)], ("87.50", "households", 2, 2, [], [])),
        # Nothing holds all: the way that holds most, and who is left out.
        ([part(50, 50, 100), part(100, 900, 900), part(10, population=5)], ("95.00", "shares", 2, 3, [], [3])),
        ([part(50, 50, 100, population=1), part(100, 900, 900), part(10, population=1)], ("95.00", "shares", 2, 3, [], [3])),
        ([part(50, 50, 100), part(100, population=1), part(40, population=1)], ("70.00", "population", 2, 3, [], [1])),
        # Denominators of nought: nothing out of nothing adds nothing, something out of nothing is no share.
        ([part(0, 0, 0), part(40, 4, 10)], ("40.00", "shares", 2, 2, [], [])),
        ([part(0, 3, 0), part(40, 4, 10)], ("40.00", "shares", 1, 2, [], [1])),
        ([part(0, 0, 0)], None),
        ([part(30, 1, -3)], None),
        # No value, no weight, no district.
        ([part(None, population=1000), part(None)], None),
        ([part(80), part(90)], None),
        ([part(80, population=0, households=0)], None),
        ([], None),
        # Nought is a value; it is not "no data yet".
        ([part(0, population=1), part(None, population=1)], ("0.00", "population", 1, 2, [2], [])),
        ([part("0.005", population=1)], ("0.01", "population", 1, 1, [], [])),
    ],
)
def test_percentages(parts, expected):
    assert told(*parts) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([part(12, population=1), part(30, 1, 2), part(None)], ("42.00", "sum", 2, 3, [3], [])),
        ([part(0)], ("0.00", "sum", 1, 1, [], [])),
        ([part(None), part(None)], None),
    ],
)
@pytest.mark.parametrize("unit", [Unit.HOUSEHOLDS, Unit.VILLAGES, Unit.RUPIAH, Unit.PIECES])
def test_what_is_counted_is_added_up(parts, expected, unit):
    assert told(*parts, unit=unit) == expected


def test_the_urban_part_of_a_region_is_not_weighted_by_all_its_people():
    assert told(part(50, households=10, population=40), part(100, households=30, population=90), whole_region=False) is None
    assert told(part(50, 1, 2, households=10), part(100, 6, 6, households=30), whole_region=False) == ("87.50", "shares", 2, 2, [], [])
    assert told(part(12), part(3), unit=Unit.PIECES, whole_region=False) == ("15.00", "sum", 2, 2, [], [])


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("id", "persentase dibobot dengan penduduk terdaftar, 1 dari 2 kabupaten/kota"), ("en", "percentages weighted by registered population, from 1 of 2 regencies and cities")],
)
def test_it_says_how_and_of_how_many(language, sentence):
    with translation.override(language):
        assert roll_up(Unit.PERCENT, numbered(part(80, population=5), part(None))).how == sentence


SIZE = some.none() | some.integers(0, 10_000)
AMOUNT = some.none() | some.decimals(0, 5_000, places=2)
VALUE = some.none() | some.decimals(-5, 120, places=2)
PARTS = some.lists(some.builds(part, VALUE, AMOUNT, AMOUNT, households=SIZE, population=SIZE), max_size=8)


def plain(unit, parts, whole_region):
    """The same, told a second time without the portal's code: (exact value, way, pk of those in it)."""
    lists = {"shares": [], "households": [], "population": []}
    for one in parts:
        if one.value is None:
            continue
        if one.numerator is not None and one.denominator is not None and (one.denominator > 0 or one.numerator == one.denominator == 0):
            lists["shares"].append((one.region.pk, 100 * Fraction(one.numerator), Fraction(one.denominator)))
        for name in ("households", "population") if whole_region else ():
            if (size := getattr(one.region, name)) is not None and size > 0:
                lists[name].append((one.region.pk, Fraction(one.value) * size, Fraction(size)))
    if unit != "%":
        known = [one for one in parts if one.value is not None]
        return (sum(Fraction(one.value) for one in known), "sum", {one.region.pk for one in known}) if known else None
    most = max(len(rows) for rows in lists.values())
    way = next(name for name, rows in lists.items() if len(rows) == most)
    weight = sum(row[2] for row in lists[way])
    return (sum(row[1] for row in lists[way]) / weight, way, {row[0] for row in lists[way]}) if weight else None


@given(some.sampled_from(["%", "KK"]), PARTS, some.booleans())
def test_as_plain_arithmetic_has_it(unit, parts, whole_region):
    parts = numbered(*parts)
    found, expected = roll_up(unit, parts, whole_region=whole_region), plain(unit, parts, whole_region)
    if expected is None:
        assert found is None
        return
    value, way, inside = expected
    outside = {one.pk for one in (*found.missing, *found.left_out)}
    assert (found.value, found.way, {one.region.pk for one in parts} - outside) == (value, Way(way), inside)
    assert (found.counted, found.total) == (len(inside), len(parts))
    assert abs(found.value - Fraction(found.rounded)) <= Fraction(1, 200)


@given(some.lists(some.builds(part, VALUE, households=SIZE, population=SIZE), max_size=8))
def test_it_lies_between_the_lowest_and_the_highest_it_weighs(parts):
    parts = numbered(part(50, households=1, population=1), *parts)
    values = [Fraction(one.value) for one in parts if one.value is not None]
    assert min(values) <= roll_up("%", parts).value <= max(values)
