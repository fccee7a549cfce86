"""What the portal knew of a Pokja on an earlier day: its own columns, from the history."""

from datetime import date, datetime, time, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone

from ssk_portal.audit.timeline import event_model
from ssk_portal.common.nested import nested, unnest
from ssk_portal.pokja.models import Pokja


def known(day: date) -> ArraySubquery:
    """The last state of each Pokja that was written by the end of `day`, for `facts_of`."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    events = event_model(Pokja).objects.filter(pgh_obj_id=OuterRef("pk"), pgh_created_at__lt=end).exclude(pgh_label="delete")
    return nested(events.order_by("-pgh_id"), most=1)


def facts_of(states: list[dict]):
    """That state with the columns of a Pokja; None where the portal did not know the group yet."""
    return next(iter(unnest(event_model(Pokja), states)), None)
