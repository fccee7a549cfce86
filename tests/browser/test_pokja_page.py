"""The page of a Pokja on a telephone, for whoever keeps it: every seat to be read, what can be done to it a press away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.conftest import PHONE
from tests.pokja import factories

SEATS = 33


@pytest.fixture
def group(cast):
    """Tabalong's Pokja: 33 seats with a person each, and ten who left."""
    today = timezone.localdate()
    group = factories.pokja(cast["tabalong"].region)
    for order in range(SEATS):
        seat = factories.position(group, office="Kepala Dinas Pekerjaan Umum", order=order)
        factories.member(seat, f"Anggota {order}", post="Kepala Dinas", telephone="0811-500-7070", since=today - timedelta(days=30))
        if order < 10:
            factories.member(seat, f"Mantan {order}", until=today - timedelta(days=31))
    return group


def test_it_is_calm_and_what_is_folded_away_opens(page, live_server, sign_in, group):
    page.set_viewport_size(PHONE)
    sign_in("tabalong")
    page.goto(live_server.url + group.get_absolute_url())
    assert page.evaluate("document.documentElement.scrollHeight") < 300 * SEATS + 7_000
    seat = page.locator("#members tbody tr").first
    delete = seat.get_by_role("link", name="Hapus")
    assert [seat.get_by_text("Anggota 0").is_visible(), delete.is_visible()] == [True, False]
    seat.locator("summary").click()
    assert delete.is_visible()
    left = page.get_by_text("Mantan 9")
    assert not left.is_visible()
    page.locator("summary").filter(has_text="Mantan anggota").click()
    assert left.is_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.locator("#members tbody tr").nth(1).get_by_role("link", name="Hapus").is_visible(), "a wide page shows them all"


def test_a_trail_of_several_lines_keeps_off_the_heading(page, live_server, sign_in, group):
    page.set_viewport_size(PHONE)
    sign_in("tabalong")
    page.goto(f"{live_server.url}{group.get_absolute_url()}anggota/impor/")
    trail, heading = (page.locator(what).bounding_box() for what in (".breadcrumb", "h1"))
    assert trail["height"] > 40, "it wraps"
    assert heading["y"] - (trail["y"] + trail["height"]) >= 12
