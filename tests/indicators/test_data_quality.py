"""The pages on the quality of the data: coverage, values that differ, sources, doubts, other disagreements."""

import csv
import io
import re

import pytest
from django.urls import reverse

from ssk_portal.documents.actions import keep
from ssk_portal.indicators.choosing import choose_by_hand
from ssk_portal.indicators.models import Achievement, Disagreement, Indicator
from ssk_portal.indicators.quality.coverage import CoveredYear
from ssk_portal.indicators.quality.sources import sources
from tests.counting import queries
from tests.factories import key
from tests.indicators import factories
from tests.words import plain

pytestmark = pytest.mark.django_db
PARTS = ("data_quality", "quality_disputes", "disagreement_list", "quality_warnings", "quality_sources", "quality_doubts")
PAGES = {part: reverse(f"indicators:{part}") for part in PARTS}
HST = {"region_code": "63.07", "region": "Hulu Sungai Tengah"}
KALSEL = {"region_code": "63", "region": "Kalimantan Selatan", "region_type": "provinsi"}
PLAN = {"kind": "target", "framework": "RPJMD Kab. Tabalong"}


def fill():
    factories.publish(
        factories.row(year="2021", value="70"),
        factories.row(year="2021", value="71", **HST),
        factories.row(year="2022", value="77.09"),
        factories.row(year="2022", value="88.68", publisher="Bappenas", note="suspect"),
        factories.row(year="2023", value="60", area="perkotaan"),
        factories.row(year="2021", value="50", **KALSEL),
        factories.row(year="2022", value="90", **PLAN),
        factories.row(year="2022", value="99", **PLAN | {"framework": "RPJMD Kab. Tabalong (rancangan)"}),
    )


def covered(answer, code="sanitasi-layak"):
    [row] = [row for row in answer.context["rows"] if row.indicator.code == code]
    return row.total, {cell.year: (cell.known, plain(cell.share), cell.shade) for cell in row.cells}


def test_how_many_regions_have_a_value(login, reference):
    fill()
    client = login("kalsel")
    page = PAGES["data_quality"]
    assert covered(client.get(page)) == (2, {2021: (2, "100 %", "all"), 2022: (1, "50 %", "most"), 2023: (1, "50 %", "most")})
    assert covered(client.get(f"{page}?tahun=2022")) == (2, {2021: (2, "100 %", "all"), 2022: (1, "50 %", "most")})
    assert covered(client.get(f"{page}?area=total")) == (2, {2021: (2, "100 %", "all"), 2022: (1, "50 %", "most")})
    assert covered(client.get(f"{page}?jenjang=province")) == (1, {2021: (1, "100 %", "all")})
    assert covered(client.get(f"{page}?wilayah=ID")) == (3, {2021: (2, "67 %", "most"), 2022: (1, "33 %", "some"), 2023: (1, "33 %", "some")})
    assert covered(client.get(f"{page}?wilayah=63.09"))[0] == 1


@pytest.mark.parametrize(("known", "said"), [(0, "0 %"), (1, "< 1 %"), (5, "< 1 %"), (6, "1 %"), (257, "50 %"), (513, "99 %"), (514, "100 %")])
def test_a_share_never_says_all_or_more_than_there_is(known, said):
    assert plain(CoveredYear(2021, known, 514).share) == said


def test_a_draft_is_no_value(login, reference, cast):
    factories.achievement(cast["tabalong"])
    assert login("tabalong").get(PAGES["data_quality"]).context["years"] == []


def test_a_local_indicator_is_asked_of_its_own_region_only(login, reference, regions):
    common = {"sector": "air_limbah", "unit": "%", "source": "uji"}
    Indicator.objects.create(code="lokal", name_id="Lokal", name_en="Local", region=regions["63.09"], **common)
    fill()
    client, page = login("pusat"), PAGES["data_quality"]
    assert covered(client.get(page), "lokal")[0] == 1
    assert [row for row in client.get(f"{page}?wilayah=62").context["rows"] if row.indicator.code == "lokal"] == []


def disputed(answer):
    return [([str(row.value) for row in line.record.rows], line.get_cell("why")) for line in answer.context["table"].rows]


