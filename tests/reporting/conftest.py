"""What some tests of the room stand on: the indicators, layers and publishers of the fixtures."""

import pytest

from ssk_portal.indicators.published import load_reference


@pytest.fixture
def reference(regions):
    """The definitions that the portal is delivered with."""
    load_reference()
