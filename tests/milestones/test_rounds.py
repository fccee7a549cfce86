"""Yearly reviews: M4 year 2, year 3 and so on, by a button and on time, one at a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from ssk_portal.accounts.models import User
from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.leaving import leave
from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.rounds import begin_round, begin_rounds
from ssk_portal.notices.models import Notice
from ssk_portal.review.actions import advance
from tests import factories as stage
from tests.factories import key
from tests.milestones import factories


def at_m4(district, by, *, rounds=1):
    """The assistance of a district whose M4 is historical in so many years."""
    row = factories.historical(district, 4, by=by)
    for _round in range(rounds - 1):
        row = advance(begin_round(row.assistance, by=by), "record_historical", by=by, note="Laporan PPSP")
    return row.assistance


def on(year) -> datetime:
    return datetime(year, 1, 3, tzinfo=UTC)


def test_the_next_year_begins_once_the_one_before_is_settled(cast, regions):
    row = factories.assistance(regions["63.09"])
    with pytest.raises(NotNow):
        begin_round(row, by=cast["kalsel"])
    at_m4(regions["63.09"], cast["kalsel"])
    opened = begin_round(row, by=cast["kalsel"])
    assert (opened.short, opened.year, opened.state) == ("M4 tahun ke-2", 2025, "draft")
    with pytest.raises(NotNow):
        begin_round(row, by=cast["kalsel"])
    assert set(Notice.objects.filter(kind="opened").values_list("user__username", flat=True)) == {"tabalong", "tabalong2"}


def test_the_button_stands_where_the_year_may_begin(cast, regions, login):
    row = at_m4(regions["63.09"], cast["kalsel"], rounds=2)
    district = reverse("reporting:region_detail", args=["63.09"])
    for address in (row.get_absolute_url(), district):
        assert "Mulai M4 tahun ke-3" in login("kalsel").get(address).content.decode()
        assert "Mulai M4 tahun ke-3" not in login("tabalong").get(address).content.decode()
    url = reverse("milestones:assistance_round", args=[row.pk])
    assert [login(name).post(url, key()).status_code for name in ("tabalong", "kalteng")] == [403, 404]
    assert login("kalsel").post(url, key()).status_code == 302
    assert login("kalsel").post(url, key()).status_code == 409
    assert list(row.progresses.filter(milestone__number=4).order_by("round").values_list("round", "state")) == [(1, "historical"), (2, "historical"), (3, "draft")]


def test_strip_and_page_show_the_newest_and_list_the_earlier_ones(cast, regions, login):
    row = at_m4(regions["63.09"], cast["kalsel"], rounds=3)
    for address in (row.get_absolute_url(), reverse("reporting:region_detail", args=["63.09"]), row.progresses.get(round=3).get_absolute_url()):
        context = login("tabalong").get(address).context
        assert [step["short"] for step in context.get("strip") or context["steps"]] == ["M1", "M2", "M3", "M4 tahun ke-3"]
        assert [one.short for one in context["earlier"]] == ["M4 tahun ke-2", "M4"]


def test_the_board_shows_the_newest(cast, regions, login):
    row = at_m4(regions["63.09"], cast["kalsel"], rounds=2)
    text = login("kalsel").get(reverse("reporting:board_province", args=["63"])).content.decode()
    shown = {one.round: f"/milestone/{one.pk}/" in text for one in row.progresses.filter(milestone__number=4)}
    assert shown == {1: False, 2: True}


def test_each_opens_by_itself_when_its_year_has_come(cast, regions):
    by = User.objects.system()
    row = at_m4(regions["63.09"], cast["kalsel"])
    assert begin_rounds(on(2024), by=by) == 0
    assert begin_rounds(on(2025), by=by) == 1
    # The year before is open: nothing more begins, and nothing twice.
    assert [begin_rounds(on(year), by=by) for year in (2025, 2026)] == [0, 0]
    advance(row.progresses.get(round=2), "record_historical", by=cast["kalsel"], note="Laporan")
    assert begin_rounds(on(2026), by=by) == 1
    assert row.progresses.get(round=3).year == 2026
    assert "M4 tahun ke-3" in Notice.objects.filter(kind="opened", user=cast["tabalong"]).first().row


def test_none_begins_for_who_leaves(cast, regions):
    row = at_m4(regions["63.09"], cast["kalsel"])
    leave(row, on=timezone.localdate() + timedelta(days=90), reason="Mundur", by=cast["kalsel"])
    assert begin_rounds(on(2030), by=User.objects.system()) == 0
    with pytest.raises(NotNow):
        begin_round(row, by=cast["kalsel"])


def test_a_round_is_of_a_milestone_that_repeats_only(cast, regions):
    first = factories.progress(regions["63.09"], 1)
    with pytest.raises(ProgrammingError, match="not asked of this region"), transaction.atomic():
        Progress.objects.create(region=first.region, assistance=first.assistance, milestone=first.milestone, round=2, year=2024)


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_begin_one():
    regions = stage.regions()
    cast = stage.cast(regions)
    row = at_m4(regions["63.09"], cast["kalsel"])

    def begin(name):
        try:
            return begin_round(row, by=cast[name])
        except NotNow:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        made = list(both.map(begin, ("kalsel", "pusat")))
    assert sum(one is not None for one in made) == 1
    assert row.progresses.filter(milestone__number=4).count() == 2
