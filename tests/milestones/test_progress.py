"""Reading milestones: the list, the reviewer's queue, the page; taking steps and writing comments there."""

import re

import pytest
from django.urls import reverse

from ssk_portal.milestones.giving import take_back
from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.published import load_reported
from ssk_portal.regions.names import RegionNames
from ssk_portal.review.actions import MOST_SIGNS, advance
from ssk_portal.review.models import Comment
from tests.counting import queries
from tests.factories import key
from tests.milestones import factories
from tests.milestones.reviewing import begun

LIST, QUEUE = reverse("milestones:progress_list"), reverse("milestones:progress_queue")


def districts(answer):
    return {(row.record.region.name, row.record.milestone.number) for row in answer.context["table"].rows}


@pytest.fixture
def three(regions):
    """All the drafts of three districts in two provinces."""
    return {code: factories.assistance(regions[code]) for code in ("63.09", "63.07", "62.10")}


def all_of(*names):
    return {(name, number) for name in names for number in range(1, 5)}


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("tabalong", ["Tabalong"]),
        ("pembaca_tabalong", ["Tabalong"]),
        ("hst", ["Hulu Sungai Tengah"]),
        ("kalsel", ["Tabalong", "Hulu Sungai Tengah"]),
        ("kalteng", ["Gunung Mas"]),
        ("pusat", ["Tabalong", "Hulu Sungai Tengah", "Gunung Mas"]),
        ("admin", ["Tabalong", "Hulu Sungai Tengah", "Gunung Mas"]),
    ],
)
def test_the_list_shows_what_is_in_reach(name, seen, login, three):
    assert districts(login(name).get(LIST)) == all_of(*seen)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("q=tabal", all_of("Tabalong")),
        ("milestone=2", {("Tabalong", 2), ("Hulu Sungai Tengah", 2), ("Gunung Mas", 2)}),
        ("state=historical", {("Tabalong", 1)}),
        ("cohort=2023&q=gunung", all_of("Gunung Mas")),
        ("cohort=2019", set()),
    ],
)
def test_filters(asked, expected, login, cast, three, regions):
    factories.historical(regions["63.09"], by=cast["kalsel"])
    assert districts(login("pusat").get(f"{LIST}?{asked}")) == expected


def test_filters_by_province_and_district(login, regions, three):
    browser = login("pusat")
    assert districts(browser.get(f"{LIST}?province={regions['62'].pk}")) == all_of("Gunung Mas")
    assert districts(browser.get(f"{LIST}?district={regions['63.07'].pk}")) == all_of("Hulu Sungai Tengah")


@pytest.mark.parametrize(
    ("who", "asked"),
    [("pusat", {"province", "district"}), ("kalsel", {"district"}), ("tabalong", set())],
)
def test_nobody_is_asked_for_the_only_place_in_reach(who, asked, login, three):
    fields = login(who).get(LIST).context["filter"].form.fields
    assert fields.keys() & {"province", "district"} == asked


@pytest.mark.parametrize(
    ("who", "named"),
    [("pusat", {"district", "province"}), ("kalsel", {"district"}), ("tabalong", set())],
)
def test_the_only_place_in_reach_is_not_named_in_every_row(who, named, login, three):
    page = login(who).get(LIST)
    heads = re.findall(r'data-label="(Wilayah|Provinsi)"', page.content.decode())
    assert set(heads) == {{"district": "Wilayah", "province": "Provinsi"}[name] for name in named}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_as_a_file(kind, login, three):
    answer = login("kalsel").get(f"{LIST}?ekspor={kind}")
    content = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    if kind == "csv":
        lines = content.decode("utf-8-sig").splitlines()
        assert lines[0].split(";")[:4] == ["Wilayah", "Provinsi", "Angkatan", "Milestone"]
        assert len(lines) == 9
        assert lines[5] == "Kabupaten Tabalong;Kalimantan Selatan;2023;M1 Mendapatkan komitmen kepala daerah;2023;Draf;0;3;"


def test_an_empty_list_says_what_to_do(login):
    assert "Catat pendampingannya terlebih dahulu" in login("kalsel").get(LIST).content.decode()
    assert "setelah provinsi mencatat" in login("tabalong").get(LIST).content.decode()


def test_constant_queries(login, regions, cast):
    factories.assistance(regions["63.09"])
    browser = login("pusat")
    detail = factories.progress(regions["63.09"]).get_absolute_url()
    before = queries(browser, LIST), queries(browser, detail)
    factories.assistance(regions["63.07"])
    factories.complete(factories.progress(regions["63.09"]), cast["tabalong"])
    assert (queries(browser, LIST), queries(browser, detail)) == before


