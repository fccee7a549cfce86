"""The fixed cast and the small stage on which the tests play.

Kalimantan Selatan with Tabalong and Hulu Sungai Tengah, Kalimantan Tengah with Gunung
Mas; an officer of the centre, two provinces, three districts, an administrator, a reader.
"""

import pgtrigger
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from ssk_portal.reporting import figures
from tests import databases, factories
from tests.words import Reader

# Main passes or fails the same way in every run and on a slow machine; `--hypothesis-profile default` looks for new cases.
hypothesis.register_profile("repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
hypothesis.load_profile("repeatable")

LONG = {"test_doors.py", "test_demo.py", "test_cluster.py", "test_healing.py"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The files that take longest begin, so that at the end no worker waits for another's."""
    items.sort(key=lambda item: item.path.name not in LONG)


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    figures.forget()


@pytest.fixture(autouse=True, scope="session")
def _tables_are_emptied_soon():
    """Behind a test that commits only the tables that hold rows are emptied: truncating all takes ten times as long.

    The history refuses to be emptied; between tests it is.
    """
    truncate = DatabaseOperations.execute_sql_flush

    def empty(self, statements):
        with pgtrigger.ignore():
            if "RESTART IDENTITY" in "".join(statements):
                return truncate(self, statements)
            with transaction.atomic(), self.connection.cursor() as cursor:
                for table in databases.with_rows():
                    cursor.execute(f'DELETE FROM "{table}"')

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", empty)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """A second run in the same checkout has databases of its own."""
    test = connection.settings_dict["TEST"]
    test["NAME"] = databases.own_name(test["NAME"] or f"test_{connection.settings_dict['NAME']}", settings.VAR_DIR)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, _tables_are_emptied_soon):
    """The database kept from the last run, without what a run that was killed left in it."""
    with django_db_blocker.unblock():
        databases.empty()


@pytest.fixture
def regions(db):
    """The regions of the stage, by code.

    The kinds of rows are read before: once a process they are asked for, and whichever test came first would count that too.
    """
    ContentType.objects.get_for_models(*apps.get_models())
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
