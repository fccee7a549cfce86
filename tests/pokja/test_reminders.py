"""Reminders of decrees that run out: who, when, once, and until a successor is entered."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from freezegun import freeze_time

from ssk_portal.accounts.actions import deactivate_user
from ssk_portal.accounts.models import Rhythm, User
from ssk_portal.notices.models import Kind, Notice
from ssk_portal.reporting.todo import tasks_for
from tests import factories as people
from tests.at_once import at_once
from tests.counting import queries
from tests.pokja import factories

LAST = date(2026, 12, 31)


def at(day: date, hour=2) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def before(days: int) -> date:
    return LAST - timedelta(days=days)


def run(day: date, hour=2) -> list[tuple[str, int]]:
    """Run what is due on that day. Returns who has been told so far, and at which threshold."""
    with freeze_time(at(day, hour)):
        call_command("run_due", stdout=StringIO())
    return told()


def told():
    rows = Notice.objects.filter(kind=Kind.DECREE_ENDS).order_by("pk").values_list("user__username", "days_before")
    return sorted(rows, key=lambda row: (-(row[1] or 0), row[0]))


@pytest.fixture
def decree(cast, regions):
    return factories.decree(factories.pokja(regions["63.09"]), valid_to=LAST)


class TestWho:
    def test_the_district_and_its_province(self, decree):
        assert run(before(90)) == [("kalsel", 90), ("kalsel2", 90), ("tabalong", 90), ("tabalong2", 90)]

    def test_for_a_province_the_province_and_the_country(self, cast, regions):
        factories.decree(factories.pokja(regions["63"]), valid_to=LAST)
        assert run(before(90)) == [("kalsel", 90), ("kalsel2", 90), ("pusat", 90), ("pusat2", 90)]

    def test_who_joins_later_is_told_once_too(self, cast, decree, regions):
        deactivate_user(cast["tabalong2"], by=cast["admin"], reason="pindah")
        assert ("tabalong2", 90) not in run(before(90))
        User.objects.filter(pk=cast["tabalong2"].pk).update(is_active=True)
        assert [row for row in run(before(80)) if row[0] == "tabalong2"] == [("tabalong2", 90)]
        assert len(run(before(79))) == 4


class TestWhen:
    def test_not_before_and_once_at_each_threshold(self, decree):
        counts = {days: len(run(before(days))) for days in (91, 90, 89, 31, 30, 29, 1, 0, -1, -30)}
        assert counts == {91: 0, 90: 4, 89: 4, 31: 4, 30: 8, 29: 8, 1: 8, 0: 12, -1: 12, -30: 12}

    @pytest.mark.parametrize(("days", "threshold"), [(60, 90), (12, 30), (0, 0), (-5, 0)])
    def test_missed_days_bring_the_last_threshold_only(self, decree, days, threshold):
        assert {row[1] for row in run(before(days))} == {threshold}

    def test_what_ended_long_ago_is_no_news(self, decree):
        assert run(before(-31)) == []

    def test_a_longer_term_is_told_of_anew(self, decree):
        run(before(30))
        decree.valid_to = LAST + timedelta(days=365)
        decree.save()
        assert len(run(before(29))) == 4
        assert {row[1] for row in run(decree.valid_to - timedelta(days=30))[:4]} == {30}

    @pytest.mark.parametrize("other", [timedelta(days=-30), timedelta(days=30)])
    def test_a_last_day_set_back_to_what_it_was_is_told_of_again(self, decree, other):
        """Else the day told last would be a wrong one."""
        told = []
        for last, days in ((LAST, 60), (LAST + other, 59), (LAST, 58), (LAST, 57)):
            decree.valid_to = last
            decree.save()
            run(before(days))
            told.append([notice.day for notice in Notice.objects.unread().filter(user__username="tabalong")])
        assert told == [[LAST], [LAST + other], [LAST], [LAST]]

    def test_where_the_successor_goes_it_is_told_again(self, decree):
        run(before(60))
        successor = factories.decree(decree.pokja, number="2", valid_from=LAST + timedelta(days=1), valid_to=date(2029, 12, 31))
        run(before(59))
        assert Notice.objects.unread().count() == 0
        successor.delete()
        run(before(58))
        assert Notice.objects.unread().count() == 4

    def test_a_decree_that_has_not_begun_is_not_told_of(self, decree):
        decree.valid_from = before(10)
        decree.save()
        assert run(before(30)) == []
        assert {row[1] for row in run(before(10))} == {30}


class TestUntil:
    def successor(self, decree, **fields):
        return factories.decree(decree.pokja, number="188.45/2/2027", **{"valid_from": LAST + timedelta(days=1), "valid_to": date(2029, 12, 31)} | fields)

    @pytest.mark.parametrize("fields", [{}, {"valid_to": None, "date": date(2026, 12, 1)}, {"valid_from": None, "date": date(2027, 1, 4)}])
    def test_a_successor_is_entered(self, decree, fields):
        run(before(90))
        self.successor(decree, **fields)
        assert len(run(before(30))) == 4

    def test_one_that_names_it_follows_whatever_its_term(self, decree):
        self.successor(decree, supersedes=decree, valid_from=None, valid_to=None, date=None)
        assert run(before(30)) == []

    def test_it_is_revoked(self, decree):
        run(before(90))
        decree.revoked_on = before(50)
        decree.save()
        assert len(run(before(30))) == 4

    def test_a_revoked_successor_follows_nothing(self, decree):
        self.successor(decree, revoked_on=before(40))
        assert len(run(before(30))) == 4

    def test_an_older_decree_or_one_of_another_pokja_follows_nothing(self, decree, regions):
        factories.decree(decree.pokja, number="188.45/0/2020", date=date(2020, 1, 1), valid_from=date(2020, 1, 1), valid_to=date(2023, 12, 31))
        factories.decree(factories.pokja(regions["63.07"]), valid_to=date(2029, 12, 31))
        assert len(run(before(30))) == 4

    def test_what_was_not_mailed_yet_is_taken_back(self, decree):
        assert len(run(before(90), hour=2)) == 4  # told at 10.00 WITA, for the digest of the next morning
        self.successor(decree)
        run(before(89), hour=1)
        assert mail.outbox == []
        assert Notice.objects.unread().count() == 0


class TestWords:
    def test_the_mail_says_which_decree_which_day_and_where(self, cast, decree):
        User.objects.filter(username__in=["tabalong", "kalsel"]).update(rhythm=Rhythm.AT_ONCE)
        User.objects.filter(username="kalsel").update(language="en")
        run(before(90))
        run(before(90), hour=3)
        mails = {message.to[0]: message for message in mail.outbox}
        assert mails["tabalong@example.org"].subject.startswith("Portal SSK: SK Bupati 188.45/1/2024 – Pokja PKP Kabupaten Tabalong berlaku sampai 31 Desember 2026.")
        assert "Catat SK penggantinya di halaman Pokja" in mails["tabalong@example.org"].body
        assert f"http://127.0.0.1:8000{decree.get_absolute_url()}" in mails["tabalong@example.org"].body
        assert mails["kalsel@example.org"].subject.startswith("Portal SSK: SK Bupati 188.45/1/2024 – Pokja PKP Kabupaten Tabalong is in force until 31 December 2026.")

    @pytest.mark.parametrize(
        ("days", "words"), [(30, "berlaku sampai 31 Desember 2026"), (0, "hari ini, 31 Desember 2026, untuk terakhir kali"), (-3, "berakhir pada 31 Desember 2026")]
    )
    def test_the_inbox_says_how_it_stands_on_the_day_it_is_read(self, login, decree, days, words):
        run(before(30))
        with freeze_time(at(before(days), hour=4)):
            text = login("tabalong").get("/pemberitahuan/").content.decode()
        assert words in text


class TestStartPage:
    def tasks(self, user, day):
        with freeze_time(at(day)):
            return [(task.text, task.url) for task in tasks_for(user) if task.icon == "file-earmark"]

    def test_the_province_sees_those_of_its_districts(self, cast, decree, regions):
        factories.decree(factories.pokja(regions["63"]), valid_to=date(2029, 1, 1))
        factories.decree(factories.pokja(regions["62.10"]), valid_to=LAST)
        url = decree.get_absolute_url()
        assert self.tasks(cast["kalsel"], before(91)) == []
        assert self.tasks(cast["kalsel"], before(1)) == [("SK Pokja PKP Kabupaten Tabalong berakhir dalam 1 hari", url)]
        assert self.tasks(cast["kalsel"], LAST) == [("SK Pokja PKP Kabupaten Tabalong berakhir hari ini", url)]
        assert self.tasks(cast["kalsel"], before(-2)) == [("SK Pokja PKP Kabupaten Tabalong berakhir 2 hari yang lalu", url)]
        assert self.tasks(cast["pusat"], before(1)) == []

    def test_the_country_sees_those_of_the_provinces(self, cast, regions):
        factories.decree(factories.pokja(regions["63"]), valid_to=LAST)
        assert [text for text, _url in self.tasks(cast["pusat"], before(30))] == ["SK Pokja PKP Provinsi Kalimantan Selatan berakhir dalam 30 hari"]

    def test_a_successor_ends_it(self, cast, decree):
        assert len(self.tasks(cast["tabalong"], before(30))) == 1
        factories.decree(decree.pokja, number="188.45/2/2027", valid_from=date(2027, 1, 1), valid_to=date(2029, 12, 31))
        assert self.tasks(cast["tabalong"], before(30)) == []

    def test_the_page_asks_as_often_with_more_of_them(self, login, decree, regions):
        with freeze_time(at(before(30))):
            client = login("kalsel")
            one = queries(client, "/")
            for code in ("63.07", "63"):
                factories.decree(factories.pokja(regions[code]), valid_to=LAST)
            assert queries(client, "/") == one


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_nobody_twice():
    regions = people.regions()
    people.cast(regions)
    for number in range(6):
        factories.decree(factories.pokja(regions["63.09"], f"Pokja {number}"), valid_to=LAST)

    def work():
        call_command("run_due", stdout=StringIO())

    with freeze_time(at(before(30)), ignore=["threading"]):
        assert at_once(work, work, work) == [None] * 3
        call_command("run_due", stdout=StringIO())
    assert len(told()) == len(set(Notice.objects.values_list("user", "object_id", "days_before"))) == 24
