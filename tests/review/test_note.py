"""The note of a step: what is wrong with it is told at its box, as in every form, and what was typed stands there."""

import re

import pytest
from django.urls import reverse

from ssk_portal.review.actions import MOST_SIGNS, advance
from tests.factories import key
from tests.milestones import factories
from tests.screens.subject import sign_in


def answer(login, row, step, note):
    client = login("kalsel")
    return client.post(reverse("milestones:progress_step", args=[row.pk, step]), key(note=note))


@pytest.mark.parametrize(
    ("step", "note", "told"),
    [
        ("send_back", "  ", "Tuliskan catatan yang menjelaskan alasannya."),
        ("reopen", "", "Tuliskan catatan yang menjelaskan alasannya."),
        ("approve", "a" * (MOST_SIGNS + 1), "Teks ini lebih dari 10.000 karakter. Persingkat teksnya, atau berikan selebihnya sebagai berkas."),
    ],
)
def test_what_is_wrong_with_the_note_is_told_at_its_box(step, note, told, cast, regions, login):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    if step == "reopen":
        row = advance(row, "approve", by=cast["kalsel"])
    page = answer(login, row, step, note)
    assert page.status_code == 409
    words = page.content.decode()
    assert f'<a href="#note">Catatan: {told}</a>' in words
    assert f'<div class="invalid-feedback" id="note_error"><p>{told}</p></div>' in words
    assert 'aria-invalid="true"' in words
    assert 'aria-describedby="note_helptext note_error"' in words
    assert "alert-warning" not in words
    assert note.strip() in words
    assert not row.steps.filter(name=step).exists()


def test_what_is_recorded_as_historical_is_asked_for_its_source(cast, regions, login):
    row = factories.progress(regions["63.09"])
    assert '<div class="invalid-feedback" id="note_error"><p>Sebutkan sumbernya.</p></div>' in answer(login, row, "record_historical", "").content.decode()
    assert not row.steps.exists()


def test_who_is_late_is_told_that_first(cast, regions, login):
    row = advance(factories.submitted(regions["63.09"], by=cast["tabalong"]), "withdraw", by=cast["tabalong"])
    words = answer(login, row, "send_back", "").content.decode()
    assert "Langkah ini sudah tidak dapat diambil" in words
    assert "note_error" not in words


def test_a_step_is_opened_with_nothing_to_correct(cast, regions, login):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    words = login("kalsel").get(reverse("milestones:progress_step", args=[row.pk, "send_back"])).content.decode()
    assert "error-summary" not in words
    assert "aria-invalid" not in words
    assert "required" in words


def typed_too_late(client, page, sent, **words):
    """`words` sent from `page` once the session had ended; then signed in again."""
    owner = re.search(r'name="form_owner" value="([^"]+)"', client.get(page).content.decode())[1]
    client.logout()
    client.post(sent, key(form_owner=owner, **words), headers={"referer": f"http://testserver{page}"})
    sign_in(client, "kalsel")


@pytest.mark.parametrize("where", ["step", "page"])
def test_what_was_typed_before_the_session_ended_stands_there_and_the_page_says_why(where, cast, regions, login):
    """A note on the page of the step; a comment on the page of the row, where the buttons of steps stand too."""
    row, client = factories.submitted(regions["63.09"], by=cast["tabalong"]), login("kalsel")
    step, comment = reverse("milestones:progress_step", args=[row.pk, "send_back"]), reverse("milestones:progress_comment", args=[row.pk])
    page, sent, name = (step, step, "note") if where == "step" else (row.get_absolute_url(), comment, "text")
    typed_too_late(client, page, sent, **{name: "Peta belum jelas."})
    words = client.get(page).content.decode()
    assert "Peta belum jelas.</textarea>" in words.replace("\n", "")
    assert ("belum ada yang tersimpan" if where == "step" else "Komentar ini belum dikirim:") in words
    assert not row.steps.filter(name="send_back").exists()


def test_a_step_that_is_refused_by_now_does_not_say_that_the_note_stands_below(cast, regions, login):
    row, client = factories.submitted(regions["63.09"], by=cast["tabalong"]), login("kalsel")
    step = reverse("milestones:progress_step", args=[row.pk, "send_back"])
    typed_too_late(client, step, step, note="Peta belum jelas.")
    advance(row, "withdraw", by=cast["tabalong"])
    answer = client.get(step)
    assert answer.status_code == 409
    assert "belum ada yang tersimpan" not in answer.content.decode()
