"""Days as official papers write them. The caller has set the language."""

from datetime import date

from django.utils.formats import date_format

from ssk_portal.clinics.models import Clinic


def day_told(day: date) -> str:
    """`Kamis, 3 Desember 2026`."""
    return date_format(day, "l, j F Y")


def days_told(clinic: Clinic) -> str:
    """The day of the event, or from the first to the last; empty where none is known."""
    return " s.d. ".join(dict.fromkeys(map(day_told, clinic.days))) if clinic.days else ""
