"""Checks that warn: what each finds and what it leaves alone, of percentages and of counts."""

import pytest

from ssk_portal.indicators.models import DefinitionChange, Indicator
from tests.indicators.checking import draft, publish, warned

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("value", "found"), [("0", []), ("100", []), ("-0.1", ["range"]), ("100.01", ["range"]), ("770", ["range"])])
def test_the_range(value, found, regions, reference):
    assert warned(draft(regions, value=value)) == found


@pytest.mark.parametrize(("value", "found"), [("70", []), ("77.09", []), ("77.1", ["whole"])])
def test_a_part_is_inside_its_whole(value, found, regions, reference):
    publish((2022, "77.09"))
    assert warned(draft(regions, "sanitasi-aman", value=value)) == found


def test_a_whole_is_not_smaller_than_its_part(regions, reference):
    publish((2022, "15"), indicator="akses sanitasi aman")
    row = draft(regions, value="12")
    assert warned(row) == ["whole"]
    assert "“Akses sanitasi aman”" in str(row.warnings[0])


@pytest.mark.parametrize(("value", "found"), [("5", []), ("5.4", []), ("6", ["ladder"]), ("4", ["ladder"])])
def test_the_rungs_of_a_ladder(value, found, regions, reference):
    rungs = {"akses sanitasi aman": "10", "akses sanitasi layak sendiri": "60", "akses sanitasi layak bersama": "10"}
    for name, figure in rungs.items():
        publish((2022, figure), indicator=name)
    row = draft(regions, "babs-terbuka", value=value)
    assert warned(row) == []  # one rung is not known: nothing is said
    publish((2022, "15"), indicator="sanitasi belum layak", direction="lower")
    assert warned(row) == found


@pytest.mark.parametrize(("value", "found"), [("78", []), ("80", []), ("80.1", ["jump"]), ("84", ["jump"]), ("60", ["jump"])])
def test_a_jump_beyond_what_was_before(value, found, regions, reference):
    publish((2019, "70"), (2020, "72"), (2021, "74"))
    assert warned(draft(regions, value=value)) == found


def test_a_jump_is_told_within_one_definition_only(regions, reference):
    publish((2018, "40"), (2019, "70"))
    row = draft(regions, year=2020, value="90")
    assert warned(row) == ["jump"]
    DefinitionChange.objects.create(indicator=row.indicator, year=2020, source="uji")
    assert warned(row) == []


@pytest.mark.parametrize(("value", "found"), [("0.87", ["unit"]), ("8700", ["range", "unit"]), ("87", []), ("0", ["jump"])])
def test_a_slip_of_the_unit(value, found, regions, reference):
    publish((2021, "86"))
    assert warned(draft(regions, value=value)) == found


@pytest.mark.parametrize(("value", "found"), [("120", []), ("119", ["falling"])])
def test_what_counts_up_does_not_fall(value, found, regions, reference):
    Indicator.objects.filter(code="sanitasi-layak").update(cumulative=True, unit="unit", highest=None)
    publish((2021, "120"), unit="unit")
    assert warned(draft(regions, value=value)) == found


@pytest.mark.parametrize(
    ("part", "whole", "found"),
    [("780", "1000", []), ("783", "1000", []), ("1001", "1000", ["fraction"]), ("500", "1000", ["fraction"]), ("0", "0", ["fraction"]), (None, "1000", [])],
)
def test_numerator_and_denominator(part, whole, found, regions, reference):
    assert warned(draft(regions, numerator=part, denominator=whole)) == found


@pytest.mark.parametrize(("value", "found"), [("78", ["target"]), ("78.1", []), ("100", [])])
def test_the_target_typed_for_the_result(value, found, regions, reference):
    publish((2022, "78"), kind="target", framework="RPJMD Kab. Tabalong")
    publish((2022, "100"), kind="target", framework="SSK Tabalong")
    assert warned(draft(regions, value=value)) == found


@pytest.mark.parametrize(("value", "found"), [("0.87", ["unit"]), ("0", []), ("1", []), ("87", [])])
def test_a_share_of_one_where_nothing_was_known_before(value, found, regions, reference):
    assert warned(draft(regions, value=value)) == found


def test_little_of_what_should_be_little_is_no_slip(regions, reference):
    assert warned(draft(regions, "babs-terbuka", value="0.5")) == []


@pytest.mark.parametrize(("value", "found"), [("12500", []), ("12.5", ["unit", "falling"]), ("19000", ["jump"]), ("18000", [])])
def test_a_count_that_was_typed_in_thousands_or_jumps(value, found, regions, households):
    publish((2021, "12000"), unit="KK")
    assert warned(draft(regions, value=value)) == found


@pytest.mark.parametrize(("value", "found"), [("-1", ["range"]), ("0", [])])
def test_a_count_is_not_less_than_zero(value, found, regions, households):
    assert warned(draft(regions, value=value)) == found


@pytest.mark.parametrize(("value", "found"), [("12000", []), ("12001", ["falling"])])
def test_what_counts_up_is_not_more_than_a_year_later(value, found, regions, households):
    publish((2023, "12000"), unit="KK")
    assert warned(draft(regions, value=value)) == found


@pytest.mark.parametrize(("part", "whole", "found"), [("9", "10", []), ("11", "10", ["fraction"]), ("-1", "10", ["fraction"]), ("0", "0", [])])
def test_the_two_numbers_of_a_count(part, whole, found, regions, households):
    assert warned(draft(regions, numerator=part, denominator=whole)) == found


@pytest.mark.parametrize(("value", "found"), [("77.09", []), ("77.1", []), ("77", []), ("77.12", ["fraction"]), ("77.5", ["fraction"])])
def test_a_value_may_be_rounded_to_its_last_place_no_further(value, found, regions, reference):
    assert warned(draft(regions, value=value, numerator="7709", denominator="10000")) == found
