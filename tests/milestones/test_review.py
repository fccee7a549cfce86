"""The page of one submission: who opens it, what it shows, what its one form does."""

import pytest
from django.urls import reverse

from ssk_portal.milestones.assessing import Said, assess
from ssk_portal.milestones.models import Assessment, Evidence, ReviewDraft
from ssk_portal.review.actions import MOST_SIGNS, advance, comment
from ssk_portal.review.models import Comment
from tests.counting import queries
from tests.factories import key
from tests.milestones import factories
from tests.milestones.reviewing import QUEUE, begun, page_of, replace, state_of, take_back, typed
from tests.words import text_of


@pytest.mark.parametrize(
    ("name", "status"),
    [("kalsel", 200), ("kalsel2", 200), ("pusat", 403), ("tabalong", 403), ("pembaca_kalsel", 403), ("admin_kalsel", 403), ("admin", 403), ("hst", 403), ("kalteng", 404)],
)
def test_who_opens_it(name, status, login, cast, regions):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    browser = login(name)
    assert browser.get(page_of(row)).status_code == status
    if status != 200:
        assert browser.post(page_of(row), typed(row, action="approve")).status_code == status
        assert state_of(row) == "submitted"


def test_opening_begins_nothing(login, cast, regions):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    page = text_of(login("kalsel").get(page_of(row)))
    assert state_of(row) == "submitted"
    assert ("Mulai periksa" in page, 'value="approve"' in page) == (True, False)


def test_beginning_leads_to_the_form(login, cast, regions):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    browser = login("kalsel")
    answer = browser.post(reverse("milestones:progress_step", args=[row.pk, "begin"]), key(next=page_of(row)))
    assert (answer.status_code, answer.url, state_of(row)) == (302, page_of(row), "in_review")
    page = text_of(browser.get(page_of(row)))
    assert [word in page for word in ('value="save"', 'value="send_back"', 'value="approve"', 'value="release"')] == [True] * 4


def test_it_shows_evidence_in_place_and_what_changed(login, cast, regions):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    row = advance(row, "begin", by=cast["kalsel"])
    first, second, _third = row.evidences.select_related("requirement").order_by("requirement__order")
    assess(row, said={first.requirement_id: Said("to_mend", "Bab 3 kosong")}, note="", by=cast["kalsel"])
    row = advance(row, "send_back", by=cast["kalsel"], note="Lengkapi bab 3.")
    row.summary = "Profil rampung."
    row.save()
    later = replace(first, by=cast["tabalong"], document=first.document)
    take_back(second, by=cast["tabalong"])
    Evidence.objects.create(progress=row, requirement=second.requirement, document=second.document, given_by=cast["tabalong"])
    row = advance(row, "submit", by=cast["tabalong"])
    page = text_of(login("kalsel").get(page_of(row)))
    for words in (
        f'<iframe class="preview" src="{later.get_file_url()}"',
        "diganti sejak pengembalian terakhir",
        "baru sejak pengembalian terakhir",
        "Ditarik sejak pengembalian terakhir",
        "versi sebelumnya (1)",
        "Bab 3 kosong",
        "Lengkapi bab 3.",
        '<del><span class="visually-hidden">dihapus: </span>selesai.</del>',
        '<ins><span class="visually-hidden">ditambahkan: </span>rampung.</ins>',
    ):
        assert words in page, words


def test_drafts_are_saved_and_shown_again(login, cast, regions):
    row = begun(regions, cast)
    browser = login("kalsel")
    answer = browser.post(page_of(row), typed(row, verdicts={0: ("to_mend", "Bab 3 kosong"), 1: ("accepted", "")}, note="Sebentar"))
    assert (answer.status_code, answer.url) == (302, page_of(row))
    page = text_of(browser.get(page_of(row)))
    assert "Bab 3 kosong</textarea>" in page
    assert "Sebentar</textarea>" in page
    assert f"2 dari {len(row.requirements())} sudah dinilai" in page
    # The district reads none of it.
    own = text_of(login("tabalong").get(row.get_absolute_url()))
    assert ("Bab 3 kosong" in own, "Sebentar" in own) == (False, False)


