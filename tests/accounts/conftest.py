"""The clock of these tests, and somebody who has an authenticator app."""

from datetime import timedelta

import pytest
from freezegun import freeze_time

from tests.accounts.factors import set_up, sign_in

START = "2026-03-02 08:00:00"


@pytest.fixture
def clock(cast):
    with freeze_time(START) as clock:
        yield clock


@pytest.fixture
def armed(client, clock):
    """Kalsel with the app set up, signed out again, five minutes later: (secret, recovery codes)."""
    sign_in(client)
    made = set_up(client)
    client.post("/keluar/")
    clock.tick(timedelta(minutes=5))
    return made


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True
