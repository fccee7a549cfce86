"""The form of a milestone in a real browser: saved while it is written, two windows side by side, files that are refused."""

import re

import pytest
from playwright.sync_api import expect

from ssk_portal.milestones.models import Progress
from ssk_portal.review.actions import advance
from tests.common.uploads import files
from tests.factories import PASSWORD
from tests.journeys.files import pdf
from tests.milestones import factories

SAVED = re.compile(r"^tersimpan \d\d\.\d\d$")


@pytest.fixture
def third(tabalong_milestones):
    return tabalong_milestones[2]


@pytest.fixture
def at(live_server, third):
    return f"{live_server.url}{third.get_absolute_url()}ubah/"


def name_of(row, kind):
    return f"[name=r{row.milestone.requirements.filter(kind=kind).first().pk}]"


def said(page):
    return page.locator("[data-draft] > span").first


def test_text_is_saved_while_it_is_written(page, at, sign_in, third, complaints):
    sign_in("tabalong")
    page.goto(at)
    page.locator("[name=summary]").fill("Uji coba berjalan.")
    expect(said(page)).to_have_text("belum tersimpan")
    expect(said(page)).to_have_text(SAVED, timeout=15_000)
    page.locator(name_of(third, "text")).fill("Kambitin")
    expect(said(page)).to_have_text("belum tersimpan")
    expect(said(page)).to_have_text(SAVED, timeout=15_000)
    third.refresh_from_db()
    assert (third.summary, third.evidences.get().text) == ("Uji coba berjalan.", "Kambitin")
    # The button still works after it, with the key and the version that came back.
    page.get_by_role("button", name="Simpan draf").click()
    page.wait_for_url(re.compile(r"/milestone/\d+/$"))
    assert complaints == []


def test_two_windows_get_both_versions_side_by_side(page, at, sign_in, third):
    sign_in("tabalong")
    other = page.context.new_page()
    for window in (page, other):
        window.goto(at)
    page.locator("[name=summary]").fill("Dari jendela pertama.")
    expect(said(page)).to_have_text(SAVED, timeout=15_000)
    other.locator("[name=summary]").fill("Dari jendela kedua.")
    expect(said(other)).to_contain_text("di jendela lain atau oleh orang lain", timeout=15_000)
    other.get_by_role("button", name="Simpan draf").click()
    expect(other.locator(".compare")).to_contain_text("Dari jendela pertama.")
    expect(other.locator(".compare")).to_contain_text("Dari jendela kedua.")
    expect(other.locator("[name=summary]")).to_have_value("Dari jendela kedua.")
    assert Progress.objects.get(pk=third.pk).summary == "Dari jendela pertama."
    other.locator("[name=summary]").fill("Dari keduanya.")
    other.get_by_role("button", name="Simpan draf").click()
    other.wait_for_url(re.compile(r"/milestone/\d+/$"))
    assert Progress.objects.get(pk=third.pk).summary == "Dari keduanya."


def test_without_a_network_it_says_so_and_tries_again(page, at, sign_in, third):
    sign_in("tabalong")
    page.goto(at)
    page.context.set_offline(True)
    page.locator("[name=summary]").fill("Di kapal.")
    expect(said(page)).to_have_text("belum tersimpan: tidak ada sambungan; dicoba lagi", timeout=15_000)
    page.context.set_offline(False)
    expect(said(page)).to_have_text(SAVED, timeout=20_000)
    assert Progress.objects.get(pk=third.pk).summary == "Di kapal."


