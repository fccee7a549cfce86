"""Reviewers hear that all districts of a cohort have submitted a milestone: once, and only when nobody is waited for any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ssk_portal.milestones.all_in import tell_of_complete
from ssk_portal.milestones.leaving import leave
from ssk_portal.notices.models import Kind, Notice
from ssk_portal.review.actions import advance
from tests.milestones import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_of_two(regions, cast):
    """Of the cohort 2023 in Kalimantan Selatan one district has submitted M1, the other one fills it in."""
    factories.submitted(regions["63.07"], by=cast["hst"])
    return factories.progress(regions["63.09"])


def run() -> int:
    return tell_of_complete(timezone.now())


def told() -> set[str]:
    return set(Notice.objects.filter(kind=Kind.ALL_IN).values_list("user__username", flat=True))


def test_nobody_is_told_while_one_is_missing(one_of_two):
    assert run() == 0


def test_the_reviewers_are_told_once_when_the_last_has_come(login, one_of_two, regions, cast):
    factories.submitted(regions["63.09"], by=cast["tabalong"])
    assert run() == 2
    assert told() == {"kalsel", "kalsel2"}
    assert run() == 0
    notice = Notice.objects.filter(kind=Kind.ALL_IN).first()
    assert notice.sentence == "Semua kabupaten/kota sudah mengajukan M1 angkatan 2023 di Provinsi Kalimantan Selatan. Yang masih menunggu pemeriksaan Anda ada di antrean."
    queue = login("kalsel").get(notice.url)
    assert queue.status_code == 200
    assert "Tabalong" in queue.content.decode()


def test_what_is_decided_already_does_not_hide_it(one_of_two, regions, cast):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    advance(row, "approve", by=cast["kalsel"])
    assert run() == 2
    assert run() == 0


def test_nothing_is_told_when_all_is_decided(one_of_two, regions, cast):
    rows = [factories.submitted(regions["63.09"], by=cast["tabalong"]), factories.progress(regions["63.07"])]
    for row in rows:
        advance(row, "approve", by=cast["kalsel"])
    assert run() == 0


def test_what_was_sent_back_and_comes_again_another_day_is_told_again(one_of_two, regions, cast, freezer_at):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    assert run() == 2
    advance(row, "send_back", by=cast["kalsel"], note="Lengkapi")
    assert run() == 0
    with freezer_at(timezone.now() + timedelta(days=3)):
        advance(row, "submit", by=cast["tabalong"])
        assert run() == 2


def test_who_left_the_programme_is_not_waited_for(one_of_two, regions, cast):
    """Of two one is left, and one district alone is no cohort that is complete."""
    leave(one_of_two.assistance, on=timezone.localdate(), reason="Pindah program", by=cast["kalsel"])
    assert run() == 0


def test_one_district_alone_is_told_by_its_own_submission(regions, cast):
    factories.submitted(regions["62.10"], by=cast["gumas"])
    assert run() == 0


def test_another_cohort_is_another_matter(one_of_two, regions, cast):
    factories.submitted(regions["63.09"], by=cast["tabalong"], cohort_year=2024)
    assert run() == 0
