"""What some tests of the room stand on: the indicators, layers and publishers of the fixtures; a scheme, and a district on its way."""

import pytest

from ssk_portal.indicators.published import load_reference
from tests.reporting import stage


@pytest.fixture
def reference(regions):
    """The definitions that the portal is delivered with."""
    load_reference()


@pytest.fixture
def scheme(regions):
    return stage.scheme()


@pytest.fixture
def tabalong(cast, scheme):
    """Tabalong: M1 submitted, M2 to M4 drafts."""
    progresses = stage.assist(cast["tabalong"].region, scheme)
    progresses[0] = stage.submit(progresses[0], by=cast["tabalong"])
    return progresses
