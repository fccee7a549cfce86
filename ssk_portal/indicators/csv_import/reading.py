"""Reading a csv of figures: every cell is checked, and everything that is wrong is told in one go."""

import csv
import difflib
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ssk_portal.common.files import shown
from ssk_portal.common.numbers import number

COLUMNS = (
    "region_code", "region", "region_type", "province", "indicator", "indicator_as_published", "area", "year", "value",
    "unit", "kind", "framework", "direction", "publisher", "published_via", "source", "note",
)  # fmt: skip
# A file may have these too.
OPTIONAL = ("page",)
KNOWN = COLUMNS + OPTIONAL
# More faults than this are not listed: the first ones say what is wrong with the file.
MOST = 10_000
MOST_LINES = 200_000  # thirty figures a year of every region for twelve years; more would take the memory that the server needs
LONGEST_LINE = 1_000_000  # characters; a figure takes some hundred


@dataclass(frozen=True)
class Problem:
    """One fault of the file: line (1 is the heading), column, what stands there, what was expected."""

    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        where = _("line %(line)s, column %(column)s") if self.column else _("line %(line)s")
        found = f"“{shown(self.value)}” – " if self.value or self.column else ""
        return f"{where % {'line': self.line, 'column': self.column}}: {found}{self.expected}"


class Refused(Exception):
    """The file was not taken; `problems` names everything that has to be corrected."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__(_("%(count)s errors in the file") % {"count": len(problems)})


def read(content: bytes) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """The rows of the file as (line, {column: text}), and the faults of single lines.

    Raises Refused where nothing can be read at all: another encoding, other columns.
    """
    _check_text(content)
    # Read piece by piece: the whole as one text would take five times as much room.
    reader = csv.reader(_lines(io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline="")), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    problems: list[Problem] = []
    # Most cells say what the ones above say: each text is kept once.
    once: dict[str, str] = {}
    try:
        header = _header(reader)
        for line, cells in _filled(reader):
            if len(cells) == len(header):
                texts = [once.setdefault(text, text) for text in map(str.strip, cells)]
                rows.append((line, dict.fromkeys(OPTIONAL, "") | dict(zip(header, texts, strict=True))))
            else:
                problems.append(_wrong_length(line, cells, header))
            if len(problems) >= MOST:
                problems.append(there_may_be_more(reader.line_num + 1))
                break
    except csv.Error:
        problems.append(Problem(reader.line_num, "", "", _("well-formed csv: quotation marks in pairs, one row a line")))
    if not rows and not problems:
        problems.append(Problem(1, "", "", _("at least one row below the heading")))
    return rows, problems


def _header(reader) -> list[str]:
    header = [name.strip() for name in next(reader, [])]
    if faults := _check_header(header):
        raise Refused(faults)
    return header


def _filled(reader) -> Iterator[tuple[int, list[str]]]:
    """The rows that say something, each with the line where it begins: no empty lines, no rows of commas that a spreadsheet leaves behind."""
    begin = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begin, cells
        begin = reader.line_num + 1


def _wrong_length(line: int, cells: list[str], header: list[str]) -> Problem:
    return Problem(line, "", _("%(count)s cells") % {"count": len(cells)}, _("%(count)s cells, as in the heading") % {"count": len(header)})


def there_may_be_more(line: int) -> Problem:
    return Problem(line, "", "", _("there may be more from here on; correct these first"))


def _lines(file: io.TextIOWrapper) -> Iterator[str]:
    """The lines of the file. Raises Refused for what is no table of figures: a line or a number of lines without end."""
    for place, line in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), ""), start=1):
        if len(line) > LONGEST_LINE or place > MOST_LINES:
            most = {"lines": number(MOST_LINES), "longest": number(LONGEST_LINE)}
            raise Refused([Problem(place, "", "", _("at most %(lines)s lines of at most %(longest)s characters; divide a longer file") % most)])
        yield line


def _check_text(content: bytes) -> None:
    if content.startswith(b"PK\3\4"):
        raise Refused([Problem(1, "", "", _("a csv; this is an Excel file or another packed one: save it as “CSV UTF-8”"))])
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Refused([Problem(line, "", content[error.start : error.start + 8].hex(" "), _("text in UTF-8; save the file as “CSV UTF-8”"))]) from None
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise Refused([Problem(line, "", "NUL", _("a text file; this looks like another kind of file"))])


def _check_header(names: list[str]) -> list[Problem]:
    if len(names) > 3 * len(KNOWN):
        return [Problem(1, "", _("%(count)s cells") % {"count": len(names)}, _("one of the columns: %(columns)s") % {"columns": ", ".join(KNOWN)})]
    if len(names) == 1 and names[0] not in COLUMNS:
        for sign, called in ((";", _("semicolon")), ("\t", _("tab")), ("|", "|")):
            if sign in names[0]:
                return [Problem(1, "", called, _("a comma between the columns"))]
    problems = [Problem(1, name, name, _("each column once")) for name in dict.fromkeys(names) if names.count(name) > 1]
    for name in dict.fromkeys(names):
        if name not in KNOWN:
            near = difflib.get_close_matches(name.lower(), KNOWN, n=1)
            expected = _("no such column; perhaps “%(near)s” is meant") % {"near": near[0]} if near else _("one of the columns: %(columns)s") % {"columns": ", ".join(KNOWN)}
            problems.append(Problem(1, name, name, expected))
    problems += [Problem(1, name, "", _("this column, which is missing")) for name in COLUMNS if name not in names]
    return problems
