"""The reviewer at work: a verdict and a remark on each requirement and one note, drafts until the decision tells them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ssk_portal.common.errors import NotNow
from ssk_portal.common.times import moment
from ssk_portal.milestones.models import Assessment, Progress, ReviewDraft, Verdict
from ssk_portal.review.actions import advance, is_reviewer, why_not_now
from ssk_portal.review.states import STEPS, State


@dataclass(frozen=True)
class Said:
    """What is said about one requirement: a verdict, or nothing yet."""

    verdict: str = ""
    remark: str = ""

    @property
    def words(self) -> str:
        """As a person reads it."""
        return "\n".join(part for part in (str(Verdict(self.verdict).label) if self.verdict else "", self.remark) if part) or "–"


class ChangedMeanwhile(NotNow):
    """The drafts are not those that the page showed: somebody saved them in between."""


def why_not_held(progress: Progress, user) -> str:
    """The sentence why `user` writes no remarks on `progress` now; empty for the one who has the review."""
    if progress.state == State.SUBMITTED:
        return _("The review has not begun: press “%(begin)s” first.") % {"begin": STEPS["begin"].label}
    if progress.state != State.IN_REVIEW:
        return why_not_now(progress, STEPS["release"])
    if progress.reviewer and progress.reviewer_id != user.pk:
        words = {"name": progress.reviewer.shown_name, "at": moment(progress.begun_at)}
        return _("%(name)s has had this review since %(at)s. Take it over to go on.") % words
    return ""


@transaction.atomic
def assess(progress: Progress, *, said: dict[int, Said], note: str, by, seen: str = "") -> ReviewDraft:
    """Keep, as `by`, what is `said` about the requirements (by their key) and the note so far.

    `seen` is the version of the drafts that `by` had before the eyes, empty where there were none.
    Raises PermissionDenied for whom does not review this row, NotNow for whom does not have the review,
    ChangedMeanwhile where other drafts stand there by now.
    """
    row = _held(progress, by)
    draft = ReviewDraft.objects.filter(progress=row).first()
    if seen != version_of(draft) and _differs(row, draft, said, note):
        raise ChangedMeanwhile(_("This was saved in the meantime with other words: see both versions below. Save once more to keep yours."))
    written = {remark.requirement_id: remark for remark in row.assessments.filter(told_at=None)}
    for requirement in row.requirements():
        if requirement.pk in said:
            _write(row, requirement, written.get(requirement.pk), said[requirement.pk], by)
    return ReviewDraft.objects.update_or_create(progress=row, defaults={"note": note.strip(), "written_by": by})[0]


@transaction.atomic
def decide(progress: Progress, step: str, *, said: dict[int, Said], note: str, by, seen: str = "") -> Progress:
    """Keep the remarks, then approve or send back: the one who has the review decides, and all of it is told at once."""
    assess(progress, said=said, note=note, by=by, seen=seen)
    return advance(progress, step, by=by, note=note)


def version_of(draft: ReviewDraft | None) -> str:
    """By what a page knows the drafts that it showed."""
    return "" if draft is None else str(draft.version)


def list_of_remarks(said: dict[int, Said], requirements) -> str:
    """What has to be mended, as a note proposes it: one line a requirement."""
    open_ = [(requirement, said[requirement.pk]) for requirement in requirements if requirement.pk in said]
    return "\n".join(f"- {requirement.title}: {each.remark}" for requirement, each in open_ if each.verdict == Verdict.TO_MEND)


def _held(progress: Progress, by) -> Progress:
    """The row, locked, for the one who has its review."""
    row = Progress.objects.select_for_update(of=("self",)).select_related("region", "assistance", "milestone", "reviewer").get(pk=progress.pk)
    if not is_reviewer(row, by):
        raise PermissionDenied
    if sentence := why_not_held(row, by):
        raise NotNow(sentence)
    return row


def _differs(row, draft, said, note) -> bool:
    stands = {remark.requirement_id: Said(remark.verdict, remark.remark) for remark in row.assessments.filter(told_at=None)}
    return any(stands.get(key, Said()) != each for key, each in said.items()) or (draft.note if draft else "") != note.strip()


def _write(row, requirement, written: Assessment | None, said: Said, by) -> None:
    if not said.verdict:
        if written is not None:
            written.delete()
    elif written is None:
        Assessment.objects.create(progress=row, requirement=requirement, verdict=said.verdict, remark=said.remark, written_by=by)
    elif (written.verdict, written.remark) != (said.verdict, said.remark):
        written.verdict, written.remark, written.written_by = said.verdict, said.remark, by
        written.save()
