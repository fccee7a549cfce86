"""What a district changed since a milestone was last sent back or reopened: in the evidence, in words, in the summary."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.db.models import OuterRef, Subquery

from ssk_portal.audit.timeline import event_model
from ssk_portal.milestones.models import Evidence, Progress
from ssk_portal.review.states import State

NEW, REPLACED, TAKEN_BACK = "new", "replaced", "taken_back"
# Words up to which two texts are compared word by word; longer ones stand side by side.
MOST_WORDS = 1500
WORDS = re.compile(r"\S+\s*")


@dataclass(frozen=True)
class Piece:
    """Some words of a text: kept, added or taken out."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One piece of evidence that is new, stands for another one, or was taken back."""

    kind: str
    evidence: Evidence
    before: Evidence | None = None
    words: list[Piece] = field(default_factory=list)


def with_last_return(rows):
    """Each progress with `returned_at`, when it last came back, and the summary as it stood then (`returned_summary`)."""
    returned = event_model(Progress).objects.filter(pgh_obj_id=OuterRef("pk"), state=State.RETURNED).order_by("-state_since", "pgh_id")
    return rows.annotate(returned_at=Subquery(returned.values("state_since")[:1]), returned_summary=Subquery(returned.values("summary")[:1]))


def changes_of(versions: list[Evidence], since: datetime) -> list[Change]:
    """What changed after `since` among the evidence for one requirement, removed versions included."""
    known = {evidence.pk: evidence for evidence in versions}
    found, continued = [], set()
    for evidence in versions:
        if evidence.is_current and evidence.given_at > since:
            before = _stood_at(evidence, known, since)
            continued |= {before.pk} if before else set()
            found.append(_given(evidence, before))
    gone = (each for each in versions if each.removed_at and each.given_at <= since < each.removed_at and each.pk not in continued)
    return found + [Change(TAKEN_BACK, each) for each in gone]


def _stood_at(evidence: Evidence, known: dict, since: datetime) -> Evidence | None:
    """The version before that had been given by `since`; versions in between were never seen by a reviewer."""
    before = known.get(evidence.replaces_id)
    while before is not None and before.given_at > since:
        before = known.get(before.replaces_id)
    return before


def _given(evidence: Evidence, before: Evidence | None) -> Change:
    if before is None:
        return Change(NEW, evidence)
    words = compared(before.text, evidence.text) if evidence.text and before.text else []
    return Change(REPLACED, evidence, before, words)


def compared(before: str, after: str) -> list[Piece]:
    """Two texts word by word; of long ones the whole of each."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return [Piece("del", before), Piece("ins", after)]
    pieces = []
    # Words are the same whatever space follows them: a line that was broken anew is no change.
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("", "".join(new[first:last])))
        else:
            pieces += [Piece(name, "".join(words)) for name, words in (("del", old[start:end]), ("ins", new[first:last])) if words]
    return pieces


def summary_changes(progress: Any) -> list[Piece]:
    """How the summary of a row from `with_last_return` differs from that of the last return; empty where it does not, or where there was none."""
    if progress.returned_at is None or progress.returned_summary == progress.summary:
        return []
    return compared(progress.returned_summary, progress.summary)
