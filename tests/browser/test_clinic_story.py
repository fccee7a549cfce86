"""A clinic from its plan to a promise that is late: planned, held, reported, approved, and what it left open begins the next one."""

from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from freezegun import freeze_time

from ssk_portal.clinics.models import Attendance, Clinic
from tests.browser.clinics import add_districts, agree, fill, plan_cc3, publish_types, sign_the_list
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_milestone import press
from tests.common.test_pdf import text_of

AGREEMENTS = {
    "Menetapkan perbup layanan lumpur tinja": "Kabupaten Tabalong",
    "Menyusun rencana uji coba di dua desa": "Kabupaten Hulu Sungai Tengah",
    "Mendampingi kedua kabupaten tiap bulan": "",
}
LATE = next(iter(AGREEMENTS))


def today() -> date:
    """Where the clinic is held."""
    return timezone.localdate(timezone=ZoneInfo("Asia/Makassar"))


@pytest.fixture
def stage(page, live_server, settings, tabalong_milestones):
    settings.PORTAL_URL = live_server.url
    page.set_viewport_size(DESKTOP)
    publish_types()


@pytest.mark.usefixtures("stage")
def test_a_clinic_from_plan_to_a_late_promise(page, phone, live_server, sign_in, complaints):
    sign_in("kalsel")
    clinic = plan(page, live_server.url)
    hold(page, phone, live_server.url + clinic.get_absolute_url())
    report(page)
    paper = official_report(page)
    assert [text for text in AGREEMENTS if text not in paper] == []
    press(page, "Ajukan")

    sign_in("pusat")
    page.locator(".todo-list").get_by_text("menunggu pemeriksaan Anda").click()
    press(page, "Setujui")
    press(page, "Setujui")
    clinic.refresh_from_db()
    assert (clinic.report.state, clinic.report.decided_by.username) == ("approved", "pusat")

    # Five days later nobody has said anything of what was due tomorrow.
    with freeze_time(timezone.now() + timedelta(days=5), tick=True, real_asyncio=True):
        sign_in("tabalong")
        task = page.locator(".todo-list").get_by_role("link").filter(has_text=LATE)
        assert "4 hari" in task.inner_text()
        task.click()
        assert page.locator("tr:target").get_by_text("terlambat 4 hari").is_visible()

        sign_in("kalsel")
        assert page.locator(".todo-list .todo-late").get_by_text(LATE).is_visible()
        page.goto(live_server.url + "/coaching-clinic/baru/")
        page.locator("#earlier").get_by_role("link", name=clinic.title).click()
        fill(page, planned_start=today() + timedelta(days=30))
        press(page, "Simpan")
        first_page = page.locator("#left_open li")
        assert [text for text, line in zip(AGREEMENTS, first_page.all_inner_texts(), strict=True) if text not in line] == []
        assert [("terlambat" in line) for line in first_page.all_inner_texts()] == [True, False, False]
    assert complaints == []


def plan(page, url) -> Clinic:
    plan_cc3(page, url, planned_start=today(), planned_end=today() + timedelta(days=1), time="09.00", venue="Aula Bappeda", city="Banjarmasin", host="Dinas PUPR")
    add_districts(page, "Kabupaten Hulu Sungai Tengah", "Kabupaten Tabalong")
    return Clinic.objects.get()


def hold(page, phone, at) -> None:
    """Ten sign in by the QR page on a telephone; the host says that the event has been held."""
    page.get_by_role("link", name="Kehadiran", exact=True).click()
    page.get_by_role("link", name="Halaman QR").click()
    press(page, "Buat halaman QR")
    phone.goto(page.locator("main a[href^='/hadir/']").inner_text())
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for number in range(1, 11):
        sign_the_list(phone, f"Peserta {number}", "Bappeda" if number < 6 else "Desa Kasiau")
    page.goto(at + "kehadiran/")
    assert page.locator("tbody tr", has_text="hadir").count() == Attendance.objects.filter(state="present").count() == 10
    page.goto(at + "ubah/")
    fill(page, date_start=today())
    press(page, "Simpan")


def report(page) -> None:
    page.locator("nav.tabs-nav").get_by_role("link", name="Laporan").click()
    page.locator("#session").get_by_role("link", name="Tulis notulen").first.click()
    fill(page, minutes="Kedua kabupaten memaparkan rancangan perbup.")
    press(page, "Simpan")
    press(page, "Tambah kesepakatan")
    for number, (text, district) in enumerate(AGREEMENTS.items(), 1):
        agree(page, text, today() + timedelta(days=1 if number == 1 else 60 * number), district=district, last=number == 3)
    press(page, "Tulis laporan")
    for number in range(page.locator("select[name^=reached]").count()):
        page.locator(f"[name=reached{number}]").select_option(label="tercapai")
        fill(page, **{f"evidence{number}": "Notulen"})
    press(page, "Simpan")


def official_report(page) -> str:
    """The words of the official report, as it was downloaded: a PDF, or it is not read."""
    with page.expect_download() as printed:
        press(page, "Berita acara (PDF)")
    return " ".join(text_of(Path(printed.value.path()).read_bytes()).split())
