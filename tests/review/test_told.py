"""Who is told of each step: those whom it concerns, nobody else, never the one who acted."""

import pytest

from ssk_portal.documents.models import Document
from ssk_portal.milestones.models import Evidence
from ssk_portal.notices.models import Notice
from ssk_portal.review.actions import advance, comment
from tests.milestones import factories
from tests.review.test_steps import row_in


def told(kind) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("user__username", flat=True))


@pytest.mark.parametrize(
    ("state", "step", "by", "expected"),
    [
        ("draft", "submit", "tabalong", {"kalsel", "kalsel2"}),
        ("submitted", "begin", "kalsel", {"tabalong"}),
        ("in_review", "take_over", "kalsel2", {"kalsel"}),
        ("submitted", "send_back", "kalsel", {"tabalong"}),
        ("in_review", "approve", "kalsel2", {"tabalong"}),
        ("approved", "ask_reopen", "tabalong2", {"kalsel", "kalsel2"}),
        ("approved", "reopen", "kalsel", {"tabalong"}),
        ("historical", "reopen", "kalsel", {"tabalong", "tabalong2"}),
        ("draft", "record_historical", "kalsel", {"tabalong", "tabalong2"}),
    ],
)
def test_told(state, step, by, expected, regions, cast):
    row = row_in(state, regions, cast)
    Notice.objects.all().delete()
    advance(row, step, by=cast[by], note="catatan")
    assert told(step) == expected
    assert Notice.objects.exclude(kind=step).count() == 0


@pytest.mark.parametrize(("state", "step", "by"), [("submitted", "withdraw", "tabalong"), ("in_review", "release", "kalsel")])
def test_nobody_is_told(state, step, by, regions, cast):
    row = row_in(state, regions, cast)
    Notice.objects.all().delete()
    advance(row, step, by=cast[by])
    assert Notice.objects.count() == 0


@pytest.mark.parametrize("step", ["send_back", "approve"])
def test_those_who_worked_on_it_are_told_of_the_decision(step, regions, cast):
    row = factories.complete(factories.progress(regions["63.09"]), cast["tabalong2"])
    advance(row, "submit", by=cast["tabalong"])
    Notice.objects.all().delete()
    advance(row, step, by=cast["kalsel"], note="catatan")
    assert told(step) == {"tabalong", "tabalong2"}
    assert Evidence.objects.count() == Document.objects.count() == 3


def test_whoever_left_is_not_told(regions, cast):
    row = row_in("submitted", regions, cast)
    cast["tabalong"].is_active = False
    cast["tabalong"].save()
    Notice.objects.all().delete()
    advance(row, "approve", by=cast["kalsel"])
    assert told("approve") == set()


def test_a_comment_reaches_the_other_side(regions, cast):
    row = row_in("submitted", regions, cast)
    comment(row, by=cast["kalsel"], text="Halaman 3?")
    assert told("comment") == {"tabalong", "tabalong2"}
    Notice.objects.all().delete()
    comment(row, by=cast["tabalong"], text="Sudah.")
    assert told("comment") == {"kalsel", "kalsel2"}
