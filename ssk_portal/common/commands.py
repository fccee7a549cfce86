"""The commands of the portal speak English, as this code and its README do; the portal's pages speak the reader's language."""

from django.core.management.base import BaseCommand
from django.utils import translation


class PortalCommand(BaseCommand):
    """A command all of whose sentences are English, those that a page would say in Indonesian too."""

    def execute(self, *args, **options):
        with translation.override("en"):
            return super().execute(*args, **options)