def test_after_the_session_what_was_typed_comes_back(page, at, sign_in, third, cast):
    sign_in("tabalong")
    page.goto(at)
    page.context.clear_cookies(name="sessionid")
    page.context.clear_cookies(name="__Host-sessionid")
    page.locator("[name=summary]").fill("Masih di sini.")
    expect(said(page)).to_contain_text("sesi Anda sudah berakhir", timeout=15_000)
    page.get_by_role("button", name="Simpan draf").click()
    page.locator("input[name=login]").fill(cast["tabalong"].username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(at)
    expect(page.locator("[name=summary]")).to_have_value("Masih di sini.")
    assert Progress.objects.get(pk=third.pk).summary == ""


def test_submitted_in_one_window_the_other_says_so(page, at, sign_in, third, cast):
    sign_in("tabalong")
    page.goto(at)
    for row in third.assistance.progresses.filter(milestone__number__lt=3).order_by("milestone__number"):
        advance(row, "record_historical", by=cast["kalsel"], note="MC Kalsel")
    advance(factories.complete(Progress.objects.get(pk=third.pk), cast["tabalong"]), "submit", by=cast["tabalong"])
    page.locator("[name=summary]").fill("Terlambat.")
    expect(said(page)).to_contain_text("sudah diajukan", timeout=15_000)


def test_files_are_refused_before_they_are_sent_and_after(page, at, sign_in, third, tmp_path, complaints):
    sign_in("tabalong")
    page.goto(at)
    field = page.locator(name_of(third, "document"))
    large = tmp_path / "foto desa.jpg"
    with large.open("wb") as file:
        file.write(files.JPEG)
        file.truncate(40 * 1024 * 1024)
    good = tmp_path / "laporan.pdf"
    good.write_bytes(pdf())
    field.set_input_files([large, good])
    expect(page.get_by_role("alert")).to_contain_text("“foto desa.jpg” lebih besar dari 20 MB")
    assert field.evaluate("field => [...field.files].map(file => file.name)") == ["laporan.pdf"]
    field.set_input_files({"name": "pasang.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"})
    expect(page.get_by_role("alert")).to_contain_text("Jenis berkas “pasang.exe” tidak diterima di sini")
    field.set_input_files({"name": "halaman.pdf", "mimeType": "application/pdf", "buffer": files.HTML})
    page.locator("[name=summary]").fill("Isinya tersimpan.")
    page.get_by_role("button", name="Simpan draf").click()
    page.wait_for_url(re.compile("/ubah/$"))
    expect(page.locator(".invalid-feedback").first).to_contain_text("halaman.pdf")
    third.refresh_from_db()
    assert (third.summary, third.evidences.count()) == ("Isinya tersimpan.", 0)
    assert complaints == []


def test_without_scripts_the_portal_says_the_same(browser, live_server, cast, third, tmp_path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/masuk/")
    page.locator("input[name=login]").fill(cast["tabalong"].username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.goto(f"{live_server.url}{third.get_absolute_url()}ubah/")
    large = tmp_path / "foto desa.jpg"
    with large.open("wb") as file:
        file.write(files.JPEG)
        file.truncate(40 * 1024 * 1024)
    page.locator(name_of(third, "document")).set_input_files(large)
    page.locator("[name=summary]").fill("Isinya tersimpan.")
    page.get_by_role("button", name="Simpan draf").click()
    expect(page.locator(".invalid-feedback").first).to_contain_text("foto desa.jpg")
    assert Progress.objects.get(pk=third.pk).summary == "Isinya tersimpan."
    context.close()


def test_a_file_is_replaced_and_seen_as_changed(page, at, sign_in, third, cast):
    sign_in("tabalong")
    page.goto(at)
    page.locator(name_of(third, "document")).set_input_files({"name": "laporan.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    page.get_by_role("button", name="Simpan draf").click()
    page.goto(at)
    page.get_by_text("Ganti atau tarik kembali").first.click()
    page.get_by_label("Ganti “laporan.pdf” dengan").set_input_files({"name": "laporan baru.pdf", "mimeType": "application/pdf", "buffer": pdf() + b"\n"})
    page.get_by_role("button", name="Simpan draf").click()
    page.wait_for_url(re.compile(r"/milestone/\d+/$"))
    page.get_by_text("versi sebelumnya (1)").click()
    assert page.get_by_role("link", name="laporan.pdf").is_visible()
    assert page.get_by_role("link", name="laporan baru.pdf").first.is_visible()
