"""Lists take any address: a wrong page, order or filter is no error, and odd characters are searched as they are."""

import re

import pytest

from ssk_portal.accounts.models import User
from tests.screens.subject import LIST


def shown(client, **query):
    answer = client.get(LIST, query)
    assert answer.status_code == 200
    return [row.record.username for row in answer.context["table"].rows]


@pytest.fixture
def many(cast, regions):
    """Thirty users more: two pages."""
    fields = {"role": "reader", "region": regions["63.09"], "password": "!"}
    User.objects.bulk_create(User(username=f"pembaca-{number:02}", name=f"Pembaca {number:02}", **fields) for number in range(30))


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "", "1e9", "9" * 30, "１"])
def test_a_wrong_page_shows_a_page_that_is_there(login, many, page):
    assert login("admin").get(LIST, {"page": page}).status_code == 200


def test_pages_hold_all_rows_once(login, many):
    client = login("admin")
    names = [row.record.username for page in (1, 2) for row in client.get(LIST, {"page": page}).context["table"].page.object_list]
    assert len(names) == len(set(names)) == User.objects.people().count()


@pytest.mark.parametrize("sort", ["nope", "-", "name;drop", "password", "-password", "region__name", "__class__", ""])
def test_an_unknown_order_is_left_aside(login, cast, sort):
    client = login("admin")
    assert shown(client, sort=sort) == shown(client)


def test_sorted_both_ways(login, cast):
    client = login("admin")
    assert shown(client, sort="-username") == sorted((user.username for user in cast.values()), reverse=True)


@pytest.mark.parametrize("query", [{"role": "king"}, {"region": "x"}, {"region": "999999"}, {"is_active": "maybe"}, {"region": "9" * 40}])
def test_a_filter_value_that_does_not_exist_is_named_and_shows_all(login, cast, query):
    answer = login("admin").get(LIST, query)
    assert answer.status_code == 200
    assert answer.context["filter"].form.errors
    assert len(answer.context["table"].rows) == len(cast)


@pytest.mark.parametrize(("query", "stays_open"), [({"role": "king"}, True), ({"role": "reader"}, False), ({}, False)])
def test_on_a_phone_a_filter_to_correct_stays_open(login, cast, query, stays_open):
    page = login("admin").get(LIST, query).content.decode()
    assert ('<details class="fold" open>' in page) is stays_open


def test_a_filter_offers_nothing_out_of_reach(login, cast, regions):
    answer = login("admin_kalsel").get(LIST, {"region": regions["62.10"].pk})
    assert answer.context["filter"].form.errors
    assert "Gunung Mas" not in answer.content.decode()


@pytest.mark.parametrize("text", ["'", '"', "%", "_", "\\", "%%", "';--", "<script>", "(", "[a-", "*", "{{7*7}}", "\u202e", "é", "漢字", "😀", " ", "\t", "a" * 100])
def test_odd_characters_are_searched_as_they_are(login, cast, text):
    client = login("admin")
    names = [user.username for user in cast.values() if text.strip().lower() in f"{user.name} {user.username} {user.email}".lower()]
    assert sorted(shown(client, q=text)) == sorted(names)


def test_odd_characters_find_their_row(login, cast):
    User.objects.filter(username="hst").update(name="50%_\\ O'Neil <b>")
    client = login("admin")
    for text in ("50%", "%_", "_\\", "o'neil", "<b>"):
        assert shown(client, q=text) == ["hst"]
    assert "<b></a>" not in client.get(LIST, {"q": "o'neil"}).content.decode()


def test_a_hundred_words_are_answered(login, cast):
    answer = login("admin").get(LIST, {"q": "kata " * 100})
    assert answer.status_code == 200
    assert answer.context["filter"].form.errors


def test_a_zero_byte_is_no_server_error(login, cast):
    assert login("admin").get(LIST, {"q": "a\x00b"}).status_code == 200


def test_every_word_must_be_found(login, cast):
    assert shown(login("admin"), q="tabalong2 kalsel") == []
    assert shown(login("admin"), q="2 tabalong") == ["tabalong2"]


def test_an_empty_list_says_whose_rows_are_shown(login, cast):
    text = login("admin_kalsel").get(LIST, {"q": "tidakada"}).content.decode()
    assert "Provinsi Kalimantan Selatan" in text


def test_repeated_and_unknown_parameters_change_nothing(login, cast):
    client = login("admin")
    assert client.get(LIST + "?q=hst&q=tabalong&foo[]=1&sort=name&sort=username").status_code == 200


def test_a_cell_without_a_value_is_marked_for_the_phone(login, many):
    page = login("admin").get(LIST, {"q": "Pembaca 07"}).content.decode()
    empty = [cell for cell in re.findall(r"<td([^>]*)>([^<]*)</td>", page) if cell[1].strip() in ("–", "—", "")]
    assert empty
    assert all("data-none" in attributes and text == "–" for attributes, text in empty)
    assert "data-none>Pembaca" not in page
