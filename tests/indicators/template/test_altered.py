"""What people do to a template: each gets a sentence at its row and column, and nothing is changed."""

from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ssk_portal.indicators.models import Achievement
from tests.indicators import factories
from tests.indicators.template.sheets import as_csv, of, send, sheet, shown, taken, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
OPD = {"Penerbit": "OPD", "Sumber": "Laporan 2024"}


@pytest.fixture
def staff(login):
    return login("tabalong")


@pytest.fixture
def line(staff):
    return of(taken(staff), "sanitasi-layak", Nilai="87,5", **OPD)


@pytest.fixture(autouse=True)
def _nothing_is_changed(db):
    yield
    assert not Achievement.objects.filter(state="draft").exists()


def places(answer) -> list[tuple]:
    return [(row, column) for row, column, _sentence in told(answer)]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("1.000", "“1.000” dapat dibaca dengan dua cara."),
        ("delapan puluh", "“delapan puluh” bukan angka."),
        ("80%%", "“80%%” bukan angka."),
        ("2024-05-12", "Sel ini berisi tanggal"),
        ("x" * 300, "Paling banyak 40 karakter"),
        ("", "Tulis nilainya, atau pembilang dan penyebutnya. Data yang belum ada bukan nol"),
        ("belum ada data", "“belum ada data” bukan angka. Data yang belum ada bukan nol"),
    ],
)
def test_a_value_that_cannot_be_read(staff, line, value, sentence):
    answer = told(send(staff, line | {"Nilai": value}))
    assert [each[:2] for each in answer] == [(2, "Nilai")]
    assert answer[0][2].startswith(sentence)


@pytest.mark.parametrize(
    ("value", "said"), [(1.125, "1,125 %"), (77.09, "77,09 %"), (1250, "1.250 %"), (0.1 + 0.2, "0,3 %"), (-3.5, "−3,5 %"), ("87 %", "87 %"), ("87.5", "87,5 %")]
)
def test_a_number_is_said_back_the_way_it_was_read(staff, line, value, said):
    assert shown(send(staff, line | {"Nilai": value}))[0][2][0] == f"Nilai: {said}"


@pytest.mark.parametrize("dash", "–‐‑﹣－−-")
def test_any_dash_before_a_number_is_a_minus(staff, line, dash):
    assert shown(send(staff, line | {"Nilai": f"{dash}5"}))[0][2][0] == "Nilai: −5 %"
    assert told(send(staff, line | {"Nilai": dash}))[0][2].startswith(f"“{dash}” bukan angka")


def test_an_hour_in_a_cell_of_numbers(staff, line):
    def put(book, lines):
        lines.write_datetime(1, list(line).index("Nilai"), time(12, 5), book.add_format({"num_format": "hh:mm"}))

    assert told(send(staff, line, change=put))[0][2].startswith("Sel ini berisi jam")


def test_a_date_in_a_cell_of_numbers(staff, line):
    def put(book, lines):
        lines.write_datetime(1, list(line).index("Nilai"), date(2024, 5, 12), book.add_format({"num_format": "dd/mm/yyyy"}))

    assert told(send(staff, line, change=put))[0][2].startswith("Sel ini berisi tanggal")


@pytest.mark.parametrize("format_", ["0%", "0.00%", "# ##0.0 %"])
def test_a_percentage_in_a_cell_of_numbers(format_, staff, line):
    def put(book, lines):
        lines.write_number(1, list(line).index("Nilai"), 0.87, book.add_format({"num_format": format_}))

    assert told(send(staff, line, change=put)) == [(2, "Nilai", "Sel ini berformat persen: 87 % disimpan sebagai 0,87. Ubah format sel menjadi teks, lalu tulis 87.")]


@pytest.mark.parametrize("format_", ['0.00" %"', "0.0\\%", "0_%"])
def test_a_number_with_a_percent_sign_written_beside_it(format_, staff, line):
    def put(book, lines):
        lines.write_number(1, list(line).index("Nilai"), 87.5, book.add_format({"num_format": format_}))

    assert "Nilai: 87,5 %" in str(shown(send(staff, line, change=put)))


def test_columns_moved_are_found_by_their_headings(staff, line):
    assert len(shown(send(staff, dict(reversed(line.items()))))) == 1


