"""Who is told of what begins or ends in a region: those who fill in its milestones or duties."""

from django.contrib.auth import get_user_model


def keepers_of(region) -> list:
    """The users of `region` who fill in what is asked of it."""
    users = get_user_model().objects.active().filter(region=region).select_related("region")
    return [user for user in users if user.may("milestone.fill")]
