"""What waits for a decision: `actions.is_reviewer`, asked of the database."""

from datetime import timedelta

from django.db.models import Q

from ssk_portal.review.states import WAITING

# So long a review may take before it is called late, where no other day was set: a term of our own, no source names one.
REVIEW_TERM = timedelta(days=14)


def to_review(user, model, region: str) -> Q:
    """The rows of `model` that were submitted and that `user` decides on; `region` is the way from a row to its region."""
    if not user.may(model.review_permission):
        return Q(pk__in=[])
    turn = Q(**{f"{region}__parent": user.region_id})
    if user.region.is_country:
        # What the centre itself submits is decided by a second officer.
        turn |= Q(**{region: user.region_id}) & ~Q(submitted_by=user)
    return turn & Q(state__in=WAITING)
