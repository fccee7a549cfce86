"""Anonymising a former user in every room at once."""

from django.db import transaction

from ssk_portal.accounts.erasure import forget_account
from ssk_portal.accounts.models import User
from ssk_portal.audit.erasure import forget_everywhere
from ssk_portal.notices import erasure as notices
from ssk_portal.review import erasure as review


@transaction.atomic
def anonymise_user(user: User, *, by, reason: str) -> None:
    """Overwrite what names this person: the account, its history, what they did, notices, mails, steps of review.

    What they did stays, with role, region and time. It cannot be undone.
    """
    traces = forget_account(user, by=by, reason=reason)
    notices.forget(traces)
    review.forget(traces)
    # Last: by these names the others were found.
    forget_everywhere(traces)
