"""Regions side by side: ranks, target, two years, what is missing, the roll-up beside the published value, the files."""

import re

import pytest
from django.urls import reverse

from ssk_portal.regions.models import Region
from tests.counting import queries
from tests.indicators import factories
from tests.words import plain, text_of

pytestmark = pytest.mark.django_db

HST = {"region_code": "63.07", "region": "Hulu Sungai Tengah"}
KALSEL = {"region_code": "63", "region": "Kalimantan Selatan", "region_type": "provinsi"}
KALTENG = {"region_code": "62", "region": "Kalimantan Tengah", "region_type": "provinsi", "province": "Kalimantan Tengah"}
GUMAS = {"region_code": "62.10", "region": "Gunung Mas", "province": "Kalimantan Tengah"}
INDONESIA = {"region_code": "ID", "region": "Indonesia", "region_type": "nasional", "province": ""}
TARGET = {"kind": "target", "framework": "RPJMD Kab. Tabalong"}


def page(indicator, asked=""):
    return reverse("indicators:comparison", args=[indicator.pk]) + asked


def stands(answer):
    """The rows as told: rank, value, gap; the missing ones by their code."""
    compared = answer.context["compared"]
    rows = {place.region.code: (place.rank, str(place.known.value), plain(str(place.gap or ""))) for place in compared.standing}
    return rows, [place.region.code for place in compared.missing]


def shown(answer):
    return [place.region.code for place in (row.record for row in answer.context["table"].rows)]


def fill():
    factories.publish(
        factories.row(year="2021", value="70"),
        factories.row(year="2022", value="77.09"),
        factories.row(year="2022", value="88.68", publisher="Bappenas"),
        factories.row(year="2022", value="88.68", **TARGET),
        factories.row(year="2024", value="95", **TARGET),
        factories.row(year="2022", value="50", area="perdesaan"),
        factories.row(year="2022", value="91", **HST),
        factories.row(year="2022", value="80", **KALSEL),
    )


def test_a_province_sees_its_districts_in_their_ranks(login, layak):
    fill()
    answer = login("kalsel").get(page(layak, "?tahun=2022"))
    assert stands(answer) == ({"63.07": (1, "91", ""), "63.09": (2, "77.09", "kurang 11,59 poin")}, [])
    assert shown(answer) == ["63.07", "63.09"]
    assert "dua sumber berbeda: 77,09 dan 88,68" in answer.content.decode()


def test_what_is_missing_is_listed_and_has_no_rank(login, layak):
    fill()
    answer = login("kalsel").get(page(layak, "?tahun=2021"))
    assert stands(answer) == ({"63.09": (1, "70", "kurang 18,68 poin")}, ["63.07"])
    assert "Kabupaten Hulu Sungai Tengah" in answer.content.decode().split('id="missing"')[1]


@pytest.mark.parametrize(
    ("name", "asked", "standing", "missing"),
    [
        ("pusat", "?tahun=2022", ["63"], ["62"]),
        ("tabalong", "?tahun=2022", ["63.07", "63.09"], []),
        ("kalteng", "?tahun=2022&di=63", ["63.07", "63.09"], []),
        ("pusat", "?tahun=2022&di=semua", ["63.07", "63.09"], ["62.10"]),
        ("pusat", "?tahun=terbaru&di=semua&area=perdesaan", ["63.09"], ["62.10", "63.07"]),
        ("kalsel", "?di=nowhere&area=%27&tahun=2022", ["63.07", "63.09"], []),
    ],
)
def test_which_regions_are_compared(login, layak, name, asked, standing, missing):
    fill()
    rows, lacking = stands(login(name).get(page(layak, asked)))
    assert (list(rows), lacking) == (standing, missing)


def test_without_a_year_it_is_the_one_of_which_most_is_known(login, layak):
    fill()
    factories.publish(factories.row(year="2024", value="93"))
    assert login("kalsel").get(page(layak)).context["compared"].year == 2022
    newest = login("kalsel").get(page(layak, "?tahun=terbaru"))
    assert {place.region.code: place.known.year for place in newest.context["compared"].standing} == {"63.09": 2024, "63.07": 2022}


def test_drafts_are_compared_nowhere(login, layak, cast):
    factories.achievement(cast["tabalong"])
    answer = login("tabalong").get(page(layak))
    assert stands(answer) == ({}, ["63.07", "63.09"])
    assert "Belum ada data" in answer.content.decode()


def test_two_years_side_by_side(login, layak):
    fill()
    answer = login("kalsel").get(page(layak, "?tahun=2022&dengan=2021"))
    cells = re.sub(r"<[^>]+>", " ", answer.content.decode().split("<tbody>")[-1])
    assert "naik 7,09 poin" in cells
    assert [(whole.year, whole.published and str(whole.published.value)) for whole in answer.context["compared"].wholes] == [(2021, None), (2022, "80")]


def test_no_change_is_told_across_a_new_definition(login, layak):
    factories.publish(factories.row(year="2018", value="60"), factories.row(year="2019", value="70"), factories.row(year="2020", value="75"))
    client = login("kalsel")
    across, after = (client.get(page(layak, f"?tahun=2020&dengan={year}")).content.decode() for year in (2018, 2019))
    assert "definisi berubah di antaranya" in across
    assert "Sejak 2019" in across
    assert "naik 5 poin" in after
    assert "Sejak 2019" not in after


