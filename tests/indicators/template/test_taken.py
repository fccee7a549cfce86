"""The template as it is taken away: what stands in it, what can be typed over, what it says about the indicators."""

import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from tests.indicators import factories
from tests.indicators.template.sheets import of, taken, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def downloaded(client, kind="achievement", **asked) -> bytes:
    response = client.get(url(kind), {"templat": "xlsx", "year": 2024, **asked})
    return b"".join(response.streaming_content)


def test_a_row_for_each_indicator_with_what_stands_and_the_year_before(login, cast):
    factories.publish(factories.row(year="2023", value="77.09"))
    factories.achievement(cast["tabalong"], value="80.125", page="7")
    rows = taken(login("tabalong"))
    assert len(rows) == 23
    row = of(rows, "sanitasi-layak")
    assert (row["Nilai tahun sebelumnya"], row["Nilai"], row["Halaman"], row["Status"]) == ("77,09 % (BPS (Susenas))", "80,1250", "7", "Draf")
    empty = of(rows, "babs-terbuka")
    assert (empty["Kode"], empty["Nilai"], empty["Nilai tahun sebelumnya"], empty["Satuan"]) == ("", "", "", "%")


def test_what_a_row_is_about_is_locked_and_what_is_filled_in_is_not(login, cast):
    factories.achievement(cast["tabalong"], step=[("submit", cast["tabalong"])])
    content = downloaded(login("tabalong"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet, styles = archive.read("xl/worksheets/sheet1.xml").decode(), archive.read("xl/styles.xml").decode()
    formats = styles.partition("<cellXfs")[2].split("<xf ")[1:]

    def is_open(cell: str) -> bool:
        style = sheet.partition(f'<c r="{cell}" s="')[2].partition('"')[0]
        return 'locked="0"' in formats[int(style)]

    assert "<sheetProtection" in sheet
    # The first row is of a figure that was submitted: locked as a whole.
    assert [is_open("A1"), is_open("C3"), is_open("E3"), is_open("L2"), is_open("A2")] == [False] * 5
    fill_in = sheet.partition("<cols>")[2].partition("</cols>")[0].split("<col ")[1:]
    assert all('locked="0"' in formats[int(column.partition('style="')[2].partition('"')[0])] for column in fill_in)


def test_how_the_indicators_are_defined_stands_beside(login):
    book = CalamineWorkbook.from_filelike(io.BytesIO(downloaded(login("tabalong"))))
    assert book.sheet_names == ["Capaian", "Cara mengisi", "Pilihan", "Definisi"]
    head, *lines = book.get_sheet_by_name("Definisi").to_python()
    assert (head[:3], len(lines)) == (["Kode", "Indikator", "Satuan"], 23)
    assert next(line for line in lines if line[0] == "babs-terbuka")[3] == "makin rendah makin baik"


def test_in_english_too_and_understood_in_both(login):
    client = login("tabalong")
    client.cookies["django_language"] = "en"
    book = CalamineWorkbook.from_filelike(io.BytesIO(downloaded(client)))
    assert book.sheet_names == ["Achievements", "How to fill in", "Choices", "Definitions"]


@pytest.mark.parametrize(("asked", "sentence"), [({"year": "1066"}, "1990"), ({"year": ""}, "wajib diisi"), ({"indicator": "999999"}, "Pilih"), ({"region": "63.09"}, None)])
def test_what_cannot_be_asked_for(asked, sentence, login):
    answer = login("tabalong").get(url(), {"templat": "xlsx", "year": 2024, **asked})
    if sentence is None:
        assert b"".join(answer.streaming_content).startswith(b"PK")
    else:
        assert sentence in answer.content.decode()


@pytest.mark.parametrize(("code", "chosen"), [("", ("ID", False)), ("63", ("63", False)), ("63.09", ("63", True)), ("x" * 300, (None, True))])
def test_the_centre_comes_from_a_region_to_the_template_of_its_province(login, code, chosen):
    content = login("pusat").get(url("achievement"), {"wilayah": code}).content.decode()
    selected = re.search(r'<option value="(\w+)" selected', content)
    assert (selected and selected[1], "checked" in content) == chosen


def test_no_template_of_a_region_out_of_reach(login):
    """A district and a province are not asked for a region: theirs is taken."""
    for name, code in (("hst", "63.07"), ("kalsel", "63")):
        assert {row["Kode wilayah"] for row in taken(login(name), region="62")} == {code}
