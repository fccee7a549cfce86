"""Recovery codes: ten, told in the answer to the press that makes them. Only their hashes are kept, so nothing can show them again."""

import hashlib
import secrets
from datetime import timedelta

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ssk_portal.accounts.events import EventKind, record
from ssk_portal.accounts.mails import tell_of_event
from ssk_portal.accounts.models import User

COUNT, DIGITS = 10, 12
SHORTEST = 8  # shorter is a code of the app, and no hash is tried for it
# So long the same press, sent twice by a double click or a bad line, is answered with the same codes.
TWICE_WITHIN = timedelta(minutes=2)


def new_press() -> str:
    """What the button sends: nobody can guess it, and only the page that holds the button has it."""
    return secrets.token_urlsafe(24)


def kept_by(user) -> Authenticator | None:
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).first()


def left(user) -> int | None:
    """How many codes are good still; None where there are none, used or not."""
    kept = kept_by(user)
    return len(kept.data["hashes"]) if kept else None


@transaction.atomic
def make(user, press: str) -> list[str]:
    """Ten new codes in place of those before, of which the person is told by mail. Empty where this press was answered a while ago."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    codes, mark, kept = _codes_of(user, press), hashlib.sha256(press.encode()).hexdigest(), kept_by(user)
    if kept and kept.data.get("press") == mark:
        return codes if timezone.now() - kept.created_at < TWICE_WITHIN else []
    if kept:
        kept.delete()
    data = {"hashes": [make_password(code) for code in codes], "press": mark}
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data=data)
    event = record(EventKind.RECOVERY_MADE, user=user)
    if kept:
        tell_of_event(event)
    return codes


def _codes_of(user, press: str) -> list[str]:
    """The codes that a press makes: the same for the same press, and for nobody to work out who has only the database."""
    digests = [salted_hmac("ssk_portal.accounts.factors.recovery", f"{user.pk} {number} {press}", algorithm="sha256").digest() for number in range(COUNT)]
    return [str(int.from_bytes(digest, "big") % 10**DIGITS).zfill(DIGITS) for digest in digests]


def use(kept: Authenticator, code: str) -> bool:
    """Whether `code` is one of those `kept`; it is used up by that. The row is locked by who asks."""
    typed = normalize_user_code(code)
    if not (typed.isascii() and typed.isdigit() and SHORTEST <= len(typed) <= DIGITS):
        return False
    found = next((hashed for hashed in kept.data["hashes"] if check_password(typed, hashed)), None)
    if found is None:
        return False
    kept.data["hashes"].remove(found)
    kept.save(update_fields=["data"])
    return True
