"""Takes up the country, provinces, districts and kecamatan from `fixtures/`; a second run changes nothing."""

import pghistory
from django.conf import settings

from ssk_portal.accounts.commands import ActingCommand
from ssk_portal.audit.actors import acting
from ssk_portal.common.commands import wait_for_other_loads
from ssk_portal.regions import published
from ssk_portal.regions.models import Region
from ssk_portal.reporting.reports import say

FIXTURES = settings.BASE_DIR / "fixtures"


class Command(ActingCommand):
    help = "Load the country, 38 provinces, 514 districts and 7,285 kecamatan from fixtures/."

    def handle(self, **options):
        wait_for_other_loads()
        regions = published.country_and_districts(FIXTURES)
        if not Region.objects.filter(code="ID").exists():
            # Even the portal's own user stands in a region: the country comes before everybody.
            with pghistory.context(name="Sistem"):
                published.take_up({"ID": regions["ID"]})
        with acting(self.actor(options)):
            loaded = published.take_up(regions)
            zones = dict(Region.objects.districts().values_list("code", "time_zone"))
            say(self, "regions", loaded)
            say(self, "kecamatan", published.take_up(published.subdistricts(FIXTURES, zones)))
            say(self, "older names", published.take_up_aliases(published.rows(FIXTURES / "region_aliases.csv")))
