"""Workbooks for tests: made on the spot, and read as a spreadsheet program would."""

import io

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook


def book(lines, *, title, change=None) -> SimpleUploadedFile:
    """A workbook with one sheet, as an upload; `change(book, sheet)` does to it what people do."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as made:
        sheet = made.add_worksheet(title)
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
        if change:
            change(made, sheet)
    return SimpleUploadedFile("lembar.xlsx", file.getvalue())


def read(response) -> dict[str, list[list]]:
    """The lines of each sheet of a downloaded workbook, by its name."""
    downloaded = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    return {name: downloaded.get_sheet_by_name(name).to_python() for name in downloaded.sheet_names}
