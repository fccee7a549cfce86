"""Charts against plain arithmetic: where ticks and points lie, what is drawn of nothing, of one value, of huge and negative ones."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import pairwise

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from ssk_portal.common.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Axis, Chart, round_ticks

FINITE = some.decimals(min_value=Decimal("-1e15"), max_value=Decimal("1e15"), places=3)
DEEP = HEIGHT - TOP - BOTTOM
WIDE = WIDTH - LEFT - RIGHT


def drawn(*values, low=0, high=10, whole=False, **words) -> Chart:
    words = {"title": "Judul", "desc": "Uraian"} | words
    return Chart(name="uji", x=Axis(low, high, []), y=Axis.of(values, whole=whole), **words)


def read(chart: Chart):
    return ET.fromstring(chart.svg())  # noqa: S314 - drawn by ourselves a moment ago


def parts(chart: Chart, tag: str, name: str = ""):
    """The elements of that tag and class, as an XML reader finds them."""
    found = read(chart).iter(tag)
    return [element for element in found if not name or element.get("class") == name]


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], ["0", "1"]),
        ([0, 0], ["0", "1"]),
        ([5], ["0", "1", "2", "3", "4", "5"]),
        ([7], ["0", "2", "4", "6", "8"]),
        ([514], ["0", "200", "400", "600"]),
        ([-3, 4], ["-4", "-2", "0", "2", "4"]),
        ([-12], ["-15", "-10", "-5", "0"]),
        ([0.37], ["0", "0.1", "0.2", "0.3", "0.4"]),
        ([2_056_000_000_000], ["0", "500000000000", "1000000000000", "1500000000000", "2000000000000", "2500000000000"]),
    ],
)
def test_ticks_are_round_and_enclose(values, ticks):
    assert round_ticks(values) == [Decimal(tick) for tick in ticks]


@pytest.mark.parametrize(("values", "ticks"), [([1], [0, 1]), ([2], [0, 1, 2]), ([3], [0, 1, 2, 3]), ([0.4], [0, 1])])
def test_what_is_counted_has_whole_ticks(values, ticks):
    assert round_ticks(values, whole=True) == ticks


@given(some.lists(FINITE, max_size=6))
def test_ticks_of_anything(values):
    ticks = round_ticks(values)
    assert 2 <= len(ticks) <= 7
    assert len({later - earlier for earlier, later in pairwise(ticks)}) == 1
    assert ticks[0] <= min([*values, 0])
    assert ticks[-1] >= max([*values, 0])
    assert 0 in ticks


@given(FINITE, FINITE, FINITE)
def test_a_place_is_the_share_of_the_way(low, high, value):
    low, high = sorted((low, high))
    place = Axis(low, high, []).at(value)
    if low == high:
        assert place == Decimal("0.5")
    elif low <= value <= high:
        assert abs(place * (high - low) + low - value) <= Decimal("1e-9")
    else:
        assert place == (0 if value < low else 1)


def test_a_line_goes_from_point_to_point():
    chart = drawn(0, 10).line([(0, 0), (5, 10), (10, 4)])
    [path] = parts(chart, "path", "line")
    foot = HEIGHT - BOTTOM
    assert path.get("d") == f"M{LEFT} {foot} L{LEFT + WIDE // 2} {TOP} L{LEFT + WIDE} {foot - DEEP * 4 / 10:g}"


def test_a_count_keeps_its_value_until_the_next_point():
    [path] = parts(drawn(0, 10).steps([(0, 0), (5, 10), (10, 10)]), "path", "line")
    corners = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)", path.get("d"))]
    middle = LEFT + WIDE / 2
    assert corners == [(LEFT, 260), (middle, 260), (middle, TOP), (LEFT + WIDE, TOP), (LEFT + WIDE, TOP)]


@pytest.mark.parametrize("draw", ["line", "steps"])
def test_one_point_is_a_dot_and_none_is_nothing(draw):
    single, nothing = (getattr(drawn(4), draw)(points) for points in ([(5, 4)], []))
    [dot] = parts(single, "circle")
    assert (dot.get("cx"), dot.get("cy")) == (f"{LEFT + WIDE / 2:g}", str(TOP))
    assert parts(single, "path", "line") == parts(nothing, "path", "line") == parts(nothing, "circle") == []


def test_bars_stand_on_nought_in_both_directions():
    up, down = parts(drawn(-10, 10).bars([(2, 10), (8, -10)], share=0.5, of=2), "rect", "bar")
    middle = TOP + DEEP / 2
    assert [float(up.get(key)) for key in ("x", "y", "width", "height")] == [pytest.approx(LEFT + WIDE * 0.15, abs=0.1), TOP, WIDE * 0.1, DEEP / 2]
    assert [float(down.get(key)) for key in ("y", "height")] == [middle, DEEP / 2]


def test_a_target_crosses_the_whole_chart():
    [path] = parts(drawn(0, 100).target(50), "path", "target")
    assert path.get("d") == f"M{LEFT} {TOP + DEEP // 2}H{WIDTH - RIGHT}"


def test_a_spread_reaches_from_the_low_to_the_high_value():
    [path] = parts(drawn(0, 100).spread(5, 20, 80), "path", "spread")
    x = LEFT + WIDE // 2
    assert path.get("d") == f"M{x - 5} 211.2H{x + 5}M{x} 211.2V64.8M{x - 5} 64.8H{x + 5}"


def test_what_lies_outside_is_drawn_at_the_edge():
    [dot] = parts(drawn(10).line([(99, -5)]), "circle")
    assert (dot.get("cx"), dot.get("cy")) == (str(WIDTH - RIGHT), str(HEIGHT - BOTTOM))


@given(some.lists(some.tuples(some.integers(0, 10), FINITE), max_size=5))
def test_any_numbers_make_a_picture_inside_its_frame(points):
    points = sorted(points)
    values = [y for _x, y in points]
    chart = drawn(*values).line(points).steps(points).bars(points).target(values[0] if values else 0)
    places = [float(text) for element in read(chart).iter() for text in re.findall(r"-?\d+\.?\d*", element.get("d") or "")]
    assert all(0 <= place <= WIDTH for place in places)


@pytest.mark.parametrize(("language", "labels"), [("id", ["0", "2.000", "4.000", "6.000"]), ("en", ["0", "2,000", "4,000", "6,000"])])
def test_numbers_are_written_as_the_reader_writes_them(language, labels):
    with override(language):
        assert [text.text for text in parts(drawn(5_140), "text")] == labels


def test_halves_have_the_readers_decimal_sign():
    with override("id"):
        assert [text.text for text in parts(drawn(0.4), "text")] == ["0", "0,1", "0,2", "0,3", "0,4"]


def test_words_are_escaped_and_read_out():
    chart = drawn(1, title="<b>&", desc='"<script>').say(5, 1, "<i>Tojo & Una</i>")
    root = read(chart)
    assert (root.find("title").text, root.find("desc").text) == ("<b>&", '"<script>')
    assert root.get("aria-labelledby").split() == [root.find("title").get("id"), root.find("desc").get("id")]
    assert "<i>Tojo & Una</i>" in [text.text for text in root.iter("text")]
    assert "<script>" not in chart.svg()


def test_nothing_is_styled_inline():
    svg = drawn(-5, 5).line([(0, 1), (1, 2)]).bars([(1, 1)]).spread(1, 1, 2).target(1).say(1, 1, "a").svg()
    assert [word in svg for word in ("style", "onload", "<script", "href")] == [False] * 4
