"""Reading a filled-in sheet: its rows, and every fault with its place."""

import zipfile
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_col_to_name

from ssk_portal.common.uploads.office import BROKEN
from ssk_portal.screens.sheets.columns import Column, as_digits, as_text, in_every_language, same, shortened, telephone, text
from ssk_portal.screens.sheets.parts import Look, look_through, sheets_of

MOST_UNPACKED = 50_000_000  # bytes; ten times what the largest sheet of the portal takes
MOST_FAULTS = 1_000
TOP = 20  # so many lines are looked at for the headings, where the first has none


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: the row as Excel numbers it (None for the whole sheet), the column's letter and heading."""

    message: str
    row: int | None = None
    column: str = ""


@dataclass
class Row:
    """A filled-in row: its number in Excel, the text of each cell, and the values of those that could be read."""

    number: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class Sheet:
    """The rows of a sheet and what is wrong with it.

    `places` says where each column stands, counted from 0; `headings` what stands at the head of each place;
    `unread` names the sheets of the workbook that somebody added and that are not looked at.
    """

    columns: tuple[Column, ...]
    places: dict[str, int] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def numeric_places(self) -> set[int | None]:
        """Where the columns of numbers stand."""
        return {self.places.get(column.name) for column in self.columns if column.numeric}

    def add_fault(self, message: str, *, row: int | None = None, column: str = "") -> None:
        """Note what is wrong; `column` is the name of one of the columns."""
        if column in self.places:
            self.add_fault_at(message, row, self.places[column])
        else:
            title = next((known.heading for known in self.columns if known.name == column), "")
            self.faults.append(Fault(message, row, title))

    def add_fault_at(self, message: str, row: int | None, place: int) -> None:
        heading = self.headings.get(place, "")
        self.faults.append(Fault(message, row, " – ".join(filter(None, [xl_col_to_name(place), heading]))))

    @property
    def is_whole(self) -> bool:
        """Whether every column was found, so that the rows can be compared with each other and with the portal."""
        return len(self.places) == len(self.columns)

    @property
    def is_full(self) -> bool:
        """Whether so much was found that no more is looked for."""
        return len(self.faults) >= MOST_FAULTS

    def is_readable(self, row: Row) -> bool:
        """Whether every cell of `row` could be read. Of another one each fault was told; what it means is not guessed."""
        return len(row.values) == len(self.columns)

    def read_values(self, *, spoilt=frozenset(), merged=()) -> None:
        """Read the cells of every row. A spoilt one was told before; so was one inside merged cells that cannot be read."""
        for row in self.rows:
            for column in self.columns:
                place = (row.number, self.places.get(column.name, -1))
                if column.name not in row.cells or place in spoilt or self.is_full:
                    continue
                try:
                    row.values[column.name] = column.value_of(row.cells[column.name])
                except ValidationError as error:
                    if not any(_holds(area, place) for area in merged):
                        self.add_fault(" ".join(error.messages), row=row.number, column=column.name)


def read_sheet(upload, title, columns: tuple[Column, ...], beside=()) -> Sheet:
    """The sheet called `title` (a lazy text) of an uploaded workbook whose archive was looked through before.

    The template has the sheets `beside` it (lazy texts). Raises nothing for what people do to sheets: all of it is told as faults.
    """
    sheet = Sheet(columns)
    try:
        look, lines, names = _open(upload, title)
    except ValidationError as error:
        sheet.add_fault(" ".join(error.messages))
        return sheet
    except (*BROKEN, CalamineError):
        sheet.add_fault(_("The file cannot be read as an Excel workbook. Save it once more as xlsx and send it again."))
        return sheet
    known = set().union(*(in_every_language(words) for words in beside))
    sheet.unread = [shortened(name) for name in names if same(name) not in known]
    return find_in(sheet, lines, title, look)


def find_in(sheet: Sheet, lines: list, title, look: Look) -> Sheet:
    """The columns and rows that stand in `lines`, the first of which holds the headings; `look` says what was done to their cells."""
    if not lines or not _headings_in(sheet, lines[0]):
        sheet.add_fault(_where_headings_are(sheet, lines), row=1)
        return sheet
    _find_columns(sheet, lines[0])
    _find_rows(sheet, lines)
    # Numbers that the spreadsheet program keeps as parts of one.
    percents = [(row, place) for row, place in look.percents if row > 1 and place in sheet.numeric_places][:MOST_FAULTS]
    dated = _dated(sheet, lines)[:MOST_FAULTS]
    _tell_spoilt(sheet, look, percents, dated)
    sheet.read_values(spoilt={*look.formulas, *look.errors, *percents, *dated}, merged=look.merged)
    if not sheet.rows and not sheet.faults:
        sheet.add_fault(_("The sheet “%(title)s” holds no rows under its headings.") % {"title": title})
    return sheet


