"""The term of a decree: on which days it is in force, and in which words that is said.

It runs from `valid_from`, or from the decree's date where no first day is named, to
`valid_to` or to the day before it was revoked, whichever is earlier. A term whose last day
is not known is not guessed. What the database is asked here and what `Decree` says of one
row are the same rule; the tests hold both against each other.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, CharField, DateField, Func, Q, Value, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.db.models.lookups import GreaterThan
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ssk_portal.regions.scoping import SharedDownQuerySet

ENDING_DAYS = 90


class DecreeStatus(models.TextChoices):
    """How a decree stands on a day, and how a Pokja stands for want of any."""

    IN_FORCE = "in_force", _("in force")
    ENDING = "ending", _("ending soon")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")
    NOT_YET = "not_yet", _("not yet in force")
    UNKNOWN = "unknown", _("term not known")
    NONE = "none", _("without decree")

    @property
    def badge(self) -> str:
        """The shape of the status, as the looks know it; each has its own."""
        return BADGES[self]


BADGES = {
    DecreeStatus.IN_FORCE: "approved",
    DecreeStatus.ENDING: "in_review",
    DecreeStatus.EXPIRED: "returned",
    DecreeStatus.REVOKED: "historical",
    DecreeStatus.NOT_YET: "submitted",
    DecreeStatus.UNKNOWN: "draft",
    DecreeStatus.NONE: "none",
}
VALID = (DecreeStatus.IN_FORCE, DecreeStatus.ENDING)


class DayAfter(Func):
    template = "(%(expressions)s + 1)"
    output_field = DateField()


class DayBefore(Func):
    template = "(%(expressions)s - 1)"
    output_field = DateField()


BEGINS = Coalesce("valid_from", "date")
LAST_DAY = Least("valid_to", DayBefore("revoked_on"))
END_KNOWN = Q(valid_to__isnull=False) | Q(revoked_on__isnull=False)
# Revoked before it began, it was never in force: an empty range, which overlaps none.
TERM = Func(BEGINS, Greatest(BEGINS, DayAfter(LAST_DAY)), Value("[)"), function="daterange", output_field=DateRangeField())


class TermsApart(ExclusionConstraint):
    """For the database an exclusion like any other. Before that, `Decree.clean` compares the terms: it
    names the other decree, and knows which one the decree itself ends.
    """

    def validate(self, *args, **kwargs):
        pass

    def deconstruct(self):
        return "django.contrib.postgres.constraints.ExclusionConstraint", *super().deconstruct()[1:]


YEARS = range(1945, 2200)


def wrong_years(years: Mapping[str, int | None]) -> dict[str, str | Promise]:
    """Of years by field those that can only be a slip of the hand (0202, 20255), each with the sentence."""
    return {name: _("Check the year.") for name, year in years.items() if year is not None and year not in YEARS}


def check_years(row, *names):
    """Refuse days whose year can only be a slip of the hand."""
    days = {name: getattr(row, name) for name in names}
    if wrong := wrong_years({name: day.year for name, day in days.items() if day}):
        raise ValidationError(wrong)


def status_on(day) -> Case:
    """The word for a decree on `day`, asked of the database; the same rule as `Decree.status_on`."""
    return Case(
        When(revoked_on__lte=day, then=Value(DecreeStatus.REVOKED)),
        When(valid_to__lt=day, then=Value(DecreeStatus.EXPIRED)),
        When(GreaterThan(BEGINS, Value(day)), then=Value(DecreeStatus.NOT_YET)),
        When(~END_KNOWN, then=Value(DecreeStatus.UNKNOWN)),
        When(GreaterThan(LAST_DAY, Value(day + timedelta(days=ENDING_DAYS))), then=Value(DecreeStatus.IN_FORCE)),
        default=Value(DecreeStatus.ENDING),
        output_field=CharField(),
    )


def begun(day) -> Q:
    """Of a decree: its term had begun by `day`, whether it ended since or not."""
    return Q(valid_from__lte=day) | Q(valid_from=None, date__lte=day) | Q(valid_from=None, date=None)


class DecreeQuerySet(SharedDownQuerySet):
    region_path = "pokja__region"

    def with_status(self, day):
        """Each with `status_then`, its word on `day`."""
        return self.annotate(status_then=status_on(day))

    def in_force(self, day):
        """The decrees in force on `day`: one of a Pokja at most, the database sees to it."""
        return self.with_status(day).filter(status_then__in=VALID)

    def standing_first(self, day):
        """The one that stands on `day` first: in force, else the last that began, else one that will."""
        in_force = Case(When(status_then__in=VALID, then=0), default=1)
        begun = Case(When(status_then=DecreeStatus.NOT_YET, then=1), default=0)
        return self.with_status(day).order_by(in_force, begun, BEGINS.desc(nulls_last=True), "-pk")

    def as_evidence(self):
        """With what is shown of a decree where it is picked as evidence."""
        return self.select_related("pokja__region", "scan")

    def for_evidence(self, region):
        """The decrees that `region` may pick as evidence: those of its own Pokja."""
        return self.of(region).as_evidence()

    def begun(self, day):
        """The decrees that had begun by `day`, whether they ended since or not."""
        return self.filter(begun(day))

    def standing_of(self, pokja, day):
        """The key of the decree whose seats stand on `day`, for the Pokja that `pokja` names by OuterRef."""
        return self.filter(pokja=pokja).begun(day).standing_first(day).values("pk")[:1]
