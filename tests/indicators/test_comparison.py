"""Regions side by side: ranks, target, two years, what is missing, the roll-up beside the published value, the files."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from ssk_portal.common.numbers import NO_BREAK
from ssk_portal.indicators.comparison import tables
from ssk_portal.indicators.comparison.places import Place, SettledValue, change_of, rank, targets_of
from ssk_portal.indicators.gaps import nearest_target
from ssk_portal.indicators.models import Achievement, Indicator, Target
from ssk_portal.regions.models import Region
from tests.counting import queries
from tests.indicators import factories
from tests.sheets import read
from tests.words import plain

pytestmark = pytest.mark.django_db

HST = {"region_code": "63.07", "region": "Hulu Sungai Tengah"}
KALSEL = {"region_code": "63", "region": "Kalimantan Selatan", "region_type": "provinsi"}
KALTENG = {"region_code": "62", "region": "Kalimantan Tengah", "region_type": "provinsi", "province": "Kalimantan Tengah"}
GUMAS = {"region_code": "62.10", "region": "Gunung Mas", "province": "Kalimantan Tengah"}
INDONESIA = {"region_code": "ID", "region": "Indonesia", "region_type": "nasional", "province": ""}
TARGET = {"kind": "target", "framework": "RPJMD Kab. Tabalong"}


@pytest.fixture
def layak(reference):
    return Indicator.objects.get(code="sanitasi-layak")


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
    assert "64 %, persentase dibobot dengan jumlah rumah tangga, 1 dari 1 kabupaten/kota" in " ".join(answer.content.decode().split())


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


def test_all_are_on_one_page(login, layak):
    factories.whole_country()
    districts = Region.objects.districts().select_related("province")
    named = [{"region_code": one.code, "region": one.name, "region_type": one.kind, "province": one.province.name} for one in districts]
    factories.publish(*(factories.row(**one, value=str(place % 100)) for place, one in enumerate(named)))
    answer = login("pusat").get(page(layak, "?di=semua"))
    assert answer.content.decode().split('id="ranks"')[1].count("<tr>") == len(named) > 500


def test_a_long_table_stands_in_parts_and_shows_the_way_to_the_own_row(login, layak, monkeypatch):
    monkeypatch.setattr(tables, "MANY", 1)
    monkeypatch.setattr(tables, "PART", 1)
    fill()
    content = login("tabalong").get(page(layak, "?tahun=2022")).content.decode()
    parts = re.findall(r'<tbody class="part" id="(baris-\d)">(.*?)</tbody>', content, re.DOTALL)
    assert [(name, part.count("<tr"), 'id="wilayah-saya"' in part) for name, part in parts] == [("baris-1", 1, False), ("baris-2", 1, True)]
    assert [content.count(f'href="#{name}"') for name in ("baris-1", "baris-2", "wilayah-saya")] == [2, 2, 1]
    words = " ".join(re.sub(r"<[^>]+>", " ", content).split())
    assert "Kabupaten Tabalong : peringkat 2 dari 2, 77,09 %, kurang 11,59 poin ." in words


@pytest.mark.parametrize(
    ("name", "asked", "marked", "led"),
    [
        ("kalsel", "?tahun=2022&di=semua", 2, False),
        ("kalsel", "?tahun=2022&di=provinsi", 1, True),
        ("pusat", "?tahun=2022&di=semua", 0, False),
        ("tabalong", "?tahun=2022&q=tengah", 0, False),
    ],
)
def test_the_rows_of_the_own_region_are_marked(login, layak, name, asked, marked, led):
    fill()
    content = login(name).get(page(layak, asked)).content.decode()
    assert (content.count('<tr class="own"'), 'href="#wilayah-saya"' in content) == (marked, led)
    assert 'class="part"' not in content


def test_three_regions_cost_as_many_queries_as_one(login, layak):
    factories.publish(factories.row(), factories.row(**KALSEL))
    client = login("pusat")
    pages = [page(layak, "?di=semua"), page(layak, "?tahun=terbaru"), page(layak, "?tahun=2021&dengan=2022"), reverse("indicators:comparison_list")]
    one = [queries(client, url) for url in pages]
    fill()
    assert [queries(client, url) for url in pages] == one


def test_the_file_holds_what_is_seen_and_what_is_missing(login, layak):
    factories.publish(factories.row(year="2022", value="77.09"), factories.row(year="2022", value="88.68", **TARGET))
    client = login("kalsel")
    lines = b"".join(client.get(page(layak, "?tahun=2022&ekspor=csv")).streaming_content).decode("utf-8-sig").splitlines()
    assert lines[:3] == [
        "Perbandingan: Akses sanitasi layak",
        "Kabupaten/kota di Kalimantan Selatan, 2022, seluruh wilayah",
        "Provinsi Kalimantan Selatan 2022, hasil hitungan: 77,09 % (persentase dibobot dengan jumlah rumah tangga, 1 dari 2 kabupaten/kota)",
    ]
    assert lines[4:] == [
        "1;63.09;Kabupaten Tabalong;77,09;88,68 % (2022, RPJMD kabupaten/kota);kurang 11,59 poin;BPS (Susenas);https://example.org/susenas",
        ";63.07;Kabupaten Hulu Sungai Tengah;;;;;",
    ]
    [sheet] = read(client.get(page(layak, "?tahun=2022&ekspor=xlsx"))).values()
    assert [row[:4] for row in sheet[4:]] == [[1, "63.09", "Kabupaten Tabalong", 77.09], ["", "63.07", "Kabupaten Hulu Sungai Tengah", ""]]


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


def test_a_local_indicator_is_compared_in_its_own_region_only(login, layak, regions):
    layak.pk, layak.code, layak.region = None, "lokal", regions["63"]
    layak.save()
    answer = login("pusat").get(page(layak))
    assert list(answer.context["form"].fields["di"].choices) == [("63", "Kabupaten/kota di Kalimantan Selatan")]
    assert stands(answer) == ({}, ["63.07", "63.09"])


def test_every_value_leads_to_its_page(login, layak):
    fill()
    content = login("kalsel").get(page(layak, "?tahun=2022")).content.decode()
    figures = Achievement.objects.filter(year=2022, area="total", is_reference=True)
    assert len(figures) == 3
    for figure in figures:
        assert f'href="{figure.get_absolute_url()}"' in content


@pytest.mark.parametrize(("asked", "area"), [("?tahun=2022", ""), ("?tahun=2022&area=perdesaan", "?area=perdesaan")])
def test_a_region_leads_to_its_values_over_the_years(login, layak, asked, area):
    fill()
    leads = reverse("indicators:series", args=[layak.pk, "63.09"])
    client = login("kalsel")
    assert f'href="{leads}{area}"' in client.get(page(layak, asked)).content.decode()
    assert client.get(leads + area).context["series"].area == (area.removeprefix("?area=") or "total")


def test_a_value_computed_of_two_numbers_says_so(login, layak, cast):
    made = factories.achievement(cast["tabalong"], year=2022, value="80", numerator=Decimal(8), denominator=Decimal(10), computed=True, step=[("submit", cast["tabalong"])])
    factories.walked(made, [("approve", cast["kalsel"])])
    client = login("kalsel")
    assert f"{made.publisher}, hasil hitungan</small>" in client.get(page(layak, "?tahun=2022")).content.decode()
    assert b";hasil hitungan;" in b"".join(client.get(page(layak, "?tahun=2022&ekspor=csv")).streaming_content)


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


def test_a_file_holds_plain_spaces(login, layak):
    """Whoever searches a sheet for “88,68 %” types a plain one."""
    factories.publish(factories.row(year="2022", value="77.09"), factories.row(year="2022", value="88.68", **TARGET))
    client = login("kalsel")
    text = b"".join(client.get(page(layak, "?tahun=2022&ekspor=csv")).streaming_content).decode("utf-8-sig")
    assert NO_BREAK not in text
    [sheet] = read(client.get(page(layak, "?tahun=2022&ekspor=xlsx"))).values()
    assert not any(NO_BREAK in str(cell) for row in sheet for cell in row)
    assert "88,68 %" in text
