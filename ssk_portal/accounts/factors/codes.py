"""Accepting a code: of the app once and never again, a recovery code once; a pause after too many wrong ones.

Counted by account alone: whoever gets here knows the password, and may ask from many addresses.
"""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import ngettext

from ssk_portal.accounts import lockout
from ssk_portal.accounts.events import EventKind, record
from ssk_portal.accounts.factors import recovery
from ssk_portal.accounts.factors.adapter import FactorAdapter, Unreadable

ANYWHERE = "::"  # no visitor's address


def _counted(user) -> tuple[str, str]:
    return lockout.second_step(user), ANYWHERE


def count_try(user) -> None:
    """Count a try before the code is looked at. Raises ValidationError during a pause."""
    try:
        lockout.count_try(*_counted(user))
    except lockout.Locked as locked:
        sentence = ngettext(
            "Too many wrong codes for this account. Try again in %(minutes)s minute.", "Too many wrong codes for this account. Try again in %(minutes)s minutes.", locked.minutes
        )
        raise ValidationError(sentence % {"minutes": locked.minutes}, code="locked") from None


def failed(user, *, note: str = "") -> None:
    """Write down that the second step of `user` failed, and the pause where it begins with that."""
    record(EventKind.FACTOR_FAILED, user=user, note=note)
    if lockout.pause_left(*_counted(user)):
        record(EventKind.PAUSED, user=user)


def succeeded(user) -> None:
    lockout.forget_tries(*_counted(user))


@transaction.atomic
def accept(user, code: str) -> Authenticator | None:
    """The factor of `user` whose code this is, used up by that; None where it is none's."""
    factors = Authenticator.objects.select_for_update().filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN)
    for factor in factors:
        is_app = factor.type == Authenticator.Type.TOTP
        try:
            taken = _accept_app(factor, code) if is_app else recovery.use(factor, code)
        except Unreadable:
            continue
        if taken:
            factor.user = user
            return factor
    return None


def _accept_app(factor, code: str) -> bool:
    """Each step of 30 seconds is taken once, and none before the last one taken."""
    step = step_of(FactorAdapter().decrypt(factor.data["secret"]), code)
    if step is None or step <= factor.data.get("last_step", 0):
        return False
    factor.data["last_step"] = step
    factor.save(update_fields=["data"])
    return True


def step_of(secret: str, code: str) -> int | None:
    """The step of time (30 seconds each, one earlier and one later allowed) whose code this is."""
    steps = auth.yield_hotp_counters_from_time()
    return next((step for step in steps if compare_user_code(actual=code, expected=auth.format_hotp_value(auth.hotp_value(secret, step)))), None)
