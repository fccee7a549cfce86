"""Who is told of what begins or ends in a region: those who fill in its milestones or duties."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth import get_user_model


def keepers_of(region) -> list:
    """The users of `region` who fill in what is asked of it."""
    return keepers_in([region.pk])[region.pk]


def keepers_in(regions: Iterable[int]) -> dict[int, list]:
    """The same of several regions, by their keys."""
    found = defaultdict(list)
    for user in get_user_model().objects.active().filter(region__in=set(regions)).select_related("region"):
        if user.may("milestone.fill"):
            found[user.region_id].append(user)
    return found
