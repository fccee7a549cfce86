"""On which days an event is, asked of the database as `Clinic.days` tells them, and at which hours."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models.functions import Coalesce, ExtractYear, Greatest

from ssk_portal.clinics.models import Clinic, Session
from ssk_portal.common.times import zone_named

CLOCK = re.compile(r"(?<![\d.:/-])([01]?\d|2[0-3])[.:]([0-5]\d)(?![\d/-]|[.:]\d)")


def first_day(path: str = "") -> Coalesce:
    """The first day of the event at `path`: on which it was held, else for which it is planned."""
    return Coalesce(*(f"{path}{name}" for name in ("date_start", "date_end", "planned_start", "planned_end")))


def last_day() -> Coalesce:
    """The last day of the event."""
    return Coalesce(Greatest("date_start", "date_end"), Greatest("planned_start", "planned_end"))


def year_of(path: str = "") -> Coalesce:
    """The year of the event at `path`, as `Clinic.year` tells it."""
    return Coalesce(f"{path}programme_year", ExtractYear(Coalesce(f"{path}date_start", f"{path}published", f"{path}planned_start")))


def newest(clinics):
    """The latest day first, be it held or planned."""
    return clinics.order_by(first_day().desc(nulls_last=True), "-programme_year", "slug")


def hours_of(clinic: Clinic, sessions: Iterable[Session] = ()) -> tuple[datetime, datetime | None] | None:
    """Beginning and end of an event of one day, with their zone; None for one of several days or of unknown hours.

    `09.00–12.00 WITA` as the event writes it, else from the first to the last of its sessions.
    The zone is the one that is written, else the host's.
    """
    days = clinic.days
    if days is None or days[0] != days[1]:
        return None
    zone = ZoneInfo(zone_named(clinic.time or "") or clinic.region.time_zone)
    starts, ends = _as_written(clinic.time or "") or _of_sessions(sessions, days[0])
    if starts is None:
        return None
    begins = datetime.combine(days[0], starts, zone)
    return begins, datetime.combine(days[0], ends, zone) if ends and ends > starts else None


def _as_written(text: str) -> tuple[time, time | None] | None:
    """One or two times of day; a text that names more, or two in the wrong order, says something else."""
    found = [time(int(hour), int(minute)) for hour, minute in CLOCK.findall(text)]
    if len(found) == 1:
        return found[0], None
    return (found[0], found[1]) if len(found) == 2 and found[0] < found[1] else None


def _of_sessions(sessions: Iterable[Session], day: date) -> tuple[time | None, time | None]:
    own = [session for session in sessions if session.day in (None, day)]
    return min((row.starts for row in own if row.starts), default=None), max((row.ends for row in own if row.ends), default=None)
