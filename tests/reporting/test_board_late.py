"""What the boards call late: by the rule of `milestones/deadlines.py`, which is told of one row; here of all of them."""

from datetime import date

import pytest

from ssk_portal.milestones.deadlines import days_late, with_deadlines
from ssk_portal.milestones.models import Deadline, Progress
from ssk_portal.reporting import board
from tests.reporting import stage
from tests.reporting.boards import BOARD, row_of, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def dated(cast, regions, scheme, freezer_at):
    with freezer_at("2026-06-01T03:00:00+00:00"):
        progresses = stage.assist(regions["63.09"], scheme)
        progresses[0] = stage.submit(progresses[0], by=cast["tabalong"])
    for number in (1, 2, 3):
        Deadline.objects.create(cohort_year=2023, number=number, region=regions["ID"], submit_by=date(2026, 6, number), review_by=date(2026, 7, number))
    return progresses


def late_then(moment, region, freezer_at):
    with freezer_at(moment):
        cells = {board.progress_of(cell): bool(board.late_of(cell)) for cell in board.cells_of(region) if board.progress_of(cell)}
        rows = with_deadlines(Progress.objects.select_related("region", "assistance").filter(assistance__isnull=False))
        assert {row.pk: bool(days_late(row)) for row in rows} == cells, "as the rule tells of each row"
        return [late for _pk, late in sorted(cells.items())]


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        ("2026-06-02T15:59:00+00:00", [False, False, False, False]),
        ("2026-06-02T16:01:00+00:00", [False, True, False, False]),  # the 3rd in WITA
        ("2026-07-01T15:59:00+00:00", [False, True, True, False]),
        ("2026-07-01T16:01:00+00:00", [True, True, True, False]),
    ],
)
def test_open_after_the_day_of_submission_waiting_after_the_promised_day(dated, cast, freezer_at, moment, late):
    assert late_then(moment, cast["kalsel"].region, freezer_at) == late


@pytest.mark.parametrize(("moment", "late"), [("2026-06-24T03:00:00+00:00", False), ("2026-06-25T03:00:00+00:00", True)])
def test_what_was_submitted_late_waits_for_fourteen_days(dated, cast, freezer_at, moment, late):
    with freezer_at("2026-06-10T03:00:00+00:00"):
        stage.submit(dated[1], by=cast["tabalong"])
    assert late_then(moment, cast["kalsel"].region, freezer_at)[1] is late


def test_a_province_moves_its_days(dated, cast, regions, freezer_at):
    Deadline.objects.create(cohort_year=2023, number=2, region=regions["63"], submit_by=date(2026, 9, 1), review_by=date(2026, 9, 9), reason="Banjir")
    Deadline.objects.create(cohort_year=2023, number=3, region=regions["62"], submit_by=date(2026, 9, 1), review_by=date(2026, 9, 9), reason="Asap")
    assert late_then("2026-06-20T03:00:00+00:00", cast["kalsel"].region, freezer_at)[1:] == [False, True, False]


def test_a_cell_says_it_in_a_word_and_it_can_be_asked_for(dated, login, freezer_at):
    with freezer_at("2026-06-20T03:00:00+00:00"):
        page = login("kalsel").get(BOARD, {"terlambat": "1"})
    assert shown(page) == ["63.09"]
    assert row_of(page, "63.09")[3].endswith("kurang 2 terlambat")
    assert '<td class="s-draft late">' in page.content.decode()
    with freezer_at("2026-05-20T03:00:00+00:00"):
        assert shown(login("kalsel").get(BOARD, {"terlambat": "1"})) == []
