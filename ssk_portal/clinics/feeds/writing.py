"""A calendar file by RFC 5545: events of several days or of unknown hours as whole days, else with their zone."""

import re
import uuid
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Timezone

from ssk_portal.clinics.days import hours_of
from ssk_portal.clinics.feeds.revisions import Revision, revisions_of
from ssk_portal.clinics.models import Clinic
from ssk_portal.clinics.standing import today_of

SPACE_OF_IDS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:portal-ssk:kegiatan")
# How often a programme should ask again.
AGAIN = timedelta(hours=6)
# What RFC 5545 allows in no text; a line end of another alphabet would break a line for some readers.
CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff]")
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def text(value: str | None) -> str:
    """`value` as a calendar may keep it."""
    return CONTROL.sub("", LINE_END.sub("\n", value or "")).strip()


def line(value: str | None) -> str:
    """The same on one line."""
    return " ".join(text(value).split())


def calendar_of(name: str, clinics: Iterable[Clinic], *, zone: str, address_of: Callable[[Clinic], str]) -> bytes:
    """The file of these events. Each brings its region, its participations and its sessions along.

    `zone` is the reader's; `address_of` says where more about an event is read, or nothing.
    """
    calendar = Calendar()
    for key, value in {"prodid": f"-//Portal SSK//Kalender//{(get_language() or 'id').upper()}", "version": "2.0", "calscale": "GREGORIAN"}.items():
        calendar.add(key, value)
    calendar.add("name", line(name))
    for key, told in {"X-WR-CALNAME": line(name), "X-WR-TIMEZONE": zone, "X-PUBLISHED-TTL": "PT6H"}.items():
        calendar.add(key, told)
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    known = [(clinic, days) for clinic in clinics if (days := clinic.days)]
    revisions = revisions_of([clinic for clinic, _days in known])
    for clinic, days in known:
        calendar.add_component(_event(clinic, days, revisions[clinic.pk], address_of(clinic)))
    calendar.add_missing_timezones()
    if not calendar.subcomponents:
        # A calendar holds at least one component.
        calendar.add_component(Timezone.from_tzinfo(ZoneInfo(zone)))
    return calendar.to_ical()


def _event(clinic: Clinic, days: tuple[date, date], revision: Revision, address: str) -> Event:
    event = Event()
    event.add("uid", f"{uuid.uuid5(SPACE_OF_IDS, clinic.slug)}@portal-ssk")
    event.add("dtstamp", revision.at)
    event.add("last-modified", revision.at)
    event.add("sequence", revision.count)
    hours = hours_of(clinic, clinic.sessions.all())
    _add_days(event, hours, *days)
    event.add("summary", _summary(clinic))
    event.add("status", status_of(clinic))
    event.add("categories", [line(str(clinic.get_kind_display()))])
    for key, value in {"location": line(clinic.place), "description": _description(clinic), "url": address}.items():
        if value:
            event.add(key, value)
    # Of what is over or called off nobody is reminded.
    if not clinic.cancelled and days[0] >= today_of(clinic):
        event.add_component(_alarm(clinic, whole_days=not hours))
    return event


def _add_days(event: Event, hours: tuple[datetime, datetime | None] | None, first: date, last: date) -> None:
    if hours:
        event.add("dtstart", hours[0])
        if hours[1]:
            event.add("dtend", hours[1])
        return
    event.add("dtstart", first)
    # The end is the first day on which it is no more; the last day that there is has none after it.
    if last < date.max:
        event.add("dtend", last + timedelta(days=1))


def status_of(clinic: Clinic) -> str:
    """What is only planned is tentative; what has its day is confirmed."""
    if clinic.cancelled:
        return "CANCELLED"
    return "CONFIRMED" if clinic.date_start or clinic.date_end else "TENTATIVE"


def _summary(clinic: Clinic) -> str:
    title = line(clinic.title)
    return f"{clinic.number_label} – {title}" if title else clinic.number_label


def _description(clinic: Clinic) -> str:
    """What everybody may know who may know of the event: no person, no minutes."""
    districts = [" ".join(filter(None, [str(part), part.number_label, part.milestone_label])) for part in clinic.participations.all()]
    told = [
        (_("Called off"), clinic.cancelled),
        (_("Theme"), clinic.theme),
        (_("Host"), clinic.host_told),
        (_("Districts taking part"), ", ".join(districts)),
        (_("Mode"), str(clinic.get_mode_display()) if clinic.mode else ""),
        (_("Time"), clinic.time_told),
        (_("Date as written"), clinic.date_as_written),
        (_("Source"), ", ".join(filter(None, [clinic.publisher, clinic.source]))),
    ]
    return "\n".join(f"{label}: {text(value)}" for label, value in told if text(value))


def _alarm(clinic: Clinic, *, whole_days: bool) -> Alarm:
    """One day before, at the hour at which the event begins.

    A whole day begins at midnight, when nobody wants to be rung: there it rings at 07.00 of the
    day before (-PT17H), which every programme reads in the clock of whoever carries it.
    """
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(hours=-17) if whole_days else timedelta(days=-1))
    alarm.add("description", _summary(clinic))
    return alarm


def portal_address(clinic: Clinic) -> str:
    """The event's own page, for who signs in."""
    return settings.PORTAL_URL + clinic.get_absolute_url()


def published_address(clinic: Clinic) -> str:
    """The publication that the event was taken from, where it names an address of the web."""
    source = (clinic.source or "").strip()
    return source if re.fullmatch(r"https?://[\x21-\x7e]+", source) else ""
