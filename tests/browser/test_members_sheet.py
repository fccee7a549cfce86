"""Forty members by sheet in a real browser: seven faults are all told, then the mended sheet is taken over."""

import pytest

from ssk_portal.pokja.models import Member
from tests.browser.conftest import DESKTOP, PHONE
from tests.pokja import sheets

pytestmark = pytest.mark.django_db(transaction=True)


def send(page, sheet):
    page.locator("input[type=file]").set_input_files({"name": sheet.name, "mimeType": "application/octet-stream", "buffer": sheet.read()})
    page.get_by_role("button", name="Periksa lembar").click()


def told(page):
    """The lines of the table, cell by cell, without their headings."""
    return [[cell.inner_text().strip() for cell in row.locator("td").all()] for row in page.locator("main tbody tr").all()]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_seven_faults_are_told_and_change_nothing_and_the_mended_sheet_is_taken_over(page, live_server, sign_in, cast, complaints, size):
    page.set_viewport_size(size)
    group = sheets.staffed(cast["tabalong"].region)
    sign_in("tabalong")
    page.goto(live_server.url + group.get_absolute_url())
    page.get_by_role("link", name="Isi melalui Excel").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Unduh lembar Excel").click()
    assert taken.value.suggested_filename == "anggota-63.09.xlsx"

    send(page, sheets.forty(faulty=True))
    assert [(int(row), column) for row, column, _message in told(page)] == sheets.FAULTS
    assert page.get_by_role("heading", name="Ada 6 hal yang perlu diperbaiki di lembar; belum ada yang diubah").is_visible()
    send(page, sheets.forty(title="Sheet1"))
    assert told(page) == [["–", "–", "Lembar “Anggota” tidak ada dalam berkas ini; yang ada: Sheet1."]]
    assert Member.objects.count() == 3

    send(page, sheets.forty())
    assert page.get_by_text("Ditambahkan: 40. Diubah: 0. Tetap: 0.").is_visible()
    page.get_by_role("button", name="Simpan 40 baris").click()
    assert page.get_by_text("40 baris disimpan.").is_visible()
    assert Member.objects.count() == 43
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert complaints == []
