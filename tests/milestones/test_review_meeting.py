"""Two at one submission, two windows of one reviewer, a session that ended: each is told, and nothing typed is lost."""

from django.urls import reverse

from ssk_portal.milestones.models import Assessment, Progress, ReviewDraft
from ssk_portal.review.actions import advance
from tests.factories import key
from tests.milestones import factories
from tests.milestones.reviewing import QUEUE, begun, page_of, state_of, typed
from tests.words import text_of


def test_a_colleague_took_over_meanwhile(login, cast, regions):
    row = begun(regions, cast)
    advance(row, "take_over", by=cast["kalsel2"])
    browser = login("kalsel")
    sent = typed(row, verdicts={0: ("to_mend", "Bab 3 kosong")}, note="Catatan saya")
    answer = browser.post(page_of(row), sent)
    page = text_of(answer)
    assert answer.status_code == 409
    assert [words in page for words in ("Kalsel2", "Bab 3 kosong</textarea>", "Catatan saya</textarea>", 'value="resume"', 'value="approve"')] == [True, True, True, True, False]
    assert Assessment.objects.count() == 0
    # One press takes the review back and keeps what was typed.
    answer = browser.post(page_of(row), sent | {"action": "resume"})
    assert answer.status_code == 302
    assert list(Assessment.objects.values_list("remark", flat=True)) == ["Bab 3 kosong"]
    assert Progress.objects.get(pk=row.pk).reviewer == cast["kalsel"]


def test_whoever_took_it_in_another_window_goes_on_in_this_one(login, cast, regions):
    """The page of a colleague's review offers to take it back; the second window answered that this person may not."""
    row = advance(begun(regions, cast), "take_over", by=cast["kalsel2"])
    browser, sent = login("kalsel"), typed(row, verdicts={0: ("to_mend", "Bab 3 kosong")}, action="resume")
    advance(row, "take_over", by=cast["kalsel"])
    assert browser.post(page_of(row), sent).status_code == 302
    assert list(Assessment.objects.values_list("remark", flat=True)) == ["Bab 3 kosong"]


def test_a_colleague_decided_meanwhile(login, cast, regions):
    row = begun(regions, cast)
    row = advance(row, "take_over", by=cast["kalsel2"])
    advance(row, "approve", by=cast["kalsel2"])
    answer = login("kalsel").post(page_of(row), typed(row, verdicts={0: ("to_mend", "Bab 3 kosong")}, note="Catatan saya", action="send_back"))
    page = text_of(answer)
    assert (answer.status_code, state_of(row)) == (409, "approved")
    assert [words in page for words in ("Disetujui: Kalsel2", "Bab 3 kosong</textarea>", "Catatan saya</textarea>")] == [True] * 3


def test_what_was_withdrawn_is_not_begun(login, cast, regions):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    advance(row, "withdraw", by=cast["tabalong"])
    answer = login("kalsel").post(reverse("milestones:progress_step", args=[row.pk, "begin"]), key(next=page_of(row)))
    assert (answer.status_code, state_of(row)) == (409, "draft")
    assert "Ditarik kembali: Tabalong" in text_of(answer)


def test_the_second_to_begin_sees_who_was_first(login, cast, regions):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    advance(row, "begin", by=cast["kalsel2"])
    answer = login("kalsel").post(reverse("milestones:progress_step", args=[row.pk, "begin"]), key(next=page_of(row)))
    page = text_of(answer)
    assert answer.status_code == 409
    assert [words in page for words in ("Kalsel2", reverse("milestones:progress_step", args=[row.pk, "take_over"]), "Ambil alih")] == [True] * 3


def test_another_tab_saved_meanwhile(login, cast, regions):
    row = begun(regions, cast)
    browser = login("kalsel")
    browser.post(page_of(row), typed(row, verdicts={0: ("to_mend", "Dari tab pertama")}))
    answer = browser.post(page_of(row), typed(row, verdicts={0: ("to_mend", "Dari tab kedua")}))
    page = text_of(answer)
    assert answer.status_code == 409
    assert [words in page for words in ("<p>perlu diperbaiki<br>Dari tab pertama</p>", "Dari tab kedua</textarea>")] == [True, True]
    assert browser.post(page_of(row), typed(row, verdicts={0: ("to_mend", "Dari tab kedua")}, seen=str(ReviewDraft.objects.get().version))).status_code == 302
    assert Assessment.objects.get().remark == "Dari tab kedua"


def test_a_double_click_decides_once(login, cast, regions):
    row = begun(regions, cast)
    browser, sent = login("kalsel"), typed(row, action="approve", note="Baik.")
    assert [browser.post(page_of(row), sent).url for _time in range(2)] == [QUEUE, QUEUE]
    assert row.steps.filter(name="approve").count() == 1


def test_a_used_key_with_other_words_is_shown_again(login, cast, regions):
    row = begun(regions, cast)
    browser, sent = login("kalsel"), typed(row, note="Satu")
    browser.post(page_of(row), sent)
    answer = browser.post(page_of(row), sent | {"note": "Dua"})
    assert answer.status_code == 409
    assert "Dua</textarea>" in answer.content.decode()


def test_a_session_that_ended_loses_nothing(client, cast, regions, login):
    row = begun(regions, cast)
    browser = login("kalsel")
    page = browser.get(page_of(row)).content.decode()
    owner = page.split('name="form_owner" value="')[1].split('"')[0]
    browser.logout()
    sent = typed(row, verdicts={0: ("to_mend", "Bab 3 kosong")}, note="Catatan saya", form_owner=owner)
    assert client.post(page_of(row), sent, headers={"referer": f"http://testserver{page_of(row)}"}).status_code == 302
    login("kalsel")
    page = text_of(client.get(page_of(row)))
    assert [words in page for words in ("Bab 3 kosong</textarea>", "Catatan saya</textarea>", "Sesi Anda telah berakhir")] == [True, True, True]


def test_releasing_keeps_the_drafts_for_the_next(login, cast, regions):
    row = begun(regions, cast)
    browser = login("kalsel")
    assert browser.post(page_of(row), typed(row, verdicts={0: ("to_mend", "Bab 3 kosong")}, action="release")).url == QUEUE
    assert (state_of(row), Assessment.objects.get().remark) == ("submitted", "Bab 3 kosong")
    assert "Bab 3 kosong" in text_of(login("kalsel2").get(page_of(row)))
