"""The reviewer's queue: what waits for a decision, since when, and who has it. Until when an answer is promised say the `deadlines`."""

from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery

from ssk_portal.common.ready import ready
from ssk_portal.milestones.deadlines import with_deadlines
from ssk_portal.milestones.models import Progress
from ssk_portal.review.models import Step
from ssk_portal.review.requests import ASKED, asked_to_reopen
from ssk_portal.review.states import WAITING, State
from ssk_portal.review.waiting import to_review


def waiting_for(user, rows=None):
    """What waits for a decision of `user`, oldest first, with what the queue shows of it: among `rows`, else among all in reach."""
    rows = Progress.objects.visible_to(user) if rows is None else rows
    return with_deadlines(rows.waiting_for(user).select_related("region__province", "assistance", "milestone", "reviewer", "submitted_by"))


@ready
def queue_of(user):
    """All that waits for a decision of `user`, as a list: on every page of the queue and of a review."""
    return waiting_for(user)


def asked_again(user, rows):
    """Those of `rows` that are approved, and that their region asked to have reopened without an answer yet."""
    rows = rows.filter(asked_to_reopen(user, Progress, "region"))
    kind = ContentType.objects.get_for_model(Progress)
    asked = Step.objects.filter(content_type=kind, object_id=OuterRef("pk"), name=ASKED).order_by("-pk")
    told = {f"asked_{name}": Subquery(asked.values(column)[:1]) for name, column in (("at", "at"), ("by", "actor_name"), ("note", "note"))}
    return rows.select_related("region__province", "assistance", "milestone").annotate(**told).order_by("asked_at", "pk")


def counts(user) -> dict[str, int]:
    """How many rows wait for `user`, and how many are asked to be reopened (`waiting`, `asked`), in one statement."""
    states = Counter(state for (state,) in _states_at_turn(user))
    return {"waiting": sum(states[state] for state in WAITING), "asked": states[State.APPROVED]}


@ready
def _states_at_turn(user):
    turn = to_review(user, Progress, "region") | asked_to_reopen(user, Progress, "region")
    return Progress.objects.visible_to(user).filter(turn).order_by().values_list("state")


def next_for(user, rows, *, after: Progress | None = None) -> Progress | None:
    """The oldest among `rows` that no colleague has: where `user` goes on. Past `after`, if there is one; else from the top."""
    free = [row for row in rows if row.reviewer_id in (None, user.pk) and row != after]
    if after is None or after.submitted_at is None:
        return free[0] if free else None
    return next((row for row in free if (row.submitted_at, row.pk) > (after.submitted_at, after.pk)), free[0] if free else None)
