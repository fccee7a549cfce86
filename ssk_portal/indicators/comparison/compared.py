"""What one comparison holds: the regions that are compared, the values of one or two years, the whole that they make up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ssk_portal.indicators.comparison.peers import Peers, Regions
from ssk_portal.indicators.comparison.places import Place, SettledValue, change_of, rank, targets_of, values_that_count
from ssk_portal.indicators.comparison.rollup import Part, RollUp, roll_up
from ssk_portal.indicators.gaps import all_between, nearest_target
from ssk_portal.indicators.models import Area, Indicator, Target
from ssk_portal.regions.models import Region

Values = dict[int, SettledValue]  # by the region's key


@dataclass(frozen=True)
class Whole:
    """The region above in one year: what is published of it, and what its districts come to."""

    year: int
    published: SettledValue | None
    computed: RollUp | None


class Compared:
    """One indicator of the regions of `peers`, in `year` (None: the newest of each), beside that of `other_year`."""

    def __init__(
        self,
        indicator: Indicator,
        peers: Peers,
        regions: Regions,
        *,
        year: int | None,
        newest: bool = False,
        other_year: int | None = None,
        area: str = Area.TOTAL,
        breaks: Sequence[int] = (),
    ):
        """`breaks` are all years in which a new definition of the indicator began."""
        self.indicator, self.peers, self.regions, self.area = indicator, peers, regions, area
        self.year, self.newest, self.other_year = year, newest, other_year
        self.all_breaks = breaks
        self.breaks = [] if year is None or other_year is None else all_between(breaks, year, other_year)
        one_province = peers.above if peers.above and peers.above.is_province else None
        years = None if newest else [each for each in (year, other_year) if each is not None]
        self.by_year: dict[int | None, Values] = defaultdict(dict)
        for known in values_that_count(indicator, area=area, years=years, within=one_province) if years is None or years else ():
            self.by_year[None if newest else known.year][known.region_id] = known
        other = self.by_year[other_year] if other_year is not None else {}
        self.places = self._places(other)
        if peers.is_of_provinces and not newest:
            for place in self.places:
                place.computed = self._rolled_up(self.values, regions.districts_of(place.region))

    @property
    def values(self) -> Values:
        return self.by_year[None if self.newest else self.year]

    def _places(self, other: Values) -> list[Place]:
        """The regions with what is known of each, ranked; in the regions' own order."""
        compared = {region.pk for region in self.peers.regions}
        targets = targets_of(self.indicator, {key: known.year for key, known in self.values.items() if key in compared}, area=self.area)
        places = []
        for region in self.peers.regions:
            one, two = self.values.get(region.pk), other.get(region.pk)
            places.append(Place(region, self.indicator, one, targets.get(region.pk), two, change_of(self.indicator, one, two, self.breaks), breaks=self.all_breaks))
        rank(places)
        return places

    def _rolled_up(self, values: Values, districts: Iterable[Region]) -> RollUp | None:
        parts = (Part(region, known.value, known.numerator, known.denominator) if (known := values.get(region.pk)) else Part(region) for region in districts)
        return roll_up(self.indicator.unit, parts, whole_region=self.area == Area.TOTAL)

    @cached_property
    def wholes(self) -> list[Whole]:
        """The region above, a line a year; nothing where the years of the values differ, or where only a part of it counts the indicator."""
        above = self.peers.above
        if self.newest or above is None or (self.indicator.is_local and above.is_country):
            return []
        districts = self.regions.districts_of(above)
        years = sorted({year for year in (self.year, self.other_year) if year is not None})
        found = [Whole(year, self.by_year[year].get(above.pk), self._rolled_up(self.by_year[year], districts)) for year in years]
        return [whole for whole in found if whole.published or whole.computed]

    @cached_property
    def line(self) -> Target | None:
        """The target that all are held against in the picture: of the region above, else of the country."""
        near = [region for region in (self.peers.above, self.regions.country) if region is not None]
        rows = Target.objects.settled().filter(indicator=self.indicator, area=self.area, region__in=near, in_force=True).select_related("layer")
        year = self.year or max((place.known.year for place in self.places if place.known), default=0)
        for region in near:
            if nearest := nearest_target([row for row in rows if row.region_id == region.pk], year, region.level):
                nearest.region = region
                return nearest
        return None

    @property
    def standing(self) -> list[Place]:
        """Those with a value, in their ranks."""
        return sorted((place for place in self.places if place.known), key=lambda place: (place.rank, place.region.code))

    @property
    def missing(self) -> list[Place]:
        return [place for place in self.places if not place.known]
