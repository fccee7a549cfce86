"""Ready to hold: what the plan of an event says already and what it still has to, in sentences."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ssk_portal.clinics.models import COMING, Clinic, EventKind, Participation, Session


@dataclass(frozen=True)
class Line:
    """A thing that the plan has to say: whether it does, what it says or lacks, and where it is filled in."""

    done: bool
    sentence: str
    url: str


def checklist_of(clinic: Clinic, *, districts: list[Participation], sessions: list[Session], speakers: list, invited: list) -> list[Line]:
    """The lines for `clinic` with its parts, as the page has read them; each leads to the place where it is said."""
    coming = [part for part in districts if part.role in COMING]
    lines = [_day(clinic), _place(clinic), _host(clinic), _districts(clinic, coming)]
    if coming and clinic.kind == EventKind.COACHING_CLINIC:
        lines.append(_milestones(clinic, coming))
    lines += [_results(clinic), _agenda(clinic, sessions)]
    if sessions:
        lines += [_times(clinic, sessions), _speakers(clinic, speakers)]
    return [*lines, _institutions(clinic, invited)]


def _day(clinic) -> Line:
    url = _change(clinic, "planned_start")
    if not clinic.days:
        return Line(False, _("No day has been planned yet."), url)
    told = " – ".join(dict.fromkeys(date_format(day) for day in clinic.days))
    return Line(True, _("The days are planned: %(days)s, %(zone)s.") % {"days": told, "zone": clinic.region.get_time_zone_display()}, url)


def _place(clinic) -> Line:
    if clinic.mode and clinic.place:
        return Line(True, _("The place is named: %(place)s (%(mode)s).") % {"place": clinic.place, "mode": clinic.get_mode_display()}, _change(clinic, "mode"))
    if not clinic.mode:
        return Line(False, _("It is not said yet whether the event is in person, online or hybrid."), _change(clinic, "mode"))
    return Line(False, _("The place is not named yet; of an online event the address of the meeting."), _change(clinic, "venue"))


def _host(clinic) -> Line:
    host, url = clinic.host_named, _change(clinic, "host_institution")
    return Line(True, _("The host is named: %(host)s.") % {"host": host}, url) if host else Line(False, _("The institution that invites is not named yet."), url)


def _districts(clinic, coming) -> Line:
    count = len(coming)
    if not count:
        return Line(False, _("No district that takes part has been named yet."), reverse("clinics:participation_several", args=[clinic.pk]))
    return Line(True, ngettext("%(count)s district takes part.", "%(count)s districts take part.", count) % {"count": count}, "#participation")


def _milestones(clinic, coming) -> Line:
    lacking = [part for part in coming if not part.milestone]
    if not lacking:
        return Line(True, _("Each district has its milestone."), "#participation")
    url = reverse("clinics:participation_update", args=[lacking[0].pk]) if len(lacking) == 1 else "#participation"
    return Line(False, _("The milestone is missing for: %(names)s.") % {"names": ", ".join(map(str, lacking))}, url)


def _results(clinic) -> Line:
    if clinic.purposes and clinic.expected:
        return Line(True, _("Purposes and expected results are written down."), _change(clinic, "purposes"))
    return Line(False, _("Purposes and expected results are not written down yet; the report ticks the results."), _change(clinic, "expected" if clinic.purposes else "purposes"))


def _agenda(clinic, sessions) -> Line:
    count = len(sessions)
    if not count:
        return Line(False, _("The agenda has no session yet."), reverse("clinics:session_create", args=[clinic.pk]))
    return Line(True, ngettext("The agenda has %(count)s session.", "The agenda has %(count)s sessions.", count) % {"count": count}, "#session")


def _times(clinic, sessions) -> Line:
    several_days = clinic.days and clinic.days[0] != clinic.days[1]
    lacking = [session for session in sessions if not session.starts or (several_days and not session.day)]
    if not lacking:
        return Line(True, _("Every session has its time."), "#session")
    url = reverse("clinics:session_update", args=[lacking[0].pk])
    return Line(False, _("Day or time is missing for: %(names)s.") % {"names": "; ".join(map(str, lacking[:5])) + (" …" if lacking[5:] else "")}, url)


def _speakers(clinic, speakers) -> Line:
    count = len([one for one in speakers if one.session_id])
    if not count:
        return Line(False, _("No session has a speaker yet."), "#session")
    return Line(True, ngettext("%(count)s speaker is chosen for a session.", "%(count)s speakers are chosen for sessions.", count) % {"count": count}, "#session")


def _institutions(clinic, invited) -> Line:
    count = len(invited)
    if not count:
        return Line(False, _("No institution has been invited yet."), reverse("clinics:invitedinstitution_create", args=[clinic.pk]))
    return Line(True, ngettext("%(count)s institution is invited.", "%(count)s institutions are invited.", count) % {"count": count}, "#invitedinstitution")


def _change(clinic, field) -> str:
    return f"{reverse('clinics:clinic_update', args=[clinic.pk])}#id_{field}"
