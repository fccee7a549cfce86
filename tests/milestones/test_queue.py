"""The reviewer's queue: what waits, who has it, filters with their counts, the steps from a row, requests to reopen."""

import pytest
from django.urls import reverse

from ssk_portal.milestones.models import Deadline, Progress
from ssk_portal.milestones.queue import next_for, waiting_for
from ssk_portal.review.actions import advance, comment
from tests.counting import queries
from tests.factories import key
from tests.milestones import factories
from tests.words import text_of

QUEUE, ASKED = reverse("milestones:progress_queue"), reverse("milestones:progress_asked")


@pytest.fixture
def waiting(regions, cast, freezer_at):
    """Three that wait for Kalsel, the oldest first: M1 of HST (Kalsel2 has it), M1 and M2 of Tabalong. One of another province."""
    with freezer_at("2026-11-02T02:00:00+00:00"):
        first = advance(factories.submitted(regions["63.07"], by=cast["hst"]), "begin", by=cast["kalsel2"])
    with freezer_at("2026-11-20T02:00:00+00:00"):
        second = factories.submitted(regions["63.09"], by=cast["tabalong"])
    with freezer_at("2026-11-23T02:00:00+00:00"):
        third = factories.submitted(regions["63.09"], 2, by=cast["tabalong"])
        factories.submitted(regions["62.10"], by=cast["gumas"])
    with freezer_at("2026-11-24T02:00:00+00:00"):
        yield [first, second, third]


def rows(answer):
    return [row.record for row in answer.context["table"].rows]


def test_the_oldest_first_with_its_days(login, waiting):
    answer = login("kalsel").get(QUEUE)
    table = answer.context["table"]
    assert rows(answer) == waiting
    assert [(row.get_cell_value("waiting"), row.get_cell_value("promised").isoformat()) for row in table.rows] == [
        (22, "2026-11-16"), (4, "2026-12-04"), (1, "2026-12-07"),
    ]  # fmt: skip
    assert "16 November 2026" in text_of(answer)
    assert text_of(answer).count("terlambat") > 0


def test_the_promised_day_is_that_of_the_deadline(login, waiting, regions):
    Deadline.objects.create(region=regions["ID"], cohort_year=2023, number=1, submit_by="2026-11-30", review_by="2026-12-24")
    assert [row.get_cell_value("promised").isoformat() for row in login("kalsel").get(QUEUE).context["table"].rows] == ["2026-12-24", "2026-12-24", "2026-12-07"]


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ("officer=nobody", [1, 2]),
        ("officer=mine", []),
        ("officer={kalsel2}", [0]),
        ("late=yes", [0]),
        ("milestone=2", [2]),
        ("district={tabalong}", [1, 2]),
        ("district={tabalong}&milestone=1", [1]),
        ("q=hulu", [0]),
        ("district={gumas}", []),  # not in reach: nothing, and its name is not told
    ],
)
def test_filters(asked, places, login, waiting, cast, regions):
    address = asked.format(kalsel2=cast["kalsel2"].pk, tabalong=regions["63.09"].pk, gumas=regions["62.10"].pk)
    answer = login("kalsel").get(f"{QUEUE}?{address}")
    assert rows(answer) == [waiting[place] for place in places]
    assert "Gunung Mas" not in answer.content.decode()


def test_each_filter_says_how_many(login, waiting, regions, cast):
    page = login("kalsel").get(QUEUE)
    choices = {name: [str(label) for value, label in field.choices if value] for name, field in page.context["filter"].form.fields.items() if name != "q"}
    assert choices == {
        "district": ["Kabupaten Hulu Sungai Tengah (1)", "Kabupaten Tabalong (2)"],
        "milestone": ["M1 (2)", "M2 (1)"],
        "officer": ["belum ada pemeriksa (2)", "saya sendiri (0)", "Kalsel2 (1)"],
        "late": ["terlambat (1)"],
    }
    assert [(entry.label, entry.count, entry.current) for entry in page.context["quick"]] == [
        ("Semua", 3, True), ("Terlambat", 1, False), ("Belum ada pemeriksa", 2, False), ("Saya periksa", 0, False),
    ]  # fmt: skip


def test_the_country_filters_by_province(login, waiting):
    assert set(login("pusat").get(QUEUE).context["filter"].form.fields) == {"q", "province", "milestone", "officer", "late"}


def test_steps_from_the_row(login, waiting):
    first, second, _third = waiting
    browser = login("kalsel")
    page = text_of(browser.get(QUEUE))
    take, begin = (reverse("milestones:progress_step", args=[row.pk, step]) for row, step in ((first, "take_over"), (second, "begin")))
    assert (f'action="{take}"' in page, f'action="{begin}"' in page) == (True, True)
    for row, url in ((first, take), (second, begin)):
        answer = browser.post(url, key(next=row.get_review_url()))
        assert (answer.status_code, answer.url) == (302, row.get_review_url())
    assert [Progress.objects.get(pk=row.pk).reviewer.username for row in (first, second)] == ["kalsel", "kalsel"]
    assert text_of(browser.get(QUEUE)).count("Lanjutkan") == 2


