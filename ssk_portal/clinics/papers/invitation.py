"""The letter that invites to an event, with the list of those invited and the agenda.

An official paper: Indonesian whatever language the page is read in. Number and signature are written by hand.
"""

from django.db.models import F
from django.utils import translation
from django.utils.formats import date_format, time_format

from ssk_portal.clinics.models import COMING, Clinic, EventKind, Mode, Session
from ssk_portal.clinics.papers.words import day_told, days_told
from ssk_portal.clinics.standing import today_of
from ssk_portal.common.pdf import pdf
from ssk_portal.pokja.models import Pokja

MODES = {Mode.IN_PLACE: "luring", Mode.ONLINE: "daring", Mode.HYBRID: "luring dan daring"}


def invitation(clinic: Clinic) -> bytes:
    """The letter as a PDF."""
    with translation.override("id"):
        sessions = list(clinic.sessions.order_by(F("day").asc(nulls_last=True), F("starts").asc(nulls_last=True), "order", "pk").prefetch_related("speakers"))
        kind = "Coaching Clinic" if clinic.kind == EventKind.COACHING_CLINIC else clinic.get_kind_display()
        numbers = f" {' dan '.join(map(str, dict.fromkeys(clinic.clinic_numbers)))}" if clinic.clinic_numbers else ""
        return pdf(
            "clinic_invitation.typ",
            {
                "title": f"Undangan {clinic}",
                "subject": f"Undangan {kind}{numbers}",
                "event": str(clinic),
                "host": clinic.host_named,
                "region": clinic.region.full_name,
                "place": clinic.region.capital or clinic.region.name,
                "year": str(clinic.days[0].year if clinic.days else today_of(clinic).year),
                "districts": [str(part) for part in clinic.participations.select_related("district") if part.role in COMING],
                "legal": clinic.legal_basis,
                "purposes": clinic.purposes,
                "day": days_told(clinic),
                "time": _time(clinic, sessions),
                "venue": clinic.place,
                "mode": MODES[Mode(clinic.mode)] if clinic.mode and clinic.mode != Mode.IN_PLACE else "",
                "theme": clinic.theme or "",
                "guests": guests(clinic),
                "agenda": [_session(session) for session in sessions],
                "zone": clinic.region.get_time_zone_display(),
                "printed": f"Undangan {clinic.number_label} · dicetak dari Portal SSK pada {date_format(today_of(clinic))}",
            },
        )


def guests(clinic: Clinic) -> list[dict]:
    """Those invited: the Pokja of each district that takes part, then the institutions, each with its mode where it differs."""
    parts = [part for part in clinic.participations.select_related("district") if part.role in COMING and part.district_id != clinic.region_id]
    groups = {group.region_id: group.name for group in Pokja.objects.filter(region__in=[part.district_id for part in parts if part.district_id], successor=None)}
    named = [_group(part, groups.get(part.district_id or 0)) for part in parts]
    return [{"name": name, "mode": ""} for name in named] + [{"name": row.name, "mode": _mode(row, clinic)} for row in clinic.invited.all()]


def _group(part, group: str | None) -> str:
    """The group's name with its district, which is not said twice: `Pokja PKP Kabupaten` and `Kabupaten Tabalong`."""
    name = group or "Pokja sanitasi"
    if str(part).casefold() in name.casefold():
        return name
    kind = str(part).split(" ")[0]
    return f"{name.removesuffix(kind).rstrip()} {part}"


def _mode(row, clinic) -> str:
    return MODES[Mode(row.mode)] if row.mode and row.mode != clinic.mode else ""


def _time(clinic, sessions: list[Session]) -> str:
    """As the host wrote it, else from the beginning of the first session; always with the zone."""
    if clinic.time:
        return clinic.time_told
    first = next((session.starts for session in sessions if session.starts), None)
    return f"{time_format(first)} {clinic.region.get_time_zone_display()} s.d. selesai" if first else ""


def _session(session: Session) -> dict:
    day = day_told(session.day) if session.day else ""
    return {"day": day, "time": session.hours, "title": session.title, "speakers": [one.with_post for one in session.speakers.all()], "room": session.room}