DOUBTED = "Menurut aturan: nilai yang dicatat meragukan atau draf ditempatkan terakhir"
ACHIEVED, PLANNED = (["77.09", "88.68"], DOUBTED), (["90", "99"], DOUBTED)


def test_both_sides_and_why_the_first_counts(login, reference, cast):
    fill()
    client, page = login("kalteng"), f"{PAGES['quality_disputes']}?wilayah=63"
    assert disputed(client.get(page)) == [ACHIEVED, PLANNED]
    assert disputed(client.get(f"{page}&jenis=target")) == [PLANNED]
    assert disputed(client.get(f"{page}&tahun=2021")) == []
    assert disputed(client.get(PAGES["quality_disputes"])) == []

    choose_by_hand(Achievement.objects.get(value="88.68"), reason="Survei lebih baru", by=cast["kalsel"])
    assert disputed(client.get(f"{page}&jenis=achievement")) == [(["88.68", "77.09"], "Dipilih dengan alasan: Survei lebih baru")]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"publisher": "Bappenas"}, "penerbit yang lebih dahulu dalam urutan penerbit didahulukan"),
        ({"published_via": "Kompas 1 Jan 2020"}, "publikasi terbaru didahulukan"),
        ({"source": "https://example.org/z"}, "hal lain sama, jadi urutan abjad sumber yang menentukan"),
    ],
)
def test_each_reason_of_the_rule_is_told(other, why, login, reference):
    factories.publish(factories.row(value="70"), factories.row(value="75", **other))
    assert disputed(login("kalsel").get(PAGES["quality_disputes"])) == [(["70", "75"], f"Menurut aturan: {why}")]


def test_two_publishers_of_one_value_do_not_disagree(login, reference):
    factories.publish(factories.row(value="70"), factories.row(value="70", publisher="Bappenas"))
    assert disputed(login("kalsel").get(PAGES["quality_disputes"])) == []


def test_files_of_one_medium_are_told_apart(login, reference):
    of = "https://github.com/data/blob/HEAD"
    factories.publish(*(factories.row(published_via="GitHub data", source=f"{of}/{name}", year=year) for name, year in (("layak.csv", "2020"), ("aman%20kota.csv", "2021"))))
    factories.publish(factories.row(published_via="Databoks", source="https://databoks.example.org/layak", year="2019"))
    page = login("kalsel").get(PAGES["quality_sources"]).content.decode()
    assert re.findall(r'rel="noopener noreferrer">([^<]+)</a>', page) == ["Databoks", "GitHub data: aman kota.csv", "GitHub data: layak.csv"]


def test_the_sources_with_how_many_figures(login, reference):
    fill()
    table = login("kalsel").get(PAGES["quality_sources"]).context["table"]
    told = {(row.record.publisher, row.record.achievements, row.record.targets, row.record.newest) for row in table.rows}
    assert told == {("BPS (Susenas)", 5, 2, 2023), ("Bappenas", 1, 0, 2022)}


@pytest.mark.parametrize(
    ("address", "faulty"), [("https://example.org/a", False), ("Laporan 2022, hal. 3", False), ("https://", True), ("http://contoh satu", True), ("https://localhost", True)]
)
def test_an_address_that_leads_nowhere_is_named(address, faulty, login, reference, regions):
    factories.publish(factories.row(source=address))
    assert [bool(source.fault) for source in sources(regions["63"])] == [faulty]
    listed = login("kalsel").get(f"{PAGES['quality_sources']}?mutu=cacat").context["table"].data
    assert len(listed) == faulty


def test_a_figure_with_a_file_and_no_words(login, reference, cast):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.journeys.files import pdf

    file = keep(SimpleUploadedFile("laporan.pdf", pdf(), "application/pdf"), region=cast["tabalong"].region, by=cast["tabalong"])
    steps = [("submit", cast["tabalong"]), ("approve", cast["kalsel"])]
    factories.achievement(cast["tabalong"], source="", document=file, step=steps)
    assert "tanpa keterangan sumber, hanya berkas" in login("kalsel").get(PAGES["quality_sources"]).content.decode()


