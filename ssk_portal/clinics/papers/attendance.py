"""The attendance sheet of an event to print and sign, and the poster with the QR code.

Official papers: Indonesian whatever language the page is read in.
"""

import io

import segno
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from ssk_portal.clinics.models import Attendance, CheckInPage, Clinic
from ssk_portal.clinics.papers.words import days_told
from ssk_portal.clinics.standing import today_of
from ssk_portal.common.pdf import pdf

BLANK_LINES, MOST_LINES = 30, 300


def attendance_sheet(clinic: Clinic, *, reader, blank: int = 0) -> bytes:
    """The list with a place for each signature; `blank` lines to fill in by hand instead of the people.

    A telephone stands on it only where `reader` may read it.
    """
    with translation.override("id"):
        rows = [dict.fromkeys(("name", "agency", "post", "telephone", "note"), "")] * blank if blank else [_row(row, clinic, reader) for row in _people(clinic)]
        return pdf(
            "clinic_attendance.typ",
            {
                "title": f"Daftar hadir {clinic}",
                "event": str(clinic),
                "number": clinic.number_label,
                "host": clinic.host_told,
                "days": _when(clinic),
                "place": clinic.place,
                "rows": rows,
                "printed": f"Dicetak dari Portal SSK pada {date_format(today_of(clinic))}",
            },
        )


def _people(clinic: Clinic):
    return Attendance.objects.filter(clinic=clinic).select_related("institution", "district", "clinic__region")


def _row(row: Attendance, clinic: Clinic, reader) -> dict:
    row.clinic = clinic
    hidden = row.fields_hidden_from(reader)
    note = {"represented": f"diwakili {row.represented_by}", "absent": "tidak hadir", "excused": "izin"}.get(row.state, "")
    return {"name": row.name, "agency": row.shown_institution, "post": row.post, "telephone": "" if "telephone" in hidden else row.telephone, "note": note}


def _when(clinic: Clinic) -> str:
    """The days and the time of the event; empty where none is known."""
    return ", ".join(filter(None, [days_told(clinic) or clinic.date_as_written, clinic.time_told]))


def address_of(page: CheckInPage) -> str:
    """The whole address that the QR code says."""
    return settings.PORTAL_URL.rstrip("/") + page.public_path


def qr_svg(page: CheckInPage, *, scale: int = 6) -> str:
    """The QR code as a drawing without any inline style."""
    file = io.BytesIO()
    segno.make(address_of(page), error="m", micro=False).save(file, kind="svg", scale=scale, border=4, light="#fff", xmldecl=False, svgclass=None, lineclass=None)
    return file.getvalue().decode()


def poster(page: CheckInPage) -> bytes:
    """An A4 sheet to hang up at the door."""
    clinic = page.clinic
    with translation.override("id"):
        data = {"title": f"Halaman QR {clinic}", "event": str(clinic), "days": _when(clinic), "place": clinic.place}
        return pdf("clinic_poster.typ", data | {"qr": qr_svg(page), "address": address_of(page), "printed": f"Portal SSK · dicetak {date_format(today_of(clinic))}"})
