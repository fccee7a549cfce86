"""The board as it stood on an earlier day, told from the history."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import accumulate

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ssk_portal.audit.actors import acting
from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.actions import remove_assistance
from ssk_portal.milestones.giving import last_submitted, take_back
from ssk_portal.milestones.models import Assistance, Deadline, Evidence, Progress, Requirement
from ssk_portal.reporting import board, board_then
from tests.reporting import stage
from tests.reporting.boards import BOARD, row_of
from tests.reporting.history import at
from tests.words import text_of

pytestmark = pytest.mark.django_db
FIRST = date(2026, 3, 1)


@pytest.fixture
def told(login, cast):
    """Tabalong in 2026: assisted on 2 February, M1 submitted on 10 March, returned on 20 March, submitted again on 5 April."""
    with at("2026-02-02T03:00:00"):
        first, *_rest = stage.assist(cast["tabalong"].region, stage.scheme())
    with at("2026-03-10T03:00:00"):
        first = stage.submit(first, by=cast["tabalong"])
    with at("2026-03-20T16:30:00"):  # 00.30 WITA of the 21st
        first = stage.decide(first, "send_back", by=cast["kalsel"], note="Lengkapi")
        take_back(Evidence.objects.filter(progress=first).first(), by=cast["tabalong"])
    with at("2026-04-05T03:00:00"):
        stage.submit(first, by=cast["tabalong"])

    def show(day, who="kalsel", **asked):
        with freeze_time("2026-11-26T03:00:00"):
            return login(who).get(BOARD, {"per": day, **asked})

    return show


@pytest.mark.parametrize(
    ("day", "cell"),
    [
        ("2026-03-09", "Draf 35 hari kurang 2"),
        ("2026-03-10", "Diajukan 0 hari"),
        ("2026-03-20", "Diajukan 10 hari"),  # half an hour before it was returned
        ("2026-03-21", "Dikembalikan 0 hari kurang 1"),
        ("2026-04-04", "Dikembalikan 14 hari kurang 1"),
        ("2026-04-30", "Diajukan 25 hari terlambat"),
        ("2026-11-25", "Diajukan 234 hari terlambat"),
    ],
)
def test_a_cell_is_told_as_it_was_at_the_end_of_the_day(told, day, cell):
    assert row_of(told(day), "63.09")[2] == cell


def test_the_page_says_that_it_is_of_the_past_and_leads_back(told):
    text = text_of(told("2026-03-15", status="submitted"))
    assert "papan pantau sebagaimana tercatat dalam Portal pada akhir 15 Maret 2026" in text
    assert '<a href="?status=submitted">Kembali ke hari ini</a>' in text
    assert "Anda melihat keadaan lampau" not in told("").content.decode()
    assert "Anda melihat keadaan lampau" not in told("2026-11-26").content.decode(), "today is no past"


def test_of_a_day_before_the_history_nothing_is_told(told):
    text = text_of(told("2026-02-01"))
    assert "Riwayat dalam Portal dimulai pada 2 Februari 2026: keadaan pada 1 Februari 2026 tidak tercatat." in text
    assert '<table class="board">' not in text


def test_where_nothing_was_ever_recorded_there_is_no_earlier_day(login, cast):
    assert "Belum ada pendampingan yang dicatat" in login("kalsel").get(BOARD, {"per": "2026-02-01"}).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence", "shown"),
    [
        ("besok", "Ini bukan tanggal. Tulislah hari/bulan/tahun, misalnya 31/10/2026.", 'value="besok"'),
        ("2026-02-30", "Ini bukan tanggal.", 'value="2026-02-30"'),
        ("2026-11-27", "27 November 2026 belum tiba", 'value="2026-11-27"'),
        ("9999-12-31", "31 Desember 9999 belum tiba", 'value="9999-12-31"'),
        ('"><b>', "Ini bukan tanggal.", 'value="&quot;&gt;&lt;b&gt;"'),
    ],
)
def test_a_day_that_is_none_is_told_at_its_box_and_today_is_shown(told, typed, sentence, shown):
    page = told(typed)
    text = page.content.decode()
    assert (sentence in text, shown in text) == (True, True)
    assert row_of(page, "63.09")[2] == "Diajukan 235 hari terlambat"


def test_a_day_may_be_typed_as_people_write_it(told):
    assert row_of(told("15/3/2026"), "63.09")[2] == "Diajukan 5 hari"


def test_the_rights_are_those_of_today(told, regions):
    assert told("2026-03-15", who="tabalong").status_code == 403
    page = told("2026-03-15", who="kalteng")
    assert ("/wilayah/63.09/" in page.content.decode(), "/wilayah/62.10/" in page.content.decode()) == (False, True)
    with freeze_time("2026-11-26T03:00:00"):
        assert page.client.get(reverse("reporting:board_province", args=["63"]), {"per": "2026-03-15"}).status_code == 404


def test_a_milestone_that_is_there_no_more_is_told_without_a_link(cast, login):
    with at("2026-02-02T03:00:00"):
        rows = stage.assist(cast["tabalong"].region, stage.scheme())
    with at("2026-03-02T03:00:00"):
        remove_assistance(rows[0].assistance, by=cast["kalsel"])
    with freeze_time("2026-11-26T03:00:00"):
        page = login("kalsel").get(BOARD, {"per": "2026-03-01"})
        now = login("kalsel").get(BOARD)
    assert row_of(page, "63.09")[1:3] == ["2023", "Draf 27 hari kurang 2"]
    assert "/milestone/" not in page.content.decode().partition("<tbody>")[2]
    assert row_of(now, "63.09")[1:] == ["–", "belum didampingi"]


def test_the_number_of_queries_stays(told, django_assert_max_num_queries, cast):
    client = told("2026-03-15").client

    def asked():
        with freeze_time("2026-11-26T03:00:00"), django_assert_max_num_queries(4) as queries:
            client.get(BOARD, {"per": "2026-03-15"})
        return len(queries)

    one = asked()
    with at("2026-02-02T03:00:00"):
        for name in ("hst", "gumas"):
            stage.assist(cast[name].region, Assistance.objects.first().scheme)
    assert asked() == one


# Random work: how many half days after the work before, what is done, in which district, on which milestone.
DISTRICTS = ("tabalong", "hst", "gumas")
WORK = ("assist", "fill", "take_away", "submit", "withdraw", "begin", "send_back", "approve", "next_year", "leave", "leave_later", "date", "ask_more", "remove")
a_step = st.tuples(st.integers(0, 3), st.sampled_from(WORK), st.sampled_from(DISTRICTS), st.integers(1, 4))
steps = st.lists(a_step, min_size=8, max_size=24).map(lambda rest: [*((0, "assist", who, 1) for who in DISTRICTS), *rest])


class Work:
    """What people do in the portal; what the portal refuses is left undone."""

    def __init__(self, cast, scheme):
        self.cast, self.scheme = cast, scheme
        self.year = 2020

    def try_to(self, what, who, number):
        with suppress(NotNow, DatabaseError), transaction.atomic():
            self.do(what, who, number)

    def do(self, what, who, number):
        staff, officer = self.cast[who], self.cast["kalteng" if who == "gumas" else "kalsel"]
        assistance = Assistance.objects.filter(district=staff.region).order_by("-cohort_year").first()
        row = Progress.objects.filter(assistance=assistance, milestone__number=number).order_by("-round").first() if assistance else None
        if what == "assist":
            self.year += 1
            stage.assist(staff.region, self.scheme, year=self.year)
        elif what == "date":
            found = Deadline.objects.filter(number=number, region=officer.region).first()
            day = timezone.localdate() + timedelta(days=3 - number)
            dates = {"submit_by": day, "review_by": day + timedelta(days=number), "reason": "banjir"}
            if found and number == 1:
                found.delete()
            else:
                Deadline.objects.update_or_create(cohort_year=self.year, number=number, region=officer.region, defaults=dates)
        elif what == "ask_more":
            milestone = self.scheme.milestones.get(number=number)
            Requirement.objects.create(
                milestone=milestone, title_id=f"Baru {Requirement.objects.count()}", title_en="New", kind="text", compulsory=True, basis="stated", source="uji"
            )
        elif row is not None:
            getattr(self, f"_{what}", self._step)(row, what, staff, officer)

    def _step(self, row, what, staff, officer):
        by = staff if what in ("submit", "withdraw") else officer
        stage.decide(row, what, by=by, note="Catatan")

    def _fill(self, row, _what, staff, _officer):
        stage.fill(row, by=staff)

    def _take_away(self, row, _what, staff, _officer):
        given = Evidence.objects.current().filter(progress=row)
        if row.round == 1 or last_submitted(row):
            given.update(removed_at=timezone.now(), removed_by=staff)
        else:
            given.delete()

    def _next_year(self, row, _what, _staff, _officer):
        if row.milestone.number == 4:
            Progress.objects.create(region=row.region, assistance=row.assistance, milestone=row.milestone, round=row.round + 1, year=row.year + 1)

    def _leave(self, row, what, _staff, officer):
        days = 2 if what == "leave_later" else 0
        with acting(officer):
            row.assistance.left_on, row.assistance.left_reason = timezone.localdate() + timedelta(days=days), "Mundur"
            row.assistance.save()

    _leave_later = _leave

    def _remove(self, row, _what, _staff, officer):
        remove_assistance(row.assistance, by=officer)


def replay(cast, regions, steps):
    """Does the steps, half a day after half a day, and writes down what the board of each province showed when a day ended there."""
    with at("2026-01-02T03:00:00"):
        work, seen = Work(cast, stage.scheme()), {}
    halves = list(accumulate(step[0] for step in steps))
    for half in range(halves[-1] + 2):
        day, night = FIRST + timedelta(days=half // 2), half % 2
        with at(f"{day}T{'16:30:00' if night else '03:00:00'}"):  # by night: the day after in WITA, still the same in WIB
            for step_half, (_gap, *step) in zip(halves, steps, strict=True):
                if step_half == half:
                    work.try_to(*step)
        province = regions["62" if night else "63"]
        with freeze_time(f"{day}T{'16:59:59' if night else '15:59:59'}"):
            seen[province, day] = board.cells_of(province)
    return seen


def compare(seen):
    """The board as of each day is the board that was seen at the end of it; a link leads nowhere where the milestone was removed since."""
    there = set(Progress.objects.values_list("pk", flat=True))
    for (province, day), cells in seen.items():
        expected = [(*cell[:5], cell[5] if cell[5] in there else None, *cell[6:]) for cell in cells]
        assert board_then.cells_then(province, day) == expected, (province.code, day)


# Every kind of work, in an order in which the portal lets it be done.
STORY = [
    *((0, "assist", who, 1) for who in DISTRICTS),
    *((2, work, "tabalong", number) for number in range(1, 5) for work in ("fill", "submit", "begin", "send_back", "fill", "submit", "begin", "approve")),
    *((1, *step) for step in (("next_year", "tabalong", 4), ("fill", "tabalong", 4), ("ask_more", "tabalong", 4), ("take_away", "tabalong", 4))),
    *((1, *step) for step in (("fill", "gumas", 1), ("take_away", "gumas", 1), ("date", "gumas", 2), ("date", "gumas", 1), ("fill", "gumas", 1), ("submit", "gumas", 1))),
    *(
        (1, *step)
        for step in (("withdraw", "gumas", 1), ("date", "gumas", 1), ("assist", "gumas", 1), ("remove", "gumas", 1), ("remove", "hst", 1), ("leave_later", "tabalong", 1))
    ),
    (4, "leave", "gumas", 1),
    (9, "assist", "hst", 1),
]


def test_the_history_tells_a_whole_story(cast, regions):
    seen = replay(cast, regions, STORY)
    cells = [cell for cells in seen.values() for cell in cells]
    assert set(map(board.state_of, cells)) == {None, "draft", "submitted", "in_review", "returned", "approved"}
    assert set(map(board.round_of, cells)) == {None, 2}
    assert [any(cell[place] for cell in cells) for place in (8, 10, 11)] == [True] * 3, "missing, late, left"
    compare(seen)


@settings(max_examples=8, phases=[Phase.generate])
@given(steps=steps)
def test_the_history_tells_what_was_seen_on_each_day(cast, regions, steps):
    """Random work on random days, in both time zones."""
    with transaction.atomic():
        compare(replay(cast, regions, steps))
        transaction.set_rollback(True)
