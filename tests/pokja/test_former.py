"""Who left a Pokja: the last of them on its page, all of them in a list of their own."""

from datetime import date

import pytest
from django.urls import reverse

from ssk_portal.pokja.models import Rank
from ssk_portal.pokja.views.groups import FORMER
from tests.counting import queries
from tests.pokja import factories
from tests.pokja.lists import names


@pytest.fixture
def group(regions):
    """Two decrees; Ani sat by the first and sits by the second, Budi left."""
    group = factories.pokja(regions["63.09"])
    for number, year, people in (("1", 2023, ("Ani", "Budi")), ("2", 2024, ("ANI",))):
        decree = factories.decree(group, number=number, valid_from=date(year, 1, 1), valid_to=date(year, 12, 31) if year == 2023 else date(2099, 12, 31))
        for name in people:
            seat = factories.position(group, Rank.MEMBER, decree=decree, office="Camat")
            factories.member(seat, name, post="Kabid", telephone="0811-22", until=decree.valid_to)
    return group


def leave(group, count):
    seat = factories.position(group, Rank.MEMBER, decree=group.decrees.get(number="1"))
    for number in range(count):
        factories.member(seat, f"Lama {number:03}", until=date(2022, 1, 1))


@pytest.fixture
def url(group):
    return reverse("pokja:member_former", args=[group.pk])


def test_a_page_weighs_the_same_however_many_left(login, group, url):
    client = login("tabalong")
    assert url not in client.get(group.get_absolute_url()).content.decode()
    leave(group, FORMER)
    page = client.get(group.get_absolute_url())
    assert url in page.content.decode()
    assert page.content.decode().count("Lama ") == FORMER - 1, "Budi left last"
    leave(group, 200)
    assert abs(len(client.get(group.get_absolute_url()).content) - len(page.content)) < 100, "but for the keys in the links"
    assert queries(client, group.get_absolute_url()) <= 8


def test_the_list_holds_all_of_them_but_who_sits_again(login, group, url):
    leave(group, 30)
    response = login("pembaca_tabalong").get(url)
    assert len(names(response)) == 31
    assert names(response)[0] == "Budi"
    assert b"0811-22" not in response.content
    assert b"SK Bupati 1" in response.content
    assert names(login("kalsel").get(url, {"q": "lama 029"})) == ["Lama 029"]


def test_it_leads_to_the_form_for_whoever_may_change_it(login, group, url):
    assert {who: b"/ubah/" in login(who).get(url).content for who in ("tabalong", "kalsel", "pembaca_tabalong", "pusat")} == {
        "tabalong": True, "kalsel": True, "pembaca_tabalong": False, "pusat": False,
    }  # fmt: skip


def test_a_district_reads_those_of_its_province_and_changes_none(login, regions):
    group = factories.pokja(regions["63"])
    factories.member(factories.position(group), until=date(2024, 1, 1))
    response = login("tabalong").get(reverse("pokja:member_former", args=[group.pk]))
    assert (names(response), b"/ubah/" in response.content) == (["Siti Aminah"], False)


def test_where_nobody_left_it_says_so(login, regions):
    group = factories.pokja(regions["63.09"])
    assert "Belum ada yang berhenti." in login("tabalong").get(reverse("pokja:member_former", args=[group.pk])).content.decode()


@pytest.mark.parametrize(("who", "status"), [("hst", 404), ("kalteng", 404), ("gumas", 404), ("pembaca", 200)])
def test_who_may_read_it(login, url, who, status):
    assert login(who).get(url).status_code == status


def test_it_goes_out_as_a_file(login, url):
    lines = b"".join(login("tabalong").get(url, {"ekspor": "csv"}).streaming_content).decode("utf-8-sig").splitlines()
    assert lines == ["Nama;Jabatan di instansi asal;Kedudukan;Menurut SK;Sejak;Sampai", "Budi;Kabid;Anggota;SK Bupati 1;;2023-12-31"]
