"""One region among those compared: its rank, its change between two years, the target that its value is held against."""

from decimal import Decimal

import pytest

from ssk_portal.indicators.comparison.places import Place, SettledValue, change_of, rank, targets_of
from ssk_portal.indicators.gaps import nearest_target
from ssk_portal.indicators.models import Indicator, Target
from ssk_portal.regions.models import Region
from tests.indicators import factories
from tests.indicators.test_comparison import fill
from tests.words import plain


def place(value, code="63.09", direction="higher"):
    known = value if value is None else SettledValue(1, 1, 2022, Decimal(value), True, False, None, None, "BPS", "", "", "")
    return Place(Region(code=code), Indicator(direction=direction), known)


@pytest.mark.parametrize(
    ("values", "direction", "ranks"),
    [
        (["80", "95", "80", "60", None], "higher", [2, 1, 2, 4, None]),
        (["80", "95", "80.0", "60", None], "lower", [2, 4, 2, 1, None]),
        ([None], "lower", [None]),
        (["0", "0"], "lower", [1, 1]),
    ],
)
def test_ranks_are_shared_and_know_what_is_better(values, direction, ranks):
    places = [place(value, direction=direction) for value in values]
    rank(places)
    assert [one.rank for one in places] == ranks


def known(year, value, publisher="BPS", wording="layak", series=""):
    return SettledValue(1, 1, year, Decimal(value), True, False, None, None, publisher, series, "", wording)


@pytest.mark.parametrize(
    ("one", "other", "direction", "breaks", "words", "improves"),
    [
        (known(2022, "80"), known(2019, "77.5"), "higher", [], "naik 2,5 poin", True),
        (known(2019, "77.5"), known(2022, "80"), "lower", [], "naik 2,5 poin", False),
        (known(2022, "3"), known(2020, "5"), "lower", [], "turun 2 poin", True),
        (known(2022, "80"), known(2019, "80"), "higher", [], "tetap", False),
        (known(2022, "80"), known(2018, "70"), "higher", [2019], "definisi berubah di antaranya", False),
        (known(2022, "80"), known(2021, "70", publisher="STBM"), "higher", [], "penerbit berbeda", False),
        (known(2022, "80", publisher="BPS (Inkesra)", series="susenas"), known(2021, "70", series="susenas"), "higher", [], "naik 10 poin", True),
        (known(2022, "80"), known(2021, "70", wording="dasar"), "higher", [], "nama indikator berbeda", False),
    ],
)
def test_the_change_between_two_years(one, other, direction, breaks, words, improves):
    change = change_of(Indicator(direction=direction, unit="%"), one, other, breaks)
    assert (plain(str(change)), change.improves) == (words, improves)
    assert change_of(Indicator(), one, None) is None


@pytest.mark.django_db
def test_the_target_of_a_value_is_found_by_the_one_rule(layak, regions):
    """The database and `gaps.nearest_target` choose alike, whatever years and layers there are."""
    fill()
    factories.publish(
        factories.row(year="2022", value="90", kind="target", framework="RPJMN 2020-2024"),
        factories.row(year="2023", value="91", kind="target", framework="RPJMN 2020-2024"),
        factories.row(year="2021", value="60", kind="target", framework="Renstra Dinas PUPR"),
    )
    targets = list(Target.objects.settled().filter(region=regions["63.09"], in_force=True, area="total").select_related("layer"))
    tabalong, years = regions["63.09"].pk, (2019, 2020, 2021, 2022, 2025)
    found = {year: targets_of(layak, {tabalong: year})[tabalong].pk for year in years}
    assert found == {year: nearest_target(targets, year, "district").pk for year in years}
    assert len(set(found.values())) > 2
