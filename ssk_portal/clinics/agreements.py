"""Saying how an agreement stands, with the file that shows it; at which later events it still stood open."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Case, CharField, DateField, OuterRef, Value, When
from django.db.models.functions import Cast, JSONObject

from ssk_portal.audit.actors import acting
from ssk_portal.clinics.days import first_day
from ssk_portal.clinics.models import Agreement, Clinic
from ssk_portal.clinics.models.agreement import OPEN
from ssk_portal.documents.actions import keep


@transaction.atomic
def save_agreement(agreement: Agreement, *, file=None, remove_file: bool = False, by) -> Agreement:
    """Save an agreement, with the uploaded `file` in place of the one it had, or without any.

    The file belongs to the event's host. Raises ValidationError for a file that is not taken.
    """
    if file is not None:
        agreement.document = keep(file, region=agreement.reach_region, by=by)
    elif remove_file:
        agreement.document = None
    with acting(by):
        agreement.save()
    return agreement


@dataclass(frozen=True)
class Later:
    """A later event at which an agreement still stood open."""

    pk: int
    title: str
    first_day: date
    is_planned: bool


def with_later_events(agreements, user):
    """Each agreement with `later_events`, read by `later_of`: those of its district that `user` may see, on whose first day it stood open."""
    settled_on = Case(When(state__in=OPEN, then=Value(date.max)), default=Cast("state_since", DateField()), output_field=DateField())
    later = Clinic.objects.visible_to(user).filter(participations__district=OuterRef("district"), cancelled="").annotate(first_day=first_day())
    later = later.filter(first_day__gt=OuterRef("agreed_on"), first_day__lte=OuterRef("settled_on")).order_by("first_day", "pk")
    listed = later.values(data=JSONObject(pk="pk", title="title", first_day=Cast("first_day", CharField())))
    return agreements.annotate(agreed_on=first_day("clinic__"), settled_on=settled_on).annotate(later_events=ArraySubquery(listed[:5]))


def later_of(agreement) -> list[Later]:
    days = [(event, date.fromisoformat(event["first_day"])) for event in agreement.later_events]
    return [Later(event["pk"], event["title"], day, day > agreement.today) for event, day in days]


def agreements_of(user):
    """The agreements as the pages of an event list them for `user`: who is to keep them, who said what, where they came up again."""
    return with_later_events(Agreement.objects.select_related("district", "institution", "milestone", "requirement", "document", "state_by"), user)


def show_to(user, agreements) -> None:
    """Let each agreement of a page tell at which later events it still stood open, and whether `user` may say how it stands."""
    for agreement in agreements:
        agreement.carried, agreement.told_here = later_of(agreement), agreement.is_told_by(user)
