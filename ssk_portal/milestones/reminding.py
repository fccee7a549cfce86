"""Reminding by hand: whoever stands above a region tells it that a milestone is late or due soon, and not submitted.

The portal reminds by itself 14 and 3 days before the last day (`due`); this is an officer's own word, on what is late too. Once a day
for each milestone, whichever officer it is: asked while the row is held, and of each person once more by the key of the notices
(`reminder_once`). It is no step of review: the milestone stays as it is. It stands in the log beside the steps. What the rule
asks of one row (`is_due`, `reminded_today`), the list asks of many (`to_remind`, `listed_today`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.common.errors import NotNow
from ssk_portal.common.times import moment
from ssk_portal.milestones.deadlines import ends_on, with_days, with_deadlines
from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.telling import keepers_of
from ssk_portal.notices.models import Kind, Notice
from ssk_portal.notices.tell import tell
from ssk_portal.regions.days import today_in
from ssk_portal.review.actions import log_step, why_not_now, why_too_long
from ssk_portal.review.models import Step
from ssk_portal.review.states import OPEN, REMIND

# So long before the last day something is due soon, and the portal itself begins to remind.
AHEAD = timedelta(days=14)


def may_remind(row: Progress, user) -> bool:
    """Whether `user` stands above the region that fills the row in, and reviews."""
    return user.may(row.review_permission) and user.region.is_above(row.region)


def is_due(row: Progress) -> bool:
    """Whether it is late, or due soon, and not submitted."""
    ends = ends_on(row) if row.state in OPEN else None
    return ends is not None and ends <= today_in(row.region) + AHEAD


def to_remind(rows: QuerySet[Progress], user) -> QuerySet[Progress]:
    """Those of `rows` below the region of `user` that are late or due soon, the latest first, with `reminded_at` and `reminded_by`."""
    stays = Q(assistance__left_on=None) | Q(assistance__left_on__gt=F("today"))
    found: Any = with_deadlines(with_days(rows.filter(state__in=OPEN).exclude(region=user.region_id)))
    about = ContentType.objects.get_for_model(Progress)
    last = Step.objects.filter(content_type=about, object_id=OuterRef("pk"), name=REMIND.name).order_by("-pk")
    told = {f"reminded_{name}": Subquery(last.values(column)[:1]) for name, column in (("at", "at"), ("by", "actor_name"))}
    return found.filter(stays, submit_by__lte=F("today") + AHEAD).annotate(**told).order_by("submit_by", "region__code", "milestone__number", "round")


def reminded_today(row: Progress, steps: Iterable[Step] | None = None) -> Step | None:
    """The reminder of this day of its region, if there is one. `steps` where they were read already, oldest first."""
    taken = row.steps.all() if steps is None else steps
    last = next((step for step in reversed(list(taken)) if step.name == REMIND.name), None)
    return last if last and _is_today(last.at, row) else None


def listed_today(row: Any) -> bool:
    """The same of a row of `to_remind`, which brings along when it was last reminded of."""
    return row.reminded_at is not None and _is_today(row.reminded_at, row)


def _is_today(at: datetime, row: Progress) -> bool:
    return today_in(row.region, at) == today_in(row.region)


def why_not(row: Progress, people) -> str:
    """The sentence why `people` are not reminded of it now; empty where they may be."""
    if sentence := why_not_now(row, REMIND):
        return sentence
    if row.assistance and row.assistance.has_left(row.region):
        return _("The district has left the programme: nothing is submitted any more.")
    if not is_due(row):
        return _not_due(row)
    if last := reminded_today(row):
        said = {"name": last.actor_name, "at": moment(last.at, row.region.time_zone)}
        return _("%(name)s has reminded of it already today (%(at)s). Tomorrow it can be done again.") % said
    return "" if people else _("Nobody of %(region)s has an account, so nobody can be reminded. Ask the administrator to invite somebody.") % {"region": row.region.full_name}


def _not_due(row: Progress) -> str:
    if (ends := ends_on(row)) is None:
        return _("No deadline is set for it, so it is neither late nor due soon.")
    return _("It is to be submitted by %(day)s only. From %(days)s days before that day on it can be reminded of.") % {"day": date_format(ends), "days": AHEAD.days}


def remind(row: Progress, *, by, note: str = "") -> list:
    """Remind whoever fills in `row`. Returns who was told; raises NotNow with the sentence where nobody is."""
    note = note.strip()
    with transaction.atomic(), acting(by, reason=note):
        held = Progress.objects.select_for_update(of=("self",), no_key=True).select_related("region__province", "assistance", "milestone")
        row = held.get(pk=row.pk)
        if not may_remind(row, by):
            raise PermissionDenied
        people = keepers_of(row.region)
        if sentence := why_too_long(note) or why_not(row, people):
            raise NotNow(sentence)
        log_step(row, REMIND, row.state, by=by, note=note)
        for person in people:
            with translation.override(person.language):
                name = name_in_reminder(row)
            tell([person], Kind.REMIND, row, by=by, name=name, note=note, day=today_in(row.region), days_before=0)
    return people


def name_in_reminder(row: Progress) -> str:
    """What the reminder calls it: with the day by which it is to be submitted."""
    ends = ends_on(row)
    if ends is None:
        return str(row)
    until = _("submit by %(day)s") % {"day": date_format(ends)}
    return f"{row} ({until})"


@dataclass
class Reminded:
    """What became of the milestones that were ticked."""

    done: list[Progress] = field(default_factory=list)
    refused: list[tuple[Progress, str]] = field(default_factory=list)


@transaction.atomic
def remind_of_several(rows: QuerySet[Progress], *, by, note: str = "") -> Reminded:
    """Each of `rows` for itself, always in the same order, so that of two officers at once one waits for the other."""
    became = Reminded()
    for row in rows.select_related("region__province", "assistance", "milestone").order_by("pk"):
        try:
            remind(row, by=by, note=note)
            became.done.append(row)
        except NotNow as refusal:
            became.refused.append((row, refusal.sentence))
    return became


def take_back_what_was_submitted(now: datetime | None = None) -> None:
    """What was submitted since is not mailed any more, and stands as read."""
    waiting = Notice.objects.unread().filter(kind=Kind.REMIND, content_type=ContentType.objects.get_for_model(Progress))
    waiting.filter(object_id__in=Progress.objects.exclude(state__in=OPEN).values("pk")).update(read_at=now or timezone.now())
