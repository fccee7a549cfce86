"""Takes up the villages of one province or of all from `fixtures/`; a second run changes nothing."""

from django.conf import settings
from django.core.management.base import CommandError

from ssk_portal.accounts.commands import ActingCommand
from ssk_portal.audit.actors import acting
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
        provinces = list(Region.objects.provinces().order_by("code"))
        if options["province"]:
            provinces = [province for province in provinces if province.code == options["province"]]
        if not provinces:
            wanted = f"no province {options['province']}" if options["province"] else "no province"
            raise CommandError(f"There is {wanted} in the portal; load the regions first: manage.py load_regions")
        zones = dict(Region.objects.districts().values_list("code", "time_zone"))
        everything = published.Loaded()
        with acting(self.actor(options)):
            for number, province in enumerate(provinces, start=1):
                loaded = published.take_up(published.villages(FIXTURES, province.code, zones))
                say(self, f"{number}/{len(provinces)} {province.name}", loaded)
                everything += loaded
        if len(provinces) > 1:
            self.stdout.write(f"villages: {everything}")
