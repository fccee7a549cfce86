"""The stage of the room: regions, cast, and the schemes that number clinics and milestones."""

import pytest

from tests.clinics import factories


@pytest.fixture
def schemes(regions):
    return factories.schemes()
