"""Decrees that run out while nothing that follows has been entered."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from ssk_portal.pokja.models import Decree
from ssk_portal.pokja.models.terms import ENDING_DAYS, begun
from ssk_portal.regions.days import today_in, today_there

# So many days before its last day a decree is spoken of; the last time on that day itself.
THRESHOLDS = (ENDING_DAYS, 30, 0)
# A decree that ended longer ago is not news any more; it stands as expired on its page.
STILL_TOLD = timedelta(days=30)


def running_out(now: datetime | None = None):
    """The decrees that run out, each by the day of its region: see `runs_out`."""
    return Decree.objects.filter(runs_out(today_there("pokja__region", now)))


def runs_out(today) -> Q:
    """Of a decree: in force on the day `today` (a date or what tells it), ending within 90 days, or just ended, and nothing follows.

    A decree is followed by another one of its Pokja that replaces it or ends later; a revoked
    one neither runs out nor follows. Of a Pokja that another one continues nothing is due.
    """
    others = Decree.objects.filter(pokja=OuterRef("pokja"), revoked_on=None).exclude(pk=OuterRef("pk"))
    later = Q(valid_to__gt=OuterRef("valid_to")) | Q(valid_to=None, valid_from__gt=OuterRef("valid_from")) | Q(valid_to=None, date__gt=OuterRef("date"))
    followed = others.filter(Q(supersedes=OuterRef("pk")) | later)
    soon = Q(revoked_on=None, pokja__successor=None, valid_to__range=(today - STILL_TOLD, today + timedelta(days=THRESHOLDS[0])))
    return begun(today) & soon & ~Q(Exists(followed))


def threshold_of(decree: Decree, now: datetime) -> int:
    """The threshold that a decree running out has reached last: 90, 30 or 0 days before its end."""
    today = today_in(decree.pokja.region, now)
    left = ((decree.valid_to or today) - today).days
    return min(days for days in THRESHOLDS if left <= days)
