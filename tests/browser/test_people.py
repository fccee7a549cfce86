"""People in a real browser: invited and signed in; a forged post refused and written down; many users from a sheet."""

import io
import re

import pytest
import xlsxwriter
from django.core import mail

from ssk_portal.accounts.events import AccountEvent
from ssk_portal.accounts.models import User
from tests.accounts.test_import import HEADS, line
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_milestone import press

OWN = "sumur-bor-di-belakang"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_invited_by_mail_to_the_first_sign_in(page, live_server, sign_in, settings, complaints, size):
    settings.PORTAL_URL = live_server.url
    page.set_viewport_size(size)
    sign_in("admin_kalsel")
    page.goto(live_server.url + "/pengguna/baru/")
    page.locator("[name=username]").fill("budi")
    page.locator("[name=name]").fill("Budi Santoso")
    page.locator("[name=nip]").fill("19800101 200501 1 003")
    page.locator("[name=email]").fill("budi@example.org")
    page.locator("[name=role]").select_option("district_staff")
    page.locator("[name=region]").select_option(label="Kabupaten Tabalong")
    page.locator("[name=how][value=invitation]").check()
    press(page, "Simpan")
    assert page.get_by_text("Undangan dikirim ke budi@example.org").is_visible()
    link = re.search(r"https?://\S+", mail.outbox[0].body).group()

    page.context.clear_cookies()
    page.goto(link)
    for name in ("password1", "password2"):
        page.locator(f"[name={name}]").fill(OWN)
    press(page, "Simpan kata sandi baru")
    press(page, "Masuk")
    page.locator("[name=login]").fill("budi")
    page.locator("[name=password]").fill(OWN)
    page.locator("main form button").first.click()
    page.wait_for_url(live_server.url + "/")
    assert User.objects.get(username="budi").invitation.state == "accepted"

    page.goto(link)
    assert page.get_by_text("mintalah administrator provinsi Anda").is_visible()
    assert complaints == []


def test_a_province_administrator_cannot_make_a_national_one(page, live_server, sign_in, cast):
    """The page does not offer it, so the form is bent in the page before it is sent."""
    country = cast["admin"].region_id
    sign_in("admin_kalsel")
    page.goto(live_server.url + f"/pengguna/{cast['tabalong'].pk}/ubah/")
    assert page.locator("[name=region] option", has_text="Indonesia").count() == 0
    page.evaluate(
        """country => {
            for (const [name, value] of [["role", "administrator"], ["region", country], ["seen", `administrator/${country}`]]) {
                const field = document.querySelector(`[name=${name}]`);
                if (field.tagName === "SELECT") field.add(new Option(value, value));
                field.value = value;
            }
        }""",
        str(country),
    )
    press(page, "Simpan")
    assert page.get_by_text("Anda tidak dapat memberikan peran ini untuk wilayah tersebut.").first.is_visible()
    assert User.objects.get(pk=cast["tabalong"].pk).role == "district_staff"
    event = AccountEvent.objects.get(kind="post_refused")
    assert (event.user_id, event.by_id, event.note) == (cast["tabalong"].pk, cast["admin_kalsel"].pk, "Administrator · Indonesia")

    sign_in("admin")
    page.goto(live_server.url + f"/pengguna/{cast['tabalong'].pk}/")
    assert page.locator("main").get_by_text("Administrator · Indonesia").first.is_visible()


def test_many_users_from_a_sheet(page, live_server, sign_in, complaints):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Pengguna")
        for number, row in enumerate([HEADS, line(), line("Budi", "budi", region="63.07")]):
            sheet.write_row(number, 0, row)
    sign_in("admin_kalsel")
    page.goto(live_server.url + "/pengguna/impor/")
    page.locator("[name=file]").set_input_files({"name": "pengguna.xlsx", "mimeType": "application/octet-stream", "buffer": file.getvalue()})
    press(page, "Periksa lembar")
    assert not User.objects.filter(username="siti").exists()
    page.locator("#entry button").first.click()
    page.wait_for_url(live_server.url + "/pengguna/kata-sandi-pertama/")
    password = page.locator("tbody tr", has_text="siti").locator("td").last.inner_text()
    assert User.objects.get(username="siti").check_password(password)
    page.reload()
    assert page.get_by_text("tidak disimpan di mana pun").is_visible()
    assert complaints == []
