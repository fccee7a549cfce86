"""The words by which the history remembers who acted and why.

Name, role and region are written as they were at that moment: officials move on,
and the trail must still read correctly.
"""

from contextlib import contextmanager

import pghistory


def context_of(user) -> dict:
    """What the history keeps about `user`."""
    return {"user": user.pk, "name": user.shown_name, "role": user.role_in_history, "region": user.region.code}


@contextmanager
def acting(user, *, reason: str = ""):
    """Everything written inside is recorded as done by `user`: for commands and imports."""
    with pghistory.context(**context_of(user), **({"reason": reason} if reason else {})):
        yield


@contextmanager
def because(reason: str):
    """Everything written inside carries `reason` in the history."""
    if not reason:
        yield
        return
    with pghistory.context(reason=reason):
        yield
