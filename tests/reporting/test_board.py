"""The board of a province and of the country."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from ssk_portal.milestones.models import Assistance, Deadline, Evidence, Progress
from ssk_portal.regions.models import Region
from ssk_portal.reporting import board
from tests.reporting import stage
from tests.reporting.boards import BOARD, exported, row_of, shown
from tests.words import text_of

pytestmark = pytest.mark.django_db


def test_a_province_sees_where_each_district_stands(login, tabalong):
    page = login("kalsel").get(BOARD)
    assert row_of(page, "63.09") == ["Tabalong", "2023", "Diajukan 0 hari", "Draf 0 hari kurang 2", "Draf 0 hari kurang 2", "Draf 0 hari kurang 2"]
    assert row_of(page, "63.07") == ["Hulu Sungai Tengah", "–", "belum didampingi"]


def test_a_cell_opens_the_milestone(login, tabalong):
    page = login("kalsel").get(BOARD)
    assert f"<td class=s-submitted><a href={tabalong[0].get_absolute_url()}>" in page.content.decode()


def test_a_province_sees_no_district_of_another(login, tabalong, regions):
    page = login("kalteng").get(BOARD).content.decode()
    assert "Tabalong" not in page
    assert "Gunung Mas" in page
    assert login("kalteng").get(reverse("reporting:board_province", args=["63"])).status_code == 404


def test_the_country_sees_all_by_province(login, tabalong):
    page = login("pusat").get(BOARD).content.decode()
    assert [name in page for name in ("Tabalong", "Gunung Mas", "Kalimantan Selatan", "Kalimantan Tengah")] == [True] * 4


@pytest.mark.parametrize(("who", "status"), [("tabalong", 403), ("pembaca_tabalong", 403), ("pembaca_kalsel", 200), ("pembaca", 200), ("admin_kalsel", 200)])
def test_who_sees_a_board(login, tabalong, who, status):
    assert login(who).get(BOARD).status_code == status


def test_only_the_newest_cohort_of_a_district_is_shown(login, tabalong, cast, scheme):
    stage.assist(cast["tabalong"].region, scheme, year=2025)
    assert row_of(login("kalsel").get(BOARD), "63.09")[1:3] == ["2025", "Draf 0 hari kurang 2"]


def test_days_are_counted_in_the_districts_own_zone(login, tabalong, freezer_at):
    with freezer_at("2026-11-24T15:30:00+00:00"):  # 23.30 WITA
        before = row_of(login("kalsel").get(BOARD), "63.09")[2]
    with freezer_at("2026-11-24T16:30:00+00:00"):  # 00.30 WITA of the next day
        after = row_of(login("kalsel").get(BOARD), "63.09")[2]
    days = [int(re.search(r"(-?\d+) hari", cell)[1]) for cell in (before, after)]
    assert days[1] - days[0] == 1


def test_filters_by_cohort_and_state(login, tabalong, cast, scheme):
    stage.assist(cast["hst"].region, scheme, year=2024)
    page = login("kalsel").get(BOARD, {"angkatan": "2024"}).content.decode()
    assert ("Hulu Sungai Tengah" in page, "/wilayah/63.09/" in page) == (True, False)
    page = login("kalsel").get(BOARD, {"status": "submitted"}).content.decode()
    assert ("/wilayah/63.07/" in page, "/wilayah/63.09/" in page) == (False, True)
    page = login("kalsel").get(BOARD, {"status": "approved"}).content.decode()
    assert "Tidak ada kabupaten/kota yang sesuai" in page


def test_only_those_that_are_assisted_are_shown_where_that_is_asked(login, tabalong):
    client = login("pusat")
    assert shown(client.get(BOARD, {"angkatan": "ada"})) == ["63.09"]
    page = text_of(client.get(BOARD))
    assert '<span class="stat-value">1</span><span class="stat-label"><a href="/papan/?angkatan=ada">didampingi</a>' in page
    answer, rows = exported(client, angkatan="ada")
    assert ["Angkatan", "didampingi"] in rows
    assert "angkatan-ada" in answer["Content-Disposition"]


def test_filters_by_milestone_name_and_province(login, tabalong, cast, scheme):
    first, *_rest = stage.assist(cast["hst"].region, scheme, year=2024)
    stage.decide(stage.submit(first, by=cast["hst"]), "approve", by=cast["kalsel"])
    client = login("pusat")
    asked = [
        ({"milestone": "1"}, ["63.09"]),
        ({"milestone": "2"}, ["63.07"]),
        ({"milestone": "2", "status": "submitted"}, []),
        ({"milestone": "1", "status": "submitted"}, ["63.09"]),
        ({"cari": "hulu SUNGAI"}, ["63.07"]),
        ({"provinsi": "62"}, ["62.10"]),
    ]
    for query, codes in asked:
        assert shown(client.get(BOARD, query)) == codes, query


@pytest.mark.parametrize(
    ("order", "codes"),
    [
        ("", ["62.10", "63.07", "63.09"]),
        ("nama", ["62.10", "63.07", "63.09"]),
        ("-nama", ["63.09", "63.07", "62.10"]),
        ("angkatan", ["63.09", "63.07", "62.10"]),
        ("-milestone", ["63.07", "63.09", "62.10"]),
        ("-kurang", ["63.07", "63.09", "62.10"]),
        ("-hari", ["63.09", "63.07", "62.10"]),
        ("hari", ["63.07", "63.09", "62.10"]),
        ("tidak-ada", ["62.10", "63.07", "63.09"]),
    ],
)
def test_it_is_sorted_and_who_is_not_assisted_comes_last(login, cast, scheme, freezer_at, order, codes):
    with freezer_at("2026-03-01T03:00:00+00:00"):
        stage.submit(stage.assist(cast["tabalong"].region, scheme)[0], by=cast["tabalong"])
    with freezer_at("2026-03-11T03:00:00+00:00"):
        first, *_rest = stage.assist(cast["hst"].region, scheme, year=2024)
        stage.decide(stage.submit(first, by=cast["hst"]), "approve", by=cast["kalsel"])
    assert shown(login("pusat").get(BOARD, {"urut": order})) == codes


def test_a_heading_sorts_and_says_how_it_is_sorted(login, tabalong):
    page = text_of(login("pusat").get(BOARD, {"urut": "-hari", "angkatan": "2023"}))
    assert 'aria-sort="descending"' in page
    assert '<a href="/papan/?angkatan=2023&amp;urut=hari" aria-current="true">Hari dalam status</a>' in page
    assert page.count("aria-sort=") == 1
    assert "<i>Kalimantan Selatan</i>" in page, "the province stands beside the name, as no row of its own is left"


def test_of_each_milestone_the_newest_round_is_shown(login, tabalong, cast):
    last = tabalong[3]
    for number, milestone in enumerate(tabalong[:3]):
        stage.decide(milestone if number == 0 else stage.submit(milestone, by=cast["tabalong"]), "approve", by=cast["kalsel"])
    stage.decide(stage.submit(last, by=cast["tabalong"]), "approve", by=cast["kalsel"])
    last.milestone.requirements.filter(order=1).update(first_year_only=True)
    again = Progress.objects.create(region=last.region, assistance=last.assistance, milestone=last.milestone, round=3, year=2029)
    page = login("kalsel").get(BOARD)
    assert row_of(page, "63.09")[5] == "Draf · th ke-3 0 hari kurang 1"
    assert again.get_absolute_url() in page.content.decode()
    assert shown(login("kalsel").get(BOARD, {"milestone": "4"})) == ["63.09"]


def test_who_left_the_programme_is_told_in_a_word_and_misses_nothing(login, tabalong, regions):
    Deadline.objects.create(cohort_year=2023, number=2, region=regions["ID"], submit_by=date(2024, 6, 1), review_by=date(2024, 7, 1))
    Assistance.objects.filter(pk=tabalong[0].assistance_id).update(left_on=date(2026, 10, 1), left_reason="Mundur")
    row = row_of(login("kalsel").get(BOARD), "63.09")
    assert row[1:4] == ["2023 keluar", "Diajukan 0 hari", "Draf 0 hari"]
    # It leaves on a day to come: until then nothing changes.
    Assistance.objects.filter(pk=tabalong[0].assistance_id).update(left_on=date(2036, 10, 1))
    row = row_of(login("kalsel").get(BOARD), "63.09")
    assert row[1:4] == ["2023", "Diajukan 0 hari", "Draf 0 hari kurang 2 terlambat"]


def test_duties_of_a_province_are_not_on_the_board(login, tabalong, regions):
    stage.duty(regions["63"])
    assert len(board.cells_of(regions["63"])) == 5  # four of Tabalong, and Hulu Sungai Tengah
    assert len(board.cells_of(regions["ID"])) == 8  # and Gunung Mas, and two provinces


@pytest.mark.parametrize(
    "query",
    [
        {"milestone": "0"},
        {"milestone": "٣"},
        {"cari": "\0"},
        {"urut": "--hari"},
        {"terlambat": "x"},
        {"tampilan": "x"},
        {"angkatan": "x"},
        {"angkatan": "²⁰²³"},
        {"status": "'; drop"},
        {"angkatan": "99999999"},
    ],
)
def test_odd_filters_show_everything(login, tabalong, query):
    assert "/wilayah/63.07/" in login("kalsel").get(BOARD, query).content.decode()


def test_the_export_holds_what_is_seen_and_says_what_that_is(login, tabalong, freezer_at):
    with freezer_at("2026-11-26T03:00:00+00:00"):
        answer, rows = exported(login("kalsel"), status="submitted", urut="-hari")
    assert answer["Content-Disposition"] == 'attachment; filename="papan-63-status-submitted-urut-hari-menurun-2026-11-26.csv"'
    assert rows[:4] == [
        ["Papan pantau Provinsi Kalimantan Selatan"],
        ["Keadaan per tanggal", "26 November 2026"],
        ["Status", "Diajukan"],
        ["Diurutkan menurut", "Hari dalam status, menurun"],
    ]
    assert rows[4] == []
    assert rows[5][:10] == ["Kode", "Provinsi", "Kabupaten/kota", "Angkatan", "Keluar dari program", "Status M1", "Tahun M1", "Hari dalam status M1", "Kurang M1", "Terlambat M1"]
    assert rows[6][:5] == ["63.09", "Kalimantan Selatan", "Kabupaten Tabalong", "2023", ""]
    assert [rows[6][5], rows[6][6], rows[6][8]] == ["Diajukan", "1", "0"]
    assert len(rows) == 7


def test_the_workbook_keeps_its_headings_in_sight_below_what_it_says(login, tabalong):
    file = io.BytesIO(b"".join(login("kalsel").get(BOARD, {"ekspor": "xlsx", "cari": "balong"})))
    lines = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert [lines[2][:2], lines[4][0], lines[5][0]] == [["Nama", "balong"], "Kode", "63.09"]
    assert b'ySplit="5" topLeftCell="A6"' in zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml")


def test_what_is_missing_is_told_only_while_it_can_be_filled_in(tabalong, cast):
    returned = stage.decide(tabalong[0], "send_back", by=cast["kalsel"], note="Lengkapi")
    taken_back = Evidence.objects.filter(progress=returned).order_by("pk")[:1]
    Evidence.objects.filter(pk__in=taken_back.values("pk")).update(removed_at=timezone.now(), removed_by=cast["tabalong"])
    cells = {board.number_of(cell): (board.state_of(cell), board.lacking_of(cell)) for cell in board.cells_of(Region.objects.get(code="63.09"))}
    assert cells[1] == ("returned", 1)
    rows = Progress.objects.filter(assistance=returned.assistance_id).with_missing_count().select_related("milestone")
    told = {row.milestone.number: (row.state, len(row.missing()), row.missing_count) for row in rows}
    assert told == {number: (state, missing, missing) for number, (state, missing) in cells.items()}, "the page, the lists and the board count alike"


def test_names_are_escaped(login, tabalong, regions):
    Region.objects.filter(code="63.09").update(name="<b>Tabalong & co</b>")
    page = login("kalsel").get(BOARD).content.decode()
    assert "&lt;b&gt;Tabalong &amp; co&lt;/b&gt;" in page


@pytest.mark.parametrize(("who", "most"), [("kalsel", 3), ("pusat", 4)])
def test_the_number_of_queries_does_not_grow(login, tabalong, cast, scheme, django_assert_max_num_queries, who, most):
    client = login(who)
    client.get(BOARD)  # the first page of a session writes down when it began
    with django_assert_max_num_queries(most) as one:
        client.get(BOARD)
    for name in ("hst", "gumas"):
        stage.assist(cast[name].region, scheme)
    with django_assert_max_num_queries(most) as three:
        client.get(BOARD)
    assert len(one) == len(three)


def test_the_board_speaks_english(login, tabalong):
    client = login("kalsel")
    client.cookies["django_language"] = "en"
    assert row_of(client.get(BOARD), "63.09")[2] == "Submitted 0 days"
