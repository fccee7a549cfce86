"""Anonymising a former user, or a former member of a Pokja, in every room at once."""

from django.db import transaction
from django.db.models.functions import Lower

from ssk_portal.accounts.erasure import forget_account
from ssk_portal.accounts.models import User
from ssk_portal.audit.erasure import WORD, Traces, forget_everywhere
from ssk_portal.clinics import erasure as clinics
from ssk_portal.notices import erasure as notices
from ssk_portal.pokja import erasure as pokja
from ssk_portal.pokja.models import Member
from ssk_portal.review import erasure as review


@transaction.atomic
def anonymise_user(user: User, *, by, reason: str) -> None:
    """Overwrite what names this person: the account, its history, what they did, notices, mails, steps of review.

    The seats they left, found by the e-mail address as “Data saya” finds them, and their lines on
    attendance lists go too. What they did stays, with role, region and time. It cannot be undone.
    """
    traces = forget_account(user, by=by, reason=reason)
    reason = traces.out_of(reason, told_by_name=True)
    for member in _left_by(traces, by):
        anonymise_member(member, by=by, reason=reason)
    clinics.forget(traces, by=by, reason=reason)
    notices.forget(traces)
    review.forget(traces)
    # Last: by these names the others were found.
    forget_everywhere(traces)


@transaction.atomic
def anonymise_member(member: Member, *, by, reason: str) -> None:
    """Overwrite a member who has left, and the attendance lists that were filled in from the seat. It cannot be undone.

    Raises what `pokja.erasure.forget_member` raises.
    """
    traces = pokja.forget_member(member, by=by, reason=reason)
    clinics.forget_member(member, by=by, reason=traces.out_of(reason, told_by_name=True))


def _left_by(traces: Traces, by) -> list[Member]:
    """The seats that this person has left, as far as `by` may change them."""
    rows = Member.objects.editable_by(by).annotate(address=Lower("email")).exclude(name=WORD)
    return [member for member in rows.filter(address__in=[word.lower() for word in traces.particulars]).order_by("pk") if member.has_left]
