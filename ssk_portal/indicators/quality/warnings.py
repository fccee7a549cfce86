"""Warnings that nobody answered, of many figures at once.

Each figure is asked by the same checks as on its own page (`checks.py`), held against the same figures
(`surroundings.py`); both are read for all of them together, as plain rows. A published figure is read by
everyone before anybody answers: what stands on it is unanswered until the centre does.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from ssk_portal.indicators.checks import Warned, warnings_of
from ssk_portal.indicators.models import Achievement, Indicator, Target
from ssk_portal.indicators.surroundings import PLACE, Around, PlainFigure, Surroundings, Ties, plain_figures, ties_of, with_ties
from ssk_portal.regions.models import Region


class Unanswered(NamedTuple):
    """One warning on one figure, with the region that it is about."""

    figure: PlainFigure
    warned: Warned
    region: Region


class Asking:
    """The figures of a region and those below it, as `user` sees them, with all that they are held against; four queries.

    Asked of one `indicator` or `area` only, no others are read than these and what they are held against.
    Nothing is said of a figure that would tell `user` what a region elsewhere is still working on.
    """

    def __init__(self, region: Region, user, *, indicator: Indicator | None = None, area: str = ""):
        self.region, self.user, self.indicator, self.area = region, user, indicator, area

    @cached_property
    def indicators(self) -> dict[int, Any]:
        return {indicator.pk: indicator for indicator in with_ties(Indicator.objects.all())}

    @cached_property
    def regions(self) -> dict[int, Region]:
        return {region.pk: region for region in Region.objects.within(self.region).order_by("code")}

    @cached_property
    def ties(self) -> dict[int, Ties]:
        return ties_of(self.indicators.values())

    @cached_property
    def figures(self) -> list[PlainFigure]:
        return plain_figures(self._asked(Achievement), self.indicators)

    def _asked(self, model):
        """The rows of `model` that are looked through, and those beside them."""
        rows = model.objects.visible_to(self.user).within(self.region).order_by()
        rows = rows.filter(area=self.area) if self.area else rows
        return rows.filter(indicator__in=self.ties[self.indicator.pk].near) if self.indicator else rows

    @cached_property
    def places(self) -> dict[tuple[int, str], Surroundings]:
        """By region and area."""
        found: dict[tuple[int, str], Surroundings] = defaultdict(lambda: Surroundings(self.ties))
        for row in self.figures:
            if row.is_reference or not row.is_settled:
                found[row.region_id, row.area].add(row)
        for indicator, region, year, area, value in self._asked(Target).values_list(*PLACE, "value"):
            found[region, area].targets[indicator, year].append(value)
        return found

    def unanswered(self, *, year: int | None = None, check: str = "") -> Iterator[Unanswered]:
        """The warnings that stand and were not answered, in the order of indicators and regions."""
        lines: dict[tuple[int, int], list[PlainFigure]] = defaultdict(list)
        for row in self.figures:
            if year in (None, row.year):
                lines[row.indicator_id, row.region_id].append(row)
        for each in [self.indicator.pk] if self.indicator else self.indicators:
            for region in self.regions.values():
                rows = sorted(lines.get((each, region.pk), ()), key=lambda row: (-row.year, row.pk))
                yield from (Unanswered(row, warned, region) for row in rows for warned in self._unanswered(row) if check in ("", warned.check))

    def _unanswered(self, row: PlainFigure) -> list[Warned]:
        warnings = warnings_of(row, Around(row, self.places[row.region_id, row.area]))
        return [warned for warned in warnings if warned.key not in row.answered] if row.answered else warnings
