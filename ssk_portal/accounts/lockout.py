"""The pause after too many failed sign-ins: 10 in 15 minutes, then 15 minutes' pause.

Counted by account and address together: who guesses from elsewhere does not lock out
the true user. A name that no user has is counted like any other, so that the pause does
not tell which accounts exist.
"""

import math
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from ssk_portal.accounts.models import FailedSignIn

FAILURES = 10
WINDOW = timedelta(minutes=15)
PAUSE = timedelta(minutes=15)


class Locked(Exception):
    """Raised during the pause; carries the whole minutes that are left."""

    def __init__(self, left: timedelta):
        self.minutes = max(1, math.ceil(left.total_seconds() / 60))
        super().__init__(f"{self.minutes} minutes")


def count_try(account: str, address: str) -> None:
    """Count a try before the password is looked at. Raises Locked during a pause.

    Counting first means that many guesses at once get no further than guesses one by one.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{account} {address}"])
        if left := pause_left(account, address):
            raise Locked(left)
        FailedSignIn.objects.create(account=account, address=address, at=timezone.now())


def pause_left(account: str, address: str) -> timedelta | None:
    """How much of the pause is left; None outside of one."""
    latest = list(FailedSignIn.objects.filter(account=account, address=address).order_by("-at").values_list("at", flat=True)[:FAILURES])
    if len(latest) < FAILURES or latest[0] - latest[-1] > WINDOW:
        return None
    left = latest[0] + PAUSE - timezone.now()
    return left if left > timedelta(0) else None


def forget_tries(account: str, address: str) -> None:
    """Signed in: the failures before it count no more."""
    FailedSignIn.objects.filter(account=account, address=address).delete()


def tries_of(user):
    """The failures of `user`, of the password from anywhere and of the second step."""
    return FailedSignIn.objects.filter(account__in=[user.username, second_step(user)])


def is_paused(user) -> bool:
    """Whether `user` has to wait, at whatever address."""
    places = tries_of(user).filter(at__gt=timezone.now() - WINDOW - PAUSE).values_list("account", "address").annotate(tries=Count("pk")).filter(tries__gte=FAILURES)
    return any(pause_left(account, address) for account, address, _tries in places)


def second_step(user) -> str:
    """Under which name wrong codes of `user` are counted."""
    return f"factor:{user.pk}"
