"""The list of Pokja: which rows, filters, columns, files."""

from datetime import date

import pytest
from django.urls import reverse

from ssk_portal.pokja.models import Rank
from tests.counting import queries
from tests.pokja import factories
from tests.pokja.lists import names

LIST = reverse("pokja:pokja_list")


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("tabalong", ["63", "63.09"]),
        ("pembaca_tabalong", ["63", "63.09"]),
        ("hst", ["63", "63.07"]),
        ("kalsel", ["63", "63.07", "63.09"]),
        ("admin_kalsel", ["63", "63.07", "63.09"]),
        ("kalteng", ["62", "62.10"]),
        ("pusat", ["62", "62.10", "63", "63.07", "63.09"]),
        ("pembaca", ["62", "62.10", "63", "63.07", "63.09"]),
    ],
)
def test_it_shows_the_rows_in_reach(login, groups, who, codes):
    assert names(login(who).get(LIST)) == [groups[code].name for code in codes]


def test_it_filters_by_place_kind_and_decree(login, groups):
    factories.decree(groups["63.09"])
    factories.decree(groups["63.07"], valid_to=date(2024, 12, 31))
    groups["62"].brand = "ppas"
    groups["62"].save()
    client = login("pusat")
    assert names(client.get(LIST, {"province": "62"})) == [groups["62"].name, groups["62.10"].name]
    assert names(client.get(LIST, {"region": "63.07"})) == [groups["63.07"].name]
    assert names(client.get(LIST, {"brand": "ppas"})) == [groups["62"].name]
    assert names(client.get(LIST, {"decree": "in_force"})) == [groups["63.09"].name]
    assert names(client.get(LIST, {"decree": "expired"})) == [groups["63.07"].name]
    assert names(client.get(LIST, {"decree": "none", "province": "63"})) == [groups["63"].name]
    assert names(client.get(LIST, {"decree": "lacking", "province": "63"})) == [groups["63"].name, groups["63.07"].name]


def test_a_region_out_of_reach_cannot_be_asked_for(login, groups):
    response = login("tabalong").get(LIST, {"region": "63.07"})
    assert response.context["filter"].form.errors.keys() == {"region"}
    assert names(response) == [groups["63"].name, groups["63.09"].name]


def test_it_finds_by_name_and_by_the_decree_number_once(login, groups):
    factories.decree(groups["63.09"], number="188.45/7/2023", valid_to=None)
    factories.decree(groups["63.09"], number="188.45/7/2024")
    client = login("kalsel")
    assert names(client.get(LIST, {"q": "188.45/7"})) == [groups["63.09"].name]
    assert names(client.get(LIST, {"q": "hulu tengah"})) == [groups["63.07"].name]
    assert names(client.get(LIST, {"q": "Gunung Mas"})) == []


def test_a_line_tells_the_decree_and_the_seats(login, groups):
    factories.decree(groups["63.09"])
    chair, secretary = factories.position(groups["63.09"]), factories.position(groups["63.09"], Rank.SECRETARY)
    factories.member(chair)
    factories.member(secretary, until=date(2024, 1, 1))
    response = login("tabalong").get(LIST, {"region": "63.09"})
    (row,) = (response.context["table"].as_values(),)
    assert list(row)[1] == [
        "Kabupaten Tabalong", "Pokja PKP Kabupaten Tabalong", "Pokja PKP", "SK Bupati 188.45/1/2024", "berlaku", date(2099, 12, 31), 1, 1,
    ]  # fmt: skip


def test_of_a_publication_without_names_no_seat_is_counted(login, groups):
    """Neither as filled nor as vacant: as the recap says it, and the page of the Pokja."""
    group = groups["63.09"]
    group.reference = "tabalong-2023"
    group.save()
    seat = factories.position(group)
    client, note = login("tabalong"), "publikasinya tidak menyebut nama anggota"
    for told in ((None, None), (0, 1)):
        response = client.get(LIST, {"region": "63.09"})
        assert list(response.context["table"].as_values())[1][-2:] == list(told)
        assert (note in response.content.decode(), "nama tidak dipublikasikan</span></dd>" in client.get(group.get_absolute_url()).content.decode()) == (told[0] is None,) * 2
        factories.member(seat, until=date(2024, 1, 1))


@pytest.mark.parametrize("column", ["region", "name", "brand", "decree_state", "in_force_until", "sitting_count", "vacant_count"])
def test_each_column_sorts_both_ways(login, groups, column):
    factories.decree(groups["63.09"])
    client = login("pusat")
    assert len(names(client.get(LIST, {"sort": column}))) == 5
    assert len(names(client.get(LIST, {"sort": f"-{column}", "q": "pokja"}))) == 5


def test_it_exports_what_it_shows(login, groups):
    response = login("kalsel").get(LIST, {"q": "Tabalong", "ekspor": "csv"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        "Wilayah;Nama;Jenis;SK terbaru;Status SK;Berlaku sampai;Anggota;Kedudukan kosong",
        "Kabupaten Tabalong;Pokja PKP Kabupaten Tabalong;Pokja PKP;;tanpa SK;;0;0",
    ]


def test_three_rows_cost_as_many_queries_as_one(login, regions):
    client = login("pusat")

    def fill(code):
        group = factories.pokja(regions[code])
        factories.decree(group)
        factories.member(factories.position(group))

    fill("63.09")
    one = queries(client, LIST)
    fill("63.07")
    fill("62.10")
    assert queries(client, LIST) == one


def test_it_is_only_read(login):
    assert login("tabalong").post(LIST).status_code == 405
