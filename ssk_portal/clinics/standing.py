"""How an event stands, in one word: planned, late, held, reported. List, calendar, recap and calendar files ask here.

What a queryset is asked (`with_standing`) and what `standing_of` says of one row are the same
rule; the tests hold both against each other.
"""

from datetime import date

from django.db import models
from django.db.models import Case, CharField, DateField, Func, Q, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import GreaterThan, LessThan
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.models import Clinic
from ssk_portal.regions.days import today_in, today_there
from ssk_portal.review.states import DONE, WAITING, State

# So many days after the last day the report is called late. Our own term: no regulation found names one.
REPORT_DAYS = 14


class Standing(models.TextChoices):
    PLANNED = "planned", _("planned")
    LATE = "late", _("late")
    HELD = "held", _("held")
    REPORT_LATE = "report_late", _("report late")
    REPORTED = "reported", _("reported")
    APPROVED = "approved", _("report approved")
    PUBLIC = "public", _("made public")
    PUBLISHED = "published", _("from a publication")
    CANCELLED = "cancelled", _("called off")
    UNKNOWN = "unknown", _("date not known")

    @property
    def badge(self) -> str:
        """The shape of the standing, as the looks know it. What is late has one shape, told apart by its words."""
        return BADGES[self]

    @property
    def is_late(self) -> bool:
        return self in LATE

    @property
    def was_held(self) -> bool:
        return self in TOOK_PLACE


BADGES = {
    Standing.PLANNED: "draft",
    Standing.LATE: "late",
    Standing.HELD: "submitted",
    Standing.REPORT_LATE: "late",
    Standing.REPORTED: "in_review",
    Standing.APPROVED: "approved",
    Standing.PUBLIC: "historical",
    Standing.PUBLISHED: "published",
    Standing.CANCELLED: "none",
    Standing.UNKNOWN: "reported",
}
LATE = (Standing.LATE, Standing.REPORT_LATE)
REPORT_SENT = (Standing.REPORTED, Standing.APPROVED, Standing.PUBLIC)
TOOK_PLACE = (Standing.HELD, Standing.REPORT_LATE, *REPORT_SENT, Standing.PUBLISHED)


def today_of(clinic: Clinic) -> date:
    """The day that it is where the event's host is."""
    return today_in(clinic.region)


def standing_of(clinic: Clinic, today: date | None = None) -> Standing:
    """How the event stands on `today`, the host's own day where none is given. Reads `clinic.report` and `clinic.region`."""
    today = today or today_of(clinic)
    report = getattr(clinic, "report", None)
    if clinic.cancelled:
        return Standing.CANCELLED
    if report and report.is_public:
        return Standing.PUBLIC
    if report and report.state in DONE:
        return Standing.APPROVED
    if report and report.state in WAITING:
        return Standing.REPORTED
    first = clinic.date_start or clinic.date_end
    if first and first > today:
        return Standing.PLANNED
    # The exchange format knows no planned days: what names its source and was not planned here was published.
    if report.state == State.PUBLISHED if report else clinic.source and clinic.planned_start is None:
        return Standing.PUBLISHED
    if not first:
        planned = clinic.planned_end or clinic.planned_start
        return Standing.UNKNOWN if planned is None else Standing.LATE if planned < today else Standing.PLANNED
    last = max(first, clinic.date_end or first)
    return Standing.REPORT_LATE if (today - last).days > REPORT_DAYS else Standing.HELD


class Days(Func):
    """A day so many days later."""

    template = f"(%(expressions)s + {REPORT_DAYS})"
    output_field = DateField()


def with_standing(clinics, today: date | None = None):
    """Each of the events with `standing`, its word on `today` (the host's own day where none is given)."""
    day = Value(today) if today else today_there("region")
    first, planned = Coalesce("date_start", "date_end"), Coalesce("planned_end", "planned_start")
    unheld = Q(date_start=None, date_end=None)
    published = Q(report__state=State.PUBLISHED) | Q(report=None, planned_start=None, source__gt="")
    standing = Case(
        When(~Q(cancelled=""), then=Value(Standing.CANCELLED)),
        When(report__published_at__isnull=False, then=Value(Standing.PUBLIC)),
        When(report__state__in=DONE, then=Value(Standing.APPROVED)),
        When(report__state__in=WAITING, then=Value(Standing.REPORTED)),
        When(GreaterThan(first, day), then=Value(Standing.PLANNED)),
        When(published, then=Value(Standing.PUBLISHED)),
        When(unheld & Q(planned_end=None, planned_start=None), then=Value(Standing.UNKNOWN)),
        When(unheld & LessThan(planned, day), then=Value(Standing.LATE)),
        When(unheld, then=Value(Standing.PLANNED)),
        When(LessThan(Days(Greatest("date_start", "date_end")), day), then=Value(Standing.REPORT_LATE)),
        default=Value(Standing.HELD),
        output_field=CharField(),
    )
    return clinics.annotate(standing=standing)