def test_a_column_taken_out_and_one_added(staff, line):
    assert told(send(staff, {name: cell for name, cell in line.items() if name != "Satuan"} | {"Anggaran": "1"})) == [
        (1, "Satuan", "Kolom ini tidak ada. Judul kolom harus berada di baris pertama, seperti di templat."),
        (1, "Anggaran", "Kolom ini tidak dikenal di sini. Hapus kolom ini."),
    ]


def test_a_sheet_renamed_and_one_added(staff, line):
    assert told(send(staff, file=sheet(line, title="Data"))) == [(None, "", "Lembar “Capaian” tidak ada dalam berkas ini; yang ada: Data.")]

    def add(book, lines):
        book.add_worksheet("Coba-coba").write(0, 0, "81")
        book.add_worksheet("Pilihan")

    answer = send(staff, line, change=add)
    assert (len(shown(answer)), "tidak dibaca: Coba-coba." in answer.content.decode()) == (1, True)


def test_a_formula_is_not_taken_for_its_value(staff, line):
    answer = send(staff, line, change=lambda book, lines: lines.write_formula(1, list(line).index("Nilai"), "=40+41", None, 81))
    assert told(answer) == [(2, "Nilai", "Sel ini berisi rumus. Ganti dengan nilainya.")]


def test_merged_cells(staff, line):
    place = list(line).index("Nilai")
    answer = send(staff, line, change=lambda book, lines: lines.merge_range(1, place, 1, place + 1, "81"))
    assert told(answer)[0][:2] == (2, "Nilai")
    assert "digabung" in told(answer)[0][2]


def test_a_hidden_row_is_shown_like_the_others(staff, line):
    answer = send(staff, line, of(taken(staff), "babs-terbuka", Nilai="1", **OPD), change=lambda book, lines: lines.set_row(2, options={"hidden": True}))
    assert [row for row, *_rest in shown(answer)] == [2, 3]


@pytest.mark.parametrize("name", ["Kab. Tabalong", "KAB TABALONG", "Kab.Tabalong", "tabalong", ""])
def test_the_name_of_a_region_may_be_written_shorter(staff, line, name):
    assert told(send(staff, line | {"Wilayah": name})) == []


@pytest.mark.parametrize("name", ["Kota Tabalong", "Kabupaten", "Kab. Tapin", "-"])
def test_another_kind_or_name_is_another_region(staff, line, name):
    assert [fault[:2] for fault in told(send(staff, line | {"Wilayah": name}))] == [(2, "Wilayah")]


def test_cells_that_were_moved_against_each_other(staff, line):
    other = of(taken(staff), "babs-terbuka")
    moved = told(send(staff, line | {"Indikator": other["Indikator"], "Wilayah": "Kabupaten Hulu Sungai Tengah", "Satuan": "KK"}))
    assert moved == [
        (2, "Wilayah", "Kode 63.09 adalah milik Kabupaten Tabalong. Apakah ada sel yang bergeser?"),
        (2, "Indikator", "Kode sanitasi-layak adalah milik “Akses sanitasi layak”. Apakah ada sel yang bergeser?"),
        (2, "Satuan", "Satuan “Akses sanitasi layak” adalah %."),
    ]


@pytest.mark.parametrize(
    ("code", "name", "sentence"),
    [
        ("63.07", "Kabupaten Hulu Sungai Tengah", "Kabupaten Hulu Sungai Tengah bukan wilayah Anda."),
        ("62.10", "Kabupaten Gunung Mas", "Kabupaten Gunung Mas bukan wilayah Anda."),
        ("63", "Provinsi Kalimantan Selatan", "Provinsi Kalimantan Selatan bukan wilayah Anda."),
        ("99.99", "", "“99.99” bukan kode"),
        ("63.09.01", "", "“63.09.01” bukan kode"),
        ("6309", "", "“6309” tidak dikenal di sini. Apakah yang dimaksud “63.09 Kabupaten Tabalong”?"),
        (6309, "", "“6309” tidak dikenal di sini. Apakah yang dimaksud “63.09 Kabupaten Tabalong”?"),
        ("6399", "", "“6399” bukan kode"),
    ],
)
def test_a_row_of_another_region(staff, line, code, name, sentence):
    answer = told(send(staff, line | {"Kode wilayah": code, "Wilayah": name}))
    assert [each[:2] for each in answer] == [(2, "Kode wilayah")]
    assert answer[0][2].startswith(sentence)


def test_a_code_that_excel_took_for_a_number(login, cast):
    line = of(taken(login("gumas")), "sanitasi-layak", Nilai="81", **OPD)
    assert len(shown(send(login("gumas"), line | {"Kode wilayah": 62.1}))) == 1


