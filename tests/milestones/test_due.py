"""Reminders of deadlines: who is told, once, and what is taken back."""

from datetime import date

from django.utils import timezone

from ssk_portal.milestones.due import remind_of_deadlines
from ssk_portal.milestones.models import Assistance
from ssk_portal.notices.models import Kind, Notice
from ssk_portal.review.actions import advance
from tests.milestones import factories
from tests.milestones.test_deadlines import DAYS, national


def reminded(kind) -> list[tuple]:
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("user__username", "day", "days_before", "read_at"))


def test_the_district_is_reminded_before_the_last_day(cast, regions, freezer_at):
    national(regions)
    factories.progress(regions["63.09"])
    for moment, written in [
        ("2023-06-15T05:00:00+00:00", 0),
        ("2023-06-16T05:00:00+00:00", 2),
        ("2023-06-17T05:00:00+00:00", 0),
        ("2023-06-28T05:00:00+00:00", 2),
        ("2023-07-01T05:00:00+00:00", 0),
    ]:
        with freezer_at(moment):
            assert remind_of_deadlines(timezone.now()) == written, moment
    told = reminded(Kind.SUBMIT_DUE)
    assert {(name, day) for name, day, _before, _read in told} == {("tabalong", DAYS["submit_by"]), ("tabalong2", DAYS["submit_by"])}
    # Once the day is over nothing of it is due any more.
    assert all(before is None and read is not None for _name, _day, before, read in told)
    notice = Notice.objects.filter(kind=Kind.SUBMIT_DUE).first()
    assert notice.sentence == "M1 Kabupaten Tabalong harus diajukan paling lambat 30 Juni 2023. Saat ini belum diajukan."


def test_who_leaves_before_that_day_is_not_reminded(cast, regions, freezer_at):
    national(regions)
    factories.progress(regions["63.09"])
    with freezer_at("2023-06-16T05:00:00+00:00"):
        for day, written in (("2023-06-30", 0), ("2023-07-01", 2)):
            Assistance.objects.update(left_on=day, left_reason="Pindah program")
            assert remind_of_deadlines(timezone.now()) == written, day


def test_a_reminder_is_dropped_once_it_is_submitted_or_another_day_is_set(cast, regions, freezer_at):
    national(regions)
    factories.progress(regions["63.09"])
    with freezer_at("2023-06-20T05:00:00+00:00"):
        assert remind_of_deadlines(timezone.now()) == 2
        national(regions, region=regions["63"], submit_by=date(2023, 7, 1), review_by=date(2023, 7, 20), reason="Banjir")
        assert remind_of_deadlines(timezone.now()) == 2
        assert [day for _name, day, before, read in reminded(Kind.SUBMIT_DUE) if read is None] == [date(2023, 7, 1)] * 2
        factories.submitted(regions["63.09"], by=cast["tabalong"])
        assert remind_of_deadlines(timezone.now()) == 0
        assert all(read for *_rest, read in reminded(Kind.SUBMIT_DUE))


def test_the_reviewers_are_reminded_once_the_promise_is_broken(cast, regions, freezer_at):
    national(regions)
    with freezer_at("2023-06-20T05:00:00+00:00"):
        row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    with freezer_at("2023-07-14T05:00:00+00:00"):
        assert remind_of_deadlines(timezone.now()) == 0
    with freezer_at("2023-07-15T05:00:00+00:00"):
        assert (remind_of_deadlines(timezone.now()), remind_of_deadlines(timezone.now())) == (2, 0)
        assert {name for name, *_rest in reminded(Kind.REVIEW_LATE)} == {"kalsel", "kalsel2"}
        advance(row, "approve", by=cast["kalsel"])
        remind_of_deadlines(timezone.now())
    assert all(read for *_rest, read in reminded(Kind.REVIEW_LATE))
