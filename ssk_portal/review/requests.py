"""What a region asked to have reopened, and whether it was answered: by reopening, or by a comment of a reviewer."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from ssk_portal.accounts.grants import Role
from ssk_portal.review.models import Comment, Step
from ssk_portal.review.states import State

ASKED = "ask_reopen"
# A step after which nothing asked before is open any more.
ENDS = ("reopen", "approve")


def reviewing_role(region) -> str:
    """The role of those who decide on a row of `region`: as it was told at that time, wherever they work now."""
    return Role.PROVINCIAL if region.is_district else Role.NATIONAL


def open_request(row, steps=None, comments=None) -> Step | None:
    """The request to reopen `row` that nobody has answered yet. `steps` and `comments` where they were read already, oldest first."""
    if row.state != State.APPROVED:
        return None
    asked = None
    for step in row.steps if steps is None else steps:
        asked = step if step.name == ASKED else None if step.name in ENDS else asked
    if asked is None:
        return None
    role = reviewing_role(row.reach_region)
    answered = any(comment.actor_role == role and comment.at > asked.at for comment in (row.comments if comments is None else comments))
    return None if answered else asked


def asked_to_reopen(user, model, region: str) -> Q:
    """The same asked of the database: approved rows of `model` that `user` decides on, with a request that nobody has answered."""
    if not user.may(model.review_permission):
        return Q(pk__in=[])
    kind = ContentType.objects.get_for_model(model)
    about: dict = {"content_type": kind, "object_id": OuterRef("object_id")}
    role = Role.NATIONAL if user.region.is_country else Role.PROVINCIAL
    ended = Step.objects.filter(**about, pk__gt=OuterRef("pk"), name__in=ENDS)
    answered = Comment.objects.filter(**about, at__gt=OuterRef("at"), actor_role=role)
    asked = Step.objects.filter(~Exists(ended), ~Exists(answered), content_type=kind, name=ASKED)
    turn = Q(**{f"{region}__parent": user.region_id})
    if user.region.is_country:
        turn |= Q(**{region: user.region_id})
    return turn & Q(state=State.APPROVED, pk__in=asked.values("object_id"))
