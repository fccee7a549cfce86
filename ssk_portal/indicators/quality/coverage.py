"""How many regions have a value, by indicator and year."""

from dataclasses import dataclass

from django.db.models import Count

from ssk_portal.common.numbers import NO_BREAK, quantity
from ssk_portal.indicators.models import Achievement, Indicator, Unit
from ssk_portal.regions.models import Region

MOST_YEARS = 12


@dataclass(frozen=True)
class CoveredYear:
    """Of `total` regions `known` have a value of that year."""

    year: int
    known: int
    total: int

    @property
    def share(self) -> str:
        """In whole per cent; a hundred is said of all only, and nought of none."""
        share = 100 * self.known / self.total
        if 0 < share < 1:
            return f"<{NO_BREAK}{quantity(1, Unit.PERCENT)}"
        return quantity(99 if 99 < share < 100 else round(share), Unit.PERCENT)

    @property
    def shade(self) -> str:
        """The word that the style sheet and the legend know."""
        if not self.known:
            return "none"
        return "all" if self.known == self.total else "most" if self.known * 2 >= self.total else "some"


@dataclass(frozen=True)
class Covered:
    """One indicator over the years; `total` is less than all for a local one."""

    indicator: Indicator
    total: int
    cells: list[CoveredYear]


def coverage(region: Region, level: str, *, until: int | None = None, area: str = "") -> tuple[list[int], list[Covered]]:
    """The newest years of which anything is known, oldest first, and every indicator that is counted in `region`; three queries.

    What counts is approved or published; `area` narrows to urban or rural values.
    """
    rows = Achievement.objects.settled().within(region).filter(region__level=level)
    rows = rows.filter(area=area) if area else rows
    counts = rows.order_by().values_list("indicator_id", "year").annotate(Count("region", distinct=True))
    known = {(indicator, year): count for indicator, year, count in counts}
    years = sorted({year for _indicator, year in known if until is None or year <= until})[-MOST_YEARS:]
    places = list(Region.objects.within(region).filter(level=level).values_list("pk", "province_id"))
    covered = []
    for indicator in Indicator.objects.all():
        if total := sum(indicator.region_id is None or indicator.region_id in place for place in places):
            covered.append(Covered(indicator, total, [CoveredYear(year, known.get((indicator.pk, year), 0), total) for year in years]))
    return years, covered
