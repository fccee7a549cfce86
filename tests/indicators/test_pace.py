"""The pace so far, the pace needed, and the year in which today's pace would reach a target."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ssk_portal.indicators.models import Achievement, Indicator, Publisher, Target, TargetLayer
from ssk_portal.indicators.pace import FARTHEST, pace_to, trend_of
from ssk_portal.indicators.reading import line_of
from ssk_portal.regions.models import Region
from tests.words import plain


def series(*points, publisher=1, wording="", of=""):
    """Reference values of one publisher, oldest first; `of` is the series that it shares with others."""
    whose = named(publisher, of)
    return [Achievement(year=year, value=Decimal(value), publisher=whose, indicator_as_published=wording) for year, value in points]


def named(number, of=""):
    return Publisher(pk=number, name=f"Penerbit {number}", series=of)


def target(year, value):
    return Target(year=year, value=Decimal(value))


def told(points, aim, *, direction="higher", unit="%", language="id", this_year=2022):
    """The trend and the pace in words."""
    indicator = Indicator(direction=direction, unit=unit)
    with translation.override(language):
        trend = trend_of(indicator, points)
        return str(trend or ""), str(pace_to(aim, trend, this_year=this_year) or "")


@pytest.mark.parametrize(
    ("points", "aim", "options", "trend", "pace"),
    [
        (
            series((2019, "70"), (2021, "75"), (2022, "76")), target(2027, "90"), {},
            "2019–2022: naik rata-rata 2 poin per tahun",
            "Agar tercapai pada 2027: naik 2,8 poin per tahun, 1,4 kali laju selama ini. Dengan laju selama ini, target tercapai pada 2029.",
        ),
        (
            series((2020, "8"), (2022, "6")), target(2025, "0"), {"direction": "lower"},
            "2020–2022: turun rata-rata 1 poin per tahun",
            "Agar tercapai pada 2025: turun 2 poin per tahun, 2 kali laju selama ini. Dengan laju selama ini, target tercapai pada 2028.",
        ),
        (
            series((2020, "80"), (2022, "78")), target(2024, "90"), {},
            "2020–2022: turun rata-rata 1 poin per tahun",
            "Agar tercapai pada 2024: naik 6 poin per tahun. Laju selama ini tidak mengarah ke sana.",
        ),
        (
            series((2020, "80"), (2022, "80")), target(2024, "90"), {},
            "2020–2022: hampir tidak berubah",
            "Agar tercapai pada 2024: naik 5 poin per tahun. Laju selama ini tidak mengarah ke sana.",
        ),
        (
            series((2020, "70"), (2022, "72")), target(2022, "80"), {"this_year": 2022},
            "2020–2022: naik rata-rata 1 poin per tahun",
            "Tidak ada tahun yang tersisa sampai tahun target ini. Dengan laju selama ini, target tercapai pada 2030.",
        ),
        (
            series((2020, "70"), (2022, "72")), target(2021, "80"), {},
            "2020–2022: naik rata-rata 1 poin per tahun",
            "Tahun target ini sudah lewat. Dengan laju selama ini, target tercapai pada 2030.",
        ),
        (
            series((2020, "1000"), (2021, "1250")), target(2022, "2000"), {"unit": "KK", "language": "en"},
            "2020–2021: up by 250 KK a year on average",
            "To get there by 2022: up by 750 KK a year, 3 times the pace so far. At the pace so far it is reached in 2024.",
        ),
        (
            series((2020, "70"), (2022, "72")), target(2024, "80"), {"this_year": 2026},
            "2020–2022: naik rata-rata 1 poin per tahun",
            "Tahun target ini sudah lewat. Sejak 2022 seharusnya naik 4 poin per tahun, 4 kali laju selama ini. Dengan laju selama ini, target tercapai pada 2030.",
        ),
        (
            series((2020, "70"), (2022, "76")), target(2024, "80"), {"this_year": 2026},
            "2020–2022: naik rata-rata 3 poin per tahun",
            "Tahun target ini sudah lewat. Sejak 2022 seharusnya naik 2 poin per tahun, 0,67 kali laju selama ini. "
            "Dengan laju selama ini, target seharusnya tercapai pada 2024; nilai yang lebih baru belum ada.",
        ),
        (
            series((2020, "3"), (2022, "4")), target(2024, "0"), {"direction": "lower", "this_year": 2025},
            "2020–2022: naik rata-rata 0,5 poin per tahun",
            "Tahun target ini sudah lewat. Sejak 2022 seharusnya turun 2 poin per tahun. Laju selama ini tidak mengarah ke sana.",
        ),
        (
            series((2021, "70"), (2022, "70.01")), target(2023, "71.0101"), {},
            "2021–2022: naik rata-rata 0,01 poin per tahun",
            "Agar tercapai pada 2023: naik 1 poin per tahun, 100,01 kali laju selama ini. Dengan laju selama ini, target baru tercapai setelah lebih dari seratus tahun.",
        ),
        (
            # Just too slow is not told as once the pace so far, which would be enough.
            series((2020, "1000"), (2022, "2000")), target(2027, "4505"), {"unit": "KK"},
            "2020–2022: naik rata-rata 500 KK per tahun",
            "Agar tercapai pada 2027: naik 501 KK per tahun, 1,01 kali laju selama ini. Dengan laju selama ini, target tercapai pada 2028.",
        ),
        (
            series((2021, "70"), (2022, "80")), target(2024, "80.001"), {"language": "en"},
            "2021–2022: up by 10 points a year on average",
            "To get there by 2024: up by less than 0.01 points a year, less than 0.01 times the pace so far. At the pace so far it is reached in 2023.",
        ),
    ],
)  # fmt: skip
def test_in_words(points, aim, options, trend, pace):
    assert plain(told(points, aim, **options)) == (trend, pace)


@pytest.mark.parametrize(("value", "direction"), [("90", "higher"), ("95", "higher"), ("1", "lower")])
def test_a_target_that_is_reached_asks_for_no_pace(value, direction):
    assert told(series((2020, "50"), (2022, value)), target(2024, "90"), direction=direction)[1] == ""


@pytest.mark.parametrize(
    ("points", "aim", "this_year", "words"),
    [
        (series((2020, "70"), (2022, "76")), target(2025, "80"), 2022, "laju selama ini cukup: tercapai pada 2024"),
        (series((2020, "70"), (2022, "76")), target(2025, "85"), 2022, "laju selama ini cukup: tercapai pada 2025"),
        (series((2020, "70"), (2022, "76")), target(2025, "86"), 2022, "laju selama ini tidak cukup: baru tercapai pada 2026"),
        (series((2020, "76"), (2022, "76")), target(2025, "86"), 2022, "laju selama ini tidak cukup"),
        (series((2020, "70"), (2022, "76")), target(2025, "86"), 2026, ""),
        (series((2020, "70"), (2022, "76")), target(2022, "86"), 2022, ""),
    ],
)
def test_in_short_whether_it_is_enough(points, aim, this_year, words):
    with translation.override("id"):
        assert pace_to(aim, trend_of(Indicator(), points), this_year=this_year).in_short == words


@pytest.mark.parametrize(
    ("points", "direction", "way", "judged"),
    [
        (series((2020, "70"), (2022, "76")), "higher", 1, "membaik"),
        (series((2020, "76"), (2022, "70")), "higher", -1, "memburuk"),
        (series((2020, "6"), (2022, "4")), "lower", -1, "membaik"),
        (series((2020, "4"), (2022, "6")), "lower", 1, "memburuk"),
        (series((2020, "4"), (2022, "4.001")), "higher", 0, ""),
        (series((2020, "4"), (2022, "4")), "higher", 0, ""),
    ],
)
def test_which_way_it_goes_and_whether_that_is_good(points, direction, way, judged):
    trend = trend_of(Indicator(direction=direction), points)
    with translation.override("id"):
        assert (trend.way, str(trend.judged)) == (way, judged)


def test_nothing_is_said_of_years_that_cannot_be_compared():
    newest = series((2022, "76"), publisher=1)
    assert trend_of(Indicator(), []) is None
    assert trend_of(Indicator(), newest) is None
    assert trend_of(Indicator(), series((2019, "70"), publisher=2) + newest) is None
    assert trend_of(Indicator(), series((2019, "70"), wording="akses aman") + newest) is None
    mixed = series((2018, "60"), publisher=2) + series((2019, "70"), publisher=1) + newest
    assert trend_of(Indicator(), mixed).first.year == 2019


def test_publications_of_one_series_are_compared():
    points = series((2019, "70"), publisher=2, of="susenas") + series((2022, "76"), publisher=1, of="susenas")
    assert trend_of(Indicator(), points).first.year == 2019


@pytest.mark.parametrize(("breaks", "first"), [([], 2017), ([2019], 2019), ([2018, 2021], 2021), ([2022], None), ([2023], 2017)])
def test_a_new_definition_breaks_the_series(breaks, first):
    trend = trend_of(Indicator(), series((2017, "60"), (2019, "70"), (2021, "74"), (2022, "75")), breaks)
    assert (trend and trend.first.year) == first


@pytest.mark.parametrize(
    ("breaks", "year", "told"),
    [([], 2027, True), ([2020], 2027, True), ([2023], 2027, False), ([2027], 2027, False), ([2028], 2027, True), ([2022], 2021, False), ([2022], 2022, True)],
)
def test_no_pace_is_told_to_a_target_that_is_counted_otherwise(breaks, year, told):
    """A new definition began between the newest value and the target, whichever of them is the later."""
    trend = trend_of(Indicator(), series((2022, "74"), (2023, "75")) if breaks == [2022] and year == 2021 else series((2020, "60"), (2022, "75")))
    assert (pace_to(target(year, "90"), trend, this_year=2022, breaks=breaks) is not None) is told


@pytest.mark.parametrize(("zone", "told"), [("Asia/Jakarta", True), ("Asia/Makassar", False)])
def test_the_year_of_a_target_goes_by_where_the_region_is(zone, told, freezer_at):
    """At 23.30 in Jakarta on the last day of 2024 the next year has begun in Tabalong."""
    indicator = Indicator(direction="higher", unit="%")
    points, aim = series((2021, "70"), (2022, "72")), Target(indicator=indicator, layer=TargetLayer(pk=1), year=2024, value=Decimal("80"), in_force=True)
    for point in points:
        point.indicator, point.is_reference = indicator, True
    with freezer_at("2024-12-31T16:30:00+00:00"):
        line = line_of([*points, aim], (), region=Region(level="district", time_zone=zone))
    assert bool(line.aims[0].pace.in_short) == told


values = st.decimals(min_value=0, max_value=100, places=2)


@given(first=values, last=values, aim=values, span=st.integers(1, 30), ahead=st.integers(-5, 30), today=st.integers(-5, 40), lower=st.booleans())
def test_against_plain_arithmetic(first, last, aim, span, ahead, today, lower):
    indicator = Indicator(direction="lower" if lower else "higher", unit="%")
    trend = trend_of(indicator, series((2000, first), (2000 + span, last)))
    pace = pace_to(target(2000 + span + ahead, aim), trend, this_year=2000 + span + today)
    sign = -1 if lower else 1
    left, so_far = sign * (Fraction(aim) - Fraction(last)), sign * (Fraction(last) - Fraction(first)) / span
    assert (pace is None) == (left <= 0)
    if pace is None:
        return
    needed = left / ahead if ahead > 0 else None
    assert (pace.needed is None) == (needed is None)
    if needed is not None:
        assert abs(sign * Fraction(pace.needed) - needed) < Fraction(1, 10**20)
        assert pace.times is None if so_far <= 0 else abs(Fraction(pace.times) - needed / so_far) < Fraction(1, 10**6)
    years = next((year for year in range(1, FARTHEST + 1) if so_far * year >= left), None)
    assert pace.year_reached == (None if years is None else 2000 + span + years)
    assert pace.enough == (ahead > 0 and so_far * ahead >= left)
    with translation.override("en"):
        assert ("gone by" in pace.words) == (ahead < today)
        assert ("No year is left" in pace.words) == (today <= ahead <= 0)
        assert ("does not lead there" in pace.words) == (so_far <= 0)
        assert bool(pace.in_short) == (ahead > 0 and ahead >= today)


# A row of a series: year, value, publisher, wording.
rows = st.lists(st.tuples(st.integers(2000, 2030), values, st.integers(1, 2), st.sampled_from(["", "akses aman"])), min_size=1, max_size=8, unique_by=lambda row: row[0]).map(
    sorted
)


@given(rows=rows, breaks=st.lists(st.integers(1995, 2035), max_size=3))
def test_the_years_that_are_used_against_plain_looking(rows, breaks):
    """Missing years, publishers and wordings that change, definitions that break: only what is counted like the newest is used."""
    made = [Achievement(year=year, value=value, publisher=named(publisher), indicator_as_published=wording) for year, value, publisher, wording in rows]
    trend = trend_of(Indicator(direction="higher", unit="%"), made, breaks)
    newest = rows[-1]
    used = [row for row in rows if row[2:] == newest[2:] and not any(row[0] < new <= newest[0] for new in breaks)]
    if len(used) < 2:
        assert trend is None
        return
    years = used[-1][0] - used[0][0]
    assert (trend.first.year, trend.last.year) == (used[0][0], used[-1][0])
    assert abs(Fraction(trend.yearly) - (Fraction(used[-1][1]) - Fraction(used[0][1])) / years) < Fraction(1, 10**20)
