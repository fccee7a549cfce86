"""The page of answers: to each the questions of their own work, with links that they may open, and whom to ask."""

import re

import pytest
from django.urls import reverse

HELP = "/bantuan/"


@pytest.mark.parametrize("name", ["pusat", "kalsel", "tabalong", "admin", "admin_kalsel", "pembaca"])
def test_every_link_of_an_answer_opens(login, name):
    client = login(name)
    page = client.get(HELP).content.decode()
    content = page[page.index("<main") : page.index("</main>")]
    links = set(re.findall(r'<a href="(/[^"]*)"', content))
    assert links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_questions_are_those_of_the_own_work(login):
    pages = {name: login(name).get(HELP).content.decode() for name in ("tabalong", "kalsel", "admin", "pembaca")}
    told = {name: [heading for heading in ("Mengisi dan mengajukan", "Memeriksa yang diajukan", "Mengelola akun") if heading in page] for name, page in pages.items()}
    assert told == {
        "tabalong": ["Mengisi dan mengajukan"],
        "kalsel": ["Mengisi dan mengajukan", "Memeriksa yang diajukan"],
        "admin": ["Mengelola akun"],
        "pembaca": [],
    }


@pytest.mark.parametrize(("name", "told"), [("tabalong", True), ("kalsel", True), ("admin", False), ("pembaca", False)])
def test_only_who_may_write_comments_is_sent_to_them(login, name, told):
    assert ("tulislah komentar" in login(name).get(HELP).content.decode()) is told


def test_it_names_whom_to_ask(login, settings):
    settings.HELP_CONTACT = "bantuan@ssk.example.id"
    assert "bantuan@ssk.example.id" in login("pembaca").get(HELP).content.decode()


def test_it_is_found_in_the_menu_of_the_own_name_and_from_the_start_page(login):
    start = login("tabalong").get(reverse("reporting:home")).content.decode()
    assert start.count(f'href="{HELP}"') == 2
