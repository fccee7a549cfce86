"""Records of the portal as evidence: picked where they stand, not uploaded again.

A model that can be picked stands in `RecordKind` by its label, so nothing is imported from the rooms above. It brings
along: of its manager `for_evidence(region)`, the rows that the region may pick, and `as_evidence()`, rows with what is
shown of them; of each row `evidence_name`, `evidence_state` (badge, word), `evidence_file` (document, address) or None,
and its page.
"""

from collections import defaultdict
from typing import Any

from django.apps import apps

from ssk_portal.milestones.models import Requirement

NAME_LENGTH = 300


def model_of(requirement: Requirement) -> Any:
    """The model whose rows are picked for it."""
    return apps.get_model(requirement.record_kind)


def candidates(requirement: Requirement, region) -> list[Any]:
    """What `region` may pick for it, as the picked room orders it."""
    return list(model_of(requirement)._default_manager.for_evidence(region))


def name_of(row) -> str:
    """The name under which a row is kept when it is picked: it stays, whatever becomes of the row."""
    return row.evidence_name[:NAME_LENGTH]


def show_records(evidences, user) -> None:
    """Give each piece of evidence that names a record the row as it stands now (`found`), where `user` may see it: else its name alone."""
    wanted = defaultdict(list)
    for evidence in evidences:
        if evidence.record_id:
            wanted[evidence.requirement.record_kind].append(evidence)
    for label, named in wanted.items():
        rows = apps.get_model(label)._default_manager
        found = rows.visible_to(user).as_evidence().in_bulk([evidence.record_id for evidence in named])
        for evidence in named:
            evidence.found = found.get(evidence.record_id)
