"""A decree renewed with three members changed, and the Pokja as of a day before and after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ssk_portal.pokja.models import Member, Rank
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_milestone import press
from tests.pokja import factories as pokja_factories


@pytest.fixture
def group(cast):
    """Tabalong's Pokja with five seats, its decree running out in 30 days."""
    today = timezone.localdate()
    group = pokja_factories.pokja(cast["tabalong"].region)
    decree = pokja_factories.decree(group, number="188.45/1/2024", date=None, valid_from=today - timedelta(days=700), valid_to=today + timedelta(days=30))
    for order, name in enumerate(("Ani", "Budi", "Cici", "Dedi", "Eka"), 1):
        seat = pokja_factories.position(group, Rank.CHAIR if order == 1 else Rank.MEMBER, decree=decree, office=f"Kepala Dinas {order}", order=order)
        pokja_factories.member(seat, name, since=today - timedelta(days=700))
    return group


def decide(page, name, fate, successor=""):
    member = Member.objects.get(name=name)
    page.locator(f"[name=m{member.pk}-fate]").select_option(label=fate)
    if successor:
        name = page.locator(f"[name=m{member.pk}-name]")
        if not name.is_visible():
            # Folded away on a phone until it is wanted.
            page.locator(f"details:has(+ .fold-body [name=m{member.pk}-name]) > summary").click()
        name.fill(successor)


def people_on(page, address, day):
    page.goto(f"{address}?per={day:%Y-%m-%d}")
    return page.locator("#members").inner_text()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_decree_is_renewed_with_three_members_changed(page, live_server, sign_in, group, complaints, size):
    page.set_viewport_size(size)
    address = live_server.url + group.get_absolute_url()
    last = group.decrees.get().valid_to
    sign_in("tabalong")

    page.goto(address)
    assert page.locator("main").get_by_text("akan berakhir").first.is_visible()
    page.locator("main").get_by_role("link", name="Perbarui SK", exact=True).first.click()
    page.locator("[name=number]").fill("188.45/9/2026")
    page.locator("[name=valid_to]").fill(f"{last.year + 3}-12-31")
    decide(page, "Budi", "diganti", "Fitri")
    decide(page, "Cici", "diganti")
    decide(page, "Dedi", "keluar (kosong)")
    press(page, "Periksa")
    assert page.get_by_text("Sebutkan nama penggantinya.").first.is_visible()
    assert page.locator("[name=number]").input_value() == "188.45/9/2026"

    decide(page, "Cici", "diganti", "Gita")
    press(page, "Periksa")
    assert [page.get_by_role("heading", name=title, exact=True).is_visible() for title in ("Masuk (2)", "Keluar (3)", "Tetap (2)")] == [True] * 3
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    press(page, "Simpan SK baru")
    assert page.get_by_text("SK lama tetap memuat anggotanya").is_visible()

    before, after = people_on(page, address, last), people_on(page, address, last + timedelta(days=1))
    assert [[name in text for name in ("Ani", "Budi", "Cici", "Dedi", "Eka", "Fitri", "Gita")] for text in (before, after)] == [
        [True, True, True, True, True, False, False], [True, False, False, False, True, True, True],
    ]  # fmt: skip
    assert "kosong" not in before
    assert "kosong" in after
    assert page.get_by_text("Anda melihat keadaan yang akan datang").is_visible()
    press(page, "Kembali ke hari ini")
    assert page.locator("#members").get_by_text("Budi").is_visible()
    assert complaints == []
