"""The commands of the portal speak English, as this code and its README do; the portal's pages speak the reader's language."""

from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import translation


def count(text: str) -> int:
    """A whole number from 1 on, as an argument of a command."""
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)


def wait_for_other_loads() -> None:
    """Of processes that load published data at once one loads; the next then finds it all there.

    The lock lasts as long as the connection.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('commands.load'))")


class PortalCommand(BaseCommand):
    """A command all of whose sentences are English, those that a page would say in Indonesian too."""

    def execute(self, *args, **options):
        with translation.override("en"):
            return super().execute(*args, **options)
