"""Recording what a publication reports as reached before the portal, in one go and with its source."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.models import Assistance, Milestone, Progress, ReportedStatus
from ssk_portal.milestones.models.definitions import in_round
from ssk_portal.review.actions import advance, is_reviewer
from ssk_portal.review.states import DONE, State


@dataclass(frozen=True)
class Past:
    """One milestone in one round that may be recorded; `progress` is None where the round has to be opened for it."""

    milestone: Milestone
    round: int
    year: int
    progress: Progress | None
    is_said: bool

    @property
    def key(self) -> str:
        return f"{self.milestone.number}-{self.round}"

    @property
    def short(self) -> str:
        return in_round(self.milestone.short, self.round)


def why_not_recorded(status: ReportedStatus) -> str:
    """The sentence why nothing is recorded from this report; empty when it may be."""
    return _("This publication only expects the milestone; nothing is recorded from it.") if status.expected else ""


def pasts_of(status: ReportedStatus, assistance: Assistance, progresses: list[Progress]) -> list[Past]:
    """What may be recorded from `status`, in order: what it says was reached, and what goes before that.

    "M4 year 3" says that years 1 and 2 are over; the year that it names is offered, not taken for over.
    `progresses` are those of `assistance`.
    """
    if status.expected:
        return []
    known = {(row.milestone.number, row.round): row for row in progresses}
    # Those of the edition worked under now come last, and count.
    rows = sorted(progresses, key=lambda row: row.milestone.scheme_id == assistance.scheme_id)
    milestones = {row.milestone.number: row.milestone for row in rows if row.milestone.number <= status.last}
    found = []
    for _number, milestone in sorted(milestones.items()):
        year = assistance.cohort_year + milestone.assistance_year - 1
        named = status.year_in_milestone if milestone.number == status.last and milestone.repeats else None
        for number in range(1, (named or 1) + 1):
            row = known.get((milestone.number, number))
            if row is None or row.state == State.DRAFT:
                found.append(Past(milestone, number, year + number - 1, row, _is_said(status, milestone, number)))
    return found


def _is_said(status, milestone, number: int) -> bool:
    if not status.first <= milestone.number <= status.last:
        return False
    return status.after or not status.year_in_milestone or milestone.number < status.last or number < status.year_in_milestone


def source_of(status: ReportedStatus) -> str:
    """The words that stand as source, until somebody changes them."""
    return f"{status.label}, {date_format(status.as_of, 'DATE_FORMAT')}: {status.source}"


def why_not_these(pasts: list[Past], chosen: set[str], assistance: Assistance) -> str:
    """The sentence why `chosen` does not go together: a year in a milestone follows the one before."""
    rows = assistance.progresses.filter(state__in=DONE).values_list("milestone__number", "round")
    settled = {f"{number}-{round_}" for number, round_ in rows} | chosen
    for past in pasts:
        if past.key in chosen and past.round > 1 and f"{past.milestone.number}-{past.round - 1}" not in settled:
            return _("Record the year before %(milestone)s too.") % {"milestone": past.short}
    return ""


@transaction.atomic
def record_reported(status: ReportedStatus, assistance: Assistance, chosen: set[str], *, source: str, by) -> list[Progress]:
    """Record `chosen` of what `status` reports as historical, by `source`; all or nothing.

    Raises PermissionDenied for whoever does not decide on this district, NotNow where something stands in the way.
    """
    held = Assistance.objects.select_for_update(of=("self",)).select_related("district__province").get(pk=assistance.pk)
    if not is_reviewer(Progress(region=held.district), by):
        raise PermissionDenied
    pasts = pasts_of(status, held, list(held.progresses.select_related("milestone", "region")))
    if sentence := why_not_recorded(status) or why_not_these(pasts, chosen, held):
        raise NotNow(sentence)
    wanted = [past for past in pasts if past.key in chosen]
    if not wanted or len(wanted) != len(chosen):
        raise NotNow(_("Something of this was recorded or begun in the meantime. Look at the list again."))
    return [advance(past.progress or _opened(past, held, by), "record_historical", by=by, note=source) for past in wanted]


def _opened(past: Past, assistance: Assistance, by) -> Progress:
    with acting(by):
        return Progress.objects.create(region=assistance.district, assistance=assistance, milestone=past.milestone, round=past.round, year=past.year)
