"""Milestones of a district's assistance: requirements, evidence, decisions."""
