"""Sheets that come back filled in: every fault by row and column, and what is read from a good one."""

import io
import tracemalloc
import zipfile
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given, settings
from hypothesis import strategies as some

from ssk_portal.screens.sheets.columns import Column, email, telephone
from ssk_portal.screens.sheets.days import day
from ssk_portal.screens.sheets.parts import MOST_ROWS
from ssk_portal.screens.sheets.reading import MOST_FAULTS, read_sheet
from tests.common.uploads.files import CONTENT_TYPES
from tests.sheets import book

COLUMNS = (
    Column("name", "Nama", required=True),
    Column("role", "Kedudukan", choices={"Ketua": "chair", "Anggota": "member"}, also={"Kepala": "chair"}),
    Column("since", gettext_lazy("since"), read=day),
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = ["Nama *", "kedudukan", "SEJAK"]


def sheet_of(lines, **how):
    return read_sheet(book(lines, **{"title": "Anggota"} | how), "Anggota", COLUMNS)


def places(sheet):
    return sorted((fault.row, fault.column) for fault in sheet.faults)


def parts(**changed) -> SimpleUploadedFile:
    """A workbook of three parts written by hand; what is `changed` stands in the sheet."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{office}"><sheets><sheet name="Anggota" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": "<worksheet><sheetData/></worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (names | changed).items():
            made.writestr(name, content.replace("<worksheet>", f'<worksheet xmlns="{MAIN}">'))
    return SimpleUploadedFile("lembar.xlsx", file.getvalue())


def test_rows_are_read_by_their_headings_in_any_order_and_case():
    sheet = sheet_of([["SEJAK", "nama", "Kedudukan *"], ["20/9/2026", "Siti  Aminah", "ketua"], [], ["", "Budi", ""]])
    assert sheet.faults == []
    assert [(row.number, row.values) for row in sheet.rows] == [
        (2, {"name": "Siti Aminah", "role": "chair", "since": date(2026, 9, 20)}),
        (4, {"name": "Budi", "role": None, "since": None}),
    ]


def test_headings_are_understood_in_both_languages():
    with translation.override("en"):
        sheet = sheet_of([["Nama", "Kedudukan", "Sejak"], ["Siti", "", ""]])
        also = sheet_of([["Nama", "Kedudukan", "since"], ["Siti", "", ""]])
    assert (sheet.faults, also.faults) == ([], [])


def test_a_date_cell_and_a_whole_number_read_as_people_see_them():
    def with_date(made, sheet):
        sheet.write_datetime(1, 2, date(2026, 2, 28), made.add_format({"num_format": "d mmmm yyyy"}))

    sheet = sheet_of([HEAD, [812345.0, "Anggota"]], change=with_date, title="anggota")
    assert sheet.rows[0].values == {"name": "812345", "role": "member", "since": date(2026, 2, 28)}


def test_a_number_of_which_digits_are_lost_is_not_made_up():
    """Excel keeps fifteen: an NIP typed as a number has lost its last three."""
    sheet = sheet_of([HEAD, [199001012015011002, "Anggota", ""]])
    assert [(fault.row, fault.column) for fault in sheet.faults] == [(2, "A – Nama")]
    assert "digit terakhirnya hilang" in sheet.faults[0].message


def test_what_begins_like_a_formula_is_a_text():
    assert sheet_of([HEAD, ["=1+1", "", ""]]).rows[0].values["name"] == "=1+1"


def test_signs_that_cannot_be_seen_are_left_out():
    sheet = sheet_of([HEAD, ["Siti\u200b\u00a0Aminah\u202e", "", ""]])
    assert sheet.rows[0].values["name"] == "Siti Aminah"


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        (["", "Ketua", ""], "A – Nama", "Sel ini harus diisi."),
        (["Siti", "Raja", ""], "B – kedudukan", "“Raja” tidak dikenal di sini. Pilih salah satu: Ketua, Anggota."),
        (["Siti", "Angota", ""], "B – kedudukan", "“Angota” tidak dikenal di sini. Apakah yang dimaksud “Anggota”?"),
        (["Siti", "Ketua", "31/02/2026"], "C – SEJAK", "“31/02/2026” bukan tanggal yang ada di kalender. Tulis tanggal seperti 20/9/2026."),
        (["Siti", "Ketua", "besok"], "C – SEJAK", "“besok” bukan tanggal yang ada di kalender. Tulis tanggal seperti 20/9/2026."),
        (["S" * 300, "", ""], "A – Nama", "Paling banyak 200 karakter."),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(line, column, message):
    sheet = sheet_of([HEAD, line])
    assert [(fault.row, fault.column, fault.message) for fault in sheet.faults] == [(2, column, message)]


def test_other_words_for_a_choice_are_understood():
    assert sheet_of([HEAD, ["Siti", "kepala", ""]]).rows[0].values["role"] == "chair"


def test_where_nothing_can_be_chosen_nothing_is_taken():
    columns = (Column("name", "Nama"), Column("role", "Kedudukan", choices={}))
    sheet = read_sheet(book([["Nama", "Kedudukan"], ["Siti", "Ketua"], ["Budi", ""]], title="Anggota"), "Anggota", columns)
    assert [(fault.row, fault.message) for fault in sheet.faults] == [(2, "“Ketua” tidak dikenal di sini.")]


def test_a_missing_sheet_names_those_that_are_there():
    sheet = sheet_of([HEAD], title="Sheet1")
    assert [fault.message for fault in sheet.faults] == ["Lembar “Anggota” tidak ada dalam berkas ini; yang ada: Sheet1."]


def test_missing_double_and_unknown_columns_are_faults_beside_those_of_the_cells():
    sheet = sheet_of([["Nama", "Nama", "Gaji", "Kedudukan"], ["Siti", "Budi", "1", "Raja"]])
    assert places(sheet) == [(1, "C – Gaji"), (1, "Nama"), (1, "Sejak"), (2, "D – Kedudukan")]


def test_a_cell_under_no_heading_is_a_fault_once_a_column():
    assert places(sheet_of([HEAD, ["Siti", "", "", "catatan"], ["Budi", "", "", "lagi"]])) == [(2, "D")]


def test_formulas_merged_cells_and_errors_are_faults_told_once():
    def spoil(made, sheet):
        sheet.write_formula(1, 0, '="Si"&"ti"', None, "Siti")
        sheet.merge_range("A3:B3", "")
        sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")

    sheet = sheet_of([HEAD, ["", "Ketua", ""], ["", "", "1/2/2026"], ["Budi", "Ketua", ""]], change=spoil)
    assert places(sheet) == [(2, "A – Nama"), (3, "A – Nama"), (4, "C – SEJAK")]


def test_an_error_that_was_pasted_as_a_value_is_a_fault():
    cells = '<row r="1"><c r="A1" t="str"><v>Nama</v></c><c r="B1" t="str"><v>Kedudukan</v></c><c r="C1" t="str"><v>Sejak</v></c></row>'
    cells += '<row><c t="e"><v>#REF!</v></c></row><row><c t="inlineStr"><is><t>Budi</t></is></c></row>'
    sheet = read_sheet(parts(**{"xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{cells}</sheetData></worksheet>"}), "Anggota", COLUMNS)
    assert places(sheet) == [(2, "A – Nama")]
    assert sheet.rows[-1].values["name"] == "Budi"


@pytest.mark.parametrize("lines", [[], [HEAD], [HEAD, [" ", "", ""]]])
def test_a_sheet_without_rows_is_told(lines):
    faults = [fault.message for fault in sheet_of(lines).faults]
    assert faults == ["Lembar “Anggota” tidak berisi baris di bawah judul kolomnya."] if lines else faults[0].startswith("Baris pertama tidak memuat judul kolom")


def test_five_thousand_rows_are_taken_and_not_one_more():
    full = [HEAD] + [[f"Orang {number}", "Anggota", ""] for number in range(MOST_ROWS)]
    assert sheet_of(full).faults == []
    assert [fault.message for fault in sheet_of([*full, ["Lebih", "", ""]]).faults] == ["Paling banyak 5.000 baris sekali kirim; lembar ini masih berlanjut di baris 5.002."]


def test_of_very_many_faults_the_first_are_told():
    sheet = sheet_of([HEAD] + [["", "Raja", "besok"]] * MOST_ROWS)
    assert (len(sheet.faults), sheet.is_full) == (MOST_FAULTS, True)


FAR = '<row r="1"><c r="A1" t="str"><v>Nama</v></c></row>'
LONG = ("<row>" + '<c t="s"><v>0</v></c>' * 90 + "</row>") * 4_000
HOSTILE = {
    "a cell in the last corner": {"xl/worksheets/sheet1.xml": f'<worksheet><sheetData>{FAR}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'},
    "a cell in the last row, told by its row only": {"xl/worksheets/sheet1.xml": f'<worksheet><sheetData>{FAR}<row r="1048576"><c><v>1</v></c></row></sheetData></worksheet>'},
    "a cell in the last column": {"xl/worksheets/sheet1.xml": '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'},
    "a row after the last": {"xl/worksheets/sheet1.xml": f'<worksheet><sheetData>{FAR}<row r="99999999999"><c><v>1</v></c></row></sheetData></worksheet>'},
    "one long text in every cell": {
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{LONG}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst><si><t>{'x' * 32_000}</t></si></sst>",
    },
    "very many empty cells": {"xl/worksheets/sheet1.xml": f"<worksheet><sheetData><row>{'<c/>' * 300_001}</row></sheetData></worksheet>"},
    "entities": {"xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>'},
    "no sheet behind its name": {"xl/_rels/workbook.xml.rels": "<Relationships/>"},
    "a text that is not there": {"xl/worksheets/sheet1.xml": '<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>'},
    "a place that is none": {"xl/worksheets/sheet1.xml": '<worksheet><sheetData><row><c r="?"><v>7</v></c></row></sheetData></worksheet>'},
    "merged cells that are none": {"xl/worksheets/sheet1.xml": '<worksheet><sheetData/><mergeCells><mergeCell ref="?"/></mergeCells></worksheet>'},
    "cut off": {"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>"},
    "very many formulas in one cell": {"xl/worksheets/sheet1.xml": f"<worksheet><sheetData><row><c>{'<f/>' * 1_500_001}</c></row></sheetData></worksheet>"},
    "very many merged cells": {"xl/worksheets/sheet1.xml": "<worksheet><sheetData/>" + '<mergeCell ref="A1:B1"/>' * 10_001 + "</worksheet>"},
    "a tag without end": {"xl/worksheets/sheet1.xml": f"<worksheet><sheetData a='{'x' * 2_000_000}'/></worksheet>"},
    "one endless text": {"xl/worksheets/sheet1.xml": f"<worksheet><sheetData><row><c t='str'><v>{'x' * 11_000_000}</v></c></row></sheetData></worksheet>"},
    "very many styles": {"xl/styles.xml": f"<styleSheet><cellXfs>{'<xf/>' * 1_500_001}</cellXfs></styleSheet>"},
    "unpacks to far too much": {"xl/worksheets/sheet1.xml": f"<worksheet><sheetData/>{' ' * 60_000_000}</worksheet>"},
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_sheet_is_one_sentence_and_takes_little(what):
    upload = parts(**HOSTILE[what])
    tracemalloc.start()
    try:
        assert len(read_sheet(upload, "Anggota", COLUMNS).faults) == 1
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


GOOD = book([HEAD, ["Siti", "Ketua", "20/9/2026"]], title="Anggota").read()


@settings(max_examples=200)
@given(some.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]), some.integers(0, 3_000), some.binary(max_size=20))
def test_no_bytes_in_a_part_make_the_reading_fall_over(part, place, bytes_there):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(file, "w") as made:
        for name in good.namelist():
            content = good.read(name)
            made.writestr(name, content[: place % len(content)] + bytes_there + content[place % len(content) + len(bytes_there) :] if name == part else content)
    read_sheet(SimpleUploadedFile("lembar.xlsx", file.getvalue()), "Anggota", COLUMNS)


def test_an_address_without_its_sign_is_refused():
    assert email("siti@example.org") == "siti@example.org"
    with pytest.raises(ValidationError):
        email("siti.example.org")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("81234567890", "081234567890"), ("812345678", "0812345678"), ("526212345", "0526212345"), ("6281234567890", "+6281234567890"), ("622123456", "0622123456"),
        ("0811", "0811"), ("+62 812", "+62 812"), ("2021034", "2021034"), ("21212345", "21212345"), ("112", "112"), ("0526-1", "0526-1"), ("", ""), ("1500567", "1500567"),
    ],
)  # fmt: skip
def test_a_telephone_number_gets_the_sign_back_that_a_spreadsheet_took(written, meant):
    assert telephone(written) == meant
