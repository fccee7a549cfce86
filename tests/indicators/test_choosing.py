"""Choosing the value that counts by hand, and giving it back to the rule: who may, and what two who choose at once are told."""

import pytest

from ssk_portal.indicators.choosing import choose_by_hand
from ssk_portal.indicators.models import Achievement
from ssk_portal.review.actions import MOST_SIGNS
from tests.factories import key
from tests.indicators import factories
from tests.indicators.test_achievement import page
from tests.screens.subject import hidden_in, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("name", "status"), [("kalsel", 200), ("pusat", 200), ("kalteng", 404), ("tabalong", 403), ("pembaca", 403), ("admin", 403)])
def test_who_chooses_the_reference_and_gives_it_back(login, cast, other, name, status):
    assert login(name).get(page("choose", other)).status_code == status
    choose_by_hand(other, reason="Rapat", by=cast["kalsel"])
    assert login(name).get(page("unchoose", other)).status_code == status


@pytest.fixture
def other(published):
    """A value beside the one that counts."""
    factories.publish(factories.row(year="2024", value="70", publisher="Bappenas"))
    return Achievement.objects.get(value=70)


def choosing(client, row, step="choose") -> str:
    """What the page says that its reader sees."""
    return client.get(page(step, row)).context["shown"]


def test_choosing_moves_the_mark_with_a_reason(login, other):
    client = login("kalsel")
    shown = choosing(client, other)

    assert client.post(page("choose", other), key(reason="Sesuai rapat 3 Mei", shown=shown)).status_code == 302

    assert [(str(row.value), row.choice_reason) for row in Achievement.objects.filter(is_reference=True)] == [("70", "Sesuai rapat 3 Mei")]
    assert "Sesuai rapat 3 Mei" in login("gumas").get(other.get_absolute_url()).content.decode()


def test_what_counts_is_not_offered_to_be_chosen_and_given_back_where_it_was_chosen(login, published, other):
    client = login("kalsel")

    def offered(row):
        content = client.get(row.get_absolute_url()).content.decode()
        return [step for step in ("choose", "unchoose") if f'href="{page(step, row)}"' in content]

    assert [offered(row) for row in (published, other)] == [[], ["choose"]]
    client.post(page("choose", other), key(reason="Rapat", shown=choosing(client, other)))
    assert [offered(row) for row in (published, other)] == [["choose"], ["unchoose"]]
    assert client.get(page("choose", other)).status_code == 409
    assert "Rapat" in client.get(page("unchoose", other)).content.decode()
    assert client.post(page("unchoose", other), key(reason="Salah", shown=choosing(client, other, "unchoose"))).status_code == 302
    assert [offered(row) for row in (published, other)] == [[], ["choose"]]
    assert client.get(page("unchoose", other)).status_code == 409


def test_the_second_who_chooses_is_told_and_keeps_the_reason(login, cast, published, other):
    factories.publish(factories.row(year="2024", value="60", publisher="Pemprov Kalsel"))
    third, client = Achievement.objects.get(value=60), login("kalsel")
    shown = choosing(client, third)
    choose_by_hand(other, reason="Rapat", by=cast["pusat"])
    answer = client.post(page("choose", third), key(reason="Sesuai survei", shown=shown))
    assert answer.status_code == 409
    content = answer.content.decode()
    assert all(words in content for words in ("Sementara itu", "Sesuai survei", "70 %"))
    assert client.post(page("choose", third), key(reason="Sesuai survei", shown=answer.context["shown"])).status_code == 302
    assert client.post(page("choose", published), key(reason="Tanpa versi")).status_code == 409


def test_the_second_who_chooses_the_same_keeps_the_reason_too(login, cast, other):
    client = login("kalsel")
    shown = choosing(client, other)
    choose_by_hand(other, reason="Rapat", by=cast["pusat"])
    answer = client.post(page("choose", other), key(reason="Sesuai survei", shown=shown))
    assert answer.status_code == 409
    assert all(words in answer.content.decode() for words in ("Nilai ini sudah berlaku.", "Sesuai survei"))


def test_a_draft_is_not_chosen(login, draft):
    assert login("kalsel").get(page("choose", draft)).status_code == 409


@pytest.mark.parametrize(("reason", "told"), [(" ", "Tuliskan alasannya."), ("a" * (MOST_SIGNS + 1), "Teks ini lebih dari 10.000 karakter.")])
def test_what_is_wrong_with_the_reason_is_told_at_its_box(login, published, other, reason, told):
    client = login("kalsel")
    answer = client.post(page("choose", other), key(reason=reason, shown=choosing(client, other)))
    words = answer.content.decode()
    assert answer.status_code == 409
    assert f'<a href="#reason">Alasan: {told}' in words
    assert f'<div class="invalid-feedback" id="reason_error"><p>{told}' in words
    assert 'aria-describedby="reason_helptext reason_error"' in words
    assert ("alert-warning" in words, reason.strip() in words) == (False, True)
    assert Achievement.objects.get(is_reference=True) == published


def test_a_reason_typed_before_the_session_ended_says_why_it_stands_there(login, other):
    client, address = login("kalsel"), page("choose", other)
    owner = hidden_in(client.get(address))["form_owner"]
    client.logout()
    client.post(address, key(form_owner=owner, reason="Sesuai survei"))
    sign_in(client, "kalsel")
    words = client.get(address).content.decode()
    assert "Sesuai survei</textarea>" in words.replace("\n", "")
    assert "belum ada yang tersimpan" in words
