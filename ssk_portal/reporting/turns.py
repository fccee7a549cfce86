"""Whose turn it is at what goes through review: the milestones, figures and reports that wait for one person."""

from django.db.models import Q

from ssk_portal.clinics.models import ClinicReport
from ssk_portal.common.nested import nested, unnest
from ssk_portal.common.ready import NOW, ready
from ssk_portal.indicators.models import Achievement, Target
from ssk_portal.milestones.deadlines import with_deadlines
from ssk_portal.milestones.models import Progress
from ssk_portal.regions.days import today_there
from ssk_portal.regions.models import Region
from ssk_portal.review.requests import asked_to_reopen
from ssk_portal.review.states import OPEN, State
from ssk_portal.review.waiting import to_review

MOST_ROWS = 60  # of each kind
# What goes through review beside the milestones: the way to its region, and what its name is made of.
OTHERS: dict = {
    Achievement: ("region", ("indicator", "region", "submitted_by")),
    Target: ("region", ("indicator", "region", "submitted_by")),
    ClinicReport: ("clinic__region", ("clinic", "submitted_by")),
}


def at_turn(user) -> list:
    """The milestones, figures and reports at which it is `user`'s turn: own ones to fill in, those one level below to check or asked to be reopened."""
    [own] = _others_under_review(user)
    others = [row for model, (_region, along) in OTHERS.items() for row in unnest(model, getattr(own, f"turn_{model.__name__}"), *along)]
    return _milestones(user) + others


@ready
def _milestones(user):
    turn = _turn(user, Progress, "region", OPEN) | asked_to_reopen(user, Progress, "region")
    milestones = with_deadlines(Progress.objects.filter(turn).exclude(_left()))
    return milestones.select_related("region", "assistance", "milestone", "submitted_by").order_by("state_since")[:MOST_ROWS]


def _left() -> Q:
    """What is open of a district that has left the programme: nothing is submitted any more."""
    return Q(state__in=OPEN, assistance__left_on__lte=today_there("region", NOW))


@ready
def _others_under_review(user):
    """All of them in one statement, inside that of the own region."""
    turns = {
        f"turn_{model.__name__}": nested(model.objects.filter(_turn(user, model, region, [State.RETURNED])).order_by("state_since"), *along, most=MOST_ROWS)
        for model, (region, along) in OTHERS.items()
    }
    return Region.objects.filter(pk=user.region_id).annotate(**turns)


def _turn(user, model, region: str, own_states) -> Q:
    turn = to_review(user, model, region)
    if user.may(model.fill_permission):
        turn |= Q(**{region: user.region_id}, state__in=own_states)
    return turn