def test_the_newest_of_each_is_not_held_against_another_year(login, layak):
    fill()
    answer = login("kalsel").get(page(layak, "?tahun=terbaru&dengan=2021"))
    assert list(answer.context["form"].errors) == ["dengan"]
    assert list(stands(answer)[0]) == ["63.07", "63.09"]


def test_the_published_value_stands_beside_the_computed_one(login, layak, regions):
    fill()
    Region.objects.filter(pk=regions["63.07"].pk).update(households=75_000)
    [whole] = login("kalsel").get(page(layak, "?tahun=2022")).context["compared"].wholes
    # (77,09 × 25.000 + 91 × 75.000) / 100.000; 80 is what was published.
    assert (whole.published.value, str(whole.computed.rounded), whole.computed.way, whole.computed.is_whole) == (80, "87.52", "households", True)


def test_the_provinces_each_with_what_their_districts_come_to(login, layak):
    fill()
    factories.publish(factories.row(year="2022", value="64", **GUMAS), factories.row(year="2022", value="82", **INDONESIA))
    answer = login("pusat").get(page(layak, "?tahun=2022"))
    compared = answer.context["compared"]
    assert {one.region.code: (one.known and str(one.known.value), str(one.computed.rounded), one.computed.counted) for one in compared.places} == {
        "62": (None, "64.00", 1), "63": ("80", "84.05", 2),
    }  # fmt: skip
    [whole] = compared.wholes
    assert (str(whole.published.value), str(whole.computed.rounded), whole.computed.counted, whole.computed.total) == ("82", "77.36", 3, 3)
    assert "64 %, persentase dibobot dengan jumlah rumah tangga, 1 dari 1 kabupaten/kota" in text_of(answer)


def test_the_region_above_is_told_where_none_of_its_own_has_a_value(login, layak):
    factories.publish(factories.row(year="2022", value="80", **KALSEL))
    content = login("kalsel").get(page(layak, "?tahun=2022")).content.decode()
    assert 'id="whole"' in content
    assert "tidak dapat dihitung" in content
    assert "Kabupaten Tabalong" in content.split('id="missing"')[1]


def test_a_computed_value_says_who_is_missing(login, layak):
    factories.publish(factories.row(year="2022", value="64", **HST))
    answer = login("kalsel").get(page(layak, "?tahun=2022"))
    content = answer.content.decode()
    assert [str(region) for region in answer.context["compared"].wholes[0].computed.missing] == ["Kabupaten Tabalong"]
    assert "belum lengkap" in content
    assert "1 dari 2 kabupaten/kota" in content


SENSELESS = ["tahun=abc", "tahun=1e99999999", "dengan=99999999999999999999", "jenis=desa", "sort=nonsense", "sort=-gap", "sort=change", "q=%00", "area=x"]


@pytest.mark.parametrize("asked", SENSELESS)
def test_senseless_questions_are_answered(login, layak, asked):
    fill()
    assert login("kalsel").get(page(layak, f"?{asked}")).status_code == 200


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("q=tengah", ["63.07"]),
        ("target=belum", ["63.09"]),
        ("target=tercapai", []),
        ("target=tanpa", ["63.07"]),
        ("jenis=kota", []),
        ("sort=-rank", ["63.09", "63.07"]),
        ("sort=value", ["63.09", "63.07"]),
    ],
)
def test_filter_and_order_leave_the_ranks_alone(login, layak, asked, codes):
    fill()
    answer = login("kalsel").get(page(layak, f"?tahun=2022&{asked}"))
    assert (shown(answer) if answer.context["table"] else []) == codes
    assert [one.rank for one in answer.context["standing"]] == [1, 2]
    assert ("Tidak ada yang sesuai dengan saringan ini." in answer.content.decode()) == (not codes)


def test_three_regions_cost_as_many_queries_as_one(login, layak):
    factories.publish(factories.row(), factories.row(**KALSEL))
    client = login("pusat")
    pages = [page(layak, "?di=semua"), page(layak, "?tahun=terbaru"), page(layak, "?tahun=2021&dengan=2022"), reverse("indicators:comparison_list")]
    one = [queries(client, url) for url in pages]
    fill()
    assert [queries(client, url) for url in pages] == one


def test_a_local_indicator_is_compared_in_its_own_region_only(login, layak, regions):
    layak.pk, layak.code, layak.region = None, "lokal", regions["63"]
    layak.save()
    answer = login("pusat").get(page(layak))
    assert list(answer.context["form"].fields["di"].choices) == [("63", "Kabupaten/kota di Kalimantan Selatan")]
    assert stands(answer) == ({}, ["63.07", "63.09"])


def test_where_a_comparison_begins(login, layak):
    fill()
    answer = login("kalsel").get(reverse("indicators:comparison_list") + "?di=63")
    [row] = [row.record for row in answer.context["table"].rows if row.record == layak]
    assert (row.newest, row.provinces, row.districts) == (2022, 1, 2)
    assert f'href="{page(layak, "?di=63")}"' in answer.content.decode()


@pytest.mark.parametrize(("name", "leads"), [("pusat", True), ("kalsel", True), ("tabalong", False)])
def test_the_ways_to_it(login, layak, name, leads):
    client, link = login(name), f'href="{reverse("indicators:comparison_list")}'
    assert (link in client.get(reverse("reporting:home")).content.decode()) == leads
    assert link + '?di=63"' in client.get(reverse("reporting:region_detail", args=["63"])).content.decode()


def test_a_missing_indicator_is_not_found(login, reference):
    assert login("pusat").get(reverse("indicators:comparison", args=[10**6])).status_code == 404
