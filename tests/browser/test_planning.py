"""CC3 planned for two districts from its type: filled in, completed line by line of the checklist, invited; on a telephone. `test_clinic_story` tells it at a desk."""

import pytest

from ssk_portal.clinics.models import Clinic
from tests.browser.clinics import add_districts, fill, publish_types
from tests.browser.conftest import PHONE
from tests.browser.test_milestone import press
from tests.clinics import factories


@pytest.fixture
def before(tabalong_milestones):
    """The published clinics; an earlier event of Tabalong that left something open."""
    publish_types()
    earlier = factories.clinic("63", "63.09", date_start="2023-06-22", title="Coaching Clinic 1")
    earlier.agreements.create(text="Melengkapi profil sanitasi", due="2023-07-01", in_charge="Kepala Bappeda", district=earlier.participations.get().district)


def test_a_clinic_is_planned_for_two_districts_from_its_type(page, live_server, sign_in, before, complaints):
    page.set_viewport_size(PHONE)
    sign_in("kalsel")
    page.goto(live_server.url + "/coaching-clinic/")
    press(page, "Kegiatan baru")
    page.get_by_role("checkbox", name="CC3").check()
    press(page, "Lanjutkan dengan jenis yang dicentang")

    assert page.locator("[name=clinic_numbers]").input_value() == "3"
    assert "rencana uji coba" in page.locator("[name=purposes]").input_value()
    fill(page, planned_start="2091-12-03", planned_end="2091-12-04", time="09.00", venue="Aula Bappeda", city="Banjarmasin", host="Dinas PUPR")
    page.locator("[name=mode]").select_option("luring")
    press(page, "Simpan")
    clinic = Clinic.objects.get(planned_start="2091-12-03")
    missing = page.locator("#checklist .missing-list li")
    assert [line.split(":")[0] for line in missing.all_inner_texts()] == [
        "Belum ada kabupaten/kota peserta yang disebutkan.", "Hari atau waktu belum diisi untuk", "Belum ada sesi yang memiliki narasumber.",
    ]  # fmt: skip

    add_districts(page, "Kabupaten Hulu Sungai Tengah", "Kabupaten Tabalong")
    assert [(part.district.name, part.milestone) for part in clinic.participations.all()] == [("Hulu Sungai Tengah", "2"), ("Tabalong", "2")]
    # What the earlier clinic left open stands on the first page.
    left_open = page.locator("#left_open").inner_text()
    assert [word for word in ("Melengkapi profil sanitasi", "Kepala Bappeda", "1 Juli 2023", "terlambat") if word not in left_open] == []

    for session in clinic.sessions.all():
        page.goto(f"{live_server.url}/coaching-clinic/sesi/{session.pk}/ubah/")
        fill(page, day="2091-12-03", starts=f"{9 + session.order:02}:00", room="Aula")
        if session.order == 0:
            fill(page, new_speakers="Dr. Siti, M.T.; Kepala Bappeda")
        press(page, "Simpan")
    assert page.get_by_text("Tidak ada yang kurang").is_visible()
    assert page.locator("#session").get_by_text("Dr. Siti, M.T.").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    with page.expect_download() as letter:
        press(page, "Surat undangan (PDF)")
    assert letter.value.suggested_filename.startswith("undangan-coaching-clinic-3")
    assert complaints == []
