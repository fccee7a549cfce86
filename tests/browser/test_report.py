"""A clinic is reported: minutes, three agreements, the official report as PDF, sent back, mended, approved, published; on a telephone. `test_clinic_story` tells it at a desk."""

from datetime import date

import pytest

from ssk_portal.clinics.models import Agreement, ClinicFile, ClinicReport
from tests.browser.clinics import agree
from tests.browser.conftest import PHONE
from tests.browser.test_milestone import press
from tests.clinics import factories as clinic_factories
from tests.common.uploads.files import photo


@pytest.fixture
def clinic(cast):
    """A clinic of Tabalong that was held, its report not begun yet."""
    made = clinic_factories.clinic("63.09", "63.09", date_start=date(2024, 3, 5), participants_count=40, expected=["Paket kebijakan disepakati"])
    made.sessions.create(title="Pembukaan")
    return made


def test_a_report_from_the_minutes_to_the_public(page, live_server, sign_in, clinic, complaints):
    page.set_viewport_size(PHONE)
    at = f"{live_server.url}{clinic.get_absolute_url()}laporan/"
    sign_in("tabalong")
    page.goto(live_server.url + clinic.get_absolute_url())
    page.locator("nav.tabs-nav").get_by_role("link", name="Laporan").click()
    assert page.url == at

    page.locator("#session").get_by_role("link", name="Tulis notulen").click()
    page.locator("[name=minutes]").fill("Dibuka oleh Sekretaris Daerah.\n" * 40)
    press(page, "Simpan")
    assert page.url.startswith(at)

    press(page, "Tambah kesepakatan")
    for number in (1, 2, 3):
        agree(page, f"Kesepakatan {number}", "2090-06-30", last=number == 3)
    assert page.locator("#agreements tbody tr").count() == 3

    press(page, "Tambah foto")
    page.locator("[name=files]").set_input_files([{"name": f"foto {number}.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(2400, 1600))} for number in (1, 2)])
    press(page, "Simpan")
    assert page.locator("#clinicfile figure").count() == 2

    press(page, "Tulis laporan")
    page.locator("[name=summary]").fill("Berjalan lancar.")
    page.locator("[name=reached0]").select_option(label="tercapai")
    page.locator("[name=evidence0]").fill("Berita acara 12/2024")
    press(page, "Simpan")

    with page.expect_download() as printed:
        press(page, "Berita acara (PDF)")
    assert printed.value.suggested_filename.startswith("berita-acara-")
    press(page, "Ajukan")
    assert page.locator("main").get_by_text("Diajukan").first.is_visible()
    assert page.locator("main").get_by_role("link", name="Tulis laporan").count() == 0

    sign_in("kalsel")
    page.locator("main").get_by_text("menunggu pemeriksaan Anda").first.click()
    assert page.url == at
    press(page, "Kembalikan")
    page.locator("#note").fill("Lengkapi ringkasan.")
    press(page, "Kembalikan")

    sign_in("tabalong")
    page.locator("main").get_by_text("dikembalikan kepada Anda").first.click()
    assert page.get_by_text("Lengkapi ringkasan.").first.is_visible()
    press(page, "Tulis laporan")
    page.locator("[name=summary]").fill("Berjalan lancar; tiga kesepakatan dicapai.")
    press(page, "Simpan")
    press(page, "Ajukan")

    sign_in("kalsel")
    page.goto(at)
    press(page, "Setujui")
    press(page, "Setujui")
    press(page, "Terbitkan")
    report = ClinicReport.objects.get()
    assert (report.state, report.published_by.username, Agreement.objects.count(), ClinicFile.objects.count()) == ("approved", "kalsel", 3, 2)
    assert complaints == []
