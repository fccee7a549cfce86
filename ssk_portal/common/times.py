"""Times with the zone they are told in: WIB, WITA or WIT."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import formats, timezone

ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def moment(value, zone: str | None = None) -> str:
    """`22 November 2026 14.02 WITA`: a moment in `zone`, else in the zone of the person who reads."""
    zone = zone or timezone.get_current_timezone_name()
    local = timezone.localtime(value, ZoneInfo(zone))
    return f"{formats.date_format(local, 'DATETIME_FORMAT')} {ZONES.get(zone, zone)}"


def days_since(moment: datetime) -> int:
    """Whole days from `moment` to today, in the reader's zone."""
    return (timezone.localdate() - timezone.localdate(moment)).days
