"""Takes up the villages of one province or of all from `fixtures/`; a second run changes nothing."""

from django.conf import settings
from django.core.management.base import CommandError

from ssk_portal.accounts.commands import ActingCommand
from ssk_portal.audit.actors import acting
from ssk_portal.common.commands import wait_for_other_loads
from ssk_portal.regions import published
from ssk_portal.regions.models import Region
from ssk_portal.reporting.reports import say

FIXTURES = settings.BASE_DIR / "fixtures"


class Command(ActingCommand):
    help = "Load villages (desa and kelurahan) of one province, or all 83,762, from fixtures/. Load the regions first."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--province", metavar="CODE", help="code of one province: 63")
        which.add_argument("--all", action="store_true", help="all provinces, one after the other")

    def handle(self, **options):
        wait_for_other_loads()
        provinces = dict(Region.objects.provinces().values_list("code", "name"))
        if options["province"] is not None:
            provinces = {code: name for code, name in provinces.items() if code == options["province"]}
        if not provinces:
            which = "province" if options["province"] is None else f"province {options['province']!r}"
            raise CommandError(f"There is no {which} in the portal; load the regions first: manage.py load_regions")
        zones = dict(Region.objects.districts().values_list("code", "time_zone"))
        everything = published.Loaded()
        with acting(self.actor(options)):
            for number, (code, wanted) in enumerate(published.villages(FIXTURES, zones, provinces), start=1):
                loaded = published.take_up(wanted)
                say(self, f"{number}/{len(provinces)} {provinces[code]}", loaded)
                everything += loaded
        if len(provinces) > 1:
            say(self, "villages", everything)
