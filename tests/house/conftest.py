"""The house with somebody at every post and one row of everything in each place: the doors are walked in it."""

import pytest
from django.core.management import call_command
from django.test import Client

from tests import factories
from tests.house import stage
from tests.house.posts import VIEWERS


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """The cast signed in, and one row of everything in each place; built once for all the doors.

    It is committed, because each test closes the connection behind itself; the tables are emptied at the end.
    """
    with django_db_blocker.unblock():
        regions = factories.regions()
        cast = factories.cast(regions)
        visitors = {post: Client() for post in VIEWERS}
        for post, name in VIEWERS.items():
            visitors[post].force_login(cast[name])
            factories.confirmed(visitors[post], cast[name])
        rows = stage.build(regions, cast)
    yield visitors, rows
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def visitors(house):
    """A signed-in client for each post."""
    return house[0]


@pytest.fixture
def rows(house):
    """The arguments of the addresses, by kind of row and place."""
    return house[1]
