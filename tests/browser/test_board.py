"""The board in a browser: head and first column stay in sight, sorting without scripts, A4 landscape, an earlier day."""

import io

import pypdfium2
import pytest
from django.db.models import F

from ssk_portal.regions.models import Kind, Level, Region
from tests.browser.conftest import DESKTOP, PHONE
from tests.reporting import stage
from tests.reporting.history import at


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_head_and_first_column_stay_in_sight(page, live_server, sign_in, tabalong_milestones, size):
    page.set_viewport_size(size)
    sign_in("pusat")
    page.goto(live_server.url + "/papan/")
    # So low that the board has to be pushed in both directions.
    page.evaluate("document.querySelector('.board-wrap').style.cssText = 'max-height: 9rem; max-width: 20rem'")
    wrap, head, first = page.locator(".board-wrap"), page.locator(".board thead"), page.locator(".board tbody th[scope=row]").last
    wrap.evaluate("element => element.scrollTo(120, 120)")
    assert wrap.evaluate("element => [element.scrollLeft, element.scrollTop]") == [120, 120]
    at_head, at_first, at_wrap = head.bounding_box(), first.bounding_box(), wrap.bounding_box()
    assert abs(at_head["y"] - at_wrap["y"]) <= 2
    assert abs(at_first["x"] - at_wrap["x"]) <= 2


def test_it_is_sorted_and_a_cell_opened_by_keyboard(page, live_server, sign_in, tabalong_milestones):
    sign_in("pusat")
    page.goto(live_server.url + "/papan/")
    page.get_by_role("link", name="Hari dalam status").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**urut=-hari*")
    assert page.locator("th[aria-sort=descending]").count() == 1
    page.locator(".board td > a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/milestone/*/")


def test_on_paper_it_is_landscape_and_says_what_it_shows(page, live_server, sign_in, tabalong_milestones):
    sign_in("kalsel")
    page.goto(live_server.url + "/papan/?angkatan=2023")
    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    width, height = paper[0].get_size()
    words = paper[0].get_textpage().get_text_range()
    assert width > height
    assert "Angkatan: 2023" in words
    assert "Keadaan per tanggal" in words
    assert ("Tabalong" in words, "Terapkan" in words, "Urutkan" in words, "Dikembalikan" in words) == (True, False, False, True)


def test_38_provinces_with_their_counts_take_one_page(page, live_server, sign_in, tabalong_milestones, cast):
    others = [Region(code=str(code), level=Level.PROVINCE, kind=Kind.PROVINCE, name=f"Daerah Istimewa Nusa {code}", parent=cast["pusat"].region) for code in range(11, 47)]
    Region.objects.bulk_create(others)
    Region.objects.filter(code__in=[row.code for row in others]).update(province=F("pk"))
    sign_in("pusat")
    page.goto(live_server.url + "/papan/?tampilan=provinsi&urut=-menunggu")
    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    words = paper[0].get_textpage().get_text_range()
    assert (len(paper), "Nusa 46" in words, "paling lama" in words) == (1, True, True)


def test_an_earlier_day_is_chosen_and_left_again(page, live_server, sign_in, cast):
    with at("2026-02-02T03:00:00"):
        first, *_rest = stage.assist(cast["tabalong"].region, stage.scheme())
    stage.submit(first, by=cast["tabalong"])
    sign_in("kalsel")
    page.goto(live_server.url + "/papan/")
    assert "Diajukan" in page.locator(".board").inner_text()
    page.locator("input[name=per]").fill("2026-02-10")
    page.get_by_role("button", name="Terapkan").click()
    assert "Diajukan" not in page.locator(".board").inner_text()
    assert "8 hari" in page.locator(".board").inner_text()
    page.get_by_role("link", name="Kembali ke hari ini").click()
    assert "Diajukan" in page.locator(".board").inner_text()
