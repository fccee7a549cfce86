"""The steps of a report: who takes them, who is told, what waits for whom."""

import pytest
from django.db import transaction
from django.urls import reverse

from ssk_portal.clinics.files import give_files
from ssk_portal.clinics.models import ClinicReport
from ssk_portal.clinics.reports import begin
from ssk_portal.notices.models import Notice
from ssk_portal.regions.models import Region
from ssk_portal.review.actions import advance, comment
from tests.at_once import at_once
from tests.clinics import factories
from tests.clinics.reports import page_of, report_in, whole
from tests.common.uploads.files import photo, upload
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")


def test_pressing_submit_begins_it(login, cast):
    clinic = whole()
    assert login("tabalong").post(page_of(clinic, "step", "submit"), key()).url == page_of(clinic)
    report = ClinicReport.objects.get()
    assert (report.state, report.submitted_by) == ("submitted", cast["tabalong"])


def test_submitting_too_early_says_what_is_missing_and_begins_nothing(login, cast):
    clinic = whole(expected=["Paket"])
    page = login("tabalong").post(page_of(clinic, "step", "submit"), key(note="Mohon diperiksa"))
    assert page.status_code == 409
    assert ("Belum dinyatakan apakah “Paket” tercapai." in page.content.decode(), "Mohon diperiksa" in page.content.decode()) == (True, True)
    assert not ClinicReport.objects.exists()


@pytest.mark.parametrize(
    ("host", "sender", "reviewer", "not_reviewer"),
    [("63.09", "tabalong", "kalsel", "pusat"), ("63", "kalsel", "pusat", "kalsel2"), ("ID", "pusat", "pusat2", "pusat")],
)
def test_who_reviews_whose_report(login, cast, host, sender, reviewer, not_reviewer):
    clinic = whole(host)
    assert login(sender).post(page_of(clinic, "step", "submit"), key()).status_code == 302
    assert login(not_reviewer).post(page_of(clinic, "step", "approve"), key()).status_code == 403
    assert login(reviewer).post(page_of(clinic, "step", "approve"), key()).status_code == 302
    assert clinic.report.__class__.objects.get().decided_by == cast[reviewer]


def test_a_district_that_takes_part_neither_writes_nor_submits(login, cast):
    clinic = whole("63")
    client = login("tabalong")
    assert client.get(page_of(clinic)).status_code == 200
    assert [client.get(page_of(clinic, "update")).status_code, client.post(page_of(clinic, "step", "submit"), key()).status_code] == [403, 403]
    assert login("hst").get(page_of(clinic)).status_code == 404


TOLD = [
    ("draft", "submit", "tabalong", {"kalsel", "kalsel2"}),
    ("submitted", "begin", "kalsel", {"tabalong"}),
    ("in_review", "take_over", "kalsel2", {"kalsel"}),
    ("submitted", "send_back", "kalsel", {"tabalong"}),
    ("in_review", "approve", "kalsel2", {"tabalong", "kalsel"}),
    ("approved", "ask_reopen", "tabalong2", {"kalsel", "kalsel2"}),
    ("approved", "reopen", "kalsel", {"tabalong"}),
    ("draft", "record_historical", "kalsel", {"tabalong", "tabalong2"}),
    ("historical", "reopen", "kalsel", {"tabalong", "tabalong2"}),
    ("submitted", "withdraw", "tabalong", set()),
    ("in_review", "release", "kalsel", set()),
]


@pytest.mark.parametrize(("state", "step", "by", "expected"), TOLD)
def test_who_is_told_of_each_step(cast, state, step, by, expected):
    report = report_in(state, cast)
    Notice.objects.all().delete()
    advance(report, step, by=cast[by], note="catatan")
    told = Notice.objects.select_related("user")
    assert {notice.user.username for notice in told} == expected
    assert {(notice.row, notice.url) for notice in told} <= {("laporan “Acara Kabupaten Tabalong”", report.get_absolute_url())}


@pytest.mark.parametrize(("host", "sender", "told"), [("63", "kalsel", {"pusat", "pusat2"}), ("ID", "pusat", {"pusat2"})])
def test_above_the_districts_the_centre_is_told(cast, host, sender, told):
    advance(begin(whole(host), by=cast[sender]), "submit", by=cast[sender])
    assert set(Notice.objects.values_list("user__username", flat=True)) == told


