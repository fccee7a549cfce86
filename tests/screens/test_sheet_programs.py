"""What spreadsheet programs and their users make of a sheet without meaning to."""

import io
from datetime import date, time

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy

from ssk_portal.screens.sheets.columns import Column, decimal
from ssk_portal.screens.sheets.days import day
from ssk_portal.screens.sheets.reading import read_sheet
from ssk_portal.screens.sheets.text import read_csv
from tests.sheets import book

HEAD = ["Nama", "Halaman", "Sejak"]
COLUMNS = (Column("name", "Nama", required=True), Column("page", "Halaman"), Column("since", "Sejak", read=day))
ROLE = Column("role", "Kedudukan", choices={"Ketua": "chair", "Anggota": "member"}, also={"Kepala": "chair", "Anggota Kota Solok": "foreign"})


def sheet_of(lines, **how):
    return read_sheet(book(lines, title="Anggota", **how), "Anggota", COLUMNS)


def csv_of(text: str):
    return read_csv(SimpleUploadedFile("lembar.csv", text.encode()), "Anggota", COLUMNS)


@pytest.mark.parametrize("value", [date(2026, 12, 15), time(9, 30)])
def test_a_text_that_became_a_day_or_an_hour_is_told(value):
    """12-15 typed into a cell of no format is a day in December."""

    def typed(made, sheet):
        sheet.write_datetime(1, 1, value, made.add_format({"num_format": "d-mmm"}))

    sheet = sheet_of([HEAD, ["Siti", "", "20/9/2026"]], change=typed)
    assert [(fault.row, fault.column) for fault in sheet.faults] == [(2, "B – Halaman")]
    assert "berisi tanggal atau jam" in sheet.faults[0].message


def test_a_ticked_box_reads_as_the_program_shows_it():
    assert sheet_of([HEAD, ["Siti", True, ""]]).rows[0].values["page"] == "TRUE"


def test_letters_parted_from_their_accents_are_put_together():
    assert sheet_of([HEAD, ["Rene\u0301", "", ""]]).rows[0].values["name"] == "Ren\u00e9"


def test_a_title_above_the_headings_is_told_once_with_the_row_of_the_headings():
    def titled(_made, sheet):
        sheet.merge_range("A1:C1", "DAFTAR ANGGOTA")

    sheet = sheet_of([[], [], HEAD, ["Siti", "", "", "di samping"]], change=titled)
    assert [(fault.row, fault.message) for fault in sheet.faults] == [(1, "Judul kolom ada di baris 3. Hapus baris di atasnya agar judul kolom berada di baris pertama.")]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("first", ["", "sep=;", "\ufeffsep=;", '"sep=;"'])
def test_csv_of_every_system(end, first):
    """Old programs of the Mac end a line with a carriage return; more commas than semicolons stand below the headings."""
    lines = [*filter(None, [first]), "Nama;Halaman;Sejak", "Siti, S.T., M.T., M.Sc.;1,5, 2,5, 3,5;5/9/2026"]
    sheet = csv_of(end.join(lines) + end)
    assert (sheet.faults, [row.values["name"] for row in sheet.rows]) == ([], ["Siti, S.T., M.T., M.Sc."])
    assert sheet.rows[0].number == 2


@pytest.mark.parametrize("dash", ["-", "–", "---", " - "])
def test_a_dash_stands_for_an_empty_cell_but_in_a_text_and_among_numbers(dash):
    columns = (*COLUMNS, ROLE, Column("value", "Nilai", read=decimal, numeric=True))
    lines = [["Nama", "Halaman", "Sejak", "Kedudukan", "Nilai"], ["Siti", dash, dash, dash, ""], ["Rina", "", "", "", dash]]
    sheet = read_sheet(book(lines, title="Anggota"), "Anggota", columns)
    assert sheet.rows[0].values == {"name": "Siti", "page": dash.strip(), "since": None, "role": None, "value": None}
    assert [(fault.row, fault.column) for fault in sheet.faults] == [(3, "E – Nilai")]


@pytest.mark.parametrize(("written", "near"), [("Kepalla", "Kepala"), ("Anggota Kota", "Anggota")])
def test_what_is_refused_afterwards_is_not_proposed(written, near):
    """Another region's word is understood, so that it can be said whose it is; it is nobody's to choose."""
    with pytest.raises(ValidationError, match=f"Apakah yang dimaksud “{near}”"):
        ROLE.value_of(written)


def test_of_two_sheets_of_the_title_one_is_read_and_the_other_named():
    """The template was taken twice, once in each language, into one file."""
    title = gettext_lazy("Members")
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        for name, person in (("Anggota", "Siti"), ("Members", "Budi"), ("Catatan", "")):
            made.add_worksheet(name).write_row(1, 0, [person])
            made.get_worksheet_by_name(name).write_row(0, 0, HEAD)
    sheet = read_sheet(SimpleUploadedFile("lembar.xlsx", file.getvalue()), title, COLUMNS)
    assert ([row.values["name"] for row in sheet.rows], sheet.unread) == (["Siti"], ["Members", "Catatan"])
