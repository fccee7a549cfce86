"""What a preview showed, as the page holds it until it is confirmed: signed, for one person, one page and two hours."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core import signing

from ssk_portal.screens.sheets.reading import Row, Sheet

LONGEST = 7200  # seconds


@dataclass(frozen=True)
class Change:
    """What a row of the sheet would do: what it is about, and in words each thing that becomes different.

    A row that adds nothing and makes no difference leaves all as it is. `warnings` say what is
    likely wrong and hinders nothing. `value` is what the room needs to carry it out.
    """

    row: int
    about: str
    is_new: bool = False
    differences: tuple[str, ...] = ()
    value: Any = None
    warnings: tuple[str, ...] = ()

    @property
    def does_something(self) -> bool:
        return self.is_new or bool(self.differences)


def pack(sheet: Sheet, changes: list[Change], request) -> str:
    """The rows of the sheet and a mark of what was shown."""
    names = [column.name for column in sheet.columns]
    rows = [[row.number, [row.cells[name] for name in names]] for row in sheet.rows]
    kept = {"by": request.user.pk, "places": sheet.places, "rows": rows, "shown": mark_of(changes)}
    return signing.dumps(kept, salt=request.path, compress=True)


def unpack(packed: str, columns, request) -> tuple[Sheet, str]:
    """The sheet, read once more, and the mark of what was shown. Raises BadSignature for what this page did not show this person lately."""
    kept = signing.loads(packed, salt=request.path, max_age=LONGEST)
    if kept["by"] != request.user.pk:
        raise signing.BadSignature
    sheet = Sheet(columns, kept["places"], {kept["places"][column.name]: column.heading for column in columns})
    names = [column.name for column in columns]
    sheet.rows = [Row(number, dict(zip(names, cells, strict=True))) for number, cells in kept["rows"]]
    sheet.read_values()
    return sheet, kept["shown"]


def mark_of(changes: list[Change]) -> str:
    """A checksum of what is shown: whatever else the rows would do now gives another one."""
    shown = [(change.row, change.about, change.is_new, change.differences, change.warnings) for change in changes]
    return hashlib.sha256(repr(shown).encode()).hexdigest()
