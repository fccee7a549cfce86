"""What is done to the rows of a Pokja beyond saving one form."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ssk_portal.common.errors import NotNow
from ssk_portal.documents.actions import keep
from ssk_portal.pokja.composition import Words, expected_of
from ssk_portal.pokja.models import Decree, ExpectedAgency, Pokja, Position
from ssk_portal.regions.days import today_in


@transaction.atomic
def save_decree(decree: Decree, *, scan=None, remove_scan: bool = False, by) -> Decree:
    """Save a decree, with the uploaded `scan` in place of the one it had, or without any.

    Where it says so (`ends_replaced`), the decree that it replaces ends on the day before this one
    begins. The file belongs to the region of the Pokja. Raises ValidationError for a file that is not taken.
    """
    if scan is not None:
        decree.scan = keep(scan, region=decree.pokja.region, by=by)
    elif remove_scan:
        decree.scan = None
    end_replaced(decree)
    decree.save()
    return decree


def end_replaced(decree: Decree) -> None:
    """Where `decree` says so, record the one it replaces as revoked on its first day: the valid-to there stays as written."""
    if not decree.ends_replaced or decree.supersedes_id is None:
        return
    old = Decree.objects.select_for_update().get(pk=decree.supersedes_id)
    begins = decree.begins
    if begins and old.ends_before(decree) and (old.ends is None or old.ends >= begins):
        old.revoked_on = begins
        old.save(update_fields=["revoked_on"])


@transaction.atomic
def count_seat(position: Position, agency: ExpectedAgency, *, by) -> Position:
    """Let a seat count as `agency`, beside what it counts as already. Raises PermissionDenied where `by` may not change it."""
    seats = Position.objects.select_for_update(of=("self",)).select_related("institution", "pokja__region")
    seat = seats.get(pk=position.pk)
    if not by.may("pokja.change") or not Position.objects.editable_by(by).filter(pk=seat.pk).exists():
        raise PermissionDenied
    _how, codes = Words(expected_of(seat.pokja, today_in(seat.pokja.region))).read_seat(seat)
    if agency.code not in codes:
        seat.counts_as = sorted({*codes, agency.code})
        seat.save(update_fields=["counts_as"])
    return seat


@transaction.atomic
def delete_expected(agency: ExpectedAgency, *, by) -> None:
    """Delete an expected agency that no seat, institution or Pokja names; NotNow for one that is named."""
    if not by.may("reference.change"):
        raise PermissionDenied
    if agency.is_used:
        raise NotNow(_("“%(name)s” is named by a Pokja, a seat or an institution. Give it a last day instead of deleting it.") % {"name": agency})
    agency.delete()


@transaction.atomic
def save_pokja(pokja: Pokja, *, predecessors=None, by) -> Pokja:
    """Save a Pokja and say whose work it has taken over; None leaves that as it is.

    Raises PermissionDenied where one of them is out of `by`'s reach, NotNow where that would go round in a circle.
    """
    pokja.save()
    before = None if predecessors is None else {other.pk for other in predecessors}
    touched = {pokja.pk, *(before or ())}
    if not by.may("pokja.change") or Pokja.objects.editable_by(by).filter(pk__in=touched).count() < len(touched):
        raise PermissionDenied
    if before is None:
        return pokja
    for other in pokja.continued_by():
        if other.pk in before:
            raise NotNow(circle(other))
    Pokja.objects.filter(successor=pokja).exclude(pk__in=before).update(successor=None)
    Pokja.objects.filter(pk__in=before).exclude(successor=pokja).update(successor=pokja)
    return pokja


def circle(other: Pokja) -> str:
    """Why `other` cannot come before a Pokja that it continues."""
    return _("%(other)s continues this Pokja; it cannot come before it as well.") % {"other": other}
