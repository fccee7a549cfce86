"""From a filtered list to the page of a row, on to its form, and back to the list as it was."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.urls import reverse

from ssk_portal.accounts.models import User
from ssk_portal.screens.found import carried, leading_back, list_of
from tests.clinics.factories import clinic
from tests.factories import key
from tests.milestones import factories
from tests.pokja import factories as pokja
from tests.screens.subject import LIST, changed_user, hidden_in, update_url

BACK = re.compile(r'<li><a href="([^"]*)"><svg[^>]*><use[^>]*></svg> Kembali ke daftar</a></li>')


def link_to(page: str, answer) -> str:
    return unescape(re.search(rf'href="({re.escape(page)}[^"]*)"', answer.content.decode())[1])


def way_back(answer) -> str:
    found = BACK.search(answer.content.decode())
    return unescape(found[1]) if found else ""


@pytest.fixture
def admin(login):
    return login("admin")


def came_from(address: str) -> dict:
    return {"Referer": f"http://testserver{address}"}


def test_the_way_back_leads_over_the_row_and_its_form(admin, cast, regions):
    row = cast["hst"]
    found = f"{LIST}?q=h&region={regions['63.07'].pk}&sort=-name"
    page = link_to(row.get_absolute_url(), admin.get(f"{found}&role="))
    shown = admin.get(page)
    assert way_back(shown) == found
    form = admin.get(update_url(row), headers=came_from(page))
    assert way_back(form) == found
    hidden = {name: unescape(value) for name, value in hidden_in(form).items()}
    assert hidden["next"] == page
    saved = admin.post(update_url(row), changed_user(row, post="Kabid") | {"next": page}, headers=came_from(update_url(row)))
    assert (saved.status_code, saved.url) == (302, page)
    assert User.objects.get(pk=row.pk).post == "Kabid"


def test_a_form_that_is_shown_again_keeps_the_way(admin, cast):
    row, page = cast["hst"], f"{cast['hst'].get_absolute_url()}?dari={quote(LIST + '?page=1')}"
    again = admin.post(update_url(row), changed_user(row, name="") | {"next": page})
    assert again.status_code == 200
    assert unescape(hidden_in(again)["next"]) == page


def test_a_list_as_it_comes_asks_for_no_way(admin, cast):
    for address in (LIST, f"{LIST}?q=&role=&sort="):
        assert link_to(cast["hst"].get_absolute_url(), admin.get(address)) == cast["hst"].get_absolute_url()
    assert way_back(admin.get(cast["hst"].get_absolute_url())) == ""


@pytest.mark.parametrize(
    "address",
    [
        "", "//evil.example/pengguna/", "https://evil.example/pengguna/", "javascript:alert(1)", "/", "/keluar/", "/pengguna/profil/", "/admin/accounts/user/", "/tidak-ada/",
        "pengguna/", "\\\\evil.example", "/\\evil.example", "/%2F/evil.example", " /pengguna/", "/milestone/antrean/",
    ],
)  # fmt: skip
def test_only_a_list_of_the_portal_is_led_back_to(admin, cast, address):
    page = f"{cast['hst'].get_absolute_url()}?dari={quote(address)}"
    shown = admin.get(page)
    assert (shown.status_code, way_back(shown)) == (200, "")
    assert "next" not in hidden_in(admin.get(update_url(cast["hst"]), headers=came_from(page)))


def test_a_form_of_another_row_or_from_elsewhere_leads_to_its_own_page(admin, cast):
    page = f"{cast['tabalong'].get_absolute_url()}?dari={quote(LIST + '?q=a')}"
    for came in (came_from(page), {}, {"Referer": "https://evil.example/"}):
        assert "next" not in hidden_in(admin.get(update_url(cast["hst"]), headers=came))


def test_what_was_typed_into_a_filter_stays_text(admin, cast):
    typed = quote(f"{LIST}?q={quote(chr(34) + '><script>')}")
    assert "<script>" not in admin.get(f"{cast['hst'].get_absolute_url()}?dari={typed}").content.decode().replace("<script src=", "")


def test_a_long_filter_is_not_carried(rf):
    request = rf.get(LIST, {"q": "ä" * 100})
    assert carried(request) == ""
    short = carried(rf.get(LIST, {"q": "Ä & B", "ekspor": "csv"}), without=("ekspor",))
    assert list_of(leading_back("/x/?tahun=2024#catatan", short)) == f"{LIST}?q=%C3%84+%26+B"
    assert leading_back("/x/?tahun=2024#catatan", short).endswith("#catatan")


def test_a_comment_and_a_step_keep_the_way(login, cast, regions):
    row, browser = factories.progress(regions["63.09"], 1), login("tabalong")
    page = f"{row.get_absolute_url()}?dari={quote(reverse('milestones:progress_list') + '?state=draft')}"
    said = browser.post(reverse("milestones:progress_comment", args=[row.pk]), key(text="Sudah dirapatkan"), headers=came_from(page))
    assert said.url == f"{page}#comments"
    step = reverse("milestones:progress_step", args=[row.pk, "submit"])
    factories.complete(row, cast["tabalong"])
    assert f'name="next" value="{page}"' in unescape(browser.get(step, headers=came_from(page)).content.decode())
    assert browser.post(step, key(), headers=came_from(page)).url == page


def test_after_deleting_the_list_stands_as_it_was(login, cast, regions):
    row, browser, found = pokja.institution(regions["63.09"], "Badan Lama"), login("tabalong"), f"{reverse('pokja:institution_list')}?q=badan&sort=-name"
    page = link_to(row.get_absolute_url(), browser.get(found))
    delete = reverse("pokja:institution_delete", args=[row.pk])
    form = browser.get(delete, headers=came_from(page))
    assert f'name="next" value="{found}"' in unescape(form.content.decode())
    assert f'href="{page}">Batal' in unescape(form.content.decode())
    gone = browser.post(delete, key(next=found, row_version=row.version), headers=came_from(delete))
    assert (gone.status_code, gone.url) == (302, found)
    assert not type(row).objects.filter(pk=row.pk).exists()


def test_after_deleting_a_part_its_page_knows_the_list(login, cast, regions):
    seat, browser = pokja.position(pokja.pokja(regions["63.09"])), login("tabalong")
    page = f"{seat.pokja.get_absolute_url()}?dari={quote(reverse('pokja:pokja_list') + '?q=a')}"
    form = browser.get(reverse("pokja:position_delete", args=[seat.pk]), headers=came_from(page))
    assert f'name="next" value="{page}#members"' in unescape(form.content.decode())
    plain = browser.get(reverse("pokja:position_delete", args=[seat.pk]), headers=came_from(seat.pokja.get_absolute_url()))
    assert "dari=" not in plain.content.decode()


def test_the_tabs_of_an_event_carry_the_way_on(login, cast, regions):
    event, browser = clinic("63.09"), login("tabalong")
    found = f"{reverse('clinics:clinic_list')}?q=clinic"
    for name in ("clinic_detail", "attendance_list", "report_detail"):
        pages = {other: f"{reverse(f'clinics:{other}', args=[event.pk])}?dari={quote(found)}" for other in ("clinic_detail", "attendance_list", "report_detail")}
        shown = browser.get(pages[name])
        assert way_back(shown) == found
        for page in pages.values():
            assert f'<a href="{page}"' in unescape(shown.content.decode()), (name, page)
