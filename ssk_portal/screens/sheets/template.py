"""The sheet to take away: headings, what is known already, the choices in the cells, a page that says how to fill it in."""

import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import xlsxwriter
from django.http import FileResponse
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from ssk_portal.common.uploads.office import XLSX
from ssk_portal.screens.sheets.columns import Column, day
from ssk_portal.screens.sheets.parts import MOST_ROWS

DAY = {"num_format": "dd/mm/yyyy", "align": "left"}
TEXT = {"num_format": "@"}  # so a number keeps its first nought, and what begins like a formula is none
LINE, SENTENCE = 16, 90  # height of a line in points, width of the rules in signs
HEAD = {"bold": True, "bg_color": "#e3f0f2", "border": 1, "text_wrap": True, "valign": "vcenter"}


def template(title, columns: tuple[Column, ...], rows: Iterable[Mapping[str, Any]], how_to, *, name: str) -> FileResponse:
    """An xlsx with the sheet `title`, `rows` as they stand now (value by name of column), and `how_to` on a sheet of its own."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet(str(title))
        sheet.freeze_panes(1, 0)
        sheet.set_row(0, 2 * LINE)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        head, a_day, a_text = book.add_format(HEAD), book.add_format(DAY), book.add_format(TEXT)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, _heading(column), head)
            sheet.set_column(place, place, column.width, a_day if column.read is day else a_text)
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                value = row.get(column.name)
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, a_day)
                elif value not in (None, ""):
                    sheet.write_string(number, place, str(value), a_text)
        _explain(book, columns, how_to)
        _offer(book, sheet, columns)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _heading(column) -> str:
    return f"{column.heading} *" if column.required else column.heading


def _explain(book, columns, how_to):
    """The rules, counted, and under them what goes into each column that needs a word."""
    sheet = book.add_worksheet(_("How to fill in"))
    about = book.add_format({"bold": True, "valign": "top", "text_wrap": True, "align": "left"})
    said = book.add_format({"valign": "top", "text_wrap": True})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, SENTENCE)
    sheet.fit_to_pages(1, 0)
    rules = [*how_to, _("Columns with a star must be filled in."), _("Do not merge cells, do not use formulas, and leave the headings as they are.")]
    lines = [(f"{number}.", rule) for number, rule in enumerate(rules, start=1)]
    lines += [("", ""), *((_heading(column), column.hint) for column in columns if column.hint)]
    for number, (heading, sentence) in enumerate(lines):
        # Not every program fits the height of a row to its text.
        sheet.set_row(number, LINE * (len(str(sentence)) // SENTENCE + 1))
        sheet.write_string(number, 0, heading, about)
        sheet.write_string(number, 1, str(sentence), said)


def _offer(book, sheet, columns):
    """The choices as a list in each cell; they stand on a sheet of their own, since a list in a cell holds 255 signs only."""
    offered = [(place, column) for place, column in enumerate(columns) if column.choices]
    lists = book.add_worksheet(_("Choices")) if offered else None
    for here, (place, column) in enumerate(offered):
        lists.set_column(here, here, column.width)
        lists.write_string(0, here, column.heading, book.add_format({"bold": True}))
        for number, words in enumerate(column.choices, start=1):
            lists.write_string(number, here, str(words))
        letter = xl_col_to_name(here)
        source = f"='{lists.get_name()}'!${letter}$2:${letter}${len(column.choices) + 1}"
        # Only a warning: what is typed otherwise is checked when the sheet comes back.
        sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": source, "error_type": "warning"})
