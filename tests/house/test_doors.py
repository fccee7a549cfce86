"""Every address as every role: own, neighbour, other province. A new address without a line in `rights.py` fails."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from ssk_portal.screens.base import Screen
from tests.house.asking import ask
from tests.house.posts import VIEWERS
from tests.house.rights import OPEN, PAGES, POSTED, ROWS, STEPS
from tests.house.shared_rights import SHARED

pytestmark = pytest.mark.django_db


def addresses(resolver=None, namespace="", prefix=""):
    """Every address of the portal but those of the Django admin: (name, view)."""
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            if entry.namespace != "admin":
                inner = f"{entry.namespace}:" if entry.namespace else namespace
                yield from addresses(entry, inner, prefix + str(entry.pattern))
        else:
            yield namespace + (entry.name or prefix + str(entry.pattern)), entry.callback


NAMES = dict(addresses())


def test_every_address_stands_in_the_table_of_rights():
    assert sorted(NAMES) == sorted([*PAGES, *ROWS, *STEPS, *OPEN, *POSTED])


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OPEN])
def test_every_address_names_its_permission(name):
    view = NAMES[name].view_class
    assert issubclass(view, Screen)
    assert view.permission


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OPEN])
def test_whoever_is_not_signed_in_is_led_to_the_sign_in_page(name, house):
    arguments = [["x", "y", 1], ["x"], [1], [1, 1], [1, "submit"], []]
    url = next(url for given in arguments if (url := _reverse(name, given)))
    answer = Client().get(url)
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


def _reverse(name, arguments):
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return None


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_for_whom_the_table_names(name, visitors):
    assert {post: ask(client, reverse(name)) for post, client in visitors.items()} == {post: PAGES[name].expected(post) for post in VIEWERS}


@pytest.mark.parametrize("name", POSTED)
def test_a_step_without_a_row_is_taken_by_whom_the_table_names(name, visitors):
    found = {post: ask(client, reverse(name), "post") for post, client in visitors.items()}
    assert found == {post: 302 if post in POSTED[name].split() else 403 for post in VIEWERS}


DOORS = [*ROWS.items(), *SHARED]


def visits(door):
    """Every post at every place. Whoever lacks the right is refused before a row is looked for
    (`test_a_missing_row_is_not_found`), and so comes to the first place only.
    """
    for place in door.places:
        yield from ((post, place) for post in VIEWERS if post in door.posts.split() or place == door.places[0])


@pytest.mark.parametrize(("name", "door"), DOORS, ids=lambda part: getattr(part, "row", part))
def test_a_row_opens_for_whom_the_table_names(name, door, visitors, rows):
    wrong = []
    for post, place in visits(door):
        status, expected = ask(visitors[post], reverse(name, args=rows[door.row, place]), door.method), door.expected(post, place)
        if status not in expected:
            wrong.append(f"{post} at {place}: {status} instead of {expected}")
    assert wrong == []


SHUT = {403, 404}


@pytest.mark.parametrize(("name", "door"), DOORS, ids=lambda part: getattr(part, "row", part))
def test_a_door_that_is_shut_for_reading_is_shut_for_sending(name, door, visitors, rows):
    """A form is not sent past its page."""
    wrong = []
    for post, place in visits(door):
        if shut := set(door.expected(post, place)) & SHUT:
            status = ask(visitors[post], reverse(name, args=rows[door.row, place]), "post", change_reason="Uji", reason="Uji")
            if status not in shut | {405}:
                wrong.append(f"{post} at {place}: {status} instead of {shut}")
    assert wrong == []


@pytest.mark.parametrize(("name", "door"), DOORS, ids=lambda part: getattr(part, "row", part))
def test_a_head_tells_no_more_than_a_get(name, door, visitors, rows):
    """It is the same code for every post, as no screen has a `head` of its own."""
    assert not [part.__name__ for part in NAMES[name].view_class.__mro__ if "head" in vars(part)]
    visit = next(((post, place) for post, place in visits(door) if set(door.expected(post, place)) & SHUT), None)
    if visit:
        post, place = visit
        assert ask(visitors[post], reverse(name, args=rows[door.row, place]), "head") in {*door.expected(post, place), 405}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_shows_no_row_out_of_reach(name, visitors, rows):
    row, seen, places = STEPS[name]
    wrong = []
    for place in places:
        url = reverse(name, args=[*rows[row, place], "submit"])
        for post, client in visitors.items():
            status = ask(client, url)
            if (status == 404) != (not seen(post, place)):
                wrong.append(f"{post} at {place}: {status}")
    assert wrong == []


READ = [name for name, door in ROWS.items() if door.method == "get"]
# Whom a row is hidden from, and where; a row in everybody's reach is hidden from nobody.
HIDDEN = {name: [(post, place) for place in ROWS[name].places for post in VIEWERS if ROWS[name].expected(post, place) == (404,)] for name in READ}


def missing(arguments):
    """The arguments of a row that is not there."""
    return (*arguments[:-1], "99") if isinstance(arguments[-1], str) else (*arguments[:-1], 10**9)


@pytest.mark.parametrize("name", ROWS)
def test_a_missing_row_is_not_found(name, visitors, rows):
    door = ROWS[name]
    address = reverse(name, args=missing(rows[door.row, door.places[0]]))
    found = {post: ask(client, address, door.method) for post, client in visitors.items()}
    assert found == {post: 404 if post in door.posts.split() else 403 for post in VIEWERS}


@pytest.mark.parametrize("name", [name for name in READ if HIDDEN[name]])
def test_a_missing_row_and_one_out_of_reach_look_alike(name, visitors, rows):
    post, place = HIDDEN[name][0]
    arguments = rows[ROWS[name].row, place]
    visitors[post].get(reverse("reporting:home"))  # tells whatever an earlier test left in the cookie to be told
    bodies = [visitors[post].get(reverse(name, args=given)).content for given in (arguments, missing(arguments))]
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize("name", [*PAGES, *ROWS])
def test_other_methods_are_refused(name, visitors, rows):
    """By the names that a screen answers to, which are the same for every post; one that may open it asks."""
    assert set(NAMES[name].view_class.http_method_names) <= {"get", "head", "post", "options"}
    arguments = () if name in PAGES else rows[ROWS[name].row, ROWS[name].places[0]]
    client = visitors[(PAGES | ROWS)[name].posts.split()[0]]
    assert {getattr(client, method)(reverse(name, args=arguments)).status_code for method in ("put", "delete", "patch")} <= {403, 404, 405}


def test_a_file_is_shown_in_a_sandbox(visitors, rows):
    answer = visitors["D"].get(reverse("pokja:decree_scan", args=rows["decree", "63.09"]))
    assert answer.getvalue()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    policy = [part.strip() for part in answer.headers["Content-Security-Policy"].split(";")]
    assert {"sandbox", "default-src 'none'"} <= set(policy)
