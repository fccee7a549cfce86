"""Nothing is told by time: an account that exists answers as slowly as one that does not.

    .venv/bin/python -m pytest tests/bench/even_times.py -n0 -s

Takes a minute on a quiet machine and is no part of the suite, which counts what is done instead
(`tests/accounts/test_sign_in.py`).
"""

from statistics import median
from time import perf_counter

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client

from ssk_portal.accounts.models import FailedSignIn, User
from tests.factories import PASSWORD

ROUNDS = 31  # medians of so many tries each
ARGON2 = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def ratios(tries: dict, settle) -> dict:
    """The median time of each kind of try against the first kind. The kinds take turns, so that a busy machine slows all alike."""
    client, took = Client(), {name: [] for name in tries}
    for _round in range(ROUNDS):
        for name, (address, sent) in tries.items():
            settle()
            began = perf_counter()
            answer = client.post(address, sent)
            assert answer.status_code in (200, 302)
            took[name].append(perf_counter() - began)
    first = median(took[next(iter(tries))])
    return {name: round(median(times) / first, 3) for name, times in took.items()}


def alike(tries: dict, settle) -> dict:
    """The ratios that lie outside of 0.9 to 1.1; measured up to three times, because other work disturbs."""
    for _measurement in range(3):
        found = ratios(tries, settle)
        print(found)
        outside = {name: ratio for name, ratio in found.items() if not 0.9 <= ratio <= 1.1}
        if not outside:
            break
    return outside


def forget():
    """No try is slowed by those before it."""
    FailedSignIn.objects.all().delete()
    cache.clear()


@pytest.fixture
def hashed(cast, settings):
    """The cast with passwords hashed as in production."""
    settings.PASSWORD_HASHERS = ARGON2
    User.objects.update(password=make_password(PASSWORD))


def test_signing_in(hashed):
    wrong = "salah-salah-salah"
    names = {"unknown": "nobody", "known": "tabalong", "unknown e-mail": "nobody@example.org", "known e-mail": "tabalong@example.org", "deactivated": "hst"}
    User.objects.filter(username="hst").update(is_active=False)
    tries = {kind: ("/masuk/", {"login": name, "password": wrong}) for kind, name in names.items()}
    assert alike(tries, forget) == {}


def test_asking_for_a_new_password(cast):
    tries = {kind: ("/kata-sandi/lupa/", {"email": f"{name}@example.org"}) for kind, name in (("unknown", "nobody"), ("known", "tabalong"))}
    assert alike(tries, forget) == {}
