"""A sheet's own part, looked through before a reader opens it.

A reader gives values only: not which of them a formula made. And it makes room for every
cell up to the last one, so a small file with one cell far away would take all memory.
"""

import re
import zipfile
from dataclasses import dataclass, field
from itertools import count
from pathlib import PurePosixPath
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from ssk_portal.common.numbers import number

READ = 64 * 1024
MOST_ROWS = 5_000  # under the headings
MOST_COLUMNS = 100
MOST_CHARACTERS = 10_000_000
MOST_CELLS = 300_000  # empty ones with a border among them
MOST_BOOK = 1_000_000  # bytes of the part that lists the sheets; some hundred each
MOST_TAGS = 1_500_000  # in a part; a cell takes two to four
MOST_TAG = 1_000_000  # bytes of one tag with all that it says
MOST_MERGED = 10_000
# In the format of a number: signs that are only written beside it. 0" %" shows 87 as 87 %, where 0% shows 0.87 so.
WRITTEN_OUT = re.compile(r'"[^"]*"|[\\_*].')


@dataclass
class Look:
    """What stands in a sheet besides values, at places (row as Excel numbers it, column from 0); merged areas with their name.

    `percents` are numbers that are shown as percentages: 87 % is kept as 0.87.
    """

    formulas: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    percents: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[str, tuple[int, int], tuple[int, int]]] = field(default_factory=list)


def sheets_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name. Raises KeyError or ValueError for what is no workbook."""
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def relation(tag, attributes):
        if tag == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    def sheet(tag, attributes):
        if tag == "sheet":
            names[attributes["name"]] = next((value for name, value in attributes.items() if name.endswith(" id")), "")

    for part, start in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        if archive.getinfo(part).file_size > MOST_BOOK:
            raise ValueError(part)
        _parse(archive, part, start)
    return {name: str(PurePosixPath("/xl", targets[key])).lstrip("/") for name, key in names.items()}


def look_through(archive: zipfile.ZipFile, part: str) -> Look:
    """What stands in the sheet that `part` holds. Raises ValidationError, with a sentence, for more than is taken."""
    walk = _Walk(_lengths(archive), _percent_styles(archive))
    _parse(archive, part, walk.start, walk.end, walk.text)
    return walk.look


def place_of(reference: str) -> tuple[int, int]:
    """`C7` as (7, 2). Raises ValueError."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", reference.upper(), re.ASCII)
    if not found:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1


class _Walk:
    """Keeps in mind in which cell the parser stands. A cell or a row may leave out where it stands: then it is the next one."""

    def __init__(self, lengths, percent_styles):
        self.look, self.lengths, self.percent_styles = Look(), lengths, percent_styles
        self.row, self.column = 0, -1
        self.cells = self.characters = 0
        self.kind = self.style = ""
        self.value: str | None = None  # of the cell, as far as it was read

    def start(self, tag, attributes):
        if tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), -1
        elif tag == "c":
            self.row, self.column = place_of(attributes["r"]) if "r" in attributes else (self.row, self.column + 1)
            self.kind, self.style = attributes.get("t", ""), attributes.get("s", "")
            self.cells += 1
            if self.cells > MOST_CELLS:
                raise _too_many()
        elif tag == "f" and self.look.formulas[-1:] != [(self.row, self.column)]:
            self.look.formulas.append((self.row, self.column))
        elif tag in ("v", "t"):
            self.value = ""
        elif tag == "mergeCell":
            first, _colon, last = attributes["ref"].partition(":")
            self.look.merged.append((attributes["ref"], place_of(first), place_of(last or first)))
            if len(self.look.merged) > MOST_MERGED:
                raise _too_many()

    def text(self, piece):
        if self.value is not None:
            self.value += piece
            if len(self.value) > MOST_CHARACTERS:
                raise _too_much()

    def end(self, tag):
        if tag in ("v", "t"):
            if self.value:
                self._fill(self.value)
            self.value = None

    def _fill(self, value: str):
        if self.row > MOST_ROWS + 1:
            raise ValidationError(_("At most %(most)s rows are taken at once; this sheet goes on in row %(row)s.") % {"most": number(MOST_ROWS), "row": number(self.row)})
        if self.column >= MOST_COLUMNS:
            raise ValidationError(_("There is something in column %(column)s. Keep only the columns of the template.") % {"column": xl_col_to_name(self.column)})
        self.characters += self.lengths[int(value)] if self.kind == "s" else len(value)
        if self.characters > MOST_CHARACTERS:
            raise _too_much()
        if self.kind == "e":
            self.look.errors.append((self.row, self.column))
        if self.kind in ("", "n") and self.style in self.percent_styles:
            self.look.percents.append((self.row, self.column))


def _too_many() -> ValidationError:
    return ValidationError(_("This sheet holds too many cells. Copy the rows into a new template."))


def _too_much() -> ValidationError:
    return ValidationError(_("This sheet holds too much text. Send it in several parts."))


def _percent_styles(archive) -> set[str]:
    """The numbers of the styles that show a number as a percentage: how cells look is counted in one part of the list."""
    codes = {"9", "10"}  # of the spreadsheet program itself: 0% and 0.00%
    styles: list[str] = []
    parts: list[str] = []

    def start(tag, attributes):
        inside = parts[-1:]
        parts.append(tag)
        if tag == "numFmt" and "%" in WRITTEN_OUT.sub("", attributes.get("formatCode", "")):
            codes.add(attributes["numFmtId"])
        elif tag == "xf" and inside == ["cellXfs"]:
            styles.append(attributes.get("numFmtId", ""))

    if "xl/styles.xml" in archive.namelist():
        _parse(archive, "xl/styles.xml", start, lambda _tag: parts.pop())
    return {str(number) for number, code in enumerate(styles) if code in codes}


def _lengths(archive) -> list[int]:
    """How long each of the texts is that the cells share."""
    name = next((name for name in archive.namelist() if name.lower() == "xl/sharedstrings.xml"), None)
    lengths: list[int] = []
    if name is None:
        return lengths

    def start(tag, attributes):
        if tag == "si":
            lengths.append(0)

    def text(piece):
        if lengths:
            lengths[-1] += len(piece)

    _parse(archive, name, start, text=text)
    return lengths


def _parse(archive, part, start, end=None, text=None):
    """Read a part piece by piece; handlers get the tags without their namespace.

    Raises ValueError for what is no XML, ValidationError with a sentence for more tags than are taken.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = _counted(start)
    parser.StartDoctypeDeclHandler = _refuse
    if end:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
    if text:
        parser.CharacterDataHandler = text
    try:
        with archive.open(part) as file:
            _feed(parser, file)
    except (expat.ExpatError, LookupError) as error:  # also an encoding that nobody knows
        raise ValueError(part) from error


def _counted(start):
    """`start` for tags with their namespace, as many as are taken."""
    tags = count(1)

    def begin(tag, attributes):
        if next(tags) > MOST_TAGS:
            raise _too_many()
        start(tag.rpartition(" ")[2], attributes)

    return begin


def _feed(parser, file):
    """Hand `file` to the parser piece by piece. Raises ValueError for a tag without end."""
    read = 0
    while piece := file.read(READ):
        parser.Parse(piece)
        read += len(piece)
        if read - parser.CurrentByteIndex > MOST_TAG:  # held back until its tag ends
            raise ValueError("a tag without end")
    parser.Parse(b"", True)


def _refuse(*_declaration):
    """Sheets declare nothing; entities would unpack to anything."""
    raise ValueError
