"""What the page of one submission shows: requirement by requirement what was given, what changed, what was said about it."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Prefetch

from ssk_portal.common.nested import nested, unnest
from ssk_portal.milestones.assessing import version_of, why_not_held
from ssk_portal.milestones.changes import TAKEN_BACK, Change, changes_of, with_last_return
from ssk_portal.milestones.deadlines import with_deadlines
from ssk_portal.milestones.forms.review import ReviewForm
from ssk_portal.milestones.models import Assessment, Evidence, Progress, Verdict
from ssk_portal.milestones.overview import Asked
from ssk_portal.milestones.picking import show_records
from ssk_portal.review.models import Comment, Step
from ssk_portal.review.states import WAITING


@dataclass
class Examined(Asked):
    """One requirement under review, with what changed since the last return and what the reviewer says of it so far."""

    changes: list[Change] = field(default_factory=list)
    draft: Assessment | None = None
    verdict: Any = None  # the fields of the form, for whoever fills it in
    remark: Any = None

    @property
    def shown(self) -> list[tuple[Evidence, Change | None, bool]]:
        """What counts, each with what became of it since the last return, and whether it is opened at once: it is new to the reviewer."""
        changed = {change.evidence.pk: change for change in self.changes}
        row: Any = self.progress  # from `to_examine`
        return [(each, changed.get(each.pk), row.state in WAITING and (row.returned_at is None or each.pk in changed)) for each in self.given]

    @property
    def taken_back(self) -> list[Evidence]:
        return [change.evidence for change in self.changes if change.kind == TAKEN_BACK]


class Submission:
    """One milestone with all that its reviewer looks at; `row` comes from `to_examine`."""

    def __init__(self, row: Any):
        self.row, self.requirements = row, row.requirements()
        remarks = unnest(Assessment, row.said, "written_by")
        self.drafts = {remark.requirement_id: remark for remark in remarks if remark.told_at is None}
        self.told = [remark for remark in remarks if remark.told_at is not None]
        self.steps, self.comments = unnest(Step, row.taken), unnest(Comment, row.talk)
        self.note = getattr(row, "review_draft", None)

    @property
    def seen(self) -> str:
        return version_of(self.note)

    def is_held_by(self, user) -> bool:
        """Whether `user` has the review, and so writes and decides."""
        return not why_not_held(self.row, user)

    def form(self, data=None) -> ReviewForm:
        note = self.note.note if self.note else ""
        return ReviewForm(data, requirements=self.requirements, drafts=self.drafts, note=note, seen=self.seen)

    def parts(self, form: ReviewForm | None, user) -> list[Examined]:
        """Requirement by requirement; records of the portal as `user` may see them."""
        parts = [self._part(requirement, form) for requirement in self.requirements]
        show_records([evidence for part in parts for evidence in part.given + part.before], user)
        return parts

    def _part(self, requirement, form) -> Examined:
        versions = [evidence for evidence in self.row.evidences.all() if evidence.requirement_id == requirement.pk]
        for evidence in versions:
            evidence.requirement = requirement
        since = self.row.returned_at
        part = Examined(
            requirement,
            self.row,
            given=[evidence for evidence in versions if evidence.is_current],
            before=[evidence for evidence in versions if not evidence.is_current],
            remarks=[remark for remark in self.told if remark.requirement_id == requirement.pk],
            changes=changes_of(versions, since) if since else [],
            draft=self.drafts.get(requirement.pk),
        )
        if form is not None:
            part.verdict, part.remark = (form[name] for name in form.names(requirement))
        return part

    @property
    def returns(self) -> list[Step]:
        """The steps by which it came back so far, the newest first."""
        return [step for step in self.steps if step.name in ("send_back", "reopen")][::-1]

    @property
    def looked_at(self) -> int:
        return len(self.drafts)

    @property
    def to_mend(self) -> int:
        return sum(draft.verdict == Verdict.TO_MEND for draft in self.drafts.values())


def to_examine(rows):
    """`rows` with all that the page of a submission shows, in as many statements however much was given and said."""
    kind = ContentType.objects.get_for_model(Progress)
    talk = {
        "said": nested(Assessment.objects.filter(progress=OuterRef("pk")).order_by("-told_at", "-pk"), "written_by"),
        "taken": nested(Step.objects.filter(content_type=kind, object_id=OuterRef("pk")).order_by("pk")),
        "talk": nested(Comment.objects.filter(content_type=kind, object_id=OuterRef("pk")).order_by("pk")),
    }
    related = ("region__province", "assistance", "milestone", "submitted_by", "reviewer", "decided_by", "review_draft__written_by")
    evidence = Evidence.objects.select_related("document", "given_by", "removed_by").order_by("given_at", "pk")
    rows = with_deadlines(with_last_return(rows)).annotate(**talk).select_related(*related)
    return rows.prefetch_related("milestone__requirements", Prefetch("evidences", evidence))
