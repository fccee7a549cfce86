"""A new decree from the old one: whose seats are copied, and what stays with the old one."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ssk_portal.common.errors import NotNow
from ssk_portal.pokja.actions import save_decree
from ssk_portal.pokja.models import Decree, Member, Position


@transaction.atomic
def renew_decree(old: Decree, decree: Decree, seats: list[tuple[Position, list[Member]]], *, by, scan=None) -> Decree:
    """Save `decree`, which follows `old`, with its `seats`: pairs of a position and who sits in it, all of them new.

    The old decree keeps its seats and its members as they were on its last day, the day before the new one
    begins at the latest: where a term was open, or planned beyond it, it ends there. A decree that was saved
    before is only given the seats.
    """
    _refuse_twice(old, decree)
    kept = list(old.seats_to_renew().values_list("pk", flat=True))
    if decree.pk is None:
        decree.supersedes = old
        save_decree(decree, scan=scan, by=by)
    if decree.begins:
        _close(old, kept, decree.begins - timedelta(days=1))
    positions = [position for position, _members in seats]
    for position in positions:
        position.pokja, position.decree = decree.pokja, decree
    Position.objects.bulk_create(positions)
    for position, members in seats:
        for member in members:
            member.position = position
    Member.objects.bulk_create(member for _position, members in seats for member in members)
    return decree


def _refuse_twice(old: Decree, decree: Decree):
    """From here on no second tab renews `old`; what another one has done before is not done again."""
    Decree.objects.select_for_update().get(pk=old.pk)
    follows = old.superseded_by.filter(pokja=old.pokja)
    successor = follows.first() if decree.pk is None else follows.filter(pk=decree.pk, positions__isnull=False).first()
    if successor:
        raise NotNow(_("%(decree)s is replaced already, by %(successor)s.") % {"decree": old, "successor": successor})


def _close(old: Decree, kept: list, last: date):
    """End the terms in the seats of `old` that are still open on its last day; seats that named no decree become its own."""
    old.refresh_from_db(fields=["valid_to", "revoked_on"])
    last = min(old.ends or last, last)
    Position.objects.filter(pk__in=kept, decree=None).update(decree=old)
    came, still = Q(since=None) | Q(since__lte=last), Q(until=None) | Q(until__gt=last)
    Member.objects.filter(came, still, position__in=kept).update(until=last)
