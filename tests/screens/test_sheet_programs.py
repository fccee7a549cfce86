"""What spreadsheet programs and their users make of a sheet without meaning to."""

from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ssk_portal.screens.sheets.columns import Column
from ssk_portal.screens.sheets.days import day
from ssk_portal.screens.sheets.reading import read_sheet
from ssk_portal.screens.sheets.text import read_csv
from tests.sheets import book

HEAD = ["Nama", "Halaman", "Sejak"]
COLUMNS = (Column("name", "Nama", required=True), Column("page", "Halaman"), Column("since", "Sejak", read=day))


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
