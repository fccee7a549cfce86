"""The letter that invites: who, when, where; a place for number and signature; list and agenda attached."""

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from django.urls import reverse

from ssk_portal.clinics.models import Clinic
from tests.clinics import factories
from tests.common.test_pdf import text_of
from tests.pokja.factories import pokja

pytestmark = pytest.mark.usefixtures("schemes")


@pytest.fixture
def clinic(regions):
    return factories.clinic(
        "63", "63.07", "63.09", title="Coaching Clinic 3", planned_start="2026-12-03", time="09.00", venue="Aula Bappeda", city="Banjarmasin", mode="luring",
        host="Dinas PUPR", legal_basis=["Perpres 185/2014"], purposes=["Umpan balik"],
    )  # fmt: skip


def letter(login, clinic, who="kalsel") -> bytes:
    answer = login(who).get(reverse("clinics:clinic_invitation", args=[clinic.pk]))
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "application/pdf", "private, no-store")
    return answer.content


def pages(content) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def test_it_says_who_when_and_where(login, clinic):
    [text, *_attached] = pages(letter(login, clinic))
    for told in (
        "Nomor", "Undangan Coaching Clinic 3", "Kamis, 3 Desember 2026", "09.00 WITA", "Aula Bappeda, Banjarmasin", "Perpres 185/2014", "Umpan balik",
        "Kabupaten Hulu Sungai Tengah dan Kabupaten Tabalong", "Dinas PUPR", "NIP", "1 (satu) berkas",
    ):  # fmt: skip
        assert told in " ".join(text.split()), told


def test_it_is_indonesian_whatever_the_page_is_read_in(login, clinic):
    login("kalsel").cookies["django_language"] = "en"
    assert "Kamis, 3 Desember 2026" in text_of(letter(login, clinic))


def test_who_is_invited_is_attached(login, clinic, regions):
    pokja(regions["63.07"], "Pokja AMPL Kabupaten Hulu Sungai Tengah")
    clinic.participations.create(district=regions["62.10"], name="Gunung Mas", kind="kabupaten", role="reference")
    clinic.invited.create(name="BPPW", mode="daring")
    clinic.invited.create(name="Dinas Kesehatan", mode="luring", order=1)
    [_letter, attached] = pages(letter(login, clinic))
    lines = [line for line in attached.splitlines() if line[:1].isdigit()]
    assert lines == ["1. Pokja AMPL Kabupaten Hulu Sungai Tengah", "2. Pokja sanitasi Kabupaten Tabalong", "3. BPPW (daring)", "4. Dinas Kesehatan"]


def test_the_agenda_is_attached_in_the_order_of_time(login, clinic):
    later = clinic.sessions.create(title="Model layanan", starts="10:00", ends="11:30", room="Aula")
    clinic.sessions.create(title="Pembukaan", starts="09:00", order=5)
    clinic.speakers.create(name="Dr. Siti", post="Kepala Bappeda", session=later)
    [first, _guests, agenda] = pages(letter(login, clinic))
    assert "2 (dua) berkas" in first
    assert agenda.index("Pembukaan") < agenda.index("Model layanan")
    assert [told for told in ("Waktu (WITA)", "10.00–11.30", "Dr. Siti", "Kepala Bappeda", "Aula") if told not in agenda] == []


def test_of_a_bare_event_it_has_lines_to_fill_in(login, regions):
    bare = factories.clinic("63", clinic_numbers=[], kind="workshop", title="Lokakarya #bold[x]")
    [first, guests] = pages(letter(login, bare))
    assert ("Undangan Lokakarya" in first, "#bold[x]" in first, "Lampiran I" in guests) == (True, True, True)


def test_a_time_of_its_own_zone_is_not_given_another(login, clinic):
    Clinic.objects.update(time="08.00 WIB")
    text = text_of(letter(login, clinic))
    assert ("08.00 WIB" in text, "WITA" in text) == (True, False)


def test_it_is_a4_and_tagged(login, clinic):
    clinic.sessions.create(title="Panjang " * 30, starts="09:00")
    document = pypdfium2.PdfDocument(letter(login, clinic))
    assert {tuple(round(side) for side in page.get_size()) for page in document} == {(595, 842)}
    assert pdfium.FPDFCatalog_IsTagged(document.raw) == 1
    document.close()


@pytest.mark.parametrize(("name", "status"), [("tabalong", 200), ("pembaca_kalsel", 200), ("kalteng", 404)])
def test_who_sees_the_event_prints_it(login, clinic, name, status):
    assert login(name).get(reverse("clinics:clinic_invitation", args=[clinic.pk])).status_code == status


def test_it_is_printed_on_the_day_of_the_host(login, clinic, freezer_at):
    with freezer_at("2024-12-31T16:30:00+00:00"):  # 23.30 in Jakarta, the next year in Banjarmasin
        assert "pada 1 Januari 2025" in text_of(letter(login, clinic, "pusat"))
