"""The pages of one event: its plan, who came, what came out. Each room of the event adds its own."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.models import Clinic
from ssk_portal.screens.found import onward

# (name of the screen, label); the address takes the event's number
PAGES = [
    ("clinics:clinic_detail", _("Plan")),
    ("clinics:attendance_list", _("Attendance")),
    ("clinics:report_detail", _("Report")),
]


def tabs_of(clinic: Clinic, current: str, request) -> list[dict]:
    """The tabs above every page of the event, that of `current` marked; they carry on the way back to the list in which it was found."""
    return [{"label": label, "url": onward(request, reverse(name, args=[clinic.pk])), "current": name == current} for name, label in PAGES]
