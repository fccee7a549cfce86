"""Times with the zone they are told in: WIB, WITA or WIT."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import formats, timezone

ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}

LABEL = re.compile(rf"\b({'|'.join(ZONES.values())})\b", re.IGNORECASE)


def zone_named(text: str) -> str | None:
    """The zone that a time as written names: of `09.00 wita` Asia/Makassar; None where it names none."""
    found = LABEL.search(text)
    return next(zone for zone, label in ZONES.items() if label == found[1].upper()) if found else None


def moment(value, zone: str | None = None) -> str:
    """`22 November 2026 14.02 WITA`: a moment in `zone`, else in the zone of the person who reads."""
    zone = zone or timezone.get_current_timezone_name()
    local = timezone.localtime(value, ZoneInfo(zone))
    return f"{formats.date_format(local, 'DATETIME_FORMAT')} {ZONES.get(zone, zone)}"


def days_since(moment: datetime, zone: str) -> int:
    """Days from that of `moment` to today, both as they are counted in `zone`: that of the region whose row it is."""
    there = ZoneInfo(zone)
    return (timezone.localdate(timezone=there) - timezone.localdate(moment, there)).days
