"""A planned event, its open QR page at noon of its day, and a telephone."""

from datetime import date

import pytest
from django.test import Client

from ssk_portal.clinics.attendance import checkin
from tests.clinics import factories

# The host's clocks show WITA, eight hours ahead of UTC: its day runs from 16.00 to 16.00 UTC.
DAY, NOON = date(2026, 11, 24), "2026-11-24T04:00:00+00:00"


@pytest.fixture
def clinic(regions):
    return factories.clinic("63", "63.09", planned_start=DAY, planned_end=DAY)


@pytest.fixture
def page(clinic, cast):
    return checkin.open_page(clinic, by=cast["kalsel"])


@pytest.fixture
def at_noon(freezer_at):
    with freezer_at(NOON):
        yield


@pytest.fixture
def phone():
    """A telephone without an account; forms are checked for their mark as in the portal itself."""
    return Client(enforce_csrf_checks=True)
