"""The main menu: what stands in it, for whom. Names only, so that no room is imported here."""

from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# (name of the screen, label, icon, permission asked for)
ENTRIES = [
    ("reporting:home", _("Start"), "house", "home.view"),
    ("reporting:region_list", _("Regions"), "geo-alt", "region.view"),
    ("pokja:pokja_list", _("Pokja"), "people", "pokja.view"),
    ("clinics:clinic_list", _("Coaching clinics"), "calendar-event", "clinic.view"),
    ("milestones:progress_list", _("Milestones"), "flag", "milestone.view"),
    ("reporting:board", _("Board"), "grid-3x3", "board.province"),
    ("indicators:indicator_list", _("Indicators"), "graph-up", "figure.view"),
    ("reporting:reference", _("Reference"), "book", "reference.view"),
    ("accounts:user_list", _("Users"), "person-gear", "user.view"),
]


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    icon: str
    current: bool


def menu_for(user, path: str) -> list[Entry]:
    """The entries that `user` may open; the one that holds `path` is marked as current."""
    entries = []
    for name, label, icon, permission in ENTRIES:
        if user.may(permission):
            url = _address(name)
            current = path == url if url == "/" else path.startswith(url)
            entries.append(Entry(str(label), url, icon, current))
    return entries


@cache
def _address(name: str) -> str:
    return reverse(name)
