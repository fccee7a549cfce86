"""The fixed cast and the small stage on which the tests play.

Kalimantan Selatan with Tabalong and Hulu Sungai Tengah, Kalimantan Tengah with Gunung
Mas; an officer of the centre, two provinces, three districts, an administrator, a reader.
"""

import pgtrigger
import pytest
from django.core.cache import cache
from django.db.backends.postgresql.operations import DatabaseOperations

from ssk_portal.reporting import figures
from tests import factories
from tests.words import Reader


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    figures.forget()


@pytest.fixture(autouse=True, scope="session")
def _tables_can_be_emptied():
    """The history refuses to be emptied; between tests it is."""
    empty = DatabaseOperations.execute_sql_flush

    def without_triggers(self, statements):
        with pgtrigger.ignore():
            return empty(self, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", without_triggers)
        yield


@pytest.fixture
def regions(db):
    """The regions of the stage, by code."""
    return factories.regions()


@pytest.fixture
def cast(regions):
    """The users of the stage, by name: cast["tabalong"]."""
    return factories.cast(regions)


@pytest.fixture
def client():
    return Reader()


@pytest.fixture
def login(client, cast):
    """Sign in as one of the cast: `page = login("tabalong").get(...)`."""

    def sign_in(name):
        client.force_login(cast[name])
        return client

    return sign_in


@pytest.fixture
def freezer_at():
    """The portal's clock at a moment: `with freezer_at("2026-11-24T15:30:00+00:00"): ...`."""
    from freezegun import freeze_time

    return lambda moment: freeze_time(moment)