def test_the_row_leads_to_the_review_with_its_filter(login, waiting, regions):
    page = login("kalsel").get(f"{QUEUE}?district={regions['63.09'].pk}&sort=waiting").content.decode()
    assert f'href="{waiting[1].get_review_url()}?filters=district%3D{regions["63.09"].pk}"' in page


def test_where_to_go_on(waiting, cast):
    _first, second, third = waiting
    queue = list(waiting_for(cast["kalsel"]))
    assert [next_for(cast["kalsel"], queue, after=row) for row in (None, second, third)] == [second, third, second]
    assert next_for(cast["kalsel2"], queue) == waiting[0]
    assert next_for(cast["kalsel"], []) is None


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_queue_as_a_file(kind, login, waiting):
    answer = login("kalsel").get(f"{QUEUE}?ekspor={kind}")
    content = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    if kind == "csv":
        lines = content.decode("utf-8-sig").splitlines()
        assert lines[0] == "Hari menunggu;Dijanjikan paling lambat;Wilayah;Milestone;Tahun ke-;Status;Diperiksa oleh"
        assert lines[1] == "22;2026-11-16;Kabupaten Hulu Sungai Tengah;M1 Mendapatkan komitmen kepala daerah;1;Sedang diperiksa;Kalsel2"
        assert len(lines) == 4


def test_empty_states(login, cast, regions):
    assert "Tidak ada yang menunggu pemeriksaan Anda." in text_of(login("kalsel").get(QUEUE))
    assert "Tidak ada yang sesuai dengan saringan ini." in text_of(login("kalsel").get(f"{QUEUE}?officer=mine"))
    assert "Tidak ada permintaan untuk membuka kembali milestone." in text_of(login("kalsel").get(ASKED))


@pytest.fixture
def asked(regions, cast):
    row = advance(factories.submitted(regions["63.09"], by=cast["tabalong"]), "approve", by=cast["kalsel"])
    return advance(row, "ask_reopen", by=cast["tabalong2"], note="Salah berkas.")


@pytest.mark.parametrize(("name", "seen"), [("kalsel", True), ("kalsel2", True), ("kalteng", False), ("pusat", False)])
def test_requests_are_seen_by_their_reviewers(name, seen, login, asked):
    browser = login(name)
    assert rows(browser.get(ASKED)) == ([asked] if seen else [])
    assert ("Salah berkas." in text_of(browser.get(ASKED))) is seen
    assert ("Ada permintaan untuk membuka kembali" in text_of(browser.get("/"))) is seen
    if seen:
        assert "Salah berkas." in text_of(browser.get(asked.get_review_url()))


@pytest.mark.parametrize(
    ("answer", "open_"),
    [
        (lambda row, cast: comment(row, by=cast["kalsel2"], text="Tidak perlu."), False),
        (lambda row, cast: advance(row, "reopen", by=cast["kalsel"]), False),
        (lambda row, cast: comment(row, by=cast["tabalong"], text="Mohon segera."), True),
        (lambda row, cast: comment(row, by=cast["pusat"], text="Mohon dibantu."), True),
    ],
    ids=["a comment of a reviewer", "reopened", "a comment of the district", "a comment of the country"],
)
def test_what_answers_a_request(answer, open_, login, asked, cast):
    answer(asked, cast)
    assert bool(rows(login("kalsel").get(ASKED))) is open_
    assert ("meminta agar dibuka kembali" in text_of(login("kalsel").get(asked.get_review_url()))) is open_


def test_asking_once_more_after_an_answer(login, asked, cast):
    comment(asked, by=cast["kalsel"], text="Tidak perlu.")
    advance(asked, "ask_reopen", by=cast["tabalong"], note="Perlu: nomor salah.")
    assert rows(login("kalsel").get(ASKED)) == [asked]


def test_a_request_is_reason_enough(login, asked):
    step = reverse("milestones:progress_step", args=[asked.pk, "reopen"])
    browser = login("kalsel")
    assert "Salah berkas." in text_of(browser.get(step))
    assert browser.post(step, key(note="")).status_code == 302
    row = Progress.objects.get(pk=asked.pk)
    assert (row.state, row.decision_note) == ("returned", "“Salah berkas.” – Tabalong2")


def test_without_a_request_reopening_wants_a_note(login, regions, cast):
    row = advance(factories.submitted(regions["63.09"], by=cast["tabalong"]), "approve", by=cast["kalsel"])
    step = reverse("milestones:progress_step", args=[row.pk, "reopen"])
    assert login("kalsel").post(step, key(note="")).status_code == 409
    advance(row, "ask_reopen", by=cast["tabalong"], note="Salah berkas.")
    comment(row, by=cast["kalsel"], text="Tidak perlu.")
    assert login("kalsel").post(step, key(note=" ")).status_code == 409  # it was answered


def test_as_many_queries_with_more_rows(login, regions, cast):
    factories.submitted(regions["63.09"], by=cast["tabalong"])
    browser = login("kalsel")
    before = queries(browser, QUEUE)
    factories.submitted(regions["63.09"], 2, by=cast["tabalong"])
    advance(factories.submitted(regions["63.07"], by=cast["hst"]), "begin", by=cast["kalsel2"])
    assert queries(browser, QUEUE) == before <= 8
