"""What every screen has in common: the way here, the search first, words instead of dashes."""

import pytest
from django.urls import reverse

from ssk_portal.pokja.models import Decree, Pokja

pytestmark = pytest.mark.django_db
LISTS = [
    "reporting:region_list", "pokja:pokja_list", "pokja:institution_list", "clinics:clinic_list", "milestones:progress_list", "milestones:assistance_list",
    "indicators:indicator_list", "indicators:achievement_list", "indicators:target_list", "accounts:user_list", "notices:notice_list",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_what_is_searched_before_all_else(login, name):
    form = login("admin").get(reverse(name)).context["filter"].form
    assert next(iter(form.fields)) == "q"


@pytest.mark.parametrize("name", LISTS)
def test_no_filter_shows_a_row_of_dashes(login, name):
    assert "-----" not in login("admin").get(reverse(name)).content.decode()


@pytest.mark.parametrize("name", ["pokja:pokja_create", "clinics:clinic_create", "milestones:assistance_create", "indicators:achievement_create"])
def test_a_blank_choice_says_what_it_means(login, name):
    page = login("kalsel").get(reverse(name)).content.decode()
    assert "-----" not in page
    assert "– pilih –" in page or "– tidak ada –" in page


def test_a_row_is_headed_by_what_opens_it(login, cast):
    page = login("admin").get(reverse("reporting:region_list")).content.decode()
    assert page.count("data-title") == page.count("<tr") - 1


def test_a_form_tells_the_way_back_to_the_row(login, cast):
    pokja = Pokja.objects.create(region=cast["tabalong"].region, name="Pokja PKP Tabalong")
    decree = Decree.objects.create(pokja=pokja, kind="bupati", number="7")
    page = login("tabalong").get(reverse("pokja:decree_update", args=[decree.pk])).content.decode()
    trail = page[page.index('class="breadcrumb"') : page.index("</nav>", page.index('class="breadcrumb"'))]
    assert [f'href="{url}"' in trail for url in (reverse("pokja:pokja_list"), pokja.get_absolute_url())] == [True, True]


@pytest.mark.parametrize(("name", "told"), [("pokja:pokja_list", True), ("milestones:progress_list", True), ("reporting:region_list", False), ("indicators:target_list", False)])
def test_an_empty_list_names_the_reach_only_where_the_reach_is_the_reason(login, name, told):
    page = login("kalsel").get(reverse(name), {"q": "tidak-ada-yang-begini"}).content.decode()
    assert "Tidak ada yang sesuai" in page
    assert ("dalam jangkauan Anda: Provinsi Kalimantan Selatan" in page) is told
