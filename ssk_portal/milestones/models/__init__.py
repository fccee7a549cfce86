"""Milestones of SSK implementation: definitions, a district's assistance, its progress, its evidence.

What publications report about a district is kept apart (`ReportedStatus`): it stands
beside the portal's own decision and never is it.
"""

from ssk_portal.milestones.models.assistance import Assistance
from ssk_portal.milestones.models.definitions import Milestone, MilestoneScheme, Requirement, RequirementKind, Wording
from ssk_portal.milestones.models.evidence import Evidence
from ssk_portal.milestones.models.progress import Progress
from ssk_portal.milestones.models.reported import ReportedStatus

__all__ = ["Assistance", "Evidence", "Milestone", "MilestoneScheme", "Progress", "ReportedStatus", "Requirement", "RequirementKind", "Wording"]
