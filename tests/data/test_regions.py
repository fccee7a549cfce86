"""The regions as loaded: every one in its place, found by every name that publications use."""

from collections import Counter

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import F

from ssk_portal.regions import published
from ssk_portal.regions.models import Alias, Kind, Level, Region
from ssk_portal.regions.names import RegionNames
from tests.data.conftest import Told

pytestmark = pytest.mark.django_db
FIXTURES = settings.BASE_DIR / "fixtures"


@pytest.fixture
def names(loaded):
    return RegionNames()


def test_as_many_as_the_ministry_lists(loaded):
    above_villages = Region.objects.exclude(level="village")  # villages are loaded by a command of their own
    assert Counter(above_villages.values_list("level", flat=True)) == {"country": 1, "province": 38, "district": 514, "subdistrict": 7285}
    assert Counter(Region.objects.districts().values_list("kind", flat=True)) == {"kabupaten": 416, "kota": 98}
    assert loaded["load_regions"].err == ""


def test_a_region_knows_its_place(loaded):
    tabalong = Region.objects.select_related("parent", "province").get(code="63.09")
    assert (tabalong.name, tabalong.kind, tabalong.full_name) == ("Tabalong", "kabupaten", "Kabupaten Tabalong")
    assert (tabalong.parent.code, tabalong.province.code, tabalong.time_zone) == ("63", "63", "Asia/Makassar")
    assert (tabalong.capital, tabalong.population > 200_000, tabalong.latitude is not None) == ("Tanjung", True, True)
    assert set(Region.objects.filter(parent=tabalong).values_list("level", "province__code", "time_zone")) == {("subdistrict", "63", "Asia/Makassar")}


def test_a_province_is_part_of_itself(loaded):
    assert not Region.objects.provinces().exclude(province=F("pk")).exists()
    assert set(Region.objects.provinces().values_list("parent__code", flat=True)) == {"ID"}


def test_the_country_counts_the_people_of_its_provinces(loaded):
    assert Region.objects.get(code="ID").population == sum(Region.objects.provinces().values_list("population", flat=True))


def test_time_zones_by_hours(loaded):
    zones = Counter(Region.objects.filter(level__in=["province", "district"]).values_list("time_zone", flat=True))
    assert zones == {"Asia/Jakarta": 319, "Asia/Makassar": 162, "Asia/Jayapura": 71}


def test_solok_is_two_places(names):
    assert (names.find("kabupaten", "Solok").code, names.find("kota", "Solok").code) == ("13.02", "13.72")
    assert (names.find_any("Kabupaten Solok").code, names.find_any("Kota Solok").code, names.find_any("Solok")) == ("13.02", "13.72", None)


def test_gorontalo_is_three_places(names):
    assert [names.find(kind, "Gorontalo").code for kind in ("provinsi", "kabupaten", "kota")] == ["75", "75.01", "75.71"]
    assert names.find_any("Gorontalo") is None


def test_kotabaru_is_not_banjarbaru(names):
    assert (names.find("kabupaten", "Kotabaru").code, names.find("kota", "Banjarbaru").code) == ("63.02", "63.72")
    assert (names.find("kabupaten", "Kota Baru").code, names.find("kota", "Banjar Baru").code) == ("63.02", "63.72")
    assert names.find("kota", "Kotabaru") is None


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        ("kabupaten", "Tojo Una-Una", "72.09"),
        ("kota", "Jakarta Selatan", "31.74"),
        ("kota", "Kota Administrasi Jakarta Selatan", "31.74"),
        ("provinsi", "Prov. Kep. Riau", "21"),
        ("kabupaten", "Kab. Toba Samosir", "12.12"),
        ("kabupaten", "Kabupaten  PANGKAJENE Dan Kepulauan", "73.10"),
        ("kabupaten", "Pangkajene & Kepulauan", "73.10"),
        ("kota", "Kota Adm. Jakarta Selatan", "31.74"),
        ("provinsi", "Daerah Khusus Jakarta", "31"),
        ("kabupaten", "Kab. Peg. Bintang", "95.02"),
        ("kota", "Kotamadya Bandung", "32.73"),
        ("kota", "Kodya Solok", "13.72"),
    ],
)
def test_spellings(names, kind, written, code):
    assert names.find(kind, written).code == code


