"""Inviting by mail: a link, valid three days and once, on which the person chooses the password.

While the mail server is away an invitation waits; `run_due` tries it again. The three days
begin when the mail has gone out.
"""

from datetime import datetime

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ssk_portal.accounts.events import EventKind, record
from ssk_portal.accounts.invitations import Invitation
from ssk_portal.accounts.links import links
from ssk_portal.accounts.models import User
from ssk_portal.common.errors import NotNow
from ssk_portal.common.smtp import FAULTS, next_try, reason_of, send_waiting


def ask(user: User, *, by) -> Invitation:
    """Have an invitation wait for `user`, whose password and whose earlier links end with that."""
    if not user.email:
        raise NotNow(_("An invitation needs an e-mail address. Enter it first, or give a first password."))
    user.set_unusable_password()  # another one each time: a link made before is good for nothing now
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(EventKind.INVITED, user=user, by=by)
    now = timezone.now()
    fresh = {"asked_at": now, "next_try_at": now, "tries": 0, "error": "", "sent_at": None, "accepted_at": None}
    return Invitation.objects.update_or_create(user=user, defaults=fresh)[0]


def send(invitation: Invitation, connection=None) -> bool:
    """Try to send it. Returns whether the mail went out; else it waits, or was given up."""
    invitation.tries += 1
    own = None if connection else get_connection()
    try:
        (own or connection).open()
        message_for(invitation.user, own or connection).send()
    except FAULTS as error:
        invitation.next_try_at = next_try(error, invitation.tries, timezone.now())
        invitation.error = reason_of(error)[:300]
    else:
        invitation.next_try_at, invitation.error, invitation.sent_at = None, "", timezone.now()
    finally:
        if own:
            own.close()
    invitation.save()
    return invitation.sent_at is not None


def message_for(user: User, connection=None) -> EmailMessage:
    """The mail in the person's language, with a link made for it now."""
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": links.make_token(user)})
    # From the settings, never from the Host header of whoever asks.
    context = {"person": user, "link": settings.PORTAL_URL + address, "portal": settings.PORTAL_URL, "help_contact": settings.HELP_CONTACT}
    with translation.override(user.language):
        subject = " ".join(render_to_string("accounts/invitation_subject.txt", context).split())
        body = render_to_string("accounts/invitation_body.txt", context).strip() + "\n"
    return EmailMessage(subject, body, to=[user.email], headers={"Auto-Submitted": "auto-generated"}, connection=connection)


def send_due(now: datetime) -> tuple[int, int]:
    """Send the invitations that wait. Returns how many went out and how many did not."""
    return send_waiting(lambda connection: _send_next(connection, now))


@transaction.atomic
def _send_next(connection, now: datetime) -> bool | None:
    """Send the one that waits longest, unless another run is at it. None where there is none."""
    row = Invitation.objects.due(now).select_related("user__region").select_for_update(of=("self",), skip_locked=True).first()
    return None if row is None else send(row, connection)


def accept(user: User) -> None:
    """The person chose a password: the invitation, if there was one, is done."""
    if Invitation.objects.pending().filter(user=user).update(accepted_at=timezone.now(), next_try_at=None):
        record(EventKind.INVITATION_USED, user=user)


def withdraw(user: User) -> None:
    """The person gets in another way, or not at all: what waits is not sent, and its link is good for nothing."""
    Invitation.objects.pending().filter(user=user).delete()
