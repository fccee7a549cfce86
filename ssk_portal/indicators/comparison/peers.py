"""Whom regions are held against: the groups that can be compared, and the years in which enough of one is known."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.utils.translation import gettext as _

from ssk_portal.indicators.models import Achievement, Indicator
from ssk_portal.regions.models import Level, Region

PROVINCES, ALL = "provinsi", "semua"


class Regions:
    """The regions that users stand in, read once for a page."""

    def __init__(self, indicator: Indicator):
        rows = Region.objects.at_work().only("code", "level", "kind", "name", "parent", "province", "population", "households")
        # A local indicator is counted in its own region and below it, and compared nowhere else.
        home = indicator.region_id
        self.all = list(rows.order_by("code"))
        self.counted = [region for region in self.all if home in (None, region.pk, region.province_id)]
        self.by_key = {region.pk: region for region in self.all}

    @cached_property
    def country(self) -> Region | None:
        return next((region for region in self.all if region.is_country), None)

    @cached_property
    def provinces(self) -> list[Region]:
        """The provinces in which the indicator is counted somewhere."""
        keys = {region.province_id for region in self.counted}
        return [region for region in self.all if region.is_province and region.pk in keys]

    @cached_property
    def districts(self) -> list[Region]:
        return [region for region in self.counted if region.is_district]

    @cached_property
    def _by_province(self) -> dict[int | None, list[Region]]:
        found: dict[int | None, list[Region]] = defaultdict(list)
        for region in self.districts:
            found[region.province_id].append(region)
        return found

    def districts_of(self, above: Region) -> list[Region]:
        """Those of a province, or all of the country."""
        return self.districts if above.is_country else self._by_province[above.pk]


@dataclass(frozen=True)
class Peers:
    """The regions that are held against each other, and the one above them."""

    key: str
    above: Region | None
    regions: Sequence[Region]
    level: str

    @property
    def is_of_provinces(self) -> bool:
        return self.level == Level.PROVINCE

    @property
    def label(self) -> str:
        if self.key == PROVINCES:
            return _("The provinces")
        if self.key == ALL:
            return _("All regencies and cities")
        return _("Regencies and cities of %(province)s") % {"province": self.above.name if self.above else ""}

    def holds(self, level: str, province: int | None) -> bool:
        """Whether regions of that level in that province are among those compared."""
        return level == self.level and (self.key in (PROVINCES, ALL) or (self.above is not None and province == self.above.pk))


def peers_offered(regions: Regions, indicator: Indicator) -> dict[str, Peers]:
    """What can be compared, by the word in the address: the provinces, all districts, the districts of each province."""
    found = []
    if not indicator.is_local:
        found += [Peers(PROVINCES, regions.country, regions.provinces, Level.PROVINCE), Peers(ALL, regions.country, regions.districts, Level.DISTRICT)]
    found += [Peers(province.code, province, regions.districts_of(province), Level.DISTRICT) for province in regions.provinces]
    return {peers.key: peers for peers in found}


def years_of(indicator: Indicator, area: str) -> list[tuple[int, str, int | None, int]]:
    """In which years how many regions have a value: (year, level, province, how many)."""
    counting = Achievement.objects.settled().filter(indicator=indicator, area=area, is_reference=True)
    return list(counting.order_by().values_list("year", "region__level", "region__province_id").annotate(count=Count("pk")))


def years_in(peers: Peers, counted: Iterable[tuple[int, str, int | None, int]]) -> Counter:
    """How many of these regions have a value, by year; years that only others know are there with nought."""
    years: Counter = Counter()
    for year, level, province, count in counted:
        years[year] += count if peers.holds(level, province) else 0
    return years


def best_year(years: Counter) -> int | None:
    """The year of which most is known, of equals the newest."""
    return max(years, key=lambda year: (years[year], year), default=None)
