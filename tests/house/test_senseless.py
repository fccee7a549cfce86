"""What no page of the portal ever sends: each is answered, none is a fault, none leads away."""

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from tests.house.asking import ask
from tests.house.rights import PAGES, ROWS, STEPS

pytestmark = pytest.mark.django_db
EVIL = ["//evil.example", "https://evil.example/", "\\\\evil.example", "javascript:alert(1)", "/\\evil.example", "uji", "NaN", "-1", "%0d%0aX: y", "\u202e", "http:///evil.example"]
SENSELESS = ["-1e99999999", "NaN", "9" * 30, "9" * 5_000, str(2**63), "-1", "x" * 2000, "１２", "²", "[]", "'\"><script>", "\x00"]
QUESTIONS = [
    *("q", "page", "per_page", "sort", "ekspor", "region", "role", "province", "district", "year"),
    *("tahun", "cohort", "state", "angkatan", "status", "halaman", "wilayah", "indikator", "next"),
]


@pytest.mark.parametrize("evil", EVIL)
def test_a_form_leads_nowhere_else(evil, visitors, rows):
    client = visitors["P"]
    for name, kind in (("pokja:pokja_delete", "pokja"), ("clinics:session_delete", "shared_session")):
        url = reverse(name, args=rows[kind, "63.09"])
        assert ask(client, url, "post", next=evil, change_reason="Uji") in (200, 302, 409)
    answer = client.post(reverse("notices:notice_read_all"), {"next": evil})
    assert "evil" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("name", PAGES)
def test_a_senseless_question_is_answered(name, visitors):
    """All of them at once: a page reads those that it knows."""
    url = reverse(name)
    questions = [urlencode(dict.fromkeys(QUESTIONS, bad)) for bad in SENSELESS]
    wrong = [(post, asked[:30]) for post in ("AC", "D") for asked in questions if ask(visitors[post], f"{url}?{asked}") >= 500]
    assert wrong == []


@pytest.mark.parametrize("name", ["milestones:progress_list", "milestones:assistance_list", "milestones:decree_list", "indicators:achievement_list"])
@pytest.mark.parametrize("question", ["cohort", "year"])
def test_a_year_without_end_is_not_worked_out(name, question, visitors):
    """Alone: beside another senseless answer the list asks for none of them."""
    assert ask(visitors["AC"], f"{reverse(name)}?{question}=-1e99999999") == 200


@pytest.mark.parametrize("name", PAGES)
def test_nobody_says_how_many_rows_make_a_page(name, visitors):
    """Alone: a page that finds nothing in the other questions answers before it counts rows."""
    assert ask(visitors["AC"], f"{reverse(name)}?per_page=-1") < 500


@pytest.mark.parametrize("name", [*ROWS, *STEPS])
def test_a_senseless_key_is_answered(name, visitors):
    number, word = (2**63, 10**30, 0), ("x\x00", "ID", "x" * 300, "..", "'")
    tails = {1: [*((n,) for n in number), *((w,) for w in word)], 2: [*((n, "submit") for n in number), *((n, n) for n in number), *((1, w) for w in word)]}
    tails[3] = (
        [(w, "user", 1) for w in word] + [("accounts", w, 1) for w in word] + [("accounts", "user", n) for n in number] + [("accounts", "userevent", 1), ("screens", "formkey", 1)]
    )
    urls = {url for given in (*tails[1], *tails[2], *tails[3]) if (url := _reverse(name, given))}
    assert urls
    wrong = [(url[:80], method) for url in urls for method in ("get", "post") if ask(visitors["AC"], url, method) >= 500]
    assert wrong == []


def _reverse(name, given):
    try:
        return reverse(name, args=given)
    except NoReverseMatch:
        return None
