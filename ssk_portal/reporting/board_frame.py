"""What stands around the board's rows: tabs, filters, the headings with their orders.

Drawn once for each thing that is asked: on a province's board it would cost more than the rows.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ssk_portal.reporting.board import SHOWN
from ssk_portal.reporting.board_asked import ORDERS, Filters, Order
from ssk_portal.reporting.board_provinces import ALL_DONE, STATES, columns
from ssk_portal.reporting.board_then import AsOf


@dataclass(frozen=True)
class Asked:
    """All that the frame is made of. `provinces` are code and name, on the country's board only; `all_numbers` the milestones that may be asked for."""

    path: str
    provinces: tuple[tuple[str, str], ...]
    cohorts: tuple[int, ...]
    numbers: tuple[int, ...]
    all_numbers: tuple[int, ...]
    filters: Filters
    order: Order
    as_of: AsOf
    summed: bool

    @property
    def kept(self) -> dict[str, str]:
        """What the form does not ask for and still keeps."""
        kept = {"tampilan": "provinsi" if self.summed else "", "urut": self.order.asked}
        return {name: value for name, value in kept.items() if value}

    @property
    def address(self) -> str:
        """The address that asks for this."""
        day = {"per": self.as_of.day.isoformat()} if self.as_of.day else {}
        query = urlencode({**self.filters.asked(), **day, **self.kept})
        return f"{self.path}?{query}" if query else self.path

    @property
    def assisted_address(self) -> str:
        """The address that asks for those only that are assisted."""
        return replace(self, filters=replace(self.filters, assisted=True, cohort=None)).address


@dataclass(frozen=True)
class Frame:
    tabs: SafeString | str
    form: SafeString
    head: SafeString


@dataclass(frozen=True)
class Heading:
    """The words of one order, the address that sorts by it, how the rows are sorted now: `ascending`, `descending` or not by it."""

    label: str
    url: str
    sorted: str


def frame_of(asked: Asked) -> Frame:
    return _frame(asked, get_language())


@lru_cache(maxsize=200)
def _frame(asked: Asked, _language: str) -> Frame:
    # Each view has orders of its own.
    other = replace(asked, summed=not asked.summed, order=Order()).address
    context = {
        "asked": asked,
        "states": SHOWN,
        "districts_url": other if asked.summed else asked.address,
        "provinces_url": asked.address if asked.summed else other,
        **(_of_provinces(asked) if asked.summed else _of_districts(asked)),
    }
    tabs = render_to_string("reporting/_board_tabs.html", context) if asked.provinces else ""
    return Frame(tabs, render_to_string("reporting/_board_form.html", context), render_to_string(context["head"], context))


def _of_districts(asked: Asked) -> dict:
    headings = {key: _heading(asked, key) for key in ORDERS}
    return {
        "head": "reporting/_board_head.html",
        "by_code": Heading("", replace(asked, order=Order()).address, "" if asked.order.key else "ascending"),
        "headings": headings,
        "standing": [headings[key] for key in ("milestone", "hari", "kurang", "terlambat")],
    }


def _of_provinces(asked: Asked) -> dict:
    headings = {key: _heading(asked, key) for key in ("nama", *columns(asked.numbers))}
    return {
        "head": "reporting/_board_provinces_head.html",
        "headings": headings,
        "single": [headings[key] for key in ("kabupaten", "didampingi", "keluar")],
        "at": [(f"M{number}", headings[f"m{number}"]) for number in asked.numbers],
        "there": [headings[key] for key in (*STATES, ALL_DONE)],
        "waits": [(_("milestones"), headings["menunggu"]), (_("longest (days)"), headings["terlama"])],
    }


def _heading(asked: Asked, key: str) -> Heading:
    way = "descending" if asked.order.falling else "ascending"
    return Heading(asked.order.label_of(key), replace(asked, order=asked.order.next(key)).address, way if asked.order.key == key else "")
