"""Milestones of SSK implementation: definitions, a district's assistance, its progress, its evidence.

What publications report about a district is kept apart (`ReportedStatus`): it stands
beside the portal's own decision and never is it.
"""

from ssk_portal.milestones.models.assessment import Assessment, ReviewDraft, Verdict
from ssk_portal.milestones.models.assistance import Assistance, MinisterialDecree
from ssk_portal.milestones.models.deadline import Deadline
from ssk_portal.milestones.models.definitions import Milestone, MilestoneScheme, Wording
from ssk_portal.milestones.models.evidence import Evidence
from ssk_portal.milestones.models.progress import Progress
from ssk_portal.milestones.models.reported import ReportedStatus
from ssk_portal.milestones.models.requirement import FileGroup, RecordKind, Requirement, RequirementKind

__all__ = [
    "Assessment", "Assistance", "Deadline", "Evidence", "FileGroup", "Milestone", "MilestoneScheme", "MinisterialDecree", "Progress", "RecordKind", "ReportedStatus",
    "Requirement", "RequirementKind", "ReviewDraft", "Verdict", "Wording",
]  # fmt: skip
