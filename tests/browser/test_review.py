"""The reviewer's side in a real browser: returned twice and approved, and what happens when two act at once."""

import pytest

from ssk_portal.milestones.models import Progress
from ssk_portal.review.actions import advance
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_milestone import press
from tests.factories import PASSWORD
from tests.milestones import factories
from tests.milestones.reviewing import replace


@pytest.fixture
def submitted(cast):
    """Tabalong's first milestone, complete and submitted."""
    return factories.submitted(cast["tabalong"].region, by=cast["tabalong"])


def mark(page, requirement, verdict, remark=""):
    page.locator(f"[name=verdict_{requirement.pk}][value={verdict}]").check()
    if remark:
        page.locator(f"[name=remark_{requirement.pk}]").fill(remark)


def again(row, cast, summary):
    """The district mends and submits once more: the profile as a new version, the summary in other words."""
    row = Progress.objects.get(pk=row.pk)
    first = row.evidences.current().order_by("requirement__order").first()
    replace(first, by=cast["tabalong"], document=first.document)
    row.summary = summary
    row.save()
    return advance(row, "submit", by=cast["tabalong"])


def text(page) -> str:
    return " ".join(page.locator("main").inner_text().split())


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_returned_twice_and_approved(page, live_server, sign_in, cast, submitted, complaints, size):
    page.set_viewport_size(size)
    first, second, *_rest = submitted.requirements()
    sign_in("kalsel")
    page.goto(live_server.url + "/milestone/antrean/")
    page.locator("main").get_by_role("button", name="Mulai periksa").click()
    mark(page, first, "to_mend", "Bab 3 kosong")
    mark(page, second, "accepted")
    press(page, "Simpan")
    assert page.locator(f"[name=remark_{first.pk}]").input_value() == "Bab 3 kosong"
    # Without a note the remarks are proposed; one more press sends it back, and the queue is empty.
    press(page, "Kembalikan")
    assert page.locator("[name=note]").input_value() == f"- {first.title}: Bab 3 kosong"
    press(page, "Kembalikan")
    assert "Tidak ada yang menunggu pemeriksaan Anda." in text(page)

    again(submitted, cast, "Profil rampung.")
    page.goto(live_server.url + submitted.get_review_url())
    assert [words in text(page) for words in ("diganti sejak pengembalian terakhir", "rampung.", "Bab 3 kosong", "Pengembalian sebelumnya")] == [True] * 4
    press(page, "Mulai periksa")
    page.locator("[name=note]").fill("Tanda tangan belum ada.")
    press(page, "Kembalikan")

    again(submitted, cast, "Profil rampung dan ditandatangani.")
    page.goto(live_server.url + submitted.get_review_url())
    assert [step.note for step in submitted.steps if step.name == "send_back"][1:] == ["Tanda tangan belum ada."]
    assert [words for words in ("Tanda tangan belum ada.", "ditandatangani.") if words not in text(page)] == [], text(page)
    press(page, "Mulai periksa")
    bar = page.locator(".review-bar")
    box = bar.bounding_box()
    assert (box["y"] + box["height"] <= size["height"], box["x"] + box["width"] <= size["width"]) == (True, True)
    bar.get_by_role("button", name="Setujui").click()
    page.locator("main").get_by_role("link", name=str(submitted)).click()
    assert "Disetujui" in text(page)
    assert [step.name for step in submitted.steps if step.name in ("send_back", "approve")] == ["send_back", "send_back", "approve"]
    # The note that was proposed came with an answer of 409; nothing else is complained about.
    assert [complaint for complaint in complaints if "409" not in complaint] == []


def test_withdrawn_while_the_page_is_open(page, live_server, sign_in, cast, submitted):
    sign_in("kalsel")
    page.goto(live_server.url + submitted.get_review_url())
    advance(submitted, "withdraw", by=cast["tabalong"])
    press(page, "Mulai periksa")
    assert "Ditarik kembali: Tabalong" in text(page)
    assert Progress.objects.get(pk=submitted.pk).state == "draft"


def test_two_reviewers_at_once(page, live_server, sign_in, cast, submitted):
    first, *_rest = submitted.requirements()
    sign_in("kalsel")
    page.goto(live_server.url + submitted.get_review_url())
    press(page, "Mulai periksa")
    mark(page, first, "to_mend", "Bab 3 kosong")
    advance(submitted, "take_over", by=cast["kalsel2"])
    press(page, "Simpan")
    assert "dipegang Kalsel2" in text(page)
    assert page.locator(f"[name=remark_{first.pk}]").input_value() == "Bab 3 kosong"
    press(page, "Ambil alih dan simpan")
    assert Progress.objects.get(pk=submitted.pk).reviewer == cast["kalsel"]
    assert page.locator(f"[name=remark_{first.pk}]").input_value() == "Bab 3 kosong"


def test_approved_while_the_district_edits(page, live_server, sign_in, cast, submitted):
    """The district has its form open from before; what is approved meanwhile is not written over."""
    row = advance(submitted, "withdraw", by=cast["tabalong"])
    sign_in("tabalong")
    page.goto(f"{live_server.url}{row.get_absolute_url()}ubah/")
    page.locator("[name=summary]").fill("Diubah terlambat.")
    advance(advance(row, "submit", by=cast["tabalong2"]), "approve", by=cast["kalsel"])
    press(page, "Simpan draf")
    assert "disetujui" in text(page)
    row = Progress.objects.get(pk=row.pk)
    assert (row.state, row.summary) == ("approved", "Profil selesai.")


def test_it_works_without_scripts(browser, live_server, cast, submitted):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/masuk/")
    page.locator("input[name=login]").fill("kalsel")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.goto(live_server.url + submitted.get_review_url())
    press(page, "Mulai periksa")
    page.locator(".review-bar").get_by_role("button", name="Setujui").click()
    assert Progress.objects.get(pk=submitted.pk).state == "approved"
    context.close()