def test_the_queue_holds_what_waits_for_this_reviewer(login, cast, regions):
    factories.submitted(regions["63.07"], by=cast["hst"])
    factories.submitted(regions["63.09"], by=cast["tabalong"])
    factories.submitted(regions["62.10"], by=cast["gumas"])
    advance(factories.progress(regions["63.09"]), "begin", by=cast["kalsel2"])
    answer = login("kalsel").get(QUEUE)
    assert [(row.record.region.name, str(row.record.reviewer or "")) for row in answer.context["table"].rows] == [
        ("Hulu Sungai Tengah", ""), ("Tabalong", "Kalsel2"),
    ]  # fmt: skip
    assert districts(login("kalteng").get(QUEUE)) == {("Gunung Mas", 1)}
    assert districts(login("pusat").get(QUEUE)) == set()
    assert [login(name).get(QUEUE).status_code for name in ("tabalong", "pembaca", "admin")] == [403, 403, 403]


MATRIX = [
    ("tabalong", 200), ("tabalong2", 200), ("pembaca_tabalong", 200), ("kalsel", 200), ("admin_kalsel", 200), ("pusat", 200), ("admin", 200), ("pembaca", 200),
    ("hst", 404), ("gumas", 404), ("kalteng", 404),
]  # fmt: skip


@pytest.mark.parametrize(("name", "status"), MATRIX)
def test_who_opens_the_page(name, status, login, cast, regions):
    row = factories.complete(factories.progress(regions["63.09"]), cast["tabalong"])
    answer = login(name).get(row.get_absolute_url())
    assert answer.status_code == status
    assert ("Profil selesai." in answer.content.decode()) == (status == 200)


@pytest.mark.parametrize(("name", "status"), MATRIX)
def test_who_gets_the_file(name, status, login, cast, regions):
    row = factories.complete(factories.progress(regions["63.09"]), cast["tabalong"])
    answer = login(name).get(row.evidences.first().get_file_url())
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_the_page_shows_evidence_gaps_steps_and_reports(login, cast, regions):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    row = advance(row, "send_back", by=cast["kalsel"], note="Halaman 3 kosong.")
    take_back(row.evidences.get(requirement__title_id="Profil sanitasi"), by=cast["tabalong"])
    load_reported(factories.published("reported_statuses"), RegionNames(), by=cast["admin"])
    page = login("tabalong").get(row.get_absolute_url()).content.decode()
    for words in (
        "Halaman 3 kosong.",
        "“Profil sanitasi” belum ada.",
        "bukti.pdf",
        "WITA",
        "M2 diharapkan",
        "diskominfomc.kalselprov.go.id",
        "disimpulkan dari sumber",
        "dinyatakan dalam sumber",
    ):
        assert words in page, words
    assert "iframe" in page


def test_each_step_is_told_in_a_sentence(login, cast, regions):
    """To who took it, on the page that follows."""
    row = factories.complete(factories.progress(regions["63.09"]), cast["tabalong"])
    told = [
        ("tabalong", "submit", "M1 Kabupaten Tabalong telah diajukan kepada pemeriksa."),
        ("tabalong", "withdraw", "M1 Kabupaten Tabalong telah ditarik kembali dan menjadi draf lagi."),
        ("tabalong", "submit", "telah diajukan"),
        ("kalsel", "begin", "Anda mulai memeriksa M1 Kabupaten Tabalong."),
        ("kalsel2", "take_over", "Anda mengambil alih pemeriksaan M1 Kabupaten Tabalong."),
        ("kalsel2", "release", "M1 Kabupaten Tabalong telah dilepaskan dan kini dapat diperiksa rekan Anda."),
        ("kalsel", "send_back", "M1 Kabupaten Tabalong telah dikembalikan beserta catatan Anda."),
        ("tabalong", "submit", "telah diajukan"),
        ("kalsel", "approve", "M1 Kabupaten Tabalong telah disetujui."),
        ("tabalong", "ask_reopen", "Permintaan Anda untuk membuka kembali M1 Kabupaten Tabalong telah dikirim kepada pemeriksa."),
        ("kalsel", "reopen", "M1 Kabupaten Tabalong telah dibuka kembali dan dapat diperbaiki."),
    ]
    for name, step, sentence in told:
        page = login(name).post(reverse("milestones:progress_step", args=[row.pk, step]), key(note="Catatan"), follow=True)
        assert sentence in page.content.decode(), step


def test_steps_are_taken_on_their_page(login, cast, regions):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    step = reverse("milestones:progress_step", args=[row.pk, "send_back"])
    browser = login("kalsel")
    assert browser.get(step).status_code == 200
    refused = browser.post(step, key(note=""))
    assert (refused.status_code, Progress.objects.get(pk=row.pk).state) == (409, "submitted")
    answer = browser.post(step, key(note="Lengkapi."))
    assert (answer.status_code, answer.url) == (302, row.get_absolute_url())
    late = browser.post(step, key(note="Sekali lagi."))
    assert late.status_code == 409
    assert "Sekali lagi." in late.content.decode()  # what was typed is still there
    assert "Kalsel" in late.content.decode()
    assert browser.get(step).status_code == 409
    assert browser.get(reverse("milestones:progress_step", args=[row.pk, "lain"])).status_code == 404


