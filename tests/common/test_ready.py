"""Questions put together once for a post: they give what the queryset gives, to each reader the own rows, at each time."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ssk_portal.common.ready import NOW, TODAY, WHICH, WHO, ready
from ssk_portal.milestones.deadlines import deadline_of, with_deadlines
from ssk_portal.milestones.models import Deadline, Progress
from ssk_portal.regions.days import today_there
from ssk_portal.regions.models import Region
from tests.milestones import factories

pytestmark = pytest.mark.django_db


def drafts(reader):
    return with_deadlines(Progress.objects.filter(region=reader.region_id)).select_related("region__province", "milestone", "submitted_by").order_by("pk")


@pytest.fixture
def three(cast, regions, freezer_at):
    """M1 of Tabalong and of HST, submitted; and dates for M1."""
    Deadline.objects.create(region=regions["ID"], cohort_year=2023, number=1, submit_by="2026-11-30", review_by="2026-12-24")
    with freezer_at("2026-11-22T12:00:00+00:00"):
        return factories.submitted(regions["63.09"], by=cast["tabalong"]), factories.submitted(regions["63.07"], by=cast["hst"])


def test_the_rows_are_those_of_the_queryset_with_all_that_was_read_along(cast, three, django_assert_num_queries):
    ask = ready(drafts)
    for name in ("tabalong", "hst", "tabalong"):
        found, wanted = ask(cast[name]), list(drafts(cast[name]))
        assert found == wanted
        assert [vars(row)["deadlines"] for row in found] == [vars(row)["deadlines"] for row in wanted]
        with django_assert_num_queries(0):
            assert [(row.region.province.name, row.milestone.short, row.submitted_by and row.submitted_by.name, deadline_of(row)) for row in found] == [
                (row.region.province.name, row.milestone.short, row.submitted_by and row.submitted_by.name, deadline_of(row)) for row in wanted
            ]


def test_each_reader_gets_the_own_rows_and_it_is_put_together_once_a_post(cast, three):
    made = []

    @ready
    def own(reader):
        made.append(reader.pk)
        return Progress.objects.filter(region=reader.region_id, submitted_by=reader.pk)

    assert [own(cast[name]) for name in ("tabalong", "hst", "gumas", "kalsel")] == [[three[0]], [three[1]], [], []]
    assert made == [WHO, WHO]  # of a district, of a province


def test_one_statement_each_time(cast, three, django_assert_num_queries):
    ask = ready(drafts)
    ask(cast["hst"])
    with django_assert_num_queries(1):
        ask(cast["tabalong"])


def test_columns_come_as_tuples(cast, three):
    ask = ready(lambda reader: Progress.objects.filter(region=reader.region_id).order_by("pk").values_list("state", "submitted_at"))
    assert ask(cast["hst"]) == list(Progress.objects.filter(region=cast["hst"].region).order_by("pk").values_list("state", "submitted_at"))


def test_time_goes_on(cast, three, freezer_at):
    """Now and today are those of the asking, not of the putting together."""
    before = ready(lambda reader: Progress.objects.filter(submitted_by=reader.pk, submitted_at__lt=NOW))
    in_a_week = ready(lambda reader: Deadline.objects.filter(submit_by__lte=TODAY + timedelta(days=7)).annotate(there=today_there("region", NOW)))
    with freezer_at("2026-11-22T02:00:00+00:00"):
        assert (before(cast["hst"]), in_a_week(cast["hst"])) == ([], [])
    with freezer_at("2026-11-23T02:00:00+00:00"):
        assert before(cast["hst"]) == [three[1]]
        assert [row.there for row in in_a_week(cast["hst"])] == [date(2026, 11, 23)]


def test_a_moment_that_would_be_asked_for_ever_after_is_refused(cast):
    for rows in (Progress.objects.filter(submitted_at__lt=timezone.now()), Deadline.objects.annotate(there=today_there("region")).filter(there__gt=TODAY)):
        with pytest.raises(ValueError, match="for ever after"):
            ready(lambda reader, rows=rows: rows)(cast["hst"])


def test_the_province_above_and_one_row_are_gaps_too(cast, three):
    above = ready(lambda reader: Region.objects.filter(pk__in=[reader.region_id, reader.region.province_id]).order_by("code").values_list("code"))
    assert [above(cast[name]) for name in ("hst", "gumas")] == [[("63",), ("63.07",)], [("62",), ("62.10",)]]
    one = ready(lambda reader: Progress.objects.filter(region=reader.region_id, pk=WHICH))
    assert [one(cast["hst"], which=row.pk) for row in three] == [[], [three[1]]]


def test_what_a_post_may_not_see_is_not_asked(cast, django_assert_num_queries):
    ask = ready(lambda reader: Region.objects.filter(pk__in=[]))
    with django_assert_num_queries(0):
        assert ask(cast["hst"]) == []
