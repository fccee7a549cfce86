"""What people do on the pages of an event, for the tests that tell of it."""

import json

from ssk_portal.accounts.models import User
from ssk_portal.clinics.published import load_schemes
from tests.browser.test_milestone import press
from tests.journeys.conftest import FIXTURES


def publish_types() -> None:
    """The published clinic types, after the milestones that they prepare."""
    load_schemes(json.loads((FIXTURES / "clinic_schemes.json").read_text()), by=User.objects.system())


def fill(page, **values) -> None:
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(str(value))


def plan_cc3(page, url, **values) -> None:
    """Plan a CC3 from its type, from the list of events on; `values` are typed over what the type fills in."""
    page.goto(url + "/coaching-clinic/")
    press(page, "Kegiatan baru")
    page.get_by_role("checkbox", name="CC3").check()
    press(page, "Lanjutkan dengan jenis yang dicentang")
    fill(page, **values)
    page.locator("[name=mode]").select_option("luring")
    press(page, "Simpan")


def add_districts(page, *names) -> None:
    """From the first line of the checklist on."""
    page.locator("#checklist .missing-list a").first.click()
    for name in names:
        page.get_by_role("checkbox", name=name).check()
    press(page, "Tambahkan kabupaten/kota yang dicentang")


def sign_the_list(phone, name, institution) -> None:
    """A participant signs in on the QR page and leaves it to the next one."""
    fill(phone, name=name, institution=institution, post="Staf")
    phone.locator("[name=consent]").check()
    press(phone, "Saya hadir")
    assert phone.get_by_text("Kehadiran Anda telah dicatat").is_visible()
    phone.get_by_role("link", name="Isi untuk orang lain").click()


def agree(page, text, due, *, last, district="") -> None:
    fill(page, text=text, in_charge="Kepala Dinas PUPR", due=due)
    if district:
        page.locator("[name=district]").select_option(label=district)
    press(page, "Simpan" if last else "Simpan dan tambah lagi")
