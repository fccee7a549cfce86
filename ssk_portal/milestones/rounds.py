"""The yearly reviews of a milestone that repeats: after M4 comes M4 year 2, year 3 and so on, without an end."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.models import Assistance, Progress
from ssk_portal.milestones.telling import keepers_of
from ssk_portal.notices.models import Kind
from ssk_portal.notices.tell import tell
from ssk_portal.review.states import DONE


def newest_repeating(progresses) -> Progress | None:
    """The newest round of the milestone that is reviewed every year, among those of one assistance."""
    rounds = [row for row in progresses if row.milestone.repeats]
    return max(rounds, key=lambda row: (row.milestone.number, row.round), default=None)


def why_no_round(assistance: Assistance, newest: Progress | None) -> str:
    """The sentence why no further round begins after `newest`; empty when one may."""
    if newest is None:
        return _("No milestone of this scheme is reviewed again every year.")
    if assistance.left_on:
        return _("The district leaves the programme: no further year begins.")
    if newest.state not in DONE:
        return _("%(milestone)s comes first: it has to be approved or historical before the next year begins.") % {"milestone": newest.short}
    return ""


def following(newest: Progress) -> Progress:
    """The round after `newest`, not written yet."""
    return Progress(region_id=newest.region_id, assistance_id=newest.assistance_id, milestone=newest.milestone, round=newest.round + 1, year=newest.year + 1)


@transaction.atomic
def begin_round(assistance: Assistance, *, by) -> Progress:
    """Open the next yearly review as a draft and tell the district. Raises NotNow where the year before is not settled."""
    # Held, so that two who begin at once begin one.
    held = Assistance.objects.select_for_update(of=("self",)).select_related("district__province", "scheme").get(pk=assistance.pk)
    newest = newest_repeating(held.progresses.select_related("milestone", "region"))
    sentence = why_no_round(held, newest)
    if newest is None or sentence:
        raise NotNow(sentence)
    opened = following(newest)
    # An assistance that was moved to a later edition goes on under that one.
    opened.milestone = held.scheme.milestones.filter(number=newest.milestone.number, repeats=True).first() or newest.milestone
    with acting(by):
        opened.save()
    opened.region = held.district
    tell(keepers_of(held.district), Kind.OPENED, opened, by=by)
    return opened


def whose_year_has_come(now: datetime):
    """The assistances whose newest yearly review is settled and whose next programme year has begun."""
    place = Window(RowNumber(), partition_by=F("assistance"), order_by=(F("milestone__number").desc(), F("round").desc()))
    newest = Progress.objects.filter(milestone__repeats=True, assistance__isnull=False).annotate(place=place).filter(place=1)
    settled = newest.filter(state__in=DONE, year__lt=timezone.localdate(now).year)
    return Assistance.objects.filter(Q(pk__in=settled.values("assistance")), left_on=None).order_by("pk")


def begin_rounds(now: datetime, *, by) -> int:
    """Open what is due of itself. Returns how many were opened."""
    opened = 0
    for assistance in whose_year_has_come(now):
        try:
            begin_round(assistance, by=by)
        except NotNow:  # somebody else began it, or the district left, meanwhile
            continue
        opened += 1
    return opened
