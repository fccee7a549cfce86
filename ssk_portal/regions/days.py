"""Which day it is in a region: asked of one row, and of the database."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import DateField, F, Func, Value
from django.db.models.functions import Cast
from django.utils import timezone


def today_in(region, now: datetime | None = None) -> date:
    """The day in `region`, at present or at the moment `now`."""
    return timezone.localdate(now, ZoneInfo(region.time_zone))


def today_there(region: str, now: datetime | None = None) -> Cast:
    """The day in the region at the path `region` of a query."""
    return day_of(F(f"{region}__time_zone"), now)


def day_of(zone, now: datetime | None = None) -> Cast:
    """The day in the time zone that the expression `zone` tells."""
    return Cast(Func(zone, Value(now or timezone.now()), function="timezone"), DateField())
