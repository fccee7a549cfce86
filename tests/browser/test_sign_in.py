"""Signing in in a real browser: invitation or first password, own password, second step by app, by recovery code, by passkey."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail

from ssk_portal.accounts import actions, inviting
from ssk_portal.accounts.events import AccountEvent
from ssk_portal.accounts.models import User
from tests.accounts.factors import code_of
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import PASSWORD

OWN = "sungai barito mengalir jauh"


@pytest.fixture
def window(page, live_server, complaints):
    """Fills in, presses, and looks at every page on the way: nothing sticks out, no barrier."""
    return Window(page, live_server.url)


class Window:
    def __init__(self, page, at):
        self.page, self.at, self.faults = page, at, []

    def go(self, address):
        self.page.goto(self.at + address)

    def fill(self, button, **fields):
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]").fill(value)
        self.press(button)

    def press(self, name):
        self.look()
        main = self.page.locator("main")
        main.get_by_role("link", name=name, exact=True).or_(main.get_by_role("button", name=name, exact=True)).first.click()

    def look(self):
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        barriers = [violation["id"] for violation in Axe().run(self.page).response["violations"]]
        if wide > 0 or barriers:
            self.faults.append((self.page.url, wide, barriers))

    def says(self, text):
        self.page.locator("main").get_by_text(text).first.wait_for()

    def sign_in(self, name, password):
        self.go("/masuk/")
        self.fill("Masuk", login=name, password=password)

    def sign_out(self):
        self.go("/keluar/")
        self.press("Keluar")
        self.page.wait_for_url("**/masuk/")


def newcomer(cast) -> User:
    """A provincial officer who has not been here yet."""
    return User(username="baru", name="Orang Baru", role="provincial_officer", region=cast["kalsel"].region, email="baru@example.org")


def in_by_first_password(window, cast):
    first = actions.create_user(newcomer(cast), by=cast["admin_kalsel"])
    window.sign_in("baru", first)
    window.says("Anda masuk dengan kata sandi awal")
    window.fill("Ubah kata sandi", oldpassword=first, password1=OWN, password2=OWN)


def in_by_invitation(window, cast):
    inviting.send(actions.create_invited(newcomer(cast), by=cast["admin_kalsel"]))
    window.page.goto(re.search(r"https?://\S+", mail.outbox[-1].body).group())
    window.fill("Simpan kata sandi baru", password1=OWN, password2=OWN)
    window.sign_in("baru", OWN)


WAYS_IN = {
    in_by_first_password: ["password_given", "signed_in", "password_changed"],
    in_by_invitation: ["invited", "invitation_used", "reset_done", "signed_in"],
}


@pytest.mark.parametrize(("way_in", "size"), [(in_by_first_password, DESKTOP), (in_by_invitation, PHONE)], ids=["first password, desktop", "invitation, phone"])
def test_from_the_way_in_to_a_recovery_code(window, cast, complaints, way_in, size, settings):
    settings.SECOND_FACTOR_REQUIRED, settings.PORTAL_URL = True, window.at
    window.page.set_viewport_size(size)
    way_in(window, cast)

    window.says("verifikasi dua langkah wajib dipasang")
    window.press("Pasang aplikasi")
    secret = window.page.locator("main .font-monospace").inner_text().replace(" ", "")
    window.fill("Pasang", code=code_of(secret))
    window.press("Buat dan tampilkan kode")
    window.says("hanya ditampilkan satu kali")
    codes = [code.replace(" ", "") for code in window.page.locator("main .font-monospace li").all_inner_texts()]
    assert len(codes) == 10
    with window.page.expect_download() as download:
        window.press("Unduh sebagai berkas")
    with open(download.value.path()) as file:
        assert file.read().split() == ["Portal", "SSK:", "baru", *codes]
    window.press("Sudah saya simpan: ke portal")
    window.page.wait_for_url(window.at + "/")

    window.sign_out()
    window.sign_in("baru", OWN)
    window.says("Sekarang ketik kode yang ditampilkan aplikasi")
    window.fill("Masuk", code="000000")
    window.says("Kode ini tidak benar")
    window.fill("Masuk", code=code_of(secret, later=1))
    window.page.wait_for_url(window.at + "/")

    window.sign_out()
    window.sign_in("baru", OWN)
    window.press("Pakai kode pemulihan")
    window.fill("Masuk", code=codes[0])
    window.page.wait_for_url(window.at + "/")
    window.go("/dua-langkah/")
    window.says("Tersisa 9 kode.")
    window.look()
    assert window.faults == []
    assert complaints == []
    told = list(AccountEvent.objects.filter(user__username="baru").order_by("pk").values_list("kind", flat=True))
    assert told == [
        *WAYS_IN[way_in], "factor_added", "recovery_made", "signed_out",
        "factor_failed", "signed_in", "signed_out", "recovery_used", "signed_in",
    ]  # fmt: skip


@pytest.fixture
def authenticator(page):
    """A passkey device of the browser's own making, which says yes to everything."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    return devtools.send("WebAuthn.addVirtualAuthenticator", {"options": kind})


def test_a_passkey_is_added_used_and_removed(window, cast, complaints, authenticator):
    window.sign_in("kalsel", PASSWORD)
    window.go("/dua-langkah/")
    window.press("Tambah kunci sandi")
    window.fill("Tambah kunci sandi", name="Laptop kantor")
    window.says("Sepuluh kode dibuat")  # the device answers by script, a moment after the press
    window.press("Buat dan tampilkan kode")
    window.says("hanya ditampilkan satu kali")
    window.sign_out()

    window.sign_in("kalsel", PASSWORD)
    window.press("Pakai kunci sandi")
    window.page.wait_for_url(window.at + "/")

    window.go("/dua-langkah/")
    window.says("Laptop kantor")
    window.page.get_by_role("link", name="Hapus Laptop kantor").click()
    for _page in ("how to confirm", "confirming"):
        with window.page.expect_navigation():  # the device answers by script, a moment after the press
            window.press("Pakai kunci sandi")
    window.press("Hapus")
    window.says("Verifikasi dua langkah telah dilepas.")
    assert window.faults == []
    assert complaints == []


def test_without_javascript_a_passkey_says_so_and_a_recovery_code_still_opens(browser, live_server, cast):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    window = Window(context.new_page(), live_server.url)
    window.look = lambda: None
    window.sign_in("kalsel", PASSWORD)
    window.go("/dua-langkah/kunci/tambah/")
    window.says("Kunci sandi memerlukan JavaScript")
    assert window.page.locator("main form button").is_disabled()
    window.go("/dua-langkah/aplikasi/pasang/")
    window.fill("Pasang", code=code_of(window.page.locator("main .font-monospace").inner_text().replace(" ", "")))
    window.press("Buat dan tampilkan kode")
    code = window.page.locator("main .font-monospace li").first.inner_text()
    window.sign_out()
    window.sign_in("kalsel", PASSWORD)
    window.press("Pakai kode pemulihan")
    window.fill("Masuk", code=code)
    window.page.wait_for_url(window.at + "/")
    context.close()
