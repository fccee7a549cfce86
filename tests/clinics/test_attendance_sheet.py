"""The attendance list by Excel, as a paper to sign, and the poster with the QR code."""

import io
import re
from datetime import date

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ssk_portal.audit.timeline import history_of
from ssk_portal.clinics.attendance import checkin
from tests.clinics import factories
from tests.factories import key
from tests.pokja import factories as pokja
from tests.sheets import book, read

pytestmark = pytest.mark.django_db
HEAD = ["Kode", "Nama", "Lembaga", "Jabatan", "Dari kabupaten/kota", "Telepon", "Jenis kelamin", "Kehadiran", "Diwakili oleh"]


@pytest.fixture
def clinic(regions):
    return factories.clinic(
        "63", "63.09", "63.07", title="Coaching clinic III", planned_start=date(2026, 11, 24), planned_end=date(2026, 11, 26), venue="Aula Bappeda", city="Banjarbaru"
    )


@pytest.fixture
def siti(clinic, regions):
    return clinic.attendances.create(name="Siti Aminah", post="Kabid", institution=pokja.institution(regions["63.09"]), district=regions["63.09"], telephone="0811-500")


def url(name, clinic):
    return reverse(f"clinics:attendance_{name}", args=[clinic.pk])


class TestByExcel:
    def send(self, client, clinic, *lines, file=None):
        return client.post(url("import", clinic), key(file=file or book([HEAD, *lines], title="Daftar hadir")))

    def confirm(self, client, clinic, answer, **more):
        assert answer.context["sheet"].faults == []
        return client.post(url("import", clinic), key(rows=answer.context["confirm"]["rows"].value(), **more))

    def test_it_holds_who_stands_on_the_list_and_sent_back_changes_nothing(self, login, clinic, siti):
        clinic.attendances.create(institution_as_written="BPPW", state="represented", represented_by="Ali", gender="m")
        client = login("kalsel")
        taken = client.get(url("import", clinic), {"templat": 1})
        content = b"".join(taken.streaming_content)
        taken.streaming_content = [content]
        assert read(taken)["Daftar hadir"][:2] == [HEAD, [f"H{siti.pk}", "Siti Aminah", "Bappeda", "Kabid", "Kabupaten Tabalong", "0811-500", "", "belum diisi", ""]]
        answer = self.send(client, clinic, file=SimpleUploadedFile("hadir.xlsx", content))
        assert (answer.context["sheet"].faults, answer.context["to_confirm"], answer.context["unchanged_count"]) == ([], [], 2)

    def test_once_the_report_is_submitted_not_even_a_preview_is_shown(self, login, cast, clinic):
        factories.submit_report(clinic, by=cast["kalsel"])
        answer = self.send(login("kalsel"), clinic, ["", "Ani", "Bappeda", "", "", "", "", "hadir", ""])
        assert (answer.status_code, "Tarik kembali" in answer.content.decode()) == (409, True)

    def test_people_are_added_and_marked_and_a_second_time_nothing(self, login, clinic, siti, regions):
        client = login("kalsel")
        lines = [
            [f"H{siti.pk}", "Siti Aminah", "Bappeda", "Kepala Bidang", "Kabupaten Tabalong", "0811-500", "perempuan", "hadir", ""],
            ["", "Budi", "PDAM", "Direktur", "Kabupaten Hulu Sungai Tengah", "", "", "hadir", ""],
        ]
        answer = self.send(client, clinic, *lines)
        assert [(change.is_new, change.about) for change in answer.context["to_confirm"]] == [(False, "Siti Aminah"), (True, "Budi")]
        assert "Jabatan: Kabid → Kepala Bidang" in answer.context["to_confirm"][0].differences
        assert self.confirm(client, clinic, answer).status_code == 302
        rows = list(clinic.attendances.values_list("name", "post", "state", "gender", "district", "institution_as_written", "origin"))
        assert rows == [
            ("Siti Aminah", "Kepala Bidang", "present", "f", regions["63.09"].pk, "", "typed"),
            ("Budi", "Direktur", "present", "", regions["63.07"].pk, "PDAM", "sheet"),
        ]
        lines[0][0] = ""
        assert self.send(client, clinic, *lines).context["to_confirm"] == []

    def test_every_fault_by_row_and_column_and_nothing_is_changed(self, login, clinic, siti):
        answer = self.send(
            login("kalsel"), clinic, ["H999999", "Budi"], ["", "", "", "Camat"], ["", "Joko", "", "", "", "", "", "diwakili"], ["", "Rina", "", "", "Solok"],
            ["", "Tono", "", "", "", "", "", "datang"], ["", "Wati", "PDAM"], ["", "wati", "pdam"], ["", "x" * 151],
        )  # fmt: skip
        assert [(fault.row, fault.column[0]) for fault in answer.context["sheet"].faults] == [(2, "A"), (3, "B"), (4, "I"), (5, "E"), (6, "H"), (8, "B"), (9, "B")]
        assert clinic.attendances.count() == 1

    def test_words_of_a_list_on_paper_are_understood_and_a_new_row_says_all_that_was_read(self, login, clinic):
        answer = self.send(
            login("kalsel"), clinic, ["", "Ani", "PDAM", "", "Kab. Tabalong", "", "P", "hadir"], ["", "Budi", "", "", "KAB TABALONG", "", "L"],
            ["", "Cici", "", "", "Tabalong", "", "Wanita", "√"], ["", "Dodi", "", "", "63.09", "", "pria"], ["", "Eko", "", "-", "Kabupaten  Tabalong.", "-", "Lk", "V"],
        )  # fmt: skip
        changes = answer.context["to_confirm"]
        assert [(change.value.district.code, change.value.gender) for change in changes] == [("63.09", "f"), ("63.09", "m"), ("63.09", "f"), ("63.09", "m"), ("63.09", "m")]
        assert [change.value.state for change in changes] == ["present", "expected", "present", "expected", "present"]
        assert changes[0].differences == ("Jenis kelamin: perempuan", "Kehadiran: hadir", "Dari kabupaten/kota: Kabupaten Tabalong", "Lembaga: PDAM")

    @pytest.mark.parametrize("district", ["Kab. Gunung Mas", "GUNUNG MAS", "62.10"])
    def test_a_district_that_does_not_take_part_is_told_and_no_other_one_proposed(self, login, clinic, district):
        answer = self.send(login("kalsel"), clinic, ["", "Rina", "", "", district])
        (fault,) = answer.context["sheet"].faults
        assert fault.message == "Kabupaten Gunung Mas tidak termasuk kabupaten/kota kegiatan ini. Tambahkan dahulu sebagai peserta, atau kosongkan sel ini."

    @pytest.mark.parametrize("name", ["Jumlah", "TOTAL:", "Mengetahui,", "Banjarbaru, 12 Mei 2025", "NIP. 196701011992031001", "(2)", "-", "....."])
    def test_what_is_hardly_a_person_carries_a_warning(self, login, clinic, name):
        """The end of a list on paper, its second line of headings; it can be taken over all the same."""
        answer = self.send(login("kalsel"), clinic, ["", name], ["", "Siti, S.T."], ["", "", "UPTD IPLT 1"])
        assert [bool(change.warnings) for change in answer.context["to_confirm"]] == [True, False, False]

    def test_a_district_sends_its_own_people(self, login, clinic, siti, regions):
        other = clinic.attendances.create(name="Joko", institution_as_written="PDAM", district=regions["63.07"])
        client = login("tabalong")
        head = [column for column in HEAD if column != "Dari kabupaten/kota"]
        taken = read(client.get(url("import", clinic), {"templat": 1}))["Daftar hadir"]
        assert (taken[0], len(taken)) == (head, 2)
        answer = self.send(client, clinic, file=book([head, [f"H{other.pk}", "Joko", "PDAM", "", "", "", "hadir"], ["", "Joko", "PDAM"]], title="Daftar hadir"))
        assert [fault.row for fault in answer.context["sheet"].faults] == [2, 3]
        answer = self.send(client, clinic, file=book([head, ["", "Rina", "PDAM", "Staf", "", "", "hadir"]], title="Daftar hadir"))
        self.confirm(client, clinic, answer)
        assert clinic.attendances.get(name="Rina").district == regions["63.09"]

    def test_the_level_above_says_why(self, login, clinic):
        client = login("pusat")
        answer = self.send(client, clinic, ["", "Budi", "PDAM"])
        assert self.confirm(client, clinic, answer).status_code == 200
        assert self.confirm(client, clinic, answer, change_reason="Dari kertas").status_code == 302
        assert history_of(clinic.attendances.get())[0].actor.reason == "Dari kertas"


def pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(io.BytesIO(content)) as paper:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in paper]


class TestToPrint:
    def test_the_people_with_a_place_to_sign(self, login, clinic, siti):
        clinic.attendances.create(name="Budi #strong[x]", institution_as_written="PDAM", state="absent")
        answer = login("tabalong").get(url("sheet", clinic))
        assert answer["Content-Disposition"] == f'attachment; filename="daftar-hadir-{clinic.slug}.pdf"'
        (text,) = pages(answer.content)
        for told in (
            "DAFTAR HADIR",
            "Coaching clinic III",
            "Selasa, 24 November 2026 s.d. Kamis, 26 November 2026",
            "Aula Bappeda, Banjarbaru",
            "Siti Aminah",
            "Kabid",
            "0811-500",
            "#strong[x]",
            "tidak hadir",
        ):
            assert told in text

    @pytest.mark.parametrize(("lines", "last"), [("", "30."), ("?", "30."), ("12", "12."), ("0", "1."), ("999", "300."), ("x", "30.")])
    def test_empty_lines(self, login, clinic, siti, lines, last):
        content = login("kalsel").get(url("sheet", clinic) + f"?isi=kosong&baris={lines}").content
        found = pages(content)
        assert "Siti" not in "".join(found)
        numbers = [word for word in " ".join(found).split() if word.removesuffix(".").isdigit() and word.endswith(".")]
        assert numbers[-1] == last

    def test_an_event_of_which_little_is_known(self, login, regions):
        clinic = factories.clinic("63", title="", host=None, city=None)
        assert pages(login("kalsel").get(url("sheet", clinic)).content)

    def test_the_poster_says_the_address(self, login, clinic, cast, settings):
        settings.PORTAL_URL = "https://portal.example.org/"
        page = checkin.open_page(clinic, by=cast["kalsel"])
        (text,) = pages(login("kalsel").get(reverse("clinics:checkinpage_poster", args=[clinic.pk])).content)
        assert f"https://portal.example.org/hadir/{page.token}/" in re.sub(r"[\s\u200b\ufffe]", "", text)
        assert "Isi daftar hadir" in text
