"""A template comes back filled in: drafts of the own region, shown first, taken over whole, and never twice."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ssk_portal.audit.timeline import history_of
from ssk_portal.indicators.models import Achievement, Target
from tests.indicators import factories
from tests.indicators.template.sheets import as_csv, confirm, of, send, shown, take_over, taken, told, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
OPD = {"Penerbit": "OPD", "Sumber": "Laporan Dinas PUPR 2024", "Halaman": "hal. 7"}


@pytest.fixture
def staff(login):
    return login("tabalong")


def kept(**where):
    return list(Achievement.objects.filter(**where).order_by("pk").values_list("indicator__code", "value", "publisher__code", "source", "page", "state"))


def test_what_was_filled_in_becomes_drafts(staff):
    rows = taken(staff)
    lines = [of(rows, "sanitasi-layak", Nilai="87,5", **OPD, Pembilang="1750", Penyebut="2000", Catatan="Data Juni"), of(rows, "babs-terbuka", Nilai=0, **OPD)]
    answer = send(staff, *lines)
    assert shown(answer) == [
        (2, True, ["Nilai: 87,5 %", "Pembilang: 1.750", "Penyebut: 2.000", "Penerbit: OPD", "Sumber: Laporan Dinas PUPR 2024", "Halaman: hal. 7", "Catatan: Data Juni"], []),
        (3, True, ["Nilai: 0 %", "Penerbit: OPD", "Sumber: Laporan Dinas PUPR 2024", "Halaman: hal. 7"], []),
    ]
    assert Achievement.objects.count() == 0
    assert confirm(staff, answer).url == "/indikator/kirim/"
    assert kept() == [
        ("sanitasi-layak", Decimal("87.5"), "opd", "Laporan Dinas PUPR 2024", "hal. 7", "draft"),
        ("babs-terbuka", Decimal(0), "opd", "Laporan Dinas PUPR 2024", "hal. 7", "draft"),
    ]
    assert Achievement.objects.values_list("numerator", "denominator", "note", "year", "area", "region__code").first() == (1750, 2000, "Data Juni", 2024, "total", "63.09")
    assert [entry.actor.name for entry in history_of(Achievement.objects.first())] == ["Tabalong"]


def test_the_same_file_again_changes_nothing(staff):
    lines = [of(taken(staff), "sanitasi-layak", Nilai="87,5", **OPD)]
    take_over(staff, *lines)
    again = send(staff, *lines)
    assert (shown(again), again.context["unchanged_count"]) == ([], 1)
    fresh = send(staff, *taken(staff))
    assert (shown(fresh), fresh.context["unchanged_count"]) == ([], 1)


def test_a_template_untouched_says_that_nothing_is_filled_in(staff):
    assert told(send(staff, *taken(staff))) == [(None, "", "Belum ada yang diisi: tidak ada baris yang memuat nilai.")]


def test_a_percentage_left_empty_is_computed_of_its_two_numbers(staff):
    line = of(taken(staff), "sanitasi-layak", Pembilang="780", Penyebut="1.000,0", **OPD)
    answer = send(staff, line)
    assert shown(answer)[0][2][0] == "Nilai: 78 % (780 ÷ 1.000 × 100), hasil hitungan"
    confirm(staff, answer)
    assert Achievement.objects.values_list("value", "computed").get() == (78, True)
    assert of(taken(staff), "sanitasi-layak")["Nilai"] == ""
    assert shown(send(staff, *taken(staff))) == shown(send(staff, line)) == []
    take_over(staff, line | {"Nilai": "78"})
    assert Achievement.objects.values_list("value", "computed").get() == (78, False)
    for empty, place in (({"Penyebut": ""}, "Nilai"), ({"Penyebut": "0"}, "Penyebut"), ({"Penyebut": "", "Pembilang": ""}, "Nilai")):
        assert [each[:2] for each in told(send(staff, of(taken(staff), "sanitasi-layak") | {"Nilai": ""} | empty))] == [(2, place)]


def test_a_part_that_is_larger_than_its_whole_in_the_same_file_is_warned_of(staff):
    rows = taken(staff)
    answer = send(staff, of(rows, "sanitasi-layak", Nilai="80", **OPD), of(rows, "sanitasi-aman", Nilai="85", **OPD))
    assert ["lebih besar" in warnings[0].lower() for *_rest, warnings in shown(answer)] == [True, True]
    assert "2 baris disertai peringatan" in answer.content.decode()
    assert not Achievement.objects.exists()
    confirm(staff, answer)
    assert [len(row.unanswered) for row in Achievement.objects.all()] == [1, 1]


def test_what_is_planned_for_a_year_to_come_is_a_target(staff):
    line = of(taken(staff, year=2100), "sanitasi-layak", Nilai="87,5", **OPD)
    assert told(send(staff, line)) == [(2, "Tahun", "Tahun 2100 belum dimulai: yang direncanakan untuk tahun itu dicatat sebagai target.")]


def test_targets_of_the_own_layers(staff):
    rows = taken(staff, "target")
    assert {row["Jenjang"] for row in rows} == {"RPJMD kabupaten/kota", "Renstra kabupaten/kota", "SSK", "Target tahunan atau lainnya, kabupaten/kota"}
    line = next(row for row in rows if row["Kode indikator"] == "sanitasi-aman" and row["Jenjang"] == "SSK") | {"Nilai": "20", "Sumber": "SSK 2021-2025", "Halaman": "III-4"}
    take_over(staff, line, kind="target")
    assert list(Target.objects.values_list("indicator__code", "layer__code", "value", "page", "state")) == [("sanitasi-aman", "ssk", 20, "III-4", "draft")]
    assert shown(send(staff, line, kind="target")) == []


def test_csv_holds_the_same_and_is_understood(staff):
    line = of(taken(staff), "sanitasi-layak", Nilai="87,5", **OPD, Catatan="=1+1")
    for sign in ";,\t":
        assert [each[:2] for each in told(send(staff, file=as_csv(line, sign=sign)))] == [(2, "Catatan")]
        assert len(shown(send(staff, file=as_csv(line | {"Catatan": "'=1+1"}, sign=sign)))) == 1
    downloaded = b"".join(staff.get(url(), {"templat": "csv", "year": 2024}).streaming_content).decode("utf-8-sig")
    assert downloaded.splitlines()[1].startswith(";capaian-2024-2;63.09;Kabupaten Tabalong;sanitasi-layak;Akses sanitasi layak;%;2024;seluruh wilayah;")


@pytest.mark.parametrize("language", ["id", "en"])
def test_csv_opens_in_an_indonesian_excel_and_comes_back_as_it_went(staff, cast, language):
    """Semicolons and a decimal comma in both languages: 80.5 that program would take for an hour."""
    factories.achievement(cast["tabalong"], value="80.125", numerator="1602.5", denominator="2000")
    staff.cookies["django_language"] = language
    content = b"".join(staff.get(url(), {"templat": "csv", "year": 2024}).streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert ";80,1250;1602,5;2000;" in content.decode()
    answer = send(staff, file=SimpleUploadedFile("templat.csv", content))
    assert (shown(answer), answer.context["unchanged_count"]) == ([], 1)


def test_csv_with_points_and_with_codes_that_became_hours(staff):
    line = of(taken(staff), "sanitasi-layak", Nilai="87.5", **OPD)
    for code in ("63:09", "63.09.00", "63:09:00", "63,09"):
        assert shown(send(staff, file=as_csv(line | {"Kode wilayah": code}, sign=",")))[0][2][0] == "Nilai: 87,5 %"
