"""The same sheet as csv: plain text, for any program. Taken away and read with the same headings."""

import csv
import io
import re
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ssk_portal.common.numbers import number, typed
from ssk_portal.common.uploads.names import clean_name
from ssk_portal.screens.exports import FORMULA_STARTS, csv_file
from ssk_portal.screens.sheets.columns import Column, as_text
from ssk_portal.screens.sheets.parts import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Look
from ssk_portal.screens.sheets.reading import Sheet, find_in
from ssk_portal.screens.sheets.template import heading

SIGNS = ";,\t"  # between the columns; Excel writes the first where the comma is the decimal sign


def csv_template(columns: tuple[Column, ...], rows, *, name: str):
    """The headings and `rows` as csv."""
    lines = ([_written(row.get(column.name)) for column in columns] for row in rows)
    return csv_file([[heading(column) for column in columns], *lines], f"{name}.csv")


def _written(value) -> str:
    return typed(value, sign=",") if isinstance(value, Decimal) else as_text(value)


def check_csv(upload) -> None:
    """Raises ValidationError, with a sentence, for a file that is empty, too large or holds something else than text."""
    told = {"name": clean_name(upload.name or ""), "limit": settings.UPLOAD_LIMIT_MB}
    if upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        raise ValidationError(_("The file “%(name)s” is larger than %(limit)s MB.") % told)
    upload.seek(0)
    if upload.read(4) == b"PK\x03\x04":
        raise ValidationError(_("The file “%(name)s” is a workbook, not a csv. Give it the ending xlsx, or save it as “CSV UTF-8”.") % told)


def read_csv(upload, title, columns: tuple[Column, ...]) -> Sheet:
    """The rows of an uploaded csv. Raises nothing for what people do to it: all of it is told as faults."""
    sheet = Sheet(columns)
    upload.seek(0)
    try:
        lines, formulas = _lines(upload.read())
    except ValidationError as error:
        sheet.add_fault(" ".join(error.messages))
        return sheet
    return find_in(sheet, lines, title, Look(formulas=formulas))


def _lines(content: bytes) -> tuple[list[list[str]], list[tuple[int, int]]]:
    """Every line at its place in the file, and where a cell holds a formula."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("The letters of this file cannot be read. Save it as “CSV UTF-8” and send it again.")) from None
    if "\x00" in text:
        raise ValidationError(_("The letters of this file cannot be read. Save it as “CSV UTF-8” and send it again."))
    text = re.sub(rf"\A\"?sep=[{SIGNS}]\"?(\r\n|\r|\n)", "", text)  # for Excel, which shows no such line
    if len(text) > MOST_CHARACTERS:
        raise ValidationError(_("This sheet holds too much text. Send it in several parts."))
    lines: list[list[str]] = []
    formulas = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_sign_of(text), strict=True)
    try:
        for cells in reader:
            if len(lines) > MOST_ROWS:
                raise ValidationError(_("At most %(most)s rows are taken at once; this sheet goes on in row %(row)s.") % {"most": number(MOST_ROWS), "row": number(len(lines) + 1)})
            if len(cells) > MOST_COLUMNS:
                raise ValidationError(_("Row %(row)s has too many cells. Keep only the columns of the template.") % {"row": len(lines) + 1})
            formulas += [(len(lines) + 1, place) for place, cell in enumerate(cells) if cell.startswith("=")]
            lines.append([_unguarded(cell) for cell in cells])
    except csv.Error as error:
        if "field limit" in str(error):  # most often a quotation mark that nothing closes
            raise ValidationError(_("Row %(row)s cannot be read: a cell holds too much text, or a quotation mark is not closed.") % {"row": len(lines) + 1}) from None
        raise ValidationError(_("Row %(row)s cannot be read: quotation marks come in pairs, and a row is one line.") % {"row": len(lines) + 1}) from None
    return lines, formulas


def _sign_of(text: str) -> str:
    """What stands between the columns: the sign that the headings have most of."""
    head = re.split("[\r\n]", text, maxsplit=1)[0]
    return max(SIGNS, key=head.count)


def _unguarded(cell: str) -> str:
    """A text as it was before the sign that keeps spreadsheet programs from running it (`exports.py`)."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell
