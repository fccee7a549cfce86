"""What the page of a milestone shows: the strip of the district's milestones, requirement by requirement."""

from dataclasses import dataclass, field

from django.db.models import OuterRef
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ssk_portal.common.nested import nested
from ssk_portal.common.times import days_since
from ssk_portal.milestones.models import Evidence, Progress, ReportedStatus, Requirement
from ssk_portal.review.states import State

WAITING = (State.SUBMITTED, State.IN_REVIEW, State.RETURNED)


def days_in_words(days: int) -> str:
    """`12 hari`; on the first day `hari ini`, for nothing has waited yet."""
    return _("today") if not days else ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def detail_of(progress) -> str:
    if progress.state in WAITING:
        return days_in_words(days_since(progress.state_since))
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


def beside(progress: Progress) -> list[Progress]:
    """What stands beside it on its page: the milestones of its assistance, or the duties of its province in that year."""
    if progress.assistance:
        return list(progress.assistance.progresses.all())
    return list(Progress.objects.duties().filter(region=progress.region_id, year=progress.year).order_by("milestone__number").for_lists())


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


@dataclass
class Asked:
    """One requirement with what was given for it."""

    requirement: Requirement
    given: list[Evidence] = field(default_factory=list)


def asked_of(progress: Progress) -> list[Asked]:
    """Every requirement of the milestone, in order, with its evidence."""
    asked = {requirement.pk: Asked(requirement) for requirement in progress.milestone.requirements.all()}
    for evidence in progress.evidences.all():
        # Under a new edition it may not be asked for any more; what was given stays to be read.
        asked.setdefault(evidence.requirement_id, Asked(evidence.requirement)).given.append(evidence)
    return list(asked.values())
