"""On which days and at which hours an event is: as held, else as planned; nothing where neither is known."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ssk_portal.clinics.models import Clinic, Session
from ssk_portal.common.times import ZONES

CLOCK = re.compile(r"(?<![\d.:/-])([01]?\d|2[0-3])[.:]([0-5]\d)(?![\d/-]|[.:]\d)")
ZONE = re.compile(rf"\b({'|'.join(ZONES.values())})\b", re.IGNORECASE)
ZONE_OF = {label: zone for zone, label in ZONES.items()}


def days_of(clinic: Clinic) -> tuple[date, date] | None:
    """The first and the last day; one that would lie before the first counts as the first."""
    first = clinic.date_start or clinic.date_end
    if first:
        return first, max(first, clinic.date_end or first)
    first = clinic.planned_start or clinic.planned_end
    return (first, max(first, clinic.planned_end or first)) if first else None


def hours_of(clinic: Clinic, sessions: Iterable[Session] = ()) -> tuple[datetime, datetime | None] | None:
    """Beginning and end of an event of one day, with their zone; None for one of several days or of unknown hours.

    `09.00–12.00 WITA` as the event writes it, else from the first to the last of its sessions.
    The zone is the one that is written, else the host's.
    """
    days = days_of(clinic)
    if days is None or days[0] != days[1]:
        return None
    written = ZONE.findall(clinic.time or "")
    zone = ZoneInfo(ZONE_OF[written[0].upper()] if written else clinic.region.time_zone)
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
