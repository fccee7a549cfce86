"""What is done to the rows of a Pokja beyond saving one form."""

from ssk_portal.documents.actions import keep
from ssk_portal.pokja.models import Decree


def save_decree(decree: Decree, *, scan=None, remove_scan: bool = False, by) -> Decree:
    """Save a decree, with the uploaded `scan` in place of the one it had, or without any.

    The file belongs to the region of the Pokja. Raises ValidationError for a file that is not taken.
    """
    if scan is not None:
        decree.scan = keep(scan, region=decree.pokja.region, by=by)
    elif remove_scan:
        decree.scan = None
    decree.save()
    return decree
