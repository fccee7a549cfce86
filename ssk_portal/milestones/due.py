"""What opens at the beginning of a programme year, reminders of deadlines, and that all districts have submitted.

Reminders go to who fills in, 14 and 3 days before the last day to submit; to the reviewers once a promised answer is late.

Each person is told once of each day and threshold, the last one reached where days were missed. What is not due any more,
because it was submitted, decided or given another day, is taken back before it is mailed.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Q

from ssk_portal.accounts.models import User
from ssk_portal.milestones.all_in import tell_of_complete
from ssk_portal.milestones.deadlines import late, promised, with_days, with_deadlines
from ssk_portal.milestones.duties import begin_this_year
from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.reminding import AHEAD, take_back_what_was_submitted
from ssk_portal.milestones.rounds import begin_rounds
from ssk_portal.notices.due import due
from ssk_portal.notices.models import Kind, Notice
from ssk_portal.notices.tell import tell
from ssk_portal.review.actions import editors_of, reviewers_of
from ssk_portal.review.states import OPEN, WAITING

BEFORE = (3, AHEAD.days)  # days, the nearest first
KINDS = (Kind.SUBMIT_DUE, Kind.REVIEW_LATE)
# What is due of a row: the kind, the day spoken of, how many days before.
Due = tuple[Kind, date, int]


@due
def remind_of_deadlines(now: datetime) -> int:
    """Tell who has not been told yet. Returns how many notices were written."""
    rows = _due_rows(now)
    _take_back(rows, now)
    take_back_what_was_submitted(now)
    told, people = _told(rows), _people()
    return sum(_remind(row.pk, now) for row, what in rows.items() if any((pk, row.pk, *what) not in told for pk in people.get(_whose(row, what[0]), ())))


def _people() -> dict[tuple[int, Kind], list[int]]:
    """Who is told, by their region: those who fill in there, and those who review what is below."""
    found = defaultdict(list)
    for user in User.objects.people().active().select_related("region"):
        for kind, right in ((Kind.SUBMIT_DUE, Progress.fill_permission), (Kind.REVIEW_LATE, Progress.review_permission)):
            if user.may(right):
                found[user.region_id, kind].append(user.pk)
    return found


def _whose(row: Progress, kind: Kind) -> tuple[int, Kind]:
    return (row.region_id if kind == Kind.SUBMIT_DUE else row.region.parent_id or 0), kind


def _due_rows(now: datetime, pk: int | None = None) -> dict[Progress, Due]:
    """What is to be told of now. With `pk` of one row, which is then held while it is told."""
    found: dict[Progress, Due] = {}
    base: Any = Progress.objects.all() if pk is None else Progress.objects.filter(pk=pk).select_for_update(of=("self",), skip_locked=True, no_key=True)
    base = base.select_related("region__parent", "assistance", "milestone", "submitted_by")
    # Who leaves before that day is not expected any more.
    expected = Q(assistance__left_on=None) | Q(assistance__left_on__gt=F("submit_by"))
    open_rows: Any = with_days(base.filter(state__in=OPEN), now).filter(expected)
    for row in open_rows.filter(submit_by__gte=F("today"), submit_by__lte=F("today") + timedelta(days=max(BEFORE))):
        days = (row.submit_by - row.today).days
        found[row] = Kind.SUBMIT_DUE, row.submit_by, next(threshold for threshold in BEFORE if days <= threshold)
    for row in with_deadlines(late(base.filter(state__in=WAITING), now)):
        day = promised(row)
        if day is not None:
            found[row] = Kind.REVIEW_LATE, day, 0
    return found


def _concerned(row: Progress, kind: Kind) -> list[User]:
    return editors_of(row) if kind == Kind.SUBMIT_DUE else reviewers_of(row)


def _reminders():
    return Notice.objects.filter(kind__in=KINDS, content_type=ContentType.objects.get_for_model(Progress))


def _told(rows: Iterable[Progress]) -> set[tuple]:
    reminders = _reminders().filter(object_id__in=[row.pk for row in rows])
    return set(reminders.values_list("user_id", "object_id", "kind", "day", "days_before"))


def _take_back(rows: dict[Progress, Due], now: datetime) -> None:
    """What is not due any more is not mailed, stands as read, and does not count as told should it become due again."""
    still = {(row.pk, kind, day) for row, (kind, day, _before) in rows.items()}
    counted = _reminders().exclude(days_before=None).values_list("pk", "object_id", "kind", "day")
    over = Notice.objects.filter(pk__in=[pk for pk, row, kind, day in counted if (row, kind, day) not in still])
    over.unread().update(read_at=now)
    over.update(days_before=None)


@transaction.atomic
def _remind(pk: int, now: datetime) -> int:
    """Tell of one row, unless another run is at it. Held, everything is asked anew."""
    written = 0
    for row, (kind, day, before) in _due_rows(now, pk).items():
        told = _told([row])
        people = [user for user in _concerned(row, kind) if (user.pk, row.pk, kind, day, before) not in told]
        written += len(tell(people, kind, row, by=User.objects.system(), day=day, days_before=before))
    return written


@due
def tell_of_complete_cohorts(now: datetime) -> int:
    return tell_of_complete(now)


@due
def open_yearly_reviews(now: datetime) -> int:
    return begin_rounds(now, by=User.objects.system())


@due
def open_duties(now: datetime) -> int:
    return begin_this_year(now, by=User.objects.system())
