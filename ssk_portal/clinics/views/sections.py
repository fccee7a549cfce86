"""The pages beside the list of events: agreements, recap, schemes. Each room of them adds its line."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# (name of the screen, label, permission asked for), in the order of the tabs
SECTIONS = [
    ("clinics:clinic_list", _("Events"), "clinic.view"),
    ("clinics:agreement_list", _("Agreements"), "clinic.view"),
    ("clinics:clinic_calendar", _("Calendar"), "clinic.view"),
    ("reporting:clinic_recap", _("Recap"), "clinic.view"),
    ("clinics:scheme_list", _("Schemes"), "reference.view"),
]


def sections_of(user, current: str) -> list[dict]:
    """The tabs above each of these pages, those that `user` may open, that of `current` marked."""
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label, permission in SECTIONS if user.may(permission)]
