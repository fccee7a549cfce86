"""What is done to the rows of a Pokja beyond saving one form."""

from django.db import transaction

from ssk_portal.documents.actions import keep
from ssk_portal.pokja.models import Decree


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
    if decree.ends_replaced and decree.supersedes_id:
        _end(decree.supersedes_id, decree)
    decree.save()
    return decree


def _end(key, successor: Decree):
    """Record a decree as revoked by its successor: its valid-to stays as written."""
    old = Decree.objects.select_for_update().get(pk=key)
    begins = successor.begins
    if begins and old.ends_before(successor) and (old.ends is None or old.ends >= begins):
        old.revoked_on = begins
        old.save(update_fields=["revoked_on"])
