"""Until when a milestone is to be submitted, and until when its reviewer answers: one rule for lists, queue, board and pages.

The deadline of a progress is that of its cohort year (`assistance.cohort_year`; of a duty of the provinces its `year`),
the level of its scheme, the number of its milestone and its round: the row that its own province set, else the country's,
whole. It is taken as it stands today: a province that sets other dates moves what is late with them.

    rows = with_deadlines(Progress.objects.visible_to(user))   one subquery, no statement of its own
    deadline_of(row), submit_words(row), promised(row), review_words(row), days_late(row)
    late(Progress.objects.visible_to(user))                    those only, for a filter

The board, which is SQL, joins both rows and takes the province's first (`reporting/board.py: CELLS`).

Both days are there where the row is; `planned` may be empty.
What is open is late after `submit_by`, unless the district has left; what waits after `promised_on`; what is decided is never late.
Rows come with `region` and `assistance`.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import DateField, DurationField, ExpressionWrapper, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ssk_portal.common.nested import nested, unnest
from ssk_portal.milestones.models import Deadline, Progress
from ssk_portal.regions.days import today_in, today_there
from ssk_portal.regions.models import Level
from ssk_portal.review.states import OPEN, WAITING
from ssk_portal.review.waiting import REVIEW_TERM

READ = "deadlines"  # the annotation: a list of at most one


def _of_outer() -> QuerySet[Deadline]:
    """The deadlines of the outer row, a progress: the province's own before the country's."""
    whose = Q(region=Coalesce(OuterRef("region__province"), OuterRef("region"))) | Q(region__level=Level.COUNTRY)
    cohort = Coalesce(OuterRef("assistance__cohort_year"), OuterRef("year"))
    rows = Deadline.objects.filter(whose, level=OuterRef("milestone__scheme__level"), cohort_year=cohort, number=OuterRef("milestone__number"), round=OuterRef("round"))
    # `province` stands behind `country` in the alphabet.
    return rows.order_by("-region__level")


def with_deadlines(rows: QuerySet[Progress]) -> QuerySet[Progress]:
    """Each row with the deadline that `deadline_of` tells, in the statement of the rows."""
    return rows.annotate(**{READ: nested(_of_outer(), most=1)})


def deadline_of(row: Progress) -> Deadline | None:
    """The deadline of `row`, or None where nobody set one. Asks the database where `with_deadlines` did not."""
    if not hasattr(row, READ):
        setattr(row, READ, with_deadlines(Progress.objects.filter(pk=row.pk)).values_list(READ, flat=True).get())
    return next(iter(unnest(Deadline, getattr(row, READ))), None)


def promised_on(submitted: date, deadline: Deadline | None) -> date:
    """Until when the reviewer answers what came on the day `submitted`: `review_by` where it came in time, else our own term later."""
    in_time = deadline is not None and submitted <= deadline.submit_by
    return deadline.review_by if deadline is not None and in_time else submitted + REVIEW_TERM


def promised(row: Progress) -> date | None:
    """Until when an answer was promised; None for what does not wait for one."""
    if row.state not in WAITING or row.submitted_at is None:
        return None
    return promised_on(_day_there(row, row.submitted_at), deadline_of(row))


def ends_on(row: Progress) -> date | None:
    """The day after which `row` is late as it stands now; None where it cannot be."""
    if row.state in WAITING:
        return promised(row)
    if row.state not in OPEN or (row.assistance is not None and row.assistance.has_left(row.region)):
        return None
    deadline = deadline_of(row)
    return deadline.submit_by if deadline else None


def days_late(row: Progress, now: datetime | None = None) -> int:
    """Days since that day, by the clock of the row's region; 0 while there is time."""
    ends = ends_on(row)
    return max(0, (today_in(row.region, now) - ends).days) if ends else 0


def submit_words(row: Progress) -> str:
    """`batas pengajuan 30 Juni 2026 (terlambat 12 hari)` of what is still to be submitted; empty where nothing is set."""
    ends = ends_on(row) if row.state in OPEN else None
    return _with_late(_("submit by %(day)s"), ends, row)


def review_words(row: Progress) -> str:
    """`jawaban dijanjikan sampai 14 Juli 2026`: what the sender may expect, and what the reviewer promised."""
    return _with_late(_("answer promised by %(day)s"), promised(row), row)


def _with_late(words: str, day: date | None, row: Progress) -> str:
    if day is None:
        return ""
    told = words % {"day": date_format(day, "DATE_FORMAT")}
    days = days_late(row)
    return f"{told} ({late_words(days)})" if days else told


def late_words(days: int) -> str:
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days}


def with_days(rows: QuerySet[Progress], now: datetime | None = None) -> QuerySet[Progress]:
    """Each row with the days that the database compares: `submit_by`, `review_by`, `came_on`, `own_term` and `today` in its region."""
    submit_by, review_by = (Subquery(_of_outer().values(name)[:1], output_field=DateField()) for name in ("submit_by", "review_by"))
    came = Cast(Func(F("region__time_zone"), F("submitted_at"), function="timezone"), DateField())
    own_term = ExpressionWrapper(F("came_on") + Value(REVIEW_TERM, output_field=DurationField()), output_field=DateField())
    return rows.annotate(submit_by=submit_by, review_by=review_by, came_on=came, own_term=own_term, today=today_there("region", now))


def late(rows: QuerySet[Progress], now: datetime | None = None) -> QuerySet[Progress]:
    """Those of `rows` that are late: `days_late`, asked of the database."""
    overdue = Q(state__in=OPEN, submit_by__lt=F("today")) & (Q(assistance__left_on=None) | Q(assistance__left_on__gt=F("today")))
    unanswered = Q(came_on__lte=F("submit_by"), review_by__lt=F("today")) | ((Q(submit_by=None) | Q(came_on__gt=F("submit_by"))) & Q(own_term__lt=F("today")))
    return with_days(rows, now).filter(overdue | (Q(state__in=WAITING) & unanswered))


def _day_there(row: Progress, at: datetime) -> date:
    """The day of `at` by the clock of the row's region."""
    return timezone.localdate(at, ZoneInfo(row.region.time_zone))
