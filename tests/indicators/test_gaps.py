"""Gaps in words, and which target a value is compared with."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from ssk_portal.common.numbers import NO_BREAK, quantity
from ssk_portal.indicators.gaps import gap, nearest_target
from ssk_portal.indicators.models import Indicator
from tests.words import plain


def told(value, target, *, direction="higher", unit="%", language="id"):
    with translation.override(language):
        return str(gap(Decimal(value), Decimal(target), Indicator(direction=direction, unit=unit)))


@pytest.mark.parametrize(
    ("value", "target", "words"),
    [("43.35", "39.47", "lebih 3,88 poin"), ("77.09", "88.68", "kurang 11,59 poin"), ("90", "90.0", "sesuai target"), ("0.1", "0.3", "kurang 0,2 poin")],
)
def test_higher_is_better(value, target, words):
    assert plain(told(value, target)) == words


@pytest.mark.parametrize(
    ("value", "target", "words"),
    [("2.53", "2", "kurang 0,53 poin (masih di atas target)"), ("1.5", "2", "lebih baik 0,5 poin (di bawah target)"), ("0", "0", "sesuai target")],
)
def test_lower_is_better(value, target, words):
    assert plain(told(value, target, direction="lower")) == words


def test_other_units_and_the_other_language():
    assert plain(told("1200", "1500", unit="KK")) == "kurang 300 KK"
    assert plain(told("77.09", "88.68", language="en")) == "short by 11.59 points"


def test_no_line_ends_between_a_number_and_its_unit():
    assert told("77.09", "88.68") == f"kurang 11,59{NO_BREAK}poin"
    assert told("1200", "1500", unit="KK") == f"kurang 300{NO_BREAK}KK"
    with translation.override("id"):
        assert [quantity(12_500, unit) for unit in ("%", "Rp")] == [f"12.500{NO_BREAK}%", f"Rp{NO_BREAK}12.500"]


def aim(year, level="country", order=10):
    return SimpleNamespace(year=year, layer=SimpleNamespace(level=level, order=order))


@pytest.mark.parametrize(
    ("targets", "chosen"),
    [
        ([aim(2021), aim(2022), aim(2024)], 1),
        ([aim(2021), aim(2024), aim(2029)], 1),
        ([aim(2019), aim(2020)], 1),
        ([aim(2022), aim(2022, "province", 40)], 1),
        ([aim(2022, "country", 20), aim(2022, "country", 10)], 1),
    ],
)
def test_the_target_that_a_value_is_compared_with(targets, chosen):
    assert nearest_target(targets, 2022, "province") is targets[chosen]


def test_without_a_target_nothing_is_compared():
    assert nearest_target([], 2022, "province") is None
