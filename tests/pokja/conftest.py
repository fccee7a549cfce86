"""What some tests of the room stand on."""

import pytest

from tests.pokja import factories


@pytest.fixture
def groups(regions):
    """One Pokja in each region, the province's among them."""
    return {code: factories.pokja(regions[code]) for code in ("62", "62.10", "63", "63.07", "63.09")}
