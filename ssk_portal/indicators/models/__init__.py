"""Indicators, their targets in layers, and achievements by publisher."""

from ssk_portal.indicators.models.achievements import Achievement
from ssk_portal.indicators.models.definitions import DefinitionChange, Direction, Indicator, Sector, Unit, break_years
from ssk_portal.indicators.models.disagreements import Disagreement
from ssk_portal.indicators.models.figures import Area, Figure
from ssk_portal.indicators.models.guards import SETTLED
from ssk_portal.indicators.models.publishers import Publisher, TargetLayer
from ssk_portal.indicators.models.targets import Target

__all__ = [
    "SETTLED", "Achievement", "Area", "DefinitionChange", "Direction", "Disagreement", "Figure", "Indicator", "Publisher", "Sector", "Target", "TargetLayer", "Unit",
    "break_years",
]  # fmt: skip