def test_a_remark_wants_its_words_and_its_verdict(login, cast, regions):
    row = begun(regions, cast)
    answer = login("kalsel").post(page_of(row), typed(row, verdicts={0: ("to_mend", ""), 1: ("", "Kurang jelas")}, note="Catatan saya"))
    page = text_of(answer)
    assert answer.status_code == 200
    assert [words in page for words in ("Tulis apa yang perlu diperbaiki.", "Kurang jelas</textarea>", "Catatan saya</textarea>")] == [True] * 3
    assert Assessment.objects.count() == ReviewDraft.objects.count() == 0


def test_deciding_leads_to_the_next_that_waits(login, cast, regions):
    row = begun(regions, cast)
    second = factories.submitted(regions["63.07"], by=cast["hst"])
    browser = login("kalsel")
    answer = browser.post(page_of(row), typed(row, action="approve"))
    assert (answer.status_code, answer.url, state_of(row)) == (302, page_of(second), "approved")
    page = text_of(browser.get(answer.url))
    assert f'<a href="{row.get_absolute_url()}">{row}</a> telah disetujui.' in page
    second = advance(second, "begin", by=cast["kalsel"])
    answer = browser.post(page_of(second), typed(second, action="send_back", note="Lengkapi.", verdicts={0: ("to_mend", "Bab 3")}))
    assert (answer.url, state_of(second)) == (QUEUE, "returned")
    page = text_of(browser.get(QUEUE))
    assert "Tidak ada yang menunggu pemeriksaan Anda." in page
    assert f'<a href="{second.get_absolute_url()}">{second}</a> telah dikembalikan beserta catatan Anda.' in page


def test_the_next_is_one_that_no_colleague_has(login, cast, regions):
    row = begun(regions, cast)
    begun(regions, cast, code="63.07", by="hst", holder="kalsel2")
    assert login("kalsel").post(page_of(row), typed(row, action="approve")).url == QUEUE


def test_the_way_on_keeps_to_the_filter(login, cast, regions):
    row = begun(regions, cast)
    factories.submitted(regions["63.07"], by=cast["hst"])
    third = factories.submitted(regions["63.09"], 2, by=cast["tabalong"])
    answer = login("kalsel").post(page_of(row), typed(row, action="approve", filters=f"district={regions['63.09'].pk}"))
    assert answer.url == f"{page_of(third)}?filters=district%3D{regions['63.09'].pk}"


def test_sending_back_without_a_note_proposes_the_remarks(login, cast, regions):
    row = begun(regions, cast)
    title = row.requirements()[0].title
    answer = login("kalsel").post(page_of(row), typed(row, action="send_back", verdicts={0: ("to_mend", "Bab 3 kosong")}))
    page = text_of(answer)
    assert (answer.status_code, state_of(row)) == (409, "in_review")
    assert f"- {title}: Bab 3 kosong</textarea>" in page
    assert "Kolom catatan kini berisi" in page


def test_sending_back_without_a_word_asks_for_the_note_where_it_is_written(login, cast, regions):
    row = begun(regions, cast)
    answer = login("kalsel").post(page_of(row), typed(row, action="send_back"))
    assert (answer.status_code, state_of(row)) == (409, "in_review")
    assert answer.context["form"].errors == {"note": ["Tuliskan catatan yang menjelaskan alasannya."]}
    assert 'id="id_note_error"' in text_of(answer)


