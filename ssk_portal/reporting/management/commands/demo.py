"""Brings up the whole portal with its published data and people to sign in as."""

import os

from django.conf import settings
from django.core.management.base import CommandError

from ssk_portal.common.commands import PortalCommand, wait_for_other_loads
from ssk_portal.reporting.demo import accounts, preparation, server
from ssk_portal.reporting.reports import timed


class Command(PortalCommand):
    help = "Prepare what is missing and serve the demo on 127.0.0.1, port PORT (8000). Only with SSK_MODE=demo."

    def add_arguments(self, parser):
        parser.add_argument("--end-with-parent", action="store_true", help="end when the process that started this one ends (used by make)")

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("The demo runs with SSK_MODE=demo only; its accounts have no place elsewhere.")
        if options["end_with_parent"]:
            server.end_with(os.getppid())
        try:
            server.claim(settings.PORT)
            self.prepare()
            server.serve(settings.PORT, opened=self.greet)
        except (server.PortTaken, accounts.NotADemo, preparation.OfAnotherVersion) as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"A file of the demo cannot be written: {error}") from None

    def prepare(self):
        """Whatever is missing, each step with its time."""
        with timed(self, "Starting the database"):
            wait_for_other_loads()
            tables_are_missing = preparation.tables_are_missing()
        if tables_are_missing:
            with timed(self, "Making the tables (once)"):
                preparation.migrate()
        if preparation.data_are_missing():
            with timed(self, "Loading the published data (once)"):
                preparation.load_data()
        if preparation.static_files_are_missing():
            with timed(self, "Collecting the static files (once)"):
                preparation.collect_static_files()
        with timed(self, "Checking the demo accounts"):
            accounts.make()
            self.people = accounts.table()

    def greet(self):
        self.stdout.write(f"\nPortal SSK is open at http://{server.ADDRESS}:{settings.PORT}/  (Ctrl-C ends it)\n\n{self.people}\n")
        self.stdout.flush()
