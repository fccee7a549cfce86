"""Making, renewing and ending the secret address of a person's calendar."""

from ssk_portal.clinics.models import CalendarFeed
from ssk_portal.clinics.models.feed import new_name


def renew(*, by) -> CalendarFeed:
    """A fresh address for the calendar of `by`; one from before leads nowhere from now on."""
    feed, _made = CalendarFeed.objects.update_or_create(user=by, defaults={"name": new_name()})
    return feed


def end(*, by) -> None:
    """No address any more."""
    CalendarFeed.objects.filter(user=by).delete()


def feed_at(name: str, proof: str) -> CalendarFeed | None:
    """The feed of that address, where its person still has an account."""
    feed = CalendarFeed.objects.select_related("user__region__province").filter(name=name, user__is_active=True).first()
    return feed if feed and feed.is_proved_by(proof) else None
