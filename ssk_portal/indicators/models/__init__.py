"""Indicators, their targets in layers, and achievements by publisher."""

from ssk_portal.indicators.models.definitions import Direction, Indicator, Publisher, Sector, TargetLayer, Unit
from ssk_portal.indicators.models.figures import SETTLED, Achievement, Area, Figure, Target

__all__ = ["SETTLED", "Achievement", "Area", "Direction", "Figure", "Indicator", "Publisher", "Sector", "Target", "TargetLayer", "Unit"]
