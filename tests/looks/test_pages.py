"""The shell of every page and the error pages."""

from types import SimpleNamespace

import pytest
from django.contrib.messages.constants import DEFAULT_TAGS
from django.template.loader import render_to_string

ERRORS = [400, 403, 404, 405, 409, 429, 500, 503]
MENU = [SimpleNamespace(label="Home", url="/", icon="house", current=True), SimpleNamespace(label="Pokja", url="/pokja/", icon="people", current=False)]


def menu():
    return SimpleNamespace(markup=render_to_string("shell/menu.html", {"entries": MENU}), section=MENU[0])


def somebody():
    return SimpleNamespace(is_authenticated=True, region="Kalimantan Selatan", get_full_name="Rahmawati", get_role_display="Officer")


def test_shell_of_somebody_signed_in():
    page = render_to_string("base.html", {"title": "Home", "menu": menu(), "user": somebody(), "unread_notices": 3, "csrf_token": "x"})
    assert "<title>Home · Portal SSK</title>" in page
    assert '<a href="/" aria-current="page">' in page
    assert "Rahmawati" in page
    assert 'class="badge-count">3 ' in page
    assert 'value="en"' in page
    assert '<form method="post" action="/keluar/">' in page


def test_shell_of_a_stranger_has_no_menu():
    page = render_to_string("base.html", {"title": "Sign in"})
    assert "<nav" not in page
    assert 'class="user-menu"' not in page


def test_shell_can_be_walked_by_keyboard():
    page = render_to_string("base.html", {"menu": menu()})
    assert page.index('href="#content"') < page.index("<header")
    assert '<main id="content" class="page container" tabindex="-1">' in page


def test_breadcrumbs_and_messages():
    messages = [SimpleNamespace(level=level, level_tag=tag, __str__=str) for level, tag in DEFAULT_TAGS.items() if tag != "debug"]
    page = render_to_string("base.html", {"breadcrumbs": [("Regions", "/w/"), ("Tabalong", None)], "messages": messages})
    assert '<a href="/w/">Regions</a>' in page
    assert '<span aria-current="page">Tabalong</span>' in page
    assert page.count('role="status"') == 2
    assert page.count('role="alert"') == 2


@pytest.mark.parametrize("status", ERRORS)
def test_error_page_stands_without_a_request(status):
    page = render_to_string(f"{status}.html", {"help_contact": "bantuan@example.go.id"})
    assert page.count("<h1>") == 1
    assert 'href="mailto:bantuan@example.go.id"' in page
    assert 'class="btn btn-primary" href="/"' in page


def test_a_step_out_of_place_says_why():
    assert "It has been sent already." in render_to_string("409.html", {"sentence": "It has been sent already."})


def test_a_missing_page_and_one_out_of_reach_look_the_same():
    missing = render_to_string("404.html", {"exception": "No row matches", "request_path": "/milestone/1/"})
    foreign = render_to_string("404.html", {"exception": "Not in reach", "request_path": "/milestone/2/"})
    assert missing == foreign
