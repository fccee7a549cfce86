"""The rows of a comparison: all on one page, in parts on a phone, where they lead, and as files."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from ssk_portal.common.numbers import NO_BREAK
from ssk_portal.indicators.comparison import tables
from ssk_portal.indicators.models import Achievement
from ssk_portal.regions.models import Region
from tests.indicators import factories
from tests.indicators.test_comparison import TARGET, fill, page
from tests.sheets import read

pytestmark = pytest.mark.django_db


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
        ("kalsel", "?tahun=2022&di=63", 0, False),
        ("pusat", "?tahun=2022&di=semua", 0, False),
        ("tabalong", "?tahun=2022&q=tengah", 0, False),
    ],
)
def test_the_rows_of_the_own_region_are_marked(login, layak, name, asked, marked, led):
    fill()
    content = login(name).get(page(layak, asked)).content.decode()
    assert (content.count('<tr class="own"'), 'href="#wilayah-saya"' in content) == (marked, led)
    assert 'class="part"' not in content


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


def test_a_file_holds_plain_spaces(login, layak):
    """Whoever searches a sheet for “88,68 %” types a plain one."""
    factories.publish(factories.row(year="2022", value="77.09"), factories.row(year="2022", value="88.68", **TARGET))
    client = login("kalsel")
    text = b"".join(client.get(page(layak, "?tahun=2022&ekspor=csv")).streaming_content).decode("utf-8-sig")
    assert NO_BREAK not in text
    [sheet] = read(client.get(page(layak, "?tahun=2022&ekspor=xlsx"))).values()
    assert not any(NO_BREAK in str(cell) for row in sheet for cell in row)
    assert "88,68 %" in text