def test_the_notice_is_a_sentence_about_the_report(login, cast):
    report_in("submitted", cast)
    page = login("kalsel").get(reverse("notices:notice_list")).content.decode()
    assert "Tabalong mengajukan laporan “Acara Kabupaten Tabalong”. Data ini menunggu pemeriksaan Anda." in page


def test_who_gave_a_photo_is_told_of_the_decision(cast):
    report = report_in("draft", cast)
    give_files(report.clinic, [upload("foto.jpg", photo())], kind="photo", by=cast["tabalong2"])
    report = advance(report, "submit", by=cast["tabalong"])
    Notice.objects.all().delete()
    advance(report, "approve", by=cast["kalsel"])
    assert set(Notice.objects.values_list("user__username", flat=True)) == {"tabalong", "tabalong2"}


def test_a_comment_tells_the_other_side_and_begins_the_report(login, cast):
    clinic = whole()
    assert login("kalsel").post(page_of(clinic, "comment"), key(text="Mohon segera dikirim.")).status_code == 302
    assert set(Notice.objects.values_list("user__username", flat=True)) == {"tabalong", "tabalong2"}
    comment(ClinicReport.objects.get(), by=cast["tabalong"], text="Siap")
    assert "Siap" in login("kalsel").get(page_of(clinic)).content.decode()


# What waits


def test_what_waits_for_a_reviewer_is_listed_and_named_after_a_decision(login, cast):
    first, second = report_in("submitted", cast), report_in("submitted", cast)
    own = report_in("submitted", cast, "63", ("kalsel", "pusat", "pusat2"))
    report_in("draft", cast)
    client, listed = login("kalsel"), reverse("clinics:clinic_list") + "?review=waiting"
    assert listed in client.get("/").content.decode()
    assert {row.record for row in client.get(listed).context["table"].rows} == {first.clinic, second.clinic}
    assert {row.record for row in login("pusat").get(listed).context["table"].rows} == {own.clinic}
    client = login("kalsel")
    assert client.get(page_of(first.clinic)).context["next_waiting"] is None
    advance(first, "approve", by=cast["kalsel"])
    assert client.get(page_of(first.clinic)).context["next_waiting"] == second
    assert login("tabalong").get(page_of(first.clinic)).context["next_waiting"] is None
    advance(second, "send_back", by=cast["kalsel"], note="Lengkapi.")
    client = login("kalsel")
    assert 'id="next"' not in client.get(page_of(second.clinic)).content.decode()


def test_who_reviews_nothing_is_not_asked_for_what_waits(login, cast):
    report = report_in("submitted", cast)
    for name in ("tabalong", "pembaca"):
        client = login(name)
        assert "review=waiting" not in client.get("/").content.decode()
        page = client.get(reverse("clinics:clinic_list") + "?review=waiting")
        assert "menunggu pemeriksaan saya" not in page.content.decode()
        assert [row.record for row in page.context["table"].rows] == [report.clinic]


# The start page, the history, two at once


def test_the_start_page_names_what_came_back_and_what_waits(login, cast):
    waiting, back = report_in("submitted", cast), report_in("returned", cast)
    own, above = login("tabalong").get("/").content.decode(), login("kalsel").get("/").content.decode()
    assert ("dikembalikan kepada Anda" in own, page_of(back.clinic) in own, "menunggu pemeriksaan Anda" in above, page_of(waiting.clinic) in above) == (True, True, True, True)
    assert [task.url for task in login("pusat").get("/").context["tasks"]] == []


def test_the_timeline_and_the_history_name_the_rows(login, cast):
    report = report_in("submitted", cast)
    client = login("tabalong")
    line = client.get(reverse("reporting:region_timeline", args=["63.09"])).content.decode()
    assert ("Jadwal monev Januari." in line, "Laporan kegiatan" in line) == (True, True)
    assert client.get(reverse("reporting:row_history", args=["clinics", "clinicreport", report.pk])).status_code == 200
    assert client.get(reverse("reporting:row_history", args=["clinics", "outcome", report.clinic.outcomes.get().pk])).status_code == 200
    assert login("hst").get(reverse("reporting:row_history", args=["clinics", "clinicreport", report.pk])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_it_at_once_begin_one(transactional_db, regions, cast):
    clinic = factories.clinic("63.09")

    def write():
        with transaction.atomic():
            begin(Region.objects.get(code="63.09").clinics.get(), by=cast["tabalong"])

    assert (at_once(*[write] * 6), ClinicReport.objects.filter(clinic=clinic).count()) == ([None] * 6, 1)
