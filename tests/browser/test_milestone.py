"""The main story on a telephone: fill in, submit, send back, mend, approve. At a desk: `test_both_sides`."""

from tests.browser.conftest import PHONE
from tests.journeys.files import pdf


def press(page, name):
    """Press the button or link that says `name` in the content of the page."""
    page.locator("main").get_by_role("link", name=name, exact=True).or_(page.locator("main").get_by_role("button", name=name, exact=True)).first.click()


def give_evidence(page, progress):
    for requirement in (asked for asked in progress.requirements() if asked.compulsory):
        field = page.locator(f"[name=r{requirement.pk}]")
        if requirement.kind == "document":
            field.set_input_files({"name": "bukti dukung.pdf", "mimeType": "application/pdf", "buffer": pdf()})
        elif requirement.kind == "yes_no":
            field.select_option("yes")
        else:
            field.fill({"number": "2", "date": "2023-10-01"}.get(requirement.kind, "Kelurahan Belimbing"))


def test_a_milestone_is_sent_back_mended_and_approved(page, live_server, sign_in, tabalong_milestones, complaints):
    page.set_viewport_size(PHONE)
    first, second, *_rest = tabalong_milestones
    at = live_server.url + second.get_absolute_url()

    sign_in("kalsel")
    page.goto(live_server.url + first.get_absolute_url())
    press(page, "Catat sebagai historis")
    page.locator("#note").fill("MC Kalsel, 20 September 2023")
    press(page, "Catat sebagai historis")

    sign_in("tabalong")
    page.goto(at + "ubah/")
    give_evidence(page, second)
    press(page, "Simpan draf")
    press(page, "Ajukan")
    assert page.locator("main").get_by_text("Diajukan").first.is_visible()

    sign_in("kalsel")
    page.goto(at)
    press(page, "Periksa")
    press(page, "Mulai periksa")
    page.locator("[name=note]").fill("Lampirkan peta wilayah layanan.")
    press(page, "Kembalikan")

    sign_in("tabalong")
    page.locator("main").get_by_text("M2 Kabupaten Tabalong dikembalikan kepada Anda").click()
    assert page.get_by_text("Lampirkan peta wilayah layanan.").first.is_visible()
    page.locator("[name=summary]").fill("Peta dilampirkan.")
    press(page, "Simpan draf")
    press(page, "Ajukan")

    sign_in("kalsel")
    page.goto(at)
    press(page, "Periksa")
    press(page, "Mulai periksa")
    press(page, "Setujui")
    second.refresh_from_db()
    assert (second.state, second.decided_by.username) == ("approved", "kalsel")
    assert complaints == []
