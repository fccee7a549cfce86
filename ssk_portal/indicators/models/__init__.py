"""Indicators, their targets in layers, and achievements by publisher."""

from ssk_portal.indicators.models.definitions import DefinitionChange, Direction, Indicator, Sector, Unit
from ssk_portal.indicators.models.disagreements import Disagreement
from ssk_portal.indicators.models.figures import SETTLED, Achievement, Area, Figure, Target
from ssk_portal.indicators.models.publishers import Publisher, TargetLayer

__all__ = ["SETTLED", "Achievement", "Area", "DefinitionChange", "Direction", "Disagreement", "Figure", "Indicator", "Publisher", "Sector", "Target", "TargetLayer", "Unit"]
