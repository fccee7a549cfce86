"""The recap of the Pokja: of a province by regency and city, of the country by province. Columns, counts, files."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

import django_tables2 as tables
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.templatetags.looks import state_badge
from ssk_portal.pokja.models import DecreeStatus
from ssk_portal.pokja.overview import Overview
from ssk_portal.regions.models import Region
from ssk_portal.screens.lists import NUMBER, PortalTable

NO_POKJA = "no_pokja"
STATES = [*DecreeStatus.choices, (NO_POKJA, gettext_lazy("no Pokja recorded"))]


def state_of(line: Overview) -> str:
    """The word for a line: that of the decree, or that there is no Pokja."""
    return line.state or NO_POKJA


def counts(lines: Iterable[Overview]) -> Counter:
    return Counter(state_of(line) for line in lines)


class RecapTable(PortalTable):
    """The Pokja of a province, a line each; a region without any has a line that says so."""

    title_column = "region"
    region = tables.Column(gettext_lazy("Region"), order_by="region__code", linkify=lambda record: record.region.get_absolute_url())
    pokja = tables.Column("Pokja", accessor="pokja__name", default=gettext_lazy("no Pokja recorded"), linkify=lambda record: record.pokja and record.pokja.get_absolute_url())
    state = tables.Column(gettext_lazy("Decree today"), empty_values=())
    ends = tables.Column(gettext_lazy("Valid to"), default="–", attrs={"td": {"class": "nowrap"}})
    filled = tables.Column(gettext_lazy("Seats filled"), attrs=NUMBER, order_by=("filled", "seats"))
    missing = tables.Column(gettext_lazy("Agencies not represented"), empty_values=(), order_by="lacking")
    changed_at = tables.Column(gettext_lazy("Last change"), default="–", attrs={"td": {"class": "nowrap"}})

    class Meta(PortalTable.Meta):
        order_by = "region"

    def render_region(self, value):
        return value.full_name

    def render_state(self, record):
        return state_badge(record.state.badge, record.state.label) if record.state else "–"

    def render_ends(self, value):
        return date_format(value)

    def render_filled(self, record):
        if not record.pokja:
            return "–"
        return f"{record.filled if record.names_known else '–'}/{record.seats}"

    def render_missing(self, record):
        if not record.pokja:
            return "–"
        said = record.missing_names or _("none of the compulsory ones")
        more = _("and %(count)s advised") % {"count": len(record.advised)} if record.advised else ""
        return format_html("{} <small class='text-muted'>{}</small>", said, more)

    def render_changed_at(self, value):
        return date_format(timezone.localtime(value))


def sheet(lines: Iterable[Overview]) -> Iterator[list]:
    """The lines as rows of a file, headings first."""
    yield [
        _("Code"), _("Region"), "Pokja", _("Decree today"), _("Valid to"), _("Seats"), _("Seats filled"),
        _("Agencies not represented (compulsory)"), _("Agencies not represented (advised)"), _("Last change"),
    ]  # fmt: skip
    words = dict(STATES)
    for line in lines:
        known = [line.pokja.name if line.pokja else None, str(words[state_of(line)]), line.ends]
        seats = [line.seats, line.filled if line.names_known else None] if line.pokja else [None, None]
        yield [line.region.code, line.region.full_name, *known, *seats, line.missing_names, line.advised_names, line.changed_at]


@dataclass
class ProvinceLine:
    """One province in the recap of the country: the Pokja of its regencies and cities."""

    province: Region
    districts: int = 0
    without: int = 0
    states: Counter = field(default_factory=Counter)
    seats: int = 0
    filled: int = 0
    missing: int = 0
    complete: int = 0


def by_province(lines: Iterable[Overview]) -> list[ProvinceLine]:
    """The lines of all districts, each under its province, in the order of the codes."""
    found = []
    for province, group in groupby(lines, key=lambda line: line.region.province):
        row = ProvinceLine(province)
        for region, pokjas in groupby(group, key=lambda line: line.region):
            row.districts += region.is_district
            for line in pokjas:
                _add(row, line)
        found.append(row)
    return found


def _add(row: ProvinceLine, line: Overview) -> None:
    row.without += line.pokja is None
    row.states[state_of(line)] += 1
    row.seats += line.seats if line.names_known else 0
    row.filled += line.filled
    row.missing += len(line.missing)
    row.complete += line.is_complete


def total(rows: Iterable[ProvinceLine]) -> dict[str, int]:
    """The country's sums."""
    rows = list(rows)
    sums = {name: sum(getattr(row, name) for row in rows) for name in ("districts", "without", "seats", "filled", "missing", "complete")}
    return sums | {state: sum(row.states[state] for row in rows) for state, _label in STATES}


def province_sheet(rows: Iterable[ProvinceLine]) -> Iterator[list]:
    states = [(state, label) for state, label in STATES if state != NO_POKJA]
    yield [
        _("Code"), _("Province"), _("Regencies and cities"), _("Without a Pokja"), *[str(label) for _state, label in states],
        _("Seats"), _("Seats filled"), _("Compulsory agencies not represented"), _("Pokja with all compulsory agencies"),
    ]  # fmt: skip
    for row in rows:
        yield [row.province.code, row.province.name, row.districts, row.without, *[row.states[state] for state, _label in states], row.seats, row.filled, row.missing, row.complete]
