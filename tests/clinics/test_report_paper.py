"""The official report to sign: what stands on it at every length, and what never does."""

from datetime import date

import pypdfium2
import pytest
from django.urls import reverse

from ssk_portal.clinics.papers.report import report_paper
from ssk_portal.common.words import in_words
from ssk_portal.regions.models import Kind, Level, Region
from tests.clinics import factories
from tests.common.test_pdf import text_of

pytestmark = pytest.mark.usefixtures("schemes")


def pages_of(content) -> int:
    document = pypdfium2.PdfDocument(content)
    count = len(document)
    document.close()
    return count


@pytest.mark.parametrize(
    ("value", "words"),
    [(1, "satu"), (10, "sepuluh"), (11, "sebelas"), (15, "lima belas"), (21, "dua puluh satu"), (100, "seratus"), (1999, "seribu sembilan ratus sembilan puluh sembilan")],
)
def test_numbers_in_words(value, words):
    assert in_words(value) == words


def test_of_an_event_of_which_nothing_is_known_yet_it_is_a_form_to_fill_in(cast):
    text = text_of(report_paper(factories.clinic("63", title="Coaching Clinic 3")))
    for told in ("BERITA ACARA", "COACHING CLINIC 3", "Nomor:", "Jalannya acara", "Kesepakatan", "Penyelenggara", "Provinsi Kalimantan Selatan"):
        assert told in text


def test_what_stands_on_it(cast, regions):
    clinic = factories.clinic(
        "63", "63.09", "63.07", date_start=date(2026, 11, 24), venue="Hotel Rattan Inn", city="Banjarmasin", mode="hybrid",
        theme="Dari rencana ke layanan", legal_basis=["Surat Gubernur 600/123/2026"], participants_count=100,
    )  # fmt: skip
    session = clinic.sessions.create(title="Pembukaan", starts="09:00", ends="10:00", minutes="Sambutan #set *Kepala* Bappeda.")
    session.speakers.create(clinic=clinic, name="Ir. H. Budi", post="Plt. Kepala Bappeda")
    clinic.attendances.create(name="Ani", telephone="0812-9999", institution_as_written="Bank Kalsel", state="present")
    clinic.attendances.create(name="Cici", institution_as_written="Tidak Datang", state="absent")
    clinic.invited.create(name="Dinas PUPR Tabalong")
    clinic.outcomes.create(kind="information", text="Jadwal monev Januari.")
    clinic.outcomes.create(kind="decision", text="L2T2 digunakan.", district=regions["63.09"])
    clinic.agreements.create(text="Susun SK", in_charge="Kepala Dinas PUPR", district=regions["63.09"], due=date(2026, 12, 31))
    text = " ".join(text_of(report_paper(clinic)).split())
    for told in (
        "Selasa, tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam (24-11-2026)", "Hotel Rattan Inn, Banjarmasin",
        "luring dan daring", "Dari rencana ke layanan", "Surat Gubernur 600/123/2026", "1 orang menurut daftar hadir", "100 orang menurut penyelenggara",
        "Kabupaten Tabalong", "Kabupaten Hulu Sungai Tengah", "Bank Kalsel", "Dinas PUPR Tabalong", "pukul 09.00–10.00 WITA", "Ir. H. Budi (Plt. Kepala Bappeda)",
        "Sambutan #set *Kepala* Bappeda.", "Jadwal monev Januari.", "L2T2 digunakan.", "Kepala Dinas PUPR", "31 Desember 2026", "Banjarmasin, 24 November 2026",
    ):  # fmt: skip
        assert told in text
    assert ("0812" in text, "Ani" in text, "Tidak Datang" in text, text.count("Perwakilan")) == (False, False, False, 2)


def test_of_several_days(cast):
    text = " ".join(text_of(report_paper(factories.clinic("63", date_start=date(2026, 11, 24), date_end=date(2026, 11, 26)))).split())
    assert "Selasa sampai dengan Kamis, tanggal 24 November 2026 sampai dengan 26 November 2026" in text


def test_eleven_districts_and_forty_agreements(cast, regions):
    clinic = factories.clinic("63", date_start=date(2026, 11, 24))
    for number in range(11):
        district = Region.objects.create(code=f"63.{number + 80}", level=Level.DISTRICT, kind=Kind.CITY, name=f"Uji {number}", parent=regions["63"], province=regions["63"])
        clinic.participations.create(district=district, name=district.name, kind="kota", order=number)
    for number in range(40):
        clinic.agreements.create(text=f"Kesepakatan {number} " + "panjang " * number, order=number)
    content = report_paper(clinic)
    text = text_of(content)
    assert (text.count("Perwakilan"), "Kesepakatan 39" in text, pages_of(content) > 2) == (11, True, True)


def test_it_is_indonesian_whatever_the_page_is_read_in(login, cast):
    clinic = factories.clinic("63", date_start=date(2026, 11, 24))
    client = login("kalsel")
    client.cookies["django_language"] = "en"
    answer = client.get(reverse("clinics:report_print", args=[clinic.pk]))
    assert answer["Content-Disposition"].startswith('attachment; filename="berita-acara-')
    assert ("November tahun" in text_of(answer.content), "Tuesday" in text_of(answer.content)) == (True, False)


def test_a_proposed_district_does_not_sign(cast):
    clinic = factories.clinic("63", "63.09")
    clinic.participations.update(role="proposed")
    assert "Perwakilan" not in text_of(report_paper(clinic))