def test_approving_with_a_mark_says_why_not(login, cast, regions):
    row = begun(regions, cast)
    answer = login("kalsel").post(page_of(row), typed(row, action="approve", verdicts={0: ("to_mend", "Bab 3 kosong")}, note="Bagus"))
    page = text_of(answer)
    assert (answer.status_code, state_of(row)) == (409, "in_review")
    assert [words in page for words in ("kembalikan milestone ini", "Bab 3 kosong</textarea>", "Bagus</textarea>")] == [True] * 3


@pytest.mark.parametrize("field", ["note", "remark"])
def test_a_text_without_an_end_is_told_at_its_place(field, login, cast, regions):
    row, long = begun(regions, cast), "x" * (MOST_SIGNS + 1)
    sent = typed(row, note=long) if field == "note" else typed(row, verdicts={0: ("to_mend", long)})
    page = text_of(login("kalsel").post(page_of(row), sent))
    assert (f"{long}</textarea>" in page, "lebih dari 10.000 karakter" in page, "maxlength" in page) == (True, True, False)
    assert not ReviewDraft.objects.exists()


def test_a_comment_from_the_page_keeps_the_drafts(login, cast, regions):
    row = begun(regions, cast)
    answer = login("kalsel").post(page_of(row), typed(row, verdicts={0: ("to_mend", "Bab 3 kosong")}, action="comment", text="Kapan audiensinya?"))
    assert answer.url == f"{page_of(row)}#comments"
    assert (Comment.objects.get().text, Assessment.objects.get().remark) == ("Kapan audiensinya?", "Bab 3 kosong")


@pytest.mark.parametrize(("step", "note"), [("approve", ""), ("send_back", "Lengkapi.")])
def test_after_the_decision_the_page_says_that_nothing_waits(step, note, login, cast, regions):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    row = advance(row, step, by=cast["kalsel"], note=note)
    page = text_of(login("kalsel").get(page_of(row)))
    assert "tidak sedang menunggu keputusan" in page
    assert 'value="approve"' not in page


def test_told_remarks_and_history(login, cast, regions):
    row = begun(regions, cast)
    assess(row, said={row.requirements()[0].pk: Said("to_mend", "Bab 9")}, note="", by=cast["kalsel"])
    remark = Assessment.objects.get()
    history = reverse("reporting:row_history", args=["milestones", "assessment", remark.pk])
    assert [login(name).get(history).status_code for name in ("tabalong", "kalsel")] == [404, 200]
    seen = str(ReviewDraft.objects.get().version)
    assess(row, said={row.requirements()[0].pk: Said("to_mend", "Bab 3")}, note="", by=cast["kalsel"], seen=seen)
    advance(row, "send_back", by=cast["kalsel"], note="Lengkapi.")
    told = text_of(login("tabalong").get(history))
    assert ("Bab 3" in told, "Bab 9" in told) == (True, False)


def test_the_number_of_queries_stays(login, cast, regions):
    row = begun(regions, cast)
    row = advance(row, "send_back", by=cast["kalsel"], note="Lengkapi.")
    row = advance(factories.complete(row, cast["tabalong"]), "submit", by=cast["tabalong"])
    row = advance(row, "begin", by=cast["kalsel"])
    browser = login("kalsel")
    before = queries(browser, page_of(row))
    for number in range(10):
        row = advance(row, "send_back", by=cast["kalsel"], note=f"Kali {number}.")
        for evidence in row.evidences.current().order_by("requirement_id", "pk").distinct("requirement_id"):
            replace(evidence, by=cast["tabalong"], document=evidence.document)
            Evidence.objects.create(progress=row, requirement=evidence.requirement, document=evidence.document, given_by=cast["tabalong"])
        comment(row, by=cast["tabalong"], text=f"Sudah {number}")
        row = advance(advance(row, "submit", by=cast["tabalong"]), "begin", by=cast["kalsel"])
        for requirement in row.requirements():
            Assessment.objects.create(progress=row, requirement=requirement, verdict="to_mend", remark=f"Kali {number}", written_by=cast["kalsel"])
    assert queries(browser, page_of(row)) == before
    assert before <= 8
