"""The charts of one indicator: what is joined by a line, what is a dot of its own, target and break."""

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ssk_portal.indicators.charts import alike, series_chart
from ssk_portal.indicators.models import Achievement, Indicator, Publisher, Target, TargetLayer
from ssk_portal.indicators.reading import line_of
from ssk_portal.regions.models import Region
from tests.words import plain

DISTRICT = Region(level="district", time_zone="Asia/Makassar")
INDICATOR = Indicator(pk=7, name_id="Akses layak", name_en="Improved access", unit="%", direction="higher")


def value(year, value, *, publisher=1, wording=""):
    return Achievement(
        indicator=INDICATOR,
        year=year,
        value=Decimal(value),
        publisher=Publisher(pk=publisher, name=f"Penerbit {publisher}"),
        indicator_as_published=wording,
        is_reference=True,
        state="published",
    )


def aim(year, value):
    return Target(indicator=INDICATOR, year=year, value=Decimal(value), layer=TargetLayer(pk=1, order=1, level="district"), in_force=True, state="published")


def drawn(*figures, breaks=()):
    with translation.override("id"):
        return ET.fromstring(line_of(figures, breaks, region=DISTRICT).chart)  # noqa: S314 - drawn by ourselves a moment ago


def of_class(svg, name):
    return [part for part in svg.iter() if part.get("class") == name]


def test_values_that_are_counted_alike_are_joined():
    svg = drawn(value(2019, 70), value(2020, 72), value(2021, 60, publisher=2), value(2022, 75), value(2023, 65, publisher=2))
    assert [path.get("d").count("L") for path in of_class(svg, "line")] == [2, 1]
    assert len(of_class(svg, "dot")) == 5


def test_a_new_definition_parts_the_line():
    svg = drawn(value(2017, 60), value(2018, 62), value(2020, 80), value(2022, 82), breaks=[2019])
    assert [path.get("d").count("L") for path in of_class(svg, "line")] == [1, 1]
    assert len(of_class(svg, "break")) == 1


@pytest.mark.parametrize("breaks", [[2017], [2023], []])
def test_a_definition_before_or_after_parts_nothing(breaks):
    svg = drawn(value(2017, 60), value(2022, 82), breaks=breaks)
    assert (len(of_class(svg, "line")), len(of_class(svg, "break"))) == (1, 0)


def test_the_target_is_a_line_and_all_of_it_is_said_in_words():
    svg = drawn(value(2019, "70.5"), value(2020, 72), aim(2021, 90))
    assert len(of_class(svg, "target")) == 1
    words = {part.tag: part.text for part in svg if part.tag in ("title", "desc")}
    assert plain(words) == {"title": "Akses layak", "desc": "Nilai: 70,5 % (2019), 72 % (2020). Target 2021: 90 %."}


@pytest.mark.parametrize("figures", [[value(2020, 70)], [aim(2021, 90)], [value(2020, 70), aim(2021, 90)]])
def test_one_value_is_no_chart(figures):
    line = line_of(figures, [], region=DISTRICT)
    assert (line.chart, series_chart(line, [], [], "Akses layak")) == ("", "")


@pytest.mark.parametrize(
    ("figures", "drawn"),
    [([value(2020, 70)], None), ([aim(2021, 90)], None), ([value(2019, 60), value(2020, 70), aim(2021, 90)], None), ([value(2020, 70), aim(2021, 90)], ("70.0", "M90.0 0V14"))],
)
def test_one_value_is_a_bar_against_its_target(figures, drawn):
    bar = line_of(figures, [], region=DISTRICT).bar
    svg = ET.fromstring(bar) if bar else None  # noqa: S314 - drawn by ourselves a moment ago
    assert (svg and (svg.find("rect").get("width"), svg.find("path").get("d"))) == drawn


def test_two_sources_of_two_years_are_a_chart():
    line = line_of([value(2020, 70)], [], region=DISTRICT)
    with translation.override("id"):
        assert "<svg" in series_chart(line, [value(2021, 75)], [], "Akses layak")


def test_many_digits_have_room_at_the_axis():
    rows = [value(2020, 1_250_000_000_000), value(2021, 2_056_000_000_000)]
    with translation.override("id"):
        svg = ET.fromstring(series_chart(line_of(rows, [], region=DISTRICT), [], [], "Anggaran"))  # noqa: S314 - drawn by ourselves a moment ago
    label = max((part for part in svg.iter("text") if part.get("text-anchor") == "end"), key=lambda part: len(part.text))
    assert label.text == "1.000.000.000.000"
    assert int(label.get("x")) >= 7 * len(label.text)


def test_a_few_years_are_drawn_small_enough_for_a_phone():
    few, many = (series_chart(line_of([value(first, 70), value(2024, 75)], (), region=DISTRICT), [], [], "x") for first in (2019, 2018))
    assert (few.split('"')[1], many.split('"')[1]) == ("0 0 340 220", "0 0 640 300")


points = st.lists(st.tuples(st.integers(2000, 2030), st.integers(0, 100), st.integers(1, 3)), min_size=1, max_size=9, unique_by=lambda row: row[0])


@given(points=points, breaks=st.lists(st.integers(2000, 2030), max_size=2))
def test_no_line_joins_what_is_not_counted_alike(points, breaks):
    rows = [value(year, number, publisher=publisher) for year, number, publisher in sorted(points)]
    groups = alike(rows, sorted(breaks))
    assert sorted(row.year for group in groups for row in group) == [row.year for row in rows]
    for group in groups:
        assert len({row.publisher_id for row in group}) == 1
        assert [row.year for row in group] == sorted(row.year for row in group)
        assert not any(group[0].year < year <= group[-1].year for year in breaks)
