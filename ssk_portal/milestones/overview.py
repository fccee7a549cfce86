"""What the page of a milestone shows: the strip of the district's milestones, and how each requirement stands."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db import models
from django.db.models import OuterRef
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ssk_portal.common.nested import nested
from ssk_portal.common.times import days_since
from ssk_portal.milestones.contents import read
from ssk_portal.milestones.models import Assessment, Evidence, Progress, ReportedStatus, Requirement, Verdict
from ssk_portal.review.states import DONE, WAITING, State


def days_in_words(days: int) -> str:
    """`12 hari`; on the first day `hari ini`, for nothing has waited yet."""
    return _("today") if not days else ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def detail_of(progress) -> str:
    """What a strip says of it beside its state: how long it has waited, what is missing, which source reports it."""
    if progress.state in (*WAITING, State.RETURNED):
        return days_in_words(days_since(progress.state_since, progress.region.time_zone))
    if progress.state == State.DRAFT and progress.missing_count:
        return _("%(number)s missing") % {"number": progress.missing_count}
    if progress.state == State.HISTORICAL:
        return _("Source: %(source)s") % {"source": Truncator(progress.decision_note).chars(80)}
    return ""


def newest_rounds(progresses) -> list[Progress]:
    """The newest round of each milestone, in order, among the rows of one assistance."""
    newest: dict[int, Progress] = {}
    for row in progresses:
        known = newest.get(row.milestone.number)
        if known is None or row.round > known.round:
            newest[row.milestone.number] = row
    return [newest[number] for number in sorted(newest)]


def earlier_rounds(progresses) -> list[Progress]:
    """The rounds before the newest ones, the latest first."""
    rows = list(progresses)
    newest = {row.pk for row in newest_rounds(rows)}
    return sorted((row for row in rows if row.pk not in newest), key=lambda row: (-row.milestone.number, -row.round))


def strip_of(progresses) -> list[dict]:
    """The milestones of one assistance for `{% progress_strip %}`, each in its newest round; rows come with `missing_count`."""
    return [
        {
            "number": progress.milestone.number,
            "short": progress.short,
            "name": progress.milestone.name,
            "state": progress.state,
            "state_label": progress.get_state_display(),
            "url": progress.get_absolute_url(),
            "detail": detail_of(progress),
        }
        for progress in newest_rounds(progresses)
    ]


def reported_of(district: str, *, most: int | None = None):
    """What publications report about the row's district, newest first, as an annotation for `unnest`."""
    return nested(ReportedStatus.objects.filter(district=OuterRef(district)).order_by("-as_of", "-pk"), most=most)


class RequirementState(models.TextChoices):
    """How a requirement stands, for both sides."""

    MISSING = "missing", gettext_lazy("not there yet")
    OPTIONAL_EMPTY = "optional_empty", gettext_lazy("optional, not there yet")
    DRAFT = "draft", gettext_lazy("draft, not submitted")
    GIVEN = "given", gettext_lazy("handed in")
    RETURNED = "returned", gettext_lazy("has to be corrected")
    MENDED = "mended", gettext_lazy("corrected")
    ACCEPTED = "accepted", gettext_lazy("accepted by the reviewer")
    NOT_ASKED = "not_asked", gettext_lazy("not asked for")

    @property
    def badge(self) -> str:
        """The shape and colour, as the looks know them; each has its own."""
        return BADGES[self]


BADGES = {
    RequirementState.MISSING: "late",
    RequirementState.OPTIONAL_EMPTY: "none",
    RequirementState.DRAFT: "draft",
    RequirementState.GIVEN: "submitted",
    RequirementState.RETURNED: "returned",
    RequirementState.MENDED: "published",
    RequirementState.ACCEPTED: "approved",
    RequirementState.NOT_ASKED: "historical",
}


@dataclass
class Asked:
    """One requirement with what was given for it: what counts, the versions before, the reviewers' remarks, the newest first."""

    requirement: Requirement
    progress: Progress
    given: list[Evidence] = field(default_factory=list)
    before: list[Evidence] = field(default_factory=list)
    remarks: list[Assessment] = field(default_factory=list)
    former: bool = False  # asked for under an earlier edition: what was given stays to be read

    @cached_property
    def state(self) -> RequirementState:
        """The one rule: what was given, what the reviewer last told of it, how the milestone stands."""
        if self.former:
            return RequirementState.NOT_ASKED
        told = self.remarks[0] if self.remarks and not self.changed_since(self.remarks[0].told_at) else None
        if told and told.verdict == Verdict.TO_MEND and self.progress.state not in DONE:
            return RequirementState.RETURNED
        if not self.given:
            return self._empty()
        if self.progress.state == State.APPROVED or (told and told.verdict == Verdict.ACCEPTED):
            return RequirementState.ACCEPTED
        if self.remarks and self.remarks[0].verdict == Verdict.TO_MEND:
            return RequirementState.MENDED
        return RequirementState.GIVEN if self._was_sent() else RequirementState.DRAFT

    def changed_since(self, moment) -> bool:
        """Whether anything was given, replaced or taken back after `moment`."""
        return any(evidence.given_at > moment for evidence in self.given) or any(evidence.removed_at > moment for evidence in self.before)

    def _empty(self) -> RequirementState:
        if self.progress.state == State.HISTORICAL:
            return RequirementState.NOT_ASKED
        return RequirementState.MISSING if self.requirement.compulsory else RequirementState.OPTIONAL_EMPTY

    def _was_sent(self) -> bool:
        """Whether all that counts stood there when the milestone was submitted."""
        sent = self.progress.submitted_at
        return sent is not None and all(evidence.given_at <= sent for evidence in self.given)


def asked_of(progress: Progress) -> list[Asked]:
    """Every requirement of this round, in order, with its evidence and what was told of it; then what an earlier edition asked for."""
    contents = read(progress)
    asked = {requirement.pk: Asked(requirement, progress) for requirement in progress.requirements()}
    former = ({evidence.requirement_id for evidence in contents.evidences} | {remark.requirement_id for remark in contents.remarks}) - asked.keys()
    asked |= {pk: Asked(requirement, progress, former=True) for pk, requirement in Requirement.objects.in_bulk(former).items()} if former else {}
    for evidence in contents.evidences:
        part = asked[evidence.requirement_id]
        evidence.requirement, evidence.progress = part.requirement, progress
        (part.given if evidence.is_current else part.before).append(evidence)
    for remark in contents.remarks:
        asked[remark.requirement_id].remarks.append(remark)
    return list(asked.values())


def how_complete(asked: list[Asked]) -> str:
    """`3 of 5 compulsory requirements are complete`; empty where nothing is compulsory."""
    compulsory = [part for part in asked if part.requirement.compulsory and part.state != RequirementState.NOT_ASKED]
    told = {"given": sum(bool(part.given) for part in compulsory), "all": len(compulsory)}
    return _("%(given)s of %(all)s compulsory requirements are complete") % told if compulsory else ""


def not_mended(asked: list[Asked]) -> list[Asked]:
    """What the reviewer sent back and nobody has changed since."""
    return [part for part in asked if part.state == RequirementState.RETURNED]
