"""What every test of the room stands on: the indicators, layers and publishers of the fixtures."""

import pytest

from ssk_portal.indicators.models import Achievement, Indicator
from ssk_portal.indicators.published import load_reference
from tests.indicators import factories


@pytest.fixture
def reference(regions):
    """The definitions that the portal is delivered with."""
    load_reference()


@pytest.fixture
def layak(reference):
    """“Akses sanitasi layak”, on which most tests stand."""
    return Indicator.objects.get(code="sanitasi-layak")


@pytest.fixture
def draft(cast, reference):
    """What a district works on."""
    return factories.achievement(cast["tabalong"])


@pytest.fixture
def published(cast, reference):
    """What was published of that district."""
    factories.publish(factories.row(year="2024", value="77.09"))
    return Achievement.objects.get()


@pytest.fixture
def households(reference):
    """An indicator that counts households, up over the years."""
    Indicator.objects.filter(code="sanitasi-layak").update(unit="KK", highest=None, lowest=None, cumulative=True)
