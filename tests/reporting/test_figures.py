"""The figures on top of the boards: how far, what waits longest, how long a review takes, how much is sent back."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ssk_portal.reporting import board, figures
from tests.reporting import stage
from tests.reporting.boards import BOARD
from tests.words import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked(cast, scheme, freezer_at):
    """Tabalong: M1 sent back after 4 days, approved 10 days after it came again, M2 waits since 1 June.

    Hulu Sungai Tengah: M1 approved after 3 days. Gunung Mas: M1 in review since 15 May, submitted on the first.
    """
    with freezer_at("2026-01-05T03:00:00+00:00"):
        tabalong, hst, gumas = (stage.assist(cast[name].region, scheme) for name in ("tabalong", "hst", "gumas"))
        first, other = stage.submit(tabalong[0], by=cast["tabalong"]), stage.submit(hst[0], by=cast["hst"])
    with freezer_at("2026-01-08T03:00:00+00:00"):
        stage.decide(other, "approve", by=cast["kalsel"])
    with freezer_at("2026-01-09T03:00:00+00:00"):
        first = stage.decide(first, "send_back", by=cast["kalsel"], note="Perbaiki")
    with freezer_at("2026-02-01T03:00:00+00:00"):
        first = stage.submit(first, by=cast["tabalong"])
    with freezer_at("2026-02-11T03:00:00+00:00"):
        stage.decide(first, "approve", by=cast["kalsel"])
    with freezer_at("2026-05-01T03:00:00+00:00"):
        waiting = stage.submit(gumas[0], by=cast["gumas"])
    with freezer_at("2026-05-15T03:00:00+00:00"):
        stage.decide(waiting, "begin", by=cast["kalteng"])
    with freezer_at("2026-06-01T03:00:00+00:00"):
        stage.submit(tabalong[1], by=cast["tabalong"])
    return waiting


def told(page) -> dict[str, str]:
    """The figures as they are read: heading and text."""
    block = re.search(r'<dl class="figures">(.*?)</dl>', page.content.decode(), re.DOTALL)[1]
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", block, re.DOTALL)
    return {heading.strip(): " ".join(re.sub(r"<small>.*?</small>|<[^>]+>", " ", text, flags=re.DOTALL).split()) for heading, text in found}


def test_a_provinces_figures(login, worked, freezer_at):
    with freezer_at("2026-06-11T03:00:00+00:00"):
        assert told(login("kalsel").get(BOARD)) == {
            "Milestone tertinggi yang dicapai": "M1 2 M2 0 M3 0 M4 0 belum ada 0",
            "Sedang dikerjakan": "M1 0 M2 2 M3 0 M4 0",
            "Paling lama menunggu": "Kabupaten Tabalong, M2 10 hari",
            "Hari pemeriksaan": "4 (median)",  # of 3, 4 and 10
            "Dikembalikan": "33&nbsp;% (1/3)",
        }


def test_what_waits_longest_counts_from_its_submission(login, worked, freezer_at):
    with freezer_at("2026-06-11T03:00:00+00:00"):
        page = login("pusat").get(BOARD)
    assert told(page)["Paling lama menunggu"] == "Kabupaten Gunung Mas, M1 41 hari"
    assert f'<a href="{worked.get_absolute_url()}">Kabupaten Gunung Mas, M1</a>' in page.content.decode()


def test_the_country_sees_each_province_that_decided(login, worked, freezer_at):
    with freezer_at("2026-06-11T03:00:00+00:00"):
        page = login("pusat").get(BOARD)
    assert told(page)["Hari pemeriksaan"] == "4 (median) per provinsi Kalimantan Selatan 4"


def test_nothing_where_nothing_was_decided(login, cast, scheme):
    stage.assist(cast["tabalong"].region, scheme)
    shown = told(login("kalsel").get(BOARD))
    assert {shown[name] for name in ("Hari pemeriksaan", "Dikembalikan")} == {"belum ada keputusan"}
    assert shown["Paling lama menunggu"] == "tidak ada yang menunggu"


def test_the_days_that_are_covered_are_told(login, worked, freezer_at):
    with freezer_at("2027-01-20T03:00:00+00:00"):
        page = login("kalsel").get(BOARD)
    assert "keputusan sejak 20 Januari 2026" in text_of(page)
    assert told(page)["Dikembalikan"] == "0&nbsp;% (0/1)"


def test_nothing_of_another_province(login, worked, freezer_at):
    with freezer_at("2026-06-11T03:00:00+00:00"):
        shown = told(login("kalteng").get(BOARD))
    assert (shown["Hari pemeriksaan"], shown["Paling lama menunggu"]) == ("belum ada keputusan", "Kabupaten Gunung Mas, M1 41 hari")


def test_a_duty_of_a_province_is_no_milestone_of_a_district(cast, worked, regions):
    before = figures.decisions()
    figures.forget()
    stage.decide(stage.submit(stage.duty(regions["62"]), by=cast["kalteng"]), "approve", by=cast["pusat"])
    assert figures.decisions() == before
    assert figures.oldest(board.cells_of(regions["62"])).url == worked.get_absolute_url()


def test_decisions_are_counted_once_in_ten_minutes(worked, freezer_at, regions):
    with freezer_at("2026-06-11T03:00:00+00:00") as clock:
        assert figures.of(regions["63"]).count == 3
        with CaptureQueriesContext(connection) as asked:
            figures.of(regions["63"])
            clock.tick(599)
            figures.of(regions["ID"])
        assert len(asked) == 0
        clock.tick(2)
        with CaptureQueriesContext(connection) as asked:
            figures.of(regions["63"])
        assert len(asked) == 1


def test_the_share_is_of_a_hundred():
    assert [figures.Decisions(*counted).share for counted in ((0, 0), (3, 1), (8, 8), (1000, 4))] == [None, 33, 100, 0]


def test_who_is_not_assisted_stands_nowhere(regions, cast, scheme):
    stage.assist(cast["hst"].region, scheme)
    counted = figures.reached(board.cells_of(regions["63"]))
    assert (counted.none_yet, counted.rows([1])) == (1, [("M1", 0, 1)])


def test_a_further_year_of_a_milestone_has_reached_it():
    first = [("63.09", "kabupaten", "Tabalong", 2021, number, number, "approved", 0, 0, None) for number in (1, 2, 3)]
    counted = figures.reached([*first, ("63.09", "kabupaten", "Tabalong", 2021, 4, 9, "draft", 0, 2, 3)])
    assert counted.rows([3, 4]) == [("M3", 0, 0), ("M4", 1, 1)]


@pytest.mark.parametrize(
    ("who", "code", "status"), [("pusat", "63", 200), ("pusat", "ID", 404), ("pusat", "63.09", 404), ("pusat", "xx", 404), ("kalsel", "63", 200), ("kalsel", "62", 404)]
)
def test_which_boards_are_in_reach(login, regions, who, code, status):
    assert login(who).get(reverse("reporting:board_province", args=[code])).status_code == status


def test_a_median_is_exact():
    assert isinstance(figures.Decisions(1, 0, Decimal("2.5")).median, Decimal)
