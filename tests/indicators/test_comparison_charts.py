"""The pictures of a comparison: classes that hold every value, bars in their places, one measure for all rows."""

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ssk_portal.indicators.comparison.charts import bins_of, ranks_chart, row_axis, row_bar, spread_chart
from ssk_portal.indicators.comparison.places import Aimed, Place, SettledValue, rank
from ssk_portal.indicators.models import Indicator, Target
from ssk_portal.regions.models import Region

VALUES = some.lists(some.decimals(-1_000_000, 10**12, places=2), min_size=1, max_size=80)


def places(*values, target=None, unit="%"):
    """Regions with these values, in their ranks."""
    indicator = Indicator(name_id="Akses", name_en="Access", unit=unit, direction="higher")
    found = []
    for number, value in enumerate(values):
        known = SettledValue(number, number, 2022, Decimal(value), True, False, None, None, "BPS", "", "", "")
        found.append(Place(Region(pk=number, code=f"{number:02}"), indicator, known, target and Aimed(1, Decimal(target), 2022, "RPJMD")))
    rank(found)
    return sorted(found, key=lambda place: place.rank)


def drawn(svg, tag, name):
    return [part for part in ET.fromstring(svg).iter(tag) if part.get("class") == name]  # noqa: S314 - drawn by ourselves a moment ago


@given(VALUES)
def test_the_classes_hold_every_value_once(values):
    bins = bins_of(values)
    assert sum(one.count for one in bins) == len(values)
    assert len(bins) <= 22
    assert bins[0].low <= min(values)
    assert bins[-1].high >= max(values)
    assert len({one.high - one.low for one in bins}) == 1


def test_the_classes_in_words():
    assert [(one.words, one.count) for one in bins_of([Decimal("80")])] == [("80 sampai 80", 1)]
    assert [(one.words, one.count) for one in bins_of([Decimal(value) for value in ("0", "20", "40", "99", "100")])] == [
        ("0 sampai kurang dari 20", 1), ("20 sampai kurang dari 40", 1), ("40 sampai kurang dari 60", 1), ("60 sampai kurang dari 80", 0), ("80 sampai 100", 2),
    ]  # fmt: skip


@given(VALUES, some.none() | some.integers(-100, 100))
def test_the_pictures_can_be_read_whatever_the_values(values, target):
    standing, line = places(*values, target="90"), target if target is None else Target(value=Decimal(target))
    for svg in (ranks_chart(standing, line), spread_chart(standing, bins_of(values), line)):
        assert len(list(ET.fromstring(svg))) > 2  # noqa: S314 - drawn by ourselves a moment ago
        assert len(drawn(svg, "path", "target")) == (line is not None)


@pytest.mark.parametrize(("count", "rects", "shapes"), [(3, 3, 0), (60, 60, 0), (61, 0, 1), (514, 0, 1)])
def test_many_bars_become_one_shape(count, rects, shapes):
    svg = ranks_chart(places(*range(count)), None)
    assert (len(drawn(svg, "rect", "bar")), len(drawn(svg, "path", "bar"))) == (rects, shapes)


def test_the_bars_of_all_rows_have_one_measure():
    standing = places("80", "40", target="100")
    axis = row_axis(standing, None)
    bars = [drawn(row_bar(place, axis), "rect", "bar")[0] for place in standing]
    marks = [drawn(row_bar(place, axis), "path", "target")[0].get("d") for place in standing]
    assert ([bar.get("width") for bar in bars], marks) == (["80.0", "40.0"], ["M100.0 0V14"] * 2)
    assert row_bar(Place(Region(), standing[0].indicator), axis) == ""
