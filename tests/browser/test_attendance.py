"""Participants sign in by the QR page on telephones without an account and without scripts; the host sees them. Ten do in `test_clinic_story`."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ssk_portal.clinics.models import Attendance, CheckInPage
from tests.browser.clinics import sign_the_list
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_milestone import press
from tests.clinics import factories
from tests.pokja import factories as pokja

NAMES = ["Siti Aminah", *(f"Peserta {number}" for number in range(2, 4))]


@pytest.fixture
def clinic(cast):
    today = timezone.localdate()
    clinic = factories.clinic("63", "63.09", planned_start=today - timedelta(days=1), planned_end=today + timedelta(days=1))
    tabalong = cast["tabalong"].region
    seat = pokja.position(pokja.pokja(tabalong), institution=pokja.institution(tabalong))
    pokja.member(seat, "Dra. Siti Aminah, M.Si.")
    pokja.member(seat, "Joko")
    return clinic


def test_participants_on_the_day(page, phone, live_server, sign_in, settings, complaints, clinic):
    settings.PORTAL_URL = live_server.url
    page.set_viewport_size(DESKTOP)
    sign_in("kalsel")
    page.goto(live_server.url + clinic.get_absolute_url())
    page.get_by_role("link", name="Kehadiran", exact=True).click()
    press(page, "Isi dari Pokja dan undangan")
    assert page.get_by_text("2 baris ditambahkan ke daftar.").is_visible()
    page.get_by_role("link", name="Halaman QR").click()
    press(page, "Buat halaman QR")
    address = page.locator("main a[href^='/hadir/']").inner_text()

    phone.goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for number, name in enumerate(NAMES):
        if number == 0:  # forgets the tick, then switches the language: nothing typed is lost
            phone.locator("[name=name]").fill(name)
            press(phone, "Saya hadir")
            assert phone.get_by_text("Tanpa persetujuan ini").first.is_visible()
            phone.locator("button[lang=en]").click()
            assert phone.get_by_role("heading", name="Sign the attendance list").is_visible()
            phone.locator("button[lang=id]").click()
            assert phone.locator("[name=name]").input_value() == name
        sign_the_list(phone, name, "Bappeda" if number < 2 else "Desa Kasiau")

    page.goto(live_server.url + f"/coaching-clinic/{clinic.pk}/kehadiran/")
    assert page.locator("tbody tr", has_text="hadir").count() == len(NAMES)
    assert sorted(Attendance.objects.filter(state="present").values_list("name", flat=True)) == sorted(["Dra. Siti Aminah, M.Si.", *NAMES[1:]])

    page.get_by_role("link", name="Tandai kehadiran").click()
    press(page, "Semua hadir")
    joko = page.locator("tr", has_text="Joko")
    joko.locator("select").select_option("represented")
    joko.locator("input[type=text], input:not([type])").fill("Ali")
    page.get_by_role("button", name="Simpan").first.click()
    page.get_by_text("Kehadiran telah disimpan.").wait_for(timeout=8000)
    assert page.get_by_text("diwakili oleh Ali").is_visible()

    page.get_by_role("link", name="Halaman QR").click()
    press(page, "Tutup sekarang")
    phone.goto(address)
    assert phone.get_by_role("heading", name="Daftar hadir ini tidak sedang dibuka").is_visible()
    assert CheckInPage.objects.get().closed_at
    assert complaints == []
