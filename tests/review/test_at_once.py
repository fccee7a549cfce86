"""Two people at the same moment: one decision, and the other learns who made it and when."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.giving import take_back
from ssk_portal.milestones.models import Evidence, Progress
from ssk_portal.notices.models import Notice
from ssk_portal.review.actions import advance
from ssk_portal.review.models import Step
from tests import factories as stage
from tests.at_once import at_once
from tests.milestones import factories
from tests.review.test_steps import row_in


@pytest.fixture
def place(transactional_db):
    regions = stage.regions()
    return regions, stage.cast(regions)


def test_two_approvals_make_one_decision(place):
    regions, cast = place
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    results = at_once(*(lambda name=name: advance(row, "approve", by=cast[name]) for name in ("kalsel", "kalsel2")))
    [decided] = [result for result in results if isinstance(result, Progress)]
    [refusal] = [result for result in results if isinstance(result, NotNow)]
    winner = decided.decided_by
    assert Progress.objects.get(pk=row.pk).decided_by == winner
    assert list(Step.objects.filter(name="approve").values_list("actor_name", flat=True)) == [winner.name]
    assert Notice.objects.filter(kind="approve").count() == 1
    assert winner.name in refusal.sentence
    assert "WIB" in refusal.sentence  # the moment, with its zone


def test_evidence_is_not_taken_away_under_the_hand_that_submits(place):
    regions, cast = place
    row = factories.complete(factories.progress(regions["63.09"]), cast["tabalong"])
    evidence = row.evidences.select_related("progress").first()
    at_once(lambda: advance(row, "submit", by=cast["tabalong"]), lambda: take_back(evidence, by=cast["tabalong"]))
    row = Progress.objects.get(pk=row.pk)
    assert (row.state, len(row.missing())) in [("submitted", 0), ("draft", 1)]


# Who take which steps at the same moment, from which state. Of each pair one is done.
PAIRS = [
    ("draft", ("submit", "tabalong"), ("submit", "tabalong2")),
    ("draft", ("submit", "tabalong"), ("record_historical", "kalsel")),
    ("draft", ("record_historical", "kalsel"), ("record_historical", "kalsel2")),
    ("submitted", ("withdraw", "tabalong"), ("withdraw", "tabalong2")),
    ("submitted", ("withdraw", "tabalong"), ("begin", "kalsel")),
    ("submitted", ("withdraw", "tabalong"), ("approve", "kalsel")),
    ("submitted", ("begin", "kalsel"), ("begin", "kalsel2")),
    ("in_review", ("approve", "kalsel"), ("send_back", "kalsel2")),
    ("in_review", ("send_back", "kalsel"), ("send_back", "kalsel2")),
    ("in_review", ("release", "kalsel"), ("take_over", "kalsel2")),
    ("in_review", ("release", "kalsel"), ("release", "kalsel")),
    ("in_review", ("take_over", "kalsel2"), ("take_over", "kalsel2")),
    ("returned", ("submit", "tabalong"), ("submit", "tabalong2")),
    ("approved", ("reopen", "kalsel"), ("reopen", "kalsel2")),
    ("historical", ("reopen", "kalsel"), ("reopen", "kalsel2")),
]


@pytest.mark.parametrize(("state", "one", "other"), PAIRS)
def test_of_two_steps_at_once_one_is_done(state, one, other, place):
    regions, cast = place
    row = row_in(state, regions, cast)
    before = Step.objects.count()
    results = at_once(*(lambda step=step, name=name: advance(row, step, by=cast[name], note="catatan") for step, name in (one, other)))
    [done] = [result for result in results if isinstance(result, Progress)]
    [refusal] = [result for result in results if not isinstance(result, Progress)]
    assert isinstance(refusal, NotNow | PermissionDenied)
    assert Progress.objects.get(pk=row.pk).state == done.state
    assert Step.objects.count() == before + 1


def replaced(evidence, by):
    """The value given anew, whichever verb gives it: the version before does not count any more."""
    with transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(removed_at=timezone.now(), removed_by=by)
        return Evidence.objects.create(progress_id=evidence.progress_id, requirement_id=evidence.requirement_id, text="lain", given_by=by, replaces=evidence)


@pytest.mark.parametrize(("state", "step", "who"), [("draft", "submit", "tabalong2"), ("returned", "submit", "tabalong2"), ("draft", "record_historical", "kalsel")])
def test_evidence_replaced_under_a_step_comes_before_it_or_not_at_all(state, step, who, place):
    regions, cast = place
    row = row_in(state, regions, cast)
    evidence = row.evidences.first()
    given, stepped = at_once(lambda: replaced(evidence, cast["tabalong"]), lambda: advance(row, step, by=cast[who], note="catatan"))
    assert isinstance(stepped, Progress)
    versions = list(Evidence.objects.filter(requirement=evidence.requirement, progress=row).order_by("pk"))
    if isinstance(given, Evidence):
        assert [version.is_current for version in versions] == [False, True]
    else:
        assert isinstance(given, DatabaseError)
        assert [version.is_current for version in versions] == [True]
