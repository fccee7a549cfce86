"""Where the milestones of a district stand: what is approved, what waits with whom and since when, what is late, what comes next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ssk_portal.milestones.deadlines import days_late, review_words, submit_words, with_deadlines
from ssk_portal.milestones.models import Assistance, Progress
from ssk_portal.milestones.overview import newest_rounds
from ssk_portal.regions.days import today_in
from ssk_portal.reporting import thread
from ssk_portal.reporting.brief.parts import Line, short
from ssk_portal.review.states import DONE, OPEN, State


@dataclass(frozen=True)
class Stand:
    """One milestone: how it stands and what is told of that."""

    progress: Progress
    told: str
    late: bool

    @property
    def name(self) -> str:
        return f"{self.progress.short} {self.progress.milestone.name}"


@dataclass(frozen=True)
class Programme:
    """The milestones of the latest assistance, and what publications report beside them."""

    assistance: Assistance | None
    stands: list[Stand]
    reported: Line | None
    has_left: bool = False

    @property
    def current(self) -> Stand | None:
        """The milestone it works on: the first that is not settled, else the last."""
        return next((stand for stand in self.stands if stand.progress.state not in DONE), self.stands[-1] if self.stands else None)

    @property
    def next(self) -> Stand | None:
        """What the district submits next; none where it has left."""
        return None if self.has_left else next((stand for stand in self.stands if stand.progress.state in OPEN), None)


def programme_of(region) -> Programme:
    own = thread.of_latest(with_deadlines(thread.progresses_of(region)))
    for progress in own:
        progress.region = region
    assistance = own[0].assistance if own else None
    if assistance:
        assistance.district = region
    statuses = thread.statuses_of(region)
    reported = Line(statuses[0].label, date_format(statuses[0].as_of), region.get_absolute_url()) if statuses else None
    return Programme(assistance, [_stand(progress) for progress in newest_rounds(own)], reported, bool(assistance and assistance.has_left(region)))


def _stand(progress: Progress) -> Stand:
    return Stand(progress, " · ".join(filter(None, _told(progress))), bool(days_late(progress)))


def _told(progress: Progress) -> list[str]:
    """What is told beside the state, most telling first."""
    match progress.state:
        case State.APPROVED:
            return [_("on %(day)s") % {"day": _day(progress, progress.decided_at)}]
        case State.HISTORICAL:
            return [_("Source: %(source)s") % {"source": short(progress.decision_note, 60)}]
        case State.SUBMITTED:
            said = {"province": progress.region.province.full_name, "day": _day(progress, progress.submitted_at)}
            return [_("waiting for %(province)s since %(day)s") % said, review_words(progress)]
        case State.IN_REVIEW:
            said = {"name": progress.reviewer.shown_name, "day": _day(progress, progress.begun_at)}
            return [_("being reviewed by %(name)s since %(day)s") % said, review_words(progress)]
        case State.RETURNED:
            return [_("on %(day)s") % {"day": _day(progress, progress.state_since)}, submit_words(progress)]
    return [_missing(progress), submit_words(progress)]


def _missing(progress) -> str:
    count = progress.missing_count
    if not count:
        return _("complete, not submitted")
    return ngettext("%(count)s compulsory requirement missing", "%(count)s compulsory requirements missing", count) % {"count": count}


def _day(progress, at: datetime | None) -> str:
    """The day of `at` where the region is."""
    return date_format(today_in(progress.region, at))
