"""The sheet to take away: headings, what is known already, the choices in the cells, a page that says how to fill it in."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import FileResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from xlsxwriter.utility import xl_col_to_name

from ssk_portal.common.numbers import NO_BREAK, typed
from ssk_portal.common.uploads.office import XLSX
from ssk_portal.screens.sheets.columns import Column
from ssk_portal.screens.sheets.days import day
from ssk_portal.screens.sheets.parts import MOST_ROWS

HOW_TO, CHOICES = gettext_lazy("How to fill in"), gettext_lazy("Choices")
LOCKED = "locked"  # in a row: nothing of it may be typed over
DAY = {"num_format": "dd/mm/yyyy", "align": "left"}
TEXT = {"num_format": "@"}  # so a number keeps its first nought, and what begins like a formula is none
FIXED = {"bg_color": "#eef1f3", "font_color": "#3c4a52"}  # cells that cannot be typed over
A4 = 9  # as Excel counts the sizes of paper
LINE, SENTENCE = 16, 90  # height of a line in points, width of the rules in signs
HEAD = {"bold": True, "bg_color": "#e3f0f2", "border": 1, "text_wrap": True, "valign": "vcenter"}
# What may still be done to a sheet with locked cells; there is no password, so whoever must can lift it.
ALLOWED = {"format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True}


@dataclass(frozen=True)
class Leaf:
    """A further sheet that is only read: its title, the width of each column, and its lines, the first of which are the headings."""

    title: Any
    widths: Sequence[int]
    lines: Sequence[Sequence[str]]


def template(title, columns: tuple[Column, ...], rows: Iterable[Mapping[str, Any]], how_to, *, name: str, leaves: Sequence[Leaf] = ()) -> FileResponse:
    """An xlsx with the sheet `title`, `rows` as they stand now (value by name of column), and `how_to` on a sheet of its own."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet(str(title))
        _lay_out(sheet)
        sheet.set_row(0, 2 * LINE)
        sheet.repeat_rows(0)
        _write_rows(book, sheet, columns, rows)
        _explain(book, columns, how_to)
        _offer(book, sheet, columns)
        for leaf in leaves:
            _add_leaf(book, leaf)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _lay_out(sheet):
    """The headings stay in sight; on paper the sheet is as wide as a page."""
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _write_rows(book, sheet, columns, rows):
    """The headings and the rows. Where a column is locked the sheet is protected, and all other cells are open, also those below."""
    protected = any(column.locked for column in columns)
    open_to_all = {"locked": False} if protected else {}
    head, fixed = book.add_format(HEAD), book.add_format(TEXT | FIXED)
    a_day, a_text = book.add_format(DAY | open_to_all), book.add_format(TEXT | open_to_all)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, heading(column), head)
        sheet.set_column(place, place, column.width, a_day if column.read is day else a_text)
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            value, shut = row.get(column.name), column.locked or row.get(LOCKED)
            if isinstance(value, date):
                sheet.write_datetime(number, place, value, a_day)
            elif value not in (None, "") or shut:
                said = typed(value) if isinstance(value, Decimal) else str("" if value is None else value).replace(NO_BREAK, " ")
                sheet.write_string(number, place, said, fixed if shut else a_text)
    if protected:
        sheet.protect("", ALLOWED)
        # Numbers are kept as text on purpose: no program shall take one for a date, nor 87 % for 0.87.
        sheet.ignore_errors({"number_stored_as_text": f"A2:{xl_col_to_name(len(columns) - 1)}{MOST_ROWS}"})


def heading(column: Column) -> str:
    """What stands at the head of a column, with a star where it must be filled in."""
    return f"{column.heading} *" if column.required else column.heading


def _explain(book, columns, how_to):
    """The rules, counted, and under them what goes into each column that needs a word."""
    sheet = book.add_worksheet(str(HOW_TO))
    about = book.add_format({"bold": True, "valign": "top", "text_wrap": True, "align": "left"})
    said = book.add_format({"valign": "top", "text_wrap": True})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, SENTENCE)
    sheet.fit_to_pages(1, 0)
    rules = [*how_to, _("Columns with a star must be filled in."), _("Do not merge cells, do not use formulas, and leave the headings as they are.")]
    lines = [(f"{number}.", rule) for number, rule in enumerate(rules, start=1)]
    lines += [("", ""), *((heading(column), column.hint) for column in columns if column.hint)]
    for number, (title, sentence) in enumerate(lines):
        # Not every program fits the height of a row to its text.
        sheet.set_row(number, LINE * (len(str(sentence)) // SENTENCE + 1))
        sheet.write_string(number, 0, title, about)
        sheet.write_string(number, 1, str(sentence), said)


def _offer(book, sheet, columns):
    """The choices as a list in each cell; they stand on a sheet of their own, since a list in a cell holds 255 signs only."""
    offered = [(place, column) for place, column in enumerate(columns) if column.choices]
    lists = book.add_worksheet(str(CHOICES)) if offered else None
    for here, (place, column) in enumerate(offered):
        lists.set_column(here, here, column.width)
        lists.write_string(0, here, column.heading, book.add_format({"bold": True}))
        for number, words in enumerate(column.choices, start=1):
            lists.write_string(number, here, str(words))
        letter = xl_col_to_name(here)
        source = f"='{lists.get_name()}'!${letter}$2:${letter}${len(column.choices) + 1}"
        # Only a warning: what is typed otherwise is checked when the sheet comes back.
        sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": source, "error_type": "warning"})


def _add_leaf(book, leaf: Leaf):
    sheet = book.add_worksheet(str(leaf.title))
    head, said = book.add_format(HEAD), book.add_format({"valign": "top", "text_wrap": True})
    _lay_out(sheet)
    for place, width in enumerate(leaf.widths):
        sheet.set_column(place, place, width)
    for number, line in enumerate(leaf.lines):
        for place, text in enumerate(line):
            sheet.write_string(number, place, str(text).replace(NO_BREAK, " "), said if number else head)
    sheet.protect("", ALLOWED)