def test_a_step_sent_twice_is_taken_once(login, cast, regions):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    sent = key(note="Baik.")
    browser = login("kalsel")
    answers = [browser.post(reverse("milestones:progress_step", args=[row.pk, "approve"]), sent) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert row.steps.filter(name="approve").count() == 1


@pytest.mark.parametrize(("name", "status"), [("hst", 404), ("kalteng", 404), ("tabalong", 403), ("pusat", 403), ("pembaca", 403)])
def test_who_may_not_decide(name, status, login, cast, regions):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    answer = login(name).post(reverse("milestones:progress_step", args=[row.pk, "approve"]), key())
    assert (answer.status_code, Progress.objects.get(pk=row.pk).state) == (status, "submitted")


def test_historical_from_the_page(login, regions):
    row = factories.progress(regions["63.09"])
    browser = login("kalsel")
    assert "record_historical" in browser.get(row.get_absolute_url()).content.decode()
    browser.post(reverse("milestones:progress_step", args=[row.pk, "record_historical"]), key(note="https://contoh.go.id/laporan"))
    row.refresh_from_db()
    assert (row.state, row.decision_note) == ("historical", "https://contoh.go.id/laporan")


def test_comments(login, cast, regions):
    row = factories.progress(regions["63.09"])
    url = reverse("milestones:progress_comment", args=[row.pk])
    assert login("kalsel").post(url, key(text="Sudah sampai mana?")).status_code == 302
    assert [login(name).post(url, key(text="x")).status_code for name in ("hst", "kalteng", "pembaca_tabalong")] == [404, 404, 403]
    assert login("kalsel").get(url).status_code == 405
    assert list(Comment.objects.values_list("text", "actor_name")) == [("Sudah sampai mana?", "Kalsel")]


def test_a_comment_typed_anew_with_a_used_key_is_not_lost(login, regions):
    row = factories.progress(regions["63.09"])
    url, sent = reverse("milestones:progress_comment", args=[row.pk]), key(text="Satu")
    browser = login("kalsel")
    browser.post(url, sent)
    answer = browser.post(url, sent | {"text": "Dua"})
    assert answer.status_code == 409
    assert ">Dua</textarea>" in answer.content.decode()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(("text", "sentence"), [("x" * (MOST_SIGNS + 1), "lebih dari 10.000 karakter"), (" ", "Tulis komentar")])
def test_a_comment_that_is_not_taken_is_shown_again(text, sentence, login, regions):
    """A megabyte of it stood in the notices and mails of everybody concerned."""
    row = factories.progress(regions["63.09"])
    answer = login("kalsel").post(reverse("milestones:progress_comment", args=[row.pk]), key(text=text))
    page = answer.content.decode()
    assert (answer.status_code, f">{text}</textarea>" in page, sentence in page) == (409, True, True)
    assert Comment.objects.count() == 0


def test_evidence_is_taken_back(login, cast, regions):
    row = factories.complete(factories.progress(regions["63.09"]), cast["tabalong"])
    evidence, version = row.evidences.first(), Progress.objects.get(pk=row.pk).version
    url = reverse("milestones:evidence_delete", args=[evidence.pk])
    assert [login(name).get(url).status_code for name in ("hst", "gumas", "kalsel", "pembaca_tabalong", "tabalong")] == [404, 404, 403, 403, 200]
    assert login("tabalong").post(url, key()).status_code == 302
    assert (row.evidences.current().count(), row.evidences.count(), Progress.objects.get(pk=row.pk).version) == (2, 3, version + 1)
    assert login("tabalong").post(url, key()).status_code == 409  # it was taken back already


def test_evidence_of_a_submitted_milestone_stays(login, cast, regions):
    row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    url = reverse("milestones:evidence_delete", args=[row.evidences.first().pk])
    assert login("tabalong").post(url, key()).status_code == 409
    assert row.evidences.count() == 3


def test_a_requirement_that_is_not_compulsory_says_so_once(login, cast, regions):
    row = factories.progress(regions["63.09"])
    for address in (row.get_absolute_url(), reverse("milestones:progress_update", args=[row.pk])):
        page = login("tabalong").get(address).content.decode()
        assert ("tidak wajib, belum ada" in page, "opsional" in page) == (True, False)


def test_who_fills_in_reads_who_has_the_review_and_since_when(login, cast, regions, freezer_at):
    with freezer_at("2026-11-24T15:30:00+00:00"):
        row = begun(regions, cast)
        page = login("tabalong").get(row.get_absolute_url()).content.decode()
    assert "Sedang diperiksa oleh Kalsel sejak 24 November 2026 23.30 WITA." in page
