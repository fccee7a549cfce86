"""The main menu: what stands in it, for whom. Names only, so that no room is imported here."""

from dataclasses import dataclass
from functools import cache, lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# (name of the screen, label, icon, permission asked for)
ENTRIES = [
    ("reporting:home", _("Home"), "house", "home.view"),
    ("reporting:region_list", _("Regions"), "geo-alt", "region.view"),
    ("pokja:pokja_list", _("Pokja"), "people", "pokja.view"),
    ("clinics:clinic_list", _("Coaching clinics"), "calendar-event", "clinic.view"),
    ("milestones:progress_list", _("Milestones"), "flag", "milestone.view"),
    ("reporting:board", _("Board"), "grid-3x3", "board.province"),
    ("reporting:pokja_recap_country", _("Pokja recap"), "list-check", "board.province"),
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


@dataclass(frozen=True)
class Menu:
    """The menu and the links of the own account as markup, and the entry under which the page stands, if it stands under one."""

    markup: SafeString
    own_links: SafeString
    notices: str
    section: Entry | None


def menu_for(user, path: str) -> Menu:
    """The menu of those entries that `user` may open; the one that holds `path` is marked as current."""
    names = tuple(name for name, _label, _icon, permission in ENTRIES if user.may(permission))
    current = next((name for name in names if _holds(_address(name), path)), "")
    return _menu(names, current, get_language())


@lru_cache(maxsize=500)  # the same for everyone in a post: each is put together once
def _menu(names: tuple[str, ...], current: str, language: str) -> Menu:
    entries = [Entry(str(label), _address(name), icon, name == current) for name, label, icon, _permission in ENTRIES if name in names]
    section = next((entry for entry in entries if entry.current), None)
    return Menu(render_to_string("shell/menu.html", {"entries": entries}), render_to_string("shell/own_links.html"), _address("notices:notice_list"), section)


def _holds(address: str, path: str) -> bool:
    return path == address if address == "/" else path.startswith(address)


@cache
def _address(name: str) -> str:
    return reverse(name)
