"""The official report of an event (berita acara) to print and to sign, in the form that offices use.

An official paper: Indonesian whatever language the page is read in. It lists institutions, never
telephone numbers; who came stands on the list of attendance that is enclosed.
"""

from datetime import date

from django.db.models import OuterRef
from django.utils import translation
from django.utils.formats import date_format

from ssk_portal.clinics.models import Agreement, Attendance, Clinic, InvitedInstitution, Outcome, OutcomeKind, Participation, Session, Speaker
from ssk_portal.clinics.models.attendance import CAME
from ssk_portal.clinics.models.parts import COMING
from ssk_portal.clinics.standing import today_of
from ssk_portal.common.nested import nested, unnest
from ssk_portal.common.numbers import number
from ssk_portal.common.pdf import pdf
from ssk_portal.common.words import in_words

# What stands on the paper beside the event itself: rows, and what is read along with each.
ROWS: dict = {
    Participation: ({"role__in": COMING}, ["district"]),
    Attendance: ({"state__in": CAME}, ["institution"]),
    InvitedInstitution: ({}, []),
    Session: ({}, []),
    Speaker: ({}, []),
    Outcome: ({}, ["district"]),
    Agreement: ({}, ["district", "institution"]),
}


def report_paper(clinic: Clinic) -> bytes:
    """The paper on the event as it stands now; what is not known yet is a line of dots to fill in by hand."""
    with translation.override("id"):
        rows = _rows_of(clinic)
        districts, outcomes, came = rows[Participation], rows[Outcome], rows[Attendance]
        return pdf(
            "clinic_report.typ",
            {
                "title": f"Berita acara {clinic.title}",
                "event": clinic.title,
                "theme": clinic.theme or "",
                "when": _when(clinic),
                "where": clinic.place,
                "online": clinic.mode or "",
                "host": clinic.host_told,
                "basis": clinic.legal_basis,
                "counts": _counts(clinic, len(came)),
                "districts": [_district(part) for part in districts],
                "institutions": _institutions([*(row.name for row in rows[InvitedInstitution]), *(row.shown_institution for row in came)]),
                "summary": _summary(clinic),
                "sessions": [_session(row, rows[Speaker], clinic) for row in rows[Session]],
                "information": [_outcome(row) for row in outcomes if row.kind == OutcomeKind.INFORMATION],
                "decisions": [_outcome(row) for row in outcomes if row.kind == OutcomeKind.DECISION],
                "agreements": [_agreement(row) for row in rows[Agreement]],
                "place": clinic.city or "",
                "day": date_format(clinic.date_end or clinic.date_start) if clinic.date_start else "",
                "signs": [clinic.host_told, *(str(part) for part in districts if part.district_id != clinic.region_id)],
                "printed": f"{clinic.region.full_name} · dicetak dari Portal SSK pada {date_format(today_of(clinic))}",
            },
        )


def _rows_of(clinic) -> dict:
    """The rows of the event by their kind, in one statement."""
    asked = {f"of_{model.__name__}": nested(model.objects.filter(clinic=OuterRef("pk"), **only), *along) for model, (only, along) in ROWS.items()}
    found = Clinic.objects.filter(pk=clinic.pk).annotate(**asked).get()
    return {model: unnest(model, getattr(found, f"of_{model.__name__}"), *along) for model, (_only, along) in ROWS.items()}


def _when(clinic) -> str:
    """The day as offices write it; empty where it is not known."""
    first, last = clinic.date_start, clinic.date_end
    if first is None:
        return ""
    if last and last != first:
        return f"{date_format(first, 'l')} sampai dengan {date_format(last, 'l')}, tanggal {date_format(first)} sampai dengan {date_format(last)}"
    words = f"tanggal {in_words(first.day)} bulan {date_format(first, 'F')} tahun {in_words(first.year)}"
    return f"{date_format(first, 'l')}, {words} ({first:%d-%m-%Y})"


def _counts(clinic, came: int) -> list[str]:
    told = [f"{number(came)} orang menurut daftar hadir"] if came else []
    return told + ([f"{number(clinic.participants_count)} orang menurut penyelenggara"] if clinic.participants_count is not None else [])


def _district(part) -> str:
    told = ", ".join(filter(None, [part.number_label if part.clinic_numbers else "", part.milestone_label]))
    return f"{part} ({told})" if told else str(part)


def _institutions(names: list[str]) -> list[str]:
    """Each once, as it is written first."""
    return list({" ".join(name.split()).casefold(): name for name in reversed(names) if name.strip()}.values())[::-1]


def _summary(clinic) -> str:
    report = getattr(clinic, "report", None)
    return report.summary.strip() if report else ""


def _session(row, speakers, clinic) -> dict:
    named = "; ".join(one.with_post for one in speakers if one.session_id == row.pk)
    return {"title": row.title, "when": _time(row, clinic), "speakers": named, "minutes": row.minutes.strip()}


def _time(session, clinic) -> str:
    hours = f"pukul {session.hours} {clinic.region.get_time_zone_display()}" if session.hours else ""
    return ", ".join(filter(None, [_day(session.day), hours, session.room]))


def _outcome(row) -> str:
    return f"{row.text.strip()} ({row.district.full_name})" if row.district else row.text.strip()


def _agreement(row: Agreement) -> dict:
    return {"text": row.text.strip(), "charge": row.charge, "district": row.district.full_name if row.district else "", "due": _day(row.due)}


def _day(day: date | None) -> str:
    return date_format(day) if day else ""
