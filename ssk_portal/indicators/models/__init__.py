"""Indicators, their targets in layers, and achievements by publisher."""

from ssk_portal.indicators.models.definitions import DefinitionChange, Direction, Indicator, Publisher, Sector, TargetLayer, Unit
from ssk_portal.indicators.models.figures import SETTLED, Achievement, Area, Figure, Target

__all__ = ["SETTLED", "Achievement", "Area", "DefinitionChange", "Direction", "Figure", "Indicator", "Publisher", "Sector", "Target", "TargetLayer", "Unit"]
