"""Every list as a file: the same rows and headings as on the screen, as xlsx or csv."""

import csv
import io
import re
import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone

from ssk_portal.common.numbers import NO_BREAK
from ssk_portal.common.times import ZONES
from ssk_portal.common.uploads.office import XLSX

EXPORT = "ekspor"  # in the address: what is seen, as a file
KINDS = ("xlsx", "csv")
# A text that begins like a formula is run by spreadsheet programs, some of which take the wide signs of East Asian keyboards for the plain ones.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def asked_kind(request) -> str:
    """The kind of file that the address asks for; empty for the page itself."""
    kind = request.GET.get(EXPORT, "")
    return kind if kind in KINDS else ""


def export(rows, *, kind: str, name: str, above: Sequence = (), day: date | None = None):
    """`rows` (the first holds the headings) as a download; `kind` is `xlsx` or `csv`.

    `above` are lines over the headings that say what the file holds; `day` is what it tells of, unless that is today.
    """
    filename = f"{name}-{day or timezone.localdate()}.{kind}"
    if kind == "csv":
        return csv_file(chain(above, rows), filename)
    return _book([(name, chain(above, rows))], filename, head=len(above))


def _plain(value):
    """A cell's value as a spreadsheet keeps it."""
    if isinstance(value, datetime):
        # A spreadsheet's own moments know no zone; written like this they still sort.
        zone = timezone.get_current_timezone_name()
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M} {ZONES.get(zone, zone)}"
    if value is None or isinstance(value, (bool, int, float, Decimal, date)):
        return value
    text = str(value).replace(NO_BREAK, " ")  # of a number and its unit: who searches the file types a plain one
    return " ".join(text.split()) if "\n" not in text else text.strip()


def export_book(sheets, *, name: str):
    """A workbook with several sheets as a download: `sheets` are (title, rows), the first row of each holds the headings."""
    return _book(sheets, f"{name}-{timezone.localdate()}.xlsx")


def _book(sheets, filename, head=0):
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        for title, rows in sheets:
            sheet = book.add_worksheet(_sheet_name(title))
            sheet.freeze_panes(head + 1, 0)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    _write(sheet, number, column, _plain(value), bold if number == head else None)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=XLSX)


def _sheet_name(name: str) -> str:
    """What a spreadsheet takes as the name of a sheet: 31 characters, some signs not among them."""
    return re.sub(r"[\[\]:*?/\\']", "-", name)[:31]


def _write(sheet, row, column, value, style):
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value[:32767], style)
    else:
        sheet.write(row, column, value)


def csv_file(rows, filename: str) -> FileResponse:
    """`rows` as a csv to take away; what begins like a formula is guarded.

    Semicolons part the columns and numbers have a decimal comma, whatever language the page is read in: it is the
    country of the computer that decides what Excel takes for a column, and 12.5 it would take for a day or an hour.
    """
    # Written whole before it is sent, so that the language and time zone of the request hold to the last row.
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")  # without the mark Excel reads the file in the wrong alphabet
    writer = csv.writer(text, delimiter=";")
    for row in rows:
        writer.writerow([_guarded(_plain(value)) for value in row])
    text.detach()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type="text/csv; charset=utf-8")


def _guarded(value):
    if isinstance(value, (float, Decimal)):
        return format(value, "f" if isinstance(value, Decimal) else "").replace(".", ",")
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return "" if value is None else value
