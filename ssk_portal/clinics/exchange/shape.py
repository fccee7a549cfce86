"""Which key of the format is which column of the portal."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ssk_portal.clinics.models import InvitedInstitution, Part, Participation, QuotedFigure, Speaker

FORMAT = "clinic-events/1"

# An event as the format has it, or the columns of a row.
Values = dict[str, Any]

# The keys that are columns of the event; all others are rows under it.
COLUMNS = {"id": "slug"} | {
    key: key
    for key in (
        "title", "headline", "theme", "kind", "type_as_written", "clinic_numbers", "programme", "programme_year",
        "date_start", "date_end", "date_as_written", "date_basis", "time", "mode", "venue", "city",
        "host", "host_level", "province", "participants_count", "purposes", "outputs", "expected",
        "milestone_stated", "milestone_reached", "milestone_expected", "legal_basis", "frameworks_named", "sectors",
        "related_events", "follows", "source", "publisher", "published", "published_basis", "other_sources", "notes",
    )
}  # fmt: skip
DATES = ("date_start", "date_end", "published")


@dataclass(frozen=True)
class PartShape:
    """One list of the format: its key, the rows it becomes, and the columns of each.

    `plain` is the one column of a list whose entries are bare texts.
    """

    key: str
    model: type[Part]
    relation: str
    columns: dict[str, str]
    plain: str = ""

    @property
    def name(self) -> str:
        """The column that names what the entry speaks of."""
        return self.plain or next(iter(self.columns.values()))

    def values(self, entry: Any) -> Values:
        """The columns that an entry of the list says."""
        if self.plain:
            return {self.plain: entry}
        return {column: entry[key] for key, column in self.columns.items()}

    def kept(self, row: Part) -> Values:
        """The same columns as a row keeps them."""
        return {column: getattr(row, column) for column in ([self.plain] if self.plain else self.columns.values())}

    def entry(self, row: Part) -> Any:
        """The entry that a row says."""
        if self.plain:
            return getattr(row, self.plain)
        return {key: getattr(row, column) for key, column in self.columns.items()}


def _same(*keys: str) -> dict[str, str]:
    return {key: key for key in keys}


PARTS = (
    PartShape(
        "districts", Participation, "participations",
        {"name": "name", "type": "kind"} | _same("role", "milestone", "milestone_year", "assisted_since", "note", "clinic_numbers"),
    ),
    PartShape("institutions", InvitedInstitution, "invited", {}, plain="name"),
    PartShape("people", Speaker, "speakers", _same("name", "post", "role", "acting_for")),
    PartShape(
        "quoted", QuotedFigure, "quoted",
        {"region": "region_as_written", "indicator": "indicator_as_written"} | _same("year", "value", "unit", "kind", "framework", "note"),
    ),
)  # fmt: skip


def column_values(event: Values) -> Values:
    """The columns of the event's own row."""
    values = {column: event[key] for key, column in COLUMNS.items()}
    return values | {key: date.fromisoformat(values[key]) for key in DATES if values[key] is not None}


def year_of(event: Values) -> int | None:
    """The year whose schemes hold: the programme's, else the one it was held in, else published in."""
    if event.get("programme_year") is not None:
        return event["programme_year"]
    day = event.get("date_start") or event.get("published")
    return int(day[:4]) if day else None
