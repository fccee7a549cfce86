"""The board of a province and of the country."""

import csv
import io
import re

import pytest
from django.urls import reverse

from ssk_portal.milestones.models import Evidence
from ssk_portal.regions.models import Region
from ssk_portal.reporting import board
from tests.reporting import stage

pytestmark = pytest.mark.django_db
BOARD = reverse("reporting:board")


@pytest.fixture
def scheme(regions):
    return stage.scheme()


@pytest.fixture
def tabalong(cast, scheme):
    """Tabalong: M1 submitted, M2 to M4 drafts."""
    progresses = stage.assist(cast["tabalong"].region, scheme)
    progresses[0] = stage.submit(progresses[0], by=cast["tabalong"])
    return progresses


def row_of(page, code):
    """The cells of one district as text, without markup."""
    rows = re.split(r"<tr[^>]*>", page.content.decode().partition('<table class="board">')[2].partition("</table>")[0])
    row = next(row for row in rows if f"/wilayah/{code}/" in row)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.split(r"<t[dh][^>]*>", row)[1:]]


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


@pytest.mark.parametrize("query", [{"angkatan": "x"}, {"angkatan": "²⁰²³"}, {"status": "'; drop"}, {"angkatan": "99999999"}])
def test_odd_filters_show_everything(login, tabalong, query):
    assert "/wilayah/63.07/" in login("kalsel").get(BOARD, query).content.decode()


def test_the_export_holds_what_is_seen(login, tabalong):
    answer = login("kalsel").get(BOARD, {"ekspor": "csv", "status": "submitted"})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert rows[0][:6] == ["Kode", "Kabupaten/kota", "Angkatan", "Status M1", "Hari dalam status M1", "Kurang M1"]
    assert rows[1][:6] == ["63.09", "Kabupaten Tabalong", "2023", "Diajukan", "0", "0"]
    assert len(rows) == 2


def test_what_is_missing_is_told_only_while_it_can_be_filled_in(tabalong, cast):
    returned = stage.decide(tabalong[0], "send_back", by=cast["kalsel"], note="Lengkapi")
    Evidence.objects.filter(progress=returned).first().delete()
    cells = {cell[4]: (cell[6], cell[8]) for cell in board.cells_of(Region.objects.get(code="63.09"))}
    assert cells[1] == ("returned", 1)


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
