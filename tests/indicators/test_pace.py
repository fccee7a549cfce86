"""The pace so far, the pace needed, and the year in which today's pace would reach a target."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ssk_portal.indicators.models import Achievement, Indicator, Target
from ssk_portal.indicators.pace import FARTHEST, pace_to, trend_of


def series(*points, publisher=1, wording=""):
    """Reference values of one publisher, oldest first."""
    return [Achievement(year=year, value=Decimal(value), publisher_id=publisher, indicator_as_published=wording) for year, value in points]


def target(year, value):
    return Target(year=year, value=Decimal(value))


def told(points, aim, *, direction="higher", unit="%", language="id"):
    """The trend and the pace in words."""
    indicator = Indicator(direction=direction, unit=unit)
    with translation.override(language):
        trend = trend_of(indicator, points)
        return str(trend or ""), str(pace_to(aim, trend) or "")


@pytest.mark.parametrize(
    ("points", "aim", "options", "trend", "pace"),
    [
        (
            series((2019, "70"), (2021, "75"), (2022, "76")), target(2027, "90"), {},
            "2019–2022: naik rata-rata 2 poin per tahun",
            "Agar tercapai pada 2027: naik 2,8 poin per tahun, 1,4 kali laju selama ini. Dengan laju selama ini tercapai pada 2029.",
        ),
        (
            series((2020, "8"), (2022, "6")), target(2025, "0"), {"direction": "lower"},
            "2020–2022: turun rata-rata 1 poin per tahun",
            "Agar tercapai pada 2025: turun 2 poin per tahun, 2 kali laju selama ini. Dengan laju selama ini tercapai pada 2028.",
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
            series((2020, "70"), (2022, "72")), target(2021, "80"), {},
            "2020–2022: naik rata-rata 1 poin per tahun",
            "Tahun target ini sudah lewat. Dengan laju selama ini tercapai pada 2030.",
        ),
        (
            series((2020, "1000"), (2021, "1250")), target(2022, "2000"), {"unit": "KK", "language": "en"},
            "2020–2021: up by 250 KK a year on average",
            "To get there by 2022: up by 750 KK a year, 3 times the pace so far. At the pace so far it is reached in 2024.",
        ),
    ],
)  # fmt: skip
def test_in_words(points, aim, options, trend, pace):
    assert told(points, aim, **options) == (trend, pace)


@pytest.mark.parametrize(("value", "direction"), [("90", "higher"), ("95", "higher"), ("1", "lower")])
def test_a_target_that_is_reached_asks_for_no_pace(value, direction):
    assert told(series((2020, "50"), (2022, value)), target(2024, "90"), direction=direction)[1] == ""


def test_nothing_is_said_of_years_that_cannot_be_compared():
    newest = series((2022, "76"), publisher=1)
    assert trend_of(Indicator(), []) is None
    assert trend_of(Indicator(), newest) is None
    assert trend_of(Indicator(), series((2019, "70"), publisher=2) + newest) is None
    assert trend_of(Indicator(), series((2019, "70"), wording="akses aman") + newest) is None
    mixed = series((2018, "60"), publisher=2) + series((2019, "70"), publisher=1) + newest
    assert trend_of(Indicator(), mixed).first.year == 2019


@pytest.mark.parametrize(("breaks", "first"), [([], 2017), ([2019], 2019), ([2018, 2021], 2021), ([2022], None), ([2023], 2017)])
def test_a_new_definition_breaks_the_series(breaks, first):
    trend = trend_of(Indicator(), series((2017, "60"), (2019, "70"), (2021, "74"), (2022, "75")), breaks)
    assert (trend and trend.first.year) == first


values = st.decimals(min_value=0, max_value=100, places=2)


@given(first=values, last=values, aim=values, span=st.integers(1, 30), ahead=st.integers(-5, 30), lower=st.booleans())
def test_against_plain_arithmetic(first, last, aim, span, ahead, lower):
    indicator = Indicator(direction="lower" if lower else "higher", unit="%")
    trend = trend_of(indicator, series((2000, first), (2000 + span, last)))
    pace = pace_to(target(2000 + span + ahead, aim), trend)
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
    assert pace.words
