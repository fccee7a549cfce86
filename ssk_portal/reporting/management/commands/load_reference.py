"""Takes up the definitions from `fixtures/`; a second run changes nothing."""

import json

from django.conf import settings

from ssk_portal.accounts.commands import ActingCommand
from ssk_portal.audit.actors import acting
from ssk_portal.clinics import published as clinics
from ssk_portal.common.commands import wait_for_other_loads
from ssk_portal.indicators import published as indicators
from ssk_portal.milestones import published as milestones
from ssk_portal.pokja import published as pokja
from ssk_portal.reporting.reports import say

FIXTURES = settings.BASE_DIR / "fixtures"


class Command(ActingCommand):
    help = "Load kinds of institution, expected agencies, milestone and clinic schemes, indicators, target layers and publishers from fixtures/."

    def handle(self, **options):
        wait_for_other_loads()
        by = self.actor(options)
        say(self, "kinds of institution", pokja.load_kinds(_read("institution_kinds.json"), by=by))
        say(self, "expected agencies", pokja.load_expected(_read("expected_agencies.json"), by=by))
        say(self, "milestone schemes", milestones.load_schemes(_read("milestone_schemes.json"), by=by))
        say(self, "clinic schemes", clinics.load_schemes(_read("clinic_schemes.json"), by=by))
        with acting(by):
            self.stdout.write(f"indicators, target layers, publishers: {indicators.load_reference(FIXTURES):,} made")


def _read(name: str):
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))
