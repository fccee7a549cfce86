"""Takes up the published content from `fixtures/`; a second run changes nothing."""

import json

from django.conf import settings
from django.core.management import call_command

from ssk_portal.accounts.commands import ActingCommand
from ssk_portal.audit.actors import acting
from ssk_portal.common.commands import wait_for_other_loads
from ssk_portal.indicators import published as indicators
from ssk_portal.milestones import published as milestones
from ssk_portal.pokja import published as pokja
from ssk_portal.regions.names import RegionNames
from ssk_portal.reporting.reports import say, timed

FIXTURES = settings.BASE_DIR / "fixtures"


class Command(ActingCommand):
    help = "Load structures, assistances, reported statuses, clinics, figures and disagreements between sources from fixtures/. Load regions and reference first."

    def handle(self, **options):
        wait_for_other_loads()
        by, names = self.actor(options), RegionNames()
        say(self, "structures", pokja.load_structures(_read("pokja_structures.json"), names, by=by))
        say(self, "assistances", milestones.load_assistances(_read("assistances.json"), names, by=by))
        say(self, "reported statuses", milestones.load_reported(_read("reported_statuses.json"), names, by=by))
        self._import("import_clinics", "events_brief.json", options)
        self._import("import_indicators", "indicators.csv", options)
        with acting(by):
            self.stdout.write(f"disagreements between sources: {indicators.load_disagreements(FIXTURES):,} made")

    def _import(self, command: str, name: str, options) -> None:
        with timed(self, name):
            call_command(command, FIXTURES / name, by=options["by"], skip_checks=True, stdout=self.stdout, stderr=self.stderr)


def _read(name: str):
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))
