"""The targets of a region side by side: indicator and year by layer, with every value of a layer and the one in force."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from ssk_portal.indicators.groups import FigureGroup
from ssk_portal.indicators.models import Indicator, Target, TargetLayer


@dataclass
class TargetsOfLayer(FigureGroup[Target]):
    """All targets of one layer for one year, also none: the one in force, the others that are settled, and what is worked on."""

    layer: TargetLayer

    @property
    def in_force(self) -> Target | None:
        return next((target for target in self.rows if target.in_force), None)

    @property
    def in_order(self) -> list[Target]:
        """The one in force first, what is not settled last."""
        return sorted(self.rows, key=lambda target: (not target.in_force, not target.is_settled, target.pk))


@dataclass(frozen=True)
class Row:
    """One indicator and year."""

    target: Target  # any of its targets
    cells: list[TargetsOfLayer]

    @property
    def indicator(self) -> Indicator:
        return self.target.indicator

    @property
    def name(self) -> str:
        return self.target.line_name

    @property
    def year(self) -> int:
        return self.target.year

    @property
    def layers_differ(self) -> bool:
        """Whether the layers ask for different values."""
        return len({Decimal(cell.in_force.value) for cell in self.cells if cell.in_force}) > 1


def targets_side_by_side(region, user) -> tuple[list[TargetLayer], list[Row]]:
    """The layers that set targets for `region`, and its targets by indicator and year, as far as `user` sees them; one query."""
    targets = Target.objects.visible_to(user).of(region).select_related("indicator", "layer", "publisher", "region")
    by_row: dict[tuple, dict[TargetLayer, list[Target]]] = defaultdict(lambda: defaultdict(list))
    first: dict[tuple, Target] = {}
    for target in targets:
        line = (*target.line_place, target.year)
        first.setdefault(line, target)
        by_row[line][target.layer].append(target)
    layers = sorted({layer for cells in by_row.values() for layer in cells}, key=lambda layer: layer.order)
    return layers, [Row(first[line], [TargetsOfLayer(by_row[line].get(layer, []), layer) for layer in layers]) for line in sorted(by_row)]