def test_a_name_mistyped_or_in_part_is_asked_about_and_never_found(names):
    asked = [("kabupaten", "Tabalon", "63.09"), ("kota", "Padang Sidempuan", "12.77"), ("kabupaten", "Kab. Morotai", "82.07"), ("kabupaten", "Yapen", "91.05")]
    assert [(names.find(kind, name), names.near(kind, name).code) for kind, name, _code in asked] == [(None, code) for _kind, _name, code in asked]
    assert [names.near("kabupaten", name) for name in ("Atlantis", "", "HST", "x" * 1000)] == [None] * 4


def test_every_older_name_leads_to_its_region(names):
    listed = list(published.rows(FIXTURES / "region_aliases.csv"))
    assert {(row["kind"], row["name_as_published"]): names.find(row["kind"], row["name_as_published"]).code for row in listed} == {
        (row["kind"], row["name_as_published"]): row["code"] for row in listed
    }
    assert Alias.objects.count() == len(listed) == 9


def test_every_published_figure_finds_its_region_by_name_alone(names):
    listed = [row for row in published.rows(FIXTURES / "indicators.csv") if row["region_code"] != "ID"]
    wrong = {row["region"] for row in listed if (found := names.find(row["region_type"], row["region"])) is None or found.code != row["region_code"]}
    assert wrong == set()


def test_the_portal_itself_stands_in_the_history(loaded):
    history = Region._meta.get_field("events").related_model
    assert set(history.objects.values_list("pgh_label", "pgh_context__name")) == {("insert", "Sistem")}


def test_a_region_that_was_changed_is_brought_back_to_the_file(loaded):
    Region.objects.filter(code="63.09").update(population=1)
    assert "regions: 0 made, 1 changed, 552 unchanged" in Told("load_regions").out
    assert Region.objects.get(code="63.09").population > 1


def test_villages_of_one_province_with_their_kinds(loaded):
    assert Told("load_villages", province="63").out == "1/1 Kalimantan Selatan: 2,016 made, 0 changed, 0 unchanged\n"
    villages = Region.objects.filter(level=Level.VILLAGE)
    assert {kind: villages.filter(kind=kind).count() for kind in (Kind.URBAN, Kind.RURAL)} == {Kind.URBAN: 144, Kind.RURAL: 1872}
    assert Told("load_villages", province="63").out == "1/1 Kalimantan Selatan: 0 made, 0 changed, 2,016 unchanged\n"
    assert not villages.exclude(parent__level=Level.SUBDISTRICT, province__code="63", time_zone="Asia/Makassar").exists()


@pytest.mark.parametrize("code", ["99", ""])
def test_a_province_that_is_not_there_is_named(loaded, code):
    with pytest.raises(CommandError, match=f"There is no province {code!r} in the portal"):
        call_command("load_villages", province=code)


def test_a_row_without_a_parent_is_listed_with_those_below_it(loaded):
    place = {"level": Level.SUBDISTRICT, "kind": Kind.SUBDISTRICT, "parent": "63.99", "province": "63", "name": "Baru"}
    below = {"level": Level.VILLAGE, "kind": Kind.RURAL, "parent": "63.99.01", "province": "63", "name": "Desa Baru"}
    outcome = published.take_up({"63.99.01": place, "63.99.01.2001": below})
    assert (outcome.made, outcome.unplaced) == (0, ["63.99.01 Baru: the region 63.99 is not known", "63.99.01.2001 Desa Baru: the region 63.99.01 is not known"])


def test_an_older_name_of_an_unknown_region_is_listed(loaded):
    outcome = published.take_up_aliases([{"kind": "kota", "name_as_published": "Atlantis", "code": "99.71"}])
    assert (outcome.made, outcome.unplaced) == (0, ["kota Atlantis: there is no region 99.71"])