def test_another_year_kind_edition_or_no_mark(staff, line):
    assert told(send(staff, line | {"Tahun": 2023})) == [(2, "Tahun", "Templat ini untuk tahun 2024, bukan 2023. Unduh templat tahun tersebut.")]
    assert told(send(staff, line | {"Tahun": "MMXXIV"}))[0][:2] == (2, "Tahun")
    for mark, column in (("target-2024-1", "Templat"), ("capaian-2024-0", "Templat"), ("tahun lalu", "Templat"), ("", "Templat")):
        answer = told(send(staff, line | {"Templat": mark}))
        assert [each[1] for each in answer] == [column]
        assert "templat" in answer[0][2].lower()


def test_a_row_that_was_added_needs_no_mark(staff, line):
    added = line | {"Templat": "", "Cakupan": "perkotaan", "Nilai": "90"}
    assert [row for row, *_rest in shown(send(staff, line, added))] == [2, 3]


def test_the_same_row_twice(staff, line):
    assert told(send(staff, line, line | {"Nilai": "88"})) == [(3, "Nilai", "Baris 2 memuat angka yang sama. Sisakan salah satu.")]


def test_a_code_of_another_figure(staff, line, cast):
    other = factories.achievement(cast["hst"], step=[("submit", cast["hst"]), ("approve", cast["kalsel"])])
    for code in (f"C{other.pk}", "C999999", "H1"):
        assert places(send(staff, line | {"Kode": code})) == [(2, "Kode")]


def test_nothing_at_all(staff):
    empty = {"Kode": "", "Templat": ""}
    assert told(send(staff, empty))
    assert told(send(staff, file=as_csv({"a": "b"})))


def test_another_alphabet_and_a_workbook_called_csv(staff, line):
    assert told(send(staff, file=as_csv(line | {"Catatan": "“kutip”"}, encoding="cp1252")))[0][2].startswith("Huruf dalam berkas ini tidak dapat dibaca.")
    wrong = sheet(line)
    wrong.name = "templat.csv"
    assert "buku kerja" in str(send(staff, file=wrong).context["form"].errors)


def test_other_text_files(staff, line):
    text = as_csv(line).read().decode("utf-8-sig")
    unreadable = "Huruf dalam berkas ini tidak dapat dibaca."
    for content in (text.encode("utf-16"), text.encode("utf-16-le"), text.encode("utf-32"), text.replace("87", "8\x007").encode()):
        assert told(send(staff, file=SimpleUploadedFile("templat.csv", content)))[0][2].startswith(unreadable)
    for content in (b"<html></html>", b"\xef\xbb\xbf", text.replace(";", "|").encode(), b"a;b\n1;2\n"):
        answer = told(send(staff, file=SimpleUploadedFile("templat.csv", content)))
        assert answer == [(1, "", "Baris pertama tidak memuat judul kolom templat. Unduh templat baru, lalu salin isian Anda ke sana.")]
    assert len(shown(send(staff, file=SimpleUploadedFile("templat.csv", f"sep=;\r\n{text}".encode())))) == 1


def test_too_many_rows(staff, line):
    answer = told(send(staff, *[line] * 5001))
    assert len(answer) == 1
    assert answer[0][2].startswith("Paling banyak 5.000 baris")
    assert told(send(staff, file=as_csv(*[line] * 5001)))[0][2].startswith("Paling banyak 5.000 baris")


def test_all_or_nothing(staff, line):
    take = [line, of(taken(staff), "babs-terbuka", Nilai="lima", **OPD)]
    answer = send(staff, *take)
    assert places(answer) == [(3, "Nilai")]
    assert 'name="rows"' not in answer.content.decode()


def test_a_cell_without_end_and_another_kind_of_file(staff, line):
    endless = as_csv(line).read() + b'"' + b"x" * 140_000
    assert (
        told(send(staff, file=SimpleUploadedFile("templat.csv", endless)))[0][2] == "Baris 3 tidak dapat dibaca: ada sel yang terlalu panjang, atau tanda kutip yang tidak ditutup."
    )
    answer = send(staff, file=SimpleUploadedFile("angka.ods", b"PK\x03\x04"))
    assert answer.context["form"].errors == {"file": ["Jenis berkas “angka.ods” tidak diterima. Kirim salah satu dari: xlsx, csv."]}
