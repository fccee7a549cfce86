"""An agreement becomes overdue, stands on the start page, in the list and in the weekly mail, is kept with evidence, and is gone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from freezegun import freeze_time

from ssk_portal.clinics.models import Agreement
from ssk_portal.regions.days import today_in
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_milestone import press
from tests.clinics import factories
from tests.journeys.files import pdf

TEXT = "Menyusun jadwal sedot tinja terjadwal"


@pytest.fixture
def agreement(cast):
    factories.schemes()
    today = today_in(cast["tabalong"].region)  # not the capital's: an hour of every night the two differ
    clinic = factories.clinic("63", "63.09", title="CC3 Kalimantan Selatan", date_start=today - timedelta(days=30))
    return Agreement.objects.create(clinic=clinic, text=TEXT, district=cast["tabalong"].region, due=today - timedelta(days=6))


def monday() -> datetime:
    """08.00 of the next Monday in Tabalong."""
    today = timezone.localdate()
    return datetime.combine(today + timedelta(days=7 - today.weekday()), datetime.min.time(), tzinfo=ZoneInfo("Asia/Makassar")) + timedelta(hours=8)


def mailed() -> list[str]:
    """Who gets a mail of the open agreements on the next Monday, by `run_due`."""
    mail.outbox = []
    with freeze_time(monday()):
        call_command("run_due", verbosity=0)
    return sorted(message.to[0] for message in mail.outbox if "kesepakatan belum ditepati" in message.subject)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_agreement_is_late_until_it_is_kept(page, live_server, sign_in, agreement, complaints, size, tmp_path):
    page.set_viewport_size(size)
    sign_in("tabalong")
    task = page.locator(".todo-list").get_by_role("link").filter(has_text=TEXT)
    assert "6 hari" in task.inner_text()

    page.goto(live_server.url + "/coaching-clinic/kesepakatan/?due=late")
    assert page.get_by_text("terlambat 6 hari").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert mailed() == ["kalsel2@example.org", "kalsel@example.org", "tabalong2@example.org", "tabalong@example.org"]
    assert f"#agreement-{agreement.pk}" in mail.outbox[0].body

    sign_in("tabalong")  # the run that was told to be in the next week has ended the session
    page.goto(live_server.url + "/coaching-clinic/kesepakatan/?due=late")
    page.get_by_role("link", name=TEXT).click()
    row = page.locator(f"#agreement-{agreement.pk}")
    row.get_by_role("link", name="Ubah").click()
    assert page.locator("main").get_by_text(TEXT).first.is_visible()
    page.locator("[name=state]").select_option(label="ditepati")
    press(page, "Simpan")
    assert page.get_by_text("Sebutkan bukti bahwa kesepakatan ditepati").first.is_visible()
    proof = tmp_path / "jadwal.pdf"
    proof.write_bytes(pdf())
    page.locator("[name=file]").set_input_files(proof)
    press(page, "Simpan")
    assert row.get_by_text("ditepati", exact=True).is_visible()
    assert row.get_by_role("link", name="jadwal.pdf").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]

    page.goto(live_server.url + "/")
    assert page.get_by_text(TEXT).count() == 0
    page.goto(live_server.url + "/coaching-clinic/kesepakatan/?due=late")
    assert page.get_by_text(TEXT).count() == 0
    agreement.refresh_from_db()
    with freeze_time(monday() + timedelta(days=7)):
        mail.outbox = []
        call_command("run_due", verbosity=0)
    assert mail.outbox == []
    assert complaints == []