def test_figures_that_their_note_or_plan_doubts(login, reference):
    fill()
    table = login("kalsel").get(PAGES["quality_doubts"]).context["table"]
    assert [str(row.record.value) for row in table.rows] == ["88.68", "99"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_each_part_is_a_file(part, kind, login, reference, regions):
    fill()
    Disagreement.objects.create(code="a", topic_id="Pokok", topic_en="Topic", region=regions["63"], one_id="1", one_en="1", other_id="2", other_en="2")
    answer = login("kalsel").get(f"{PAGES[part]}?ekspor={kind}")
    content = answer.getvalue()
    assert answer["Content-Disposition"].startswith('attachment; filename="mutu-data-63-')
    if kind == "csv":
        head, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
        assert {len(line) for line in lines} in ({len(head)}, set())
        assert len(lines) == {"data_quality": 23, "quality_disputes": 4, "disagreement_list": 1, "quality_warnings": 1, "quality_sources": 2, "quality_doubts": 2}[part]


@pytest.mark.parametrize("part", PARTS)
def test_many_rows_cost_as_many_queries_as_few(part, login, reference, regions):
    client = login("kalsel")
    factories.publish(factories.row(value="101"))
    few = queries(client, PAGES[part])
    fill()
    for number in range(5):
        sides = {"one_id": "1", "one_en": "1", "other_id": "2", "other_en": "2"}
        Disagreement.objects.create(code=f"a-{number}", topic_id="Pokok", topic_en="Topic", region=regions["63"], indicator=Indicator.objects.first(), **sides)
    assert queries(client, PAGES[part]) == few <= 8


@pytest.mark.parametrize("part", PARTS)
def test_what_is_not_there(part, login, reference):
    client = login("tabalong")
    assert client.get(f"{PAGES[part]}?wilayah=99.99").status_code == 404
    assert client.get(f"{PAGES[part]}?wilayah=63.09.01").status_code == 404
    assert client.get(f"{PAGES[part]}?tahun=abc&area=langit&jenjang=desa&periksa=x&jenis=y&mutu=z&indikator=9999999999999999999").status_code == 200
    assert client.get(f"{PAGES[part]}?page=999&sort=why").status_code == 200


def test_a_senseless_year_is_told_where_it_was_typed(login, reference):
    page = login("tabalong").get(f"{PAGES['quality_disputes']}?tahun=20").content.decode()
    assert "1000" in page


SIDES = {"one_id": "498", "one_en": "498", "other_id": "489", "other_en": "489"}


def test_the_centre_records_changes_and_deletes_one(login, reference, regions):
    client = login("pusat")
    fields = {"code": "jumlah-ssk", "topic_id": "Jumlah SSK", "topic_en": "Number of SSK", "about": "figure", "region": regions["63"].pk, "reading_id": "Angka tertukar", **SIDES}
    same = client.post(reverse("indicators:disagreement_create"), key(**fields | {"other_id": "498"}))
    assert "Kedua pihak menyatakan hal yang sama." in same.content.decode()
    assert "Jumlah SSK" in same.content.decode()

    saved = client.post(reverse("indicators:disagreement_create"), key(**fields), follow=True)
    assert "Jumlah SSK" in saved.content.decode()
    row = Disagreement.objects.get()
    changed = key(**fields | {"reading_id": "Belum jelas"}, row_version=row.version)
    client.post(reverse("indicators:disagreement_update", args=[row.pk]), changed)
    assert Disagreement.objects.get().reading_id == "Belum jelas"
    client.post(reverse("indicators:disagreement_delete", args=[row.pk]), key())
    assert not Disagreement.objects.exists()


def test_it_stands_on_the_pages_of_its_region(login, reference, regions):
    layak = Indicator.objects.get(code="sanitasi-layak")
    Disagreement.objects.create(code="a", topic_id="Pokok ini", topic_en="This", region=regions["63.09"], indicator=layak, **SIDES)
    client = login("hst")
    for page, there in (("/indikator/wilayah/63.09/", True), ("/indikator/wilayah/63.07/", False)):
        assert ("Pokok ini" in client.get(page).content.decode()) == there
    for code, there in (("63.09", True), ("63", True), ("ID", True), ("62", False)):
        assert ("Pokok ini" in client.get(f"{PAGES['disagreement_list']}?wilayah={code}").content.decode()) == there
