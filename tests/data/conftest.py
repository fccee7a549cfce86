"""The published data, loaded once for all tests of a file and taken away behind them."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

LOADERS = ("load_regions", "load_reference", "load_published")


class Told:
    """What a command printed."""

    def __init__(self, command: str, *arguments, **options):
        out, err = StringIO(), StringIO()
        call_command(command, *arguments, **options, stdout=out, stderr=err)
        self.out, self.err = out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Everything that is loaded for the demo; what each command printed, by its name.

    The tests of the file are marked django_db: what one of them writes is taken back behind it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield {command: Told(command) for command in LOADERS}
        transaction.set_rollback(True)
