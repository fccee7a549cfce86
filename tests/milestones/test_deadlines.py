"""Deadlines: the one rule for a progress, who sets them, what is late, who is reminded."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from ssk_portal.milestones.deadlines import days_late, deadline_of, late, promised, review_words, submit_words, with_deadlines
from ssk_portal.milestones.models import Deadline, Progress
from ssk_portal.review.actions import advance
from tests.milestones import factories

DAYS = {"submit_by": date(2023, 6, 30), "review_by": date(2023, 7, 14)}


def national(regions, number=1, **more) -> Deadline:
    return Deadline.objects.create(**{"cohort_year": 2023, "number": number, "region": regions["ID"], **DAYS} | more)


def asked_in_both_ways(row) -> Deadline | None:
    """The deadline, by the list's subquery and of the single row: they never differ."""
    (listed,) = with_deadlines(Progress.objects.filter(pk=row.pk))
    single = deadline_of(Progress.objects.get(pk=row.pk))
    assert deadline_of(listed) == single
    return single


def test_the_provinces_own_else_the_countrys(cast, regions):
    tabalong, gumas = factories.progress(regions["63.09"]), factories.progress(regions["62.10"])
    assert asked_in_both_ways(tabalong) is None
    country = national(regions)
    own = national(regions, region=regions["63"], submit_by=date(2023, 8, 1), review_by=date(2023, 8, 20), reason="Banjir")
    assert asked_in_both_ways(tabalong) == own
    assert asked_in_both_ways(gumas) == country


@pytest.mark.parametrize("other", [{"cohort_year": 2024}, {"number": 2}, {"round": 2}, {"level": "province"}])
def test_what_is_set_for_something_else_does_not_count(other, cast, regions):
    national(regions, **other)
    assert asked_in_both_ways(factories.progress(regions["63.09"])) is None


def test_a_province_says_why(cast, regions):
    with pytest.raises(ProgrammingError, match="says why"), transaction.atomic():
        national(regions, region=regions["63"])


def lateness(row, moment, freezer_at) -> tuple[int, bool]:
    """Of the row, and of the database: 0 days exactly where the filter leaves it out."""
    with freezer_at(moment):
        fresh = with_deadlines(Progress.objects.filter(pk=row.pk)).select_related("region").get()
        found = days_late(fresh), late(Progress.objects.filter(pk=row.pk)).exists()
    assert bool(found[0]) == found[1]
    return found


def test_open_work_is_late_the_day_after(cast, regions, freezer_at):
    national(regions)
    row = factories.progress(regions["63.09"])
    # In Tabalong (WITA) the last day ends at 16.00 UTC.
    assert lateness(row, "2023-06-30T15:59:00+00:00", freezer_at) == (0, False)
    assert lateness(row, "2023-06-30T16:01:00+00:00", freezer_at) == (1, True)
    assert lateness(row, "2023-07-12T05:00:00+00:00", freezer_at) == (12, True)
    with freezer_at("2023-07-12T05:00:00+00:00"):
        assert submit_words(Progress.objects.get(pk=row.pk)) == "batas pengajuan 30 Juni 2023 (terlambat 12 hari)"
    with freezer_at("2023-06-01T05:00:00+00:00"):
        assert submit_words(Progress.objects.get(pk=row.pk)) == "batas pengajuan 30 Juni 2023"
        assert review_words(Progress.objects.get(pk=row.pk)) == ""


def test_an_answer_is_promised_by_the_deadline_when_it_came_in_time(cast, regions, freezer_at):
    national(regions)
    with freezer_at("2023-06-30T15:00:00+00:00"):
        row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    assert promised(row) == DAYS["review_by"]
    assert lateness(row, "2023-07-14T05:00:00+00:00", freezer_at) == (0, False)
    assert lateness(row, "2023-07-15T05:00:00+00:00", freezer_at) == (1, True)


def test_an_answer_to_what_came_too_late_has_our_own_term(cast, regions, freezer_at):
    national(regions)
    with freezer_at("2023-06-30T17:00:00+00:00"):
        row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    assert promised(row) == date(2023, 7, 1) + timedelta(days=14)
    assert lateness(row, "2023-07-15T05:00:00+00:00", freezer_at) == (0, False)
    assert lateness(row, "2023-07-16T05:00:00+00:00", freezer_at) == (1, True)
    with freezer_at("2023-07-16T05:00:00+00:00"):
        assert review_words(Progress.objects.get(pk=row.pk)) == "jawaban dijanjikan paling lambat 15 Juli 2023 (terlambat 1 hari)"


def test_without_a_deadline_only_reviews_can_be_late(cast, regions, freezer_at):
    with freezer_at("2023-06-01T05:00:00+00:00"):
        row = factories.submitted(regions["63.09"], by=cast["tabalong"])
        other = factories.progress(regions["63.09"], 2)
    assert lateness(row, "2023-06-15T05:00:00+00:00", freezer_at) == (0, False)
    assert lateness(row, "2023-06-16T05:00:00+00:00", freezer_at) == (1, True)
    assert lateness(other, "2026-06-16T05:00:00+00:00", freezer_at) == (0, False)


def test_what_is_decided_is_never_late(cast, regions, freezer_at):
    national(regions)
    row = advance(factories.submitted(regions["63.09"], by=cast["tabalong"]), "approve", by=cast["kalsel"])
    assert lateness(row, "2026-06-16T05:00:00+00:00", freezer_at) == (0, False)
    assert promised(row) is None
    past = factories.historical(regions["62.10"], by=cast["kalteng"])
    assert lateness(past, "2026-06-16T05:00:00+00:00", freezer_at) == (0, False)