def _open(upload, title) -> tuple[Look, list[list], list[str]]:
    """What the sheet holds, line by line, once it was found that it can be held, and the names of the other sheets.

    Raises ValidationError with a sentence.
    """
    upload.seek(0)
    with zipfile.ZipFile(upload) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise ValueError
        parts = sheets_of(archive)
        name = next((name for name in parts if same(name) in in_every_language(title)), None)
        if name is None:
            names = ", ".join(shortened(name) for name in list(parts)[:10])
            raise ValidationError(_("There is no sheet “%(title)s” in this file; it has: %(names)s.") % {"title": title, "names": names})
        look = look_through(archive, parts[name])
    upload.seek(0)
    return look, CalamineWorkbook.from_filelike(upload).get_sheet_by_name(name).to_python(skip_empty_area=False), [other for other in parts if other != name]


def _headings_in(sheet, line) -> int:
    """How many headings of the template stand in a line."""
    return sum(same(as_text(cell)) in column.titles for cell in line for column in sheet.columns)


def _where_headings_are(sheet, lines) -> str:
    """The sentence for a sheet whose first row holds none: often a title was put above them."""
    for row, line in enumerate(lines[:TOP], start=1):
        if 2 * _headings_in(sheet, line) >= len(sheet.columns):
            return _("The headings are in row %(row)s. Delete the rows above them, so that they are in the first row.") % {"row": row}
    return _("The first row holds none of the headings of the template. Take a new template and copy what you filled in.")


def _find_columns(sheet, line):
    """Where each column stands; one that is missing, twice there or not known is a fault."""
    sheet.headings = {place: shortened(as_text(heading).strip("* ")) for place, heading in enumerate(line) if as_text(heading)}
    written = {place: same(heading) for place, heading in sheet.headings.items()}
    known = set()
    for column in sheet.columns:
        found = [place for place, heading in written.items() if heading in column.titles]
        known.update(found)
        if len(found) == 1:
            sheet.places[column.name] = found[0]
        elif found:
            letters = ", ".join(xl_col_to_name(place) for place in found)
            sheet.add_fault(_("This column is there more than once: %(letters)s.") % {"letters": letters}, row=1, column=column.name)
        else:
            sheet.add_fault(_("This column is missing. The headings are in the first row, as in the template."), row=1, column=column.name)
    for place in sorted(written.keys() - known):
        sheet.add_fault_at(_("This column is not known here. Remove it."), 1, place)


def _find_rows(sheet, lines):
    """The rows in which something is written. A cell under no heading would be lost unsaid, so the first of each column is a fault."""
    beside = set()
    numeric = sheet.numeric_places
    for row, line in enumerate(lines[1:], start=2):
        written = {place: cell for place, value in enumerate(line) if (cell := (as_digits if place in numeric else as_text)(value))}
        cells = {name: written.get(place, "") for name, place in sheet.places.items()}
        if any(cells.values()):
            sheet.rows.append(Row(row, cells))
        for place in sorted(written.keys() - sheet.headings.keys() - beside):
            beside.add(place)
            sheet.add_fault_at(_("This cell is under no heading. Remove it."), row, place)


def _dated(sheet, lines) -> list[tuple[int, int]]:
    """Where the spreadsheet program made a day or an hour of a text: of 12-15 it keeps a day in December."""
    texts = {sheet.places.get(column.name) for column in sheet.columns if column.choices is None and column.read in (text, telephone)}
    return [(row, place) for row, line in enumerate(lines[1:], start=2) for place, value in enumerate(line) if place in texts and isinstance(value, date | time | timedelta)]


def _tell_spoilt(sheet, look: Look, percents, dated):
    """What people and spreadsheet programs did to cells instead of keeping the value that was meant."""
    for area, (row, place), _last in look.merged[:MOST_FAULTS]:
        sheet.add_fault_at(_("The cells %(area)s are merged. Split them and fill in each one.") % {"area": area}, row, place)
    formulas = set(look.formulas)
    for row, place in look.formulas[:MOST_FAULTS]:
        sheet.add_fault_at(_("This cell holds a formula. Put the value there instead."), row, place)
    for row, place in look.errors[:MOST_FAULTS]:
        if (row, place) not in formulas:
            sheet.add_fault_at(_("This cell holds an error of the spreadsheet program. Put the value there instead."), row, place)
    for row, place in percents:
        sheet.add_fault_at(_("A percentage was put there: 87 % is kept as 0.87. Format the cell as text and write 87."), row, place)
    for row, place in dated:
        sheet.add_fault_at(_("This cell holds a date or an hour, which the spreadsheet program made of the text. Format it as text and write it once more."), row, place)


def _holds(area, place) -> bool:
    _name, (top, left), (bottom, right) = area
    return top <= place[0] <= bottom and left <= place[1] <= right
