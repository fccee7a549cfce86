"""Every main page at both widths, in both languages: nothing sticks out, no complaint, no barrier."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESKTOP, PHONE

PAGES = [
    "/", "/wilayah/", "/wilayah/63.09/", "/wilayah/63/", "/papan/", "/papan/grafik/", "/pokja/", "/pokja/baru/", "/coaching-clinic/", "/coaching-clinic/baru/", "/milestone/",
    "/milestone/antrean/", "/milestone/pendampingan/", "/milestone/pendampingan/baru/", "/indikator/", "/indikator/capaian/", "/indikator/target/",
    "/indikator/wilayah/63/", "/indikator/perbandingan/",
    "/rujukan/", "/pokja/lembaga/", "/pemberitahuan/", "/pengguna/profil/", "/pengguna/hak-akses/", "/wilayah/63.09/linimasa/",
]  # fmt: skip


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_main_pages_fit_and_hold_no_barrier(page, live_server, sign_in, tabalong_milestones, complaints, size, language):
    page.set_viewport_size(size)
    sign_in("kalsel")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    faults = []
    for address in PAGES:
        answer = page.goto(live_server.url + address)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        barriers = [violation["id"] for violation in Axe().run(page).response["violations"]]
        if answer.status != 200 or wide > 0 or barriers:
            faults.append((address, answer.status, wide, barriers))
    assert faults == []
    assert complaints == []


def test_the_portal_is_used_by_keyboard_alone(page, live_server, cast):
    page.goto(live_server.url + "/masuk/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.locator("input[name=login]").focus()
    page.keyboard.type(cast["tabalong"].username)
    page.keyboard.press("Tab")
    page.keyboard.type("air-bersih-untuk-semua")
    page.keyboard.press("Enter")
    page.wait_for_url(live_server.url + "/")


def test_escape_closes_the_menu_of_the_name(page, live_server, sign_in):
    sign_in("tabalong")
    button = page.locator(".user-menu summary")
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator(".user-menu .panel").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator(".user-menu .panel").is_visible()
    assert page.evaluate("document.activeElement.matches('.user-menu summary')")


def test_a_list_is_sorted_on_a_phone(page, live_server, sign_in):
    page.set_viewport_size(PHONE)
    sign_in("tabalong")
    page.goto(live_server.url + "/wilayah/")
    page.locator("thead").get_by_role("link", name="Nama").click()
    assert "Kabupaten Gunung Mas" in page.locator("tbody tr").first.inner_text()


def test_the_portal_works_without_javascript(browser, live_server, cast):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(live_server.url + "/masuk/")
    page.locator("input[name=login]").fill(cast["tabalong"].username)
    page.locator("input[name=password]").fill("air-bersih-untuk-semua")
    page.locator("main form button").first.click()
    page.goto(live_server.url + "/wilayah/")
    assert page.locator("main").get_by_role("link", name="Kabupaten Tabalong").first.is_visible()
    context.close()
