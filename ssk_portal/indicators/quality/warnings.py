"""Warnings that nobody answered, of many figures at once.

Each figure is asked by the same checks as on its own page (`checks.py`), held against the same figures
(`surroundings.py`); both are read for all of them together, as plain rows. Of a published figure nobody
was asked: whatever stands on it is unanswered.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from ssk_portal.common.numbers import quantity
from ssk_portal.indicators.checks import Warned, warnings_of
from ssk_portal.indicators.models import SETTLED, Achievement, Indicator, Target, break_years
from ssk_portal.indicators.surroundings import PLACE, held_against
from ssk_portal.regions.models import Region

COLUMNS = ("pk", "indicator_id", "region_id", "year", "area", "value", "numerator", "denominator", "is_reference", "state", "answered", "publisher_id", "publisher__name")


class Known(NamedTuple):
    """One achievement as the checks see it; there may be sixty thousand."""

    indicator: Any  # with its breaks, rungs and what is near, see `Asking.indicators`
    pk: int
    indicator_id: int
    region_id: int
    year: int
    area: str
    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    is_reference: bool
    state: str
    answered: list[str]
    publisher_id: int
    publisher: str

    @property
    def shown_value(self) -> str:
        return quantity(self.value, self.indicator.unit)

    @property
    def breaks(self) -> list[int]:
        return self.indicator.breaks

    @property
    def rungs(self) -> int | None:
        return self.indicator.rungs

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED


@dataclass(frozen=True)
class Unanswered:
    """One warning on one figure, with the region that it is about."""

    figure: Known
    warned: Warned
    region: Region


class Asking:
    """The figures of a region and those below it, as `user` sees them, with all that they are held against; four queries.

    Nothing is said of a figure that would tell `user` what a region elsewhere is still working on.
    """

    def __init__(self, region: Region, user):
        self.region, self.user = region, user

    @cached_property
    def indicators(self) -> dict[int, Any]:
        """With the years of their `breaks`, how many `rungs` their ladders have, and what is `near`: itself, its whole, its parts, its ladder."""
        found: dict[int, Any] = {indicator.pk: indicator for indicator in Indicator.objects.annotate(breaks=break_years())}
        ladders = defaultdict(list)
        for indicator in found.values():
            ladders[indicator.ladder, indicator.region_id].append(indicator.pk)
        for indicator in found.values():
            rungs = ladders[indicator.ladder, indicator.region_id] if indicator.ladder else []
            parts = [other.pk for other in found.values() if other.part_of_id == indicator.pk]
            indicator.rungs, indicator.near = len(rungs) or None, {indicator.pk, indicator.part_of_id, *parts, *rungs}
        return found

    @cached_property
    def regions(self) -> dict[int, Region]:
        return {region.pk: region for region in Region.objects.within(self.region)}

    @cached_property
    def figures(self) -> list[Known]:
        rows = Achievement.objects.visible_to(self.user).within(self.region).order_by("year", "pk").values_list(*COLUMNS)
        return [Known(self.indicators[row[1]], *row) for row in rows]

    @cached_property
    def placed(self) -> dict[tuple[int, str], dict[int, list[Known]]]:
        """What counts or is worked on, by region and area, and then by indicator."""
        found: dict[tuple[int, str], dict[int, list[Known]]] = defaultdict(lambda: defaultdict(list))
        for row in self.figures:
            if row.is_reference or not row.is_settled:
                found[row.region_id, row.area][row.indicator_id].append(row)
        return found

    @cached_property
    def targets(self) -> dict[tuple, list[Decimal]]:
        found: dict[tuple, list[Decimal]] = defaultdict(list)
        rows = Target.objects.visible_to(self.user).within(self.region).order_by()
        for *place, value in rows.values_list(*PLACE, "value"):
            found[tuple(place)].append(value)
        return found

    def warnings_of(self, figure: Known) -> list[Warned]:
        placed = self.placed[figure.region_id, figure.area]
        rows = [row for pk in figure.indicator.near for row in placed.get(pk, ())]
        return warnings_of(figure, held_against(figure, rows, self.targets))

    def unanswered(self, *, indicator: int | None = None, year: int | None = None, area: str = "", check: str = "") -> Iterator[Unanswered]:
        """The warnings that stand and were not answered, in the order of indicators and regions."""
        wanted = [row for row in self.figures if indicator in (None, row.indicator_id) and year in (None, row.year) and area in ("", row.area)]
        for row in sorted(wanted, key=lambda row: (row.indicator.order, row.indicator_id, self.regions[row.region_id].code, -row.year)):
            for warned in self.warnings_of(row):
                if warned.check not in row.answered and check in ("", warned.check):
                    yield Unanswered(row, warned, self.regions[row.region_id])
