"""The table of steps, written out once more here: who may take which step in which state, and where it leads.

The row is a milestone of Tabalong; Kalimantan Selatan stands one level above it.
"""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.models import Progress
from ssk_portal.review.actions import MOST_SIGNS, advance, open_steps
from ssk_portal.review.models import Step
from tests.factories import CAST
from tests.milestones import factories

STATES = ["draft", "submitted", "in_review", "returned", "approved", "historical"]
OWN = {"tabalong", "tabalong2"}
ABOVE = {"kalsel", "kalsel2"}
# step: from these states, to this one, by these people (kalsel holds the review), with a note
TABLE = {
    "submit": ({"draft", "returned"}, "submitted", OWN, False),
    "withdraw": ({"submitted"}, "draft", OWN, False),
    "begin": ({"submitted"}, "in_review", ABOVE, False),
    "take_over": ({"in_review"}, "in_review", {"kalsel2"}, False),
    "release": ({"in_review"}, "submitted", {"kalsel"}, False),
    "send_back": ({"submitted", "in_review"}, "returned", ABOVE, True),
    "approve": ({"submitted", "in_review"}, "approved", ABOVE, False),
    "ask_reopen": ({"approved"}, "approved", OWN, True),
    "reopen": ({"approved", "historical"}, "returned", ABOVE, True),
    "record_historical": ({"draft"}, "historical", ABOVE, True),
}


def row_in(state, regions, cast) -> Progress:
    """Tabalong's first milestone, led to `state` by the steps themselves; complete wherever it is open."""
    row = factories.complete(factories.progress(regions["63.09"]), cast["tabalong"])
    way = {
        "draft": [],
        "submitted": [("submit", "tabalong")],
        "in_review": [("submit", "tabalong"), ("begin", "kalsel")],
        "returned": [("submit", "tabalong"), ("send_back", "kalsel")],
        "approved": [("submit", "tabalong"), ("approve", "kalsel")],
        "historical": [("record_historical", "kalsel")],
    }[state]
    for step, name in way:
        row = advance(row, step, by=cast[name], note="catatan")
    assert row.state == state
    return row


def outcome(row, step, user):
    """The state after the step, or the kind of refusal; nothing is kept."""
    with transaction.atomic():
        try:
            return advance(row, step, by=user, note="catatan").state
        except (PermissionDenied, NotNow) as refusal:
            return type(refusal)
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", TABLE)
def test_every_person_in_every_state(state, step, regions, cast):
    row = row_in(state, regions, cast)
    sources, target, who, _note = TABLE[step]
    for name in CAST:
        result = outcome(row, step, cast[name])
        if state in sources and name in who:
            assert result == target, (state, step, name)
        elif name not in OWN | ABOVE or name in (ABOVE if who <= OWN else OWN):
            assert result is PermissionDenied, (state, step, name)
        else:
            assert result in (PermissionDenied, NotNow), (state, step, name)


@pytest.mark.parametrize("state", STATES)
def test_the_page_offers_just_these_steps(state, regions, cast):
    row = row_in(state, regions, cast)
    for name in CAST:
        offered = {rule.name for rule in open_steps(row, cast[name])}
        assert offered == {step for step, (sources, _target, who, _note) in TABLE.items() if state in sources and name in who}, (state, name)


@pytest.mark.parametrize("step", [step for step, (*_rest, note) in TABLE.items() if note])
def test_a_note_is_asked_for(step, regions, cast):
    sources, _target, who, _note = TABLE[step]
    row = row_in(min(sources), regions, cast)
    with pytest.raises(NotNow, match="atatan"):
        advance(row, step, by=cast[min(who)], note="  ")


@pytest.mark.parametrize("step", TABLE)
def test_a_note_is_no_paper(step, regions, cast):
    sources, _target, who, _note = TABLE[step]
    row = row_in(min(sources), regions, cast)
    with pytest.raises(NotNow, match=r"10\.000"):
        advance(row, step, by=cast[min(who)], note="x" * (MOST_SIGNS + 1))


@pytest.mark.parametrize("step", [step for step, (*_rest, note) in TABLE.items() if not note])
def test_no_note_is_asked_for(step, regions, cast):
    sources, target, who, _note = TABLE[step]
    row = row_in(min(sources), regions, cast)
    assert advance(row, step, by=cast[min(who)]).state == target


def test_nothing_may_be_missing_at_submit(regions, cast):
    row = factories.progress(regions["63.09"])
    with pytest.raises(NotNow) as refusal:
        advance(row, "submit", by=cast["tabalong"])
    assert [title in refusal.value.sentence for title in ("Profil sanitasi", "Rancangan paket kebijakan", "Berita acara audiensi")] == [True] * 3


def test_historical_asks_for_no_evidence(regions, cast):
    row = factories.progress(regions["63.09"])
    assert row.missing() != []
    assert advance(row, "record_historical", by=cast["kalsel"], note="Laporan 2023").decision_note == "Laporan 2023"


def test_asking_to_reopen_leaves_the_state_as_it_is(regions, cast):
    row = row_in("approved", regions, cast)
    before = Progress.objects.values().get(pk=row.pk)
    advance(row, "ask_reopen", by=cast["tabalong"], note="salah berkas")
    assert Progress.objects.values().get(pk=row.pk) == before
    assert row.steps.last().note == "salah berkas"


def test_milestones_go_in_order(regions, cast):
    first, second = factories.progress(regions["63.09"]), factories.complete(factories.progress(regions["63.09"], 2), cast["tabalong"])
    with pytest.raises(NotNow, match="M1"):
        advance(second, "submit", by=cast["tabalong"])
    advance(factories.complete(first, cast["tabalong"]), "submit", by=cast["tabalong"])
    advance(second, "submit", by=cast["tabalong"])
    with pytest.raises(NotNow, match="M1"):
        advance(second, "approve", by=cast["kalsel"])
    advance(first, "approve", by=cast["kalsel"])
    assert advance(second, "approve", by=cast["kalsel"]).state == "approved"


def test_a_historical_milestone_opens_the_way(regions, cast):
    factories.historical(regions["63.09"], by=cast["kalsel"])
    second = factories.submitted(regions["63.09"], 2, by=cast["tabalong"])
    assert advance(second, "approve", by=cast["kalsel"]).state == "approved"


def test_a_returned_milestone_blocks_the_next(regions, cast):
    row_in("returned", regions, cast)
    second = factories.complete(factories.progress(regions["63.09"], 2), cast["tabalong"])
    with pytest.raises(NotNow, match="M1"):
        advance(second, "submit", by=cast["tabalong"])


def test_the_log_keeps_who_was_what(regions, cast):
    row = row_in("submitted", regions, cast)
    advance(row, "send_back", by=cast["kalsel"], note="lengkapi")
    kept = Step.objects.values("name", "from_state", "to_state", "actor_name", "actor_role", "actor_region", "note").last()
    assert kept == {
        "name": "send_back", "from_state": "submitted", "to_state": "returned", "actor_name": "Kalsel",
        "actor_role": "provincial_officer", "actor_region": "Provinsi Kalimantan Selatan", "note": "lengkapi",
    }  # fmt: skip


def test_the_review_carries_its_reviewers_name(regions, cast):
    row = row_in("in_review", regions, cast)
    assert row.reviewer == cast["kalsel"]
    assert advance(row, "take_over", by=cast["kalsel2"]).reviewer == cast["kalsel2"]
    released = advance(row, "release", by=cast["kalsel2"])
    assert (released.reviewer, released.begun_at, released.submitted_by) == (None, None, cast["tabalong"])
