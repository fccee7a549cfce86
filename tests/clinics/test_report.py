"""The report of an event: written by its host, decided and published by the level above."""

import threading
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from ssk_portal.clinics.models import Agreement, Clinic, ClinicReport, OutputCheck
from ssk_portal.clinics.publishing import publish, withdraw_publication
from ssk_portal.clinics.reports import begin, report_of
from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.models import Milestone, Requirement
from ssk_portal.notices.models import Notice
from ssk_portal.regions.models import Region
from ssk_portal.review.actions import advance, comment
from tests.clinics import factories
from tests.clinics.test_clinic import shown
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")
LINES = ["Paket kebijakan disepakati", "Wilayah layanan ditetapkan"]
PAST = {"date_start": date(2024, 3, 5), "participants_count": 40}


def page_of(clinic, screen="detail", *more):
    return reverse(f"clinics:report_{screen}", args=[clinic.pk, *more])


def whole(code="63.09", *, expected=(), **fields):
    """An event of which nothing is missing but the answers to `expected`."""
    made = factories.clinic(code, "63.09", **PAST | {"expected": list(expected)} | fields)
    made.sessions.create(title="Pembukaan", minutes="Dibuka oleh Sekda.")
    made.outcomes.create(kind="information", text="Jadwal monev Januari.")
    return made


def report_in(state, cast, code="63.09", hosts=("tabalong", "kalsel", "kalsel2")):
    """The report of a whole event, led to `state` through the steps."""
    host, reviewer, _other = (cast[name] for name in hosts)
    report = begin(whole(code), by=host)
    steps = {
        "draft": [], "submitted": [("submit", host)], "in_review": [("submit", host), ("begin", reviewer)],
        "returned": [("submit", host), ("send_back", reviewer)], "approved": [("submit", host), ("approve", reviewer)],
        "historical": [("record_historical", reviewer)],
    }[state]  # fmt: skip
    for step, by in steps:
        report = advance(report, step, by=by, note="catatan")
    return report


# What is missing


def test_what_is_missing_is_said_in_sentences(cast):
    clinic = factories.clinic("63", expected=["Paket"], date_start=None)
    assert report_of(clinic).missing() == [
        "Tanggal pelaksanaan kegiatan belum diisi.",
        "Kabupaten/kota peserta belum dicatat.",
        "Belum ada peserta yang dicatat hadir, dan jumlah peserta belum diisi.",
        "Notulen sesi ataupun ringkasan belum ditulis.",
        "Informasi, keputusan, atau kesepakatan belum dicatat.",
        "Belum dinyatakan apakah “Paket” tercapai.",
    ]
    assert report_of(whole()).missing() == []


@pytest.mark.parametrize(
    ("fill", "gone"),
    [
        (lambda clinic: clinic.attendances.create(name="Ani", state="present"), "hadir"),
        (lambda clinic: clinic.attendances.create(name="Ani", state="represented", represented_by="Budi"), "hadir"),
        (lambda clinic: clinic.agreements.create(text="Susun SK"), "kesepakatan"),
        (lambda clinic: clinic.outcomes.create(kind="decision", text="L2T2"), "keputusan"),
        (lambda clinic: clinic.output_checks.create(text="Paket", reached="no"), "Paket"),
    ],
)
def test_each_thing_that_fills_a_gap(cast, fill, gone):
    clinic = factories.clinic("63", expected=["Paket"])
    before = report_of(clinic).missing()
    fill(clinic)
    filled = set(before) - set(report_of(Clinic.objects.get()).missing())
    assert [gone in sentence for sentence in filled] == [True]


@pytest.mark.parametrize("state", ["expected", "absent", "excused"])
def test_who_did_not_come_is_nobody_present(cast, state):
    clinic = whole(participants_count=None)
    clinic.attendances.create(name="Ani", state=state)
    assert report_of(clinic).missing() == ["Belum ada peserta yang dicatat hadir, dan jumlah peserta belum diisi."]


def test_an_event_of_tomorrow_is_not_reported_today(cast, freezer_at):
    clinic = whole()
    with freezer_at("2024-03-04T15:59:00+00:00"):  # still the fourth in WITA
        assert report_of(clinic).missing() == ["Tanggal pelaksanaan kegiatan belum tiba."]
    with freezer_at("2024-03-04T16:01:00+00:00"):
        assert report_of(Clinic.objects.get()).missing() == []


def test_of_an_event_called_off_there_is_nothing_to_report(cast):
    clinic = factories.clinic("63.09", cancelled="Banjir")
    with pytest.raises(NotNow, match="dibatalkan"):
        advance(begin(clinic, by=cast["tabalong"]), "submit", by=cast["tabalong"])


# The page and the form


def test_nobody_need_have_begun_it_and_reading_begins_nothing(login, cast):
    clinic = whole()
    client = login("tabalong")
    for screen in (page_of(clinic), page_of(clinic, "update"), page_of(clinic, "print"), page_of(clinic, "step", "submit")):
        assert client.get(screen).status_code == 200
    assert not ClinicReport.objects.exists()


def test_the_first_save_begins_it(login, cast):
    clinic = whole(expected=LINES)
    client = login("tabalong")
    form = shown(client.get(page_of(clinic, "update")))
    page = client.post(page_of(clinic, "update"), form | {"line": LINES, "summary": "Berjalan lancar.", "reached0": "yes", "evidence0": "BA 12/2024", "reached1": "no"})
    assert page.url == page_of(clinic)
    assert ClinicReport.objects.get().summary == "Berjalan lancar."
    assert list(clinic.output_checks.values_list("text", "reached", "evidence")) == [(LINES[0], "yes", "BA 12/2024"), (LINES[1], "no", "")]
    text = client.get(page_of(clinic)).content.decode()
    assert ("BA 12/2024" in text, "belum tercapai" in text, "Ajukan" in text) == (True, True, True)


def test_what_was_reached_needs_something_to_see_it_by_and_nothing_typed_is_lost(login, cast):
    clinic = whole(expected=LINES)
    client = login("tabalong")
    form = shown(client.get(page_of(clinic, "update"))) | {"line": LINES, "summary": "Panjang", "reached0": "partly", "reached1": "no", "evidence1": "tertunda"}
    page = client.post(page_of(clinic, "update"), form)
    assert page.context["form"].errors == {"evidence0": ["Sebutkan bukti capaiannya."]}
    text = page.content.decode()
    assert ("Panjang" in text, "tertunda" in text, ClinicReport.objects.count()) == (True, True, 0)


def test_a_line_taken_out_of_the_plan_is_shown_as_such(login, cast):
    clinic = whole(expected=LINES)
    clinic.output_checks.create(text=LINES[1], reached="no")
    clinic.expected = LINES[:1]
    clinic.save()
    assert "tidak lagi tercantum dalam rencana" in login("tabalong").get(page_of(clinic)).content.decode()


def test_a_line_taken_out_while_the_form_was_open_loses_no_answer(login, cast):
    clinic = whole(expected=LINES)
    client = login("tabalong")
    form = shown(client.get(page_of(clinic, "update")))
    clinic.expected = ["Baris baru", LINES[0]]
    clinic.save()
    client.post(page_of(clinic, "update"), form | {"line": LINES, "reached0": "no", "reached1": "yes", "evidence1": "peta"})
    assert dict(clinic.output_checks.values_list("text", "reached")) == {LINES[0]: "no", LINES[1]: "yes"}


def test_very_long_lines_are_answered_too(login, cast):
    line = " ".join(str(number * 7919) for number in range(2_000))
    clinic = whole(expected=[line])
    client = login("tabalong")
    form = shown(client.get(page_of(clinic, "update")))
    assert client.post(page_of(clinic, "update"), form | {"line": [line], "reached0": "no"}).status_code == 302
    assert clinic.output_checks.get().text == line


def test_a_line_that_no_plan_can_have_is_taken_without_what_cannot_be_kept(login, cast):
    clinic = whole(expected=LINES)
    client = login("tabalong")
    form = shown(client.get(page_of(clinic, "update")))
    sent = form | {"line": [f"{LINES[0]}\0", "\0"], "reached0": "no"}
    assert client.post(page_of(clinic, "update"), sent).status_code == 302
    assert [check.text for check in clinic.output_checks.all()] == [LINES[0]]


def test_what_belongs_to_another_event_cannot_be_chosen(login, cast, regions):
    clinic, other = whole(), whole("63")
    fields = {"kind": "decision", "text": "L2T2", "session": other.sessions.get().pk, "district": regions["62.10"].pk}
    page = login("tabalong").post(reverse("clinics:outcome_create", args=[clinic.pk]), key(**fields))
    assert sorted(page.context["form"].errors) == ["district", "session"]


def test_information_and_decisions_are_added_from_the_report_and_lead_back(login, cast):
    clinic = whole()
    client = login("tabalong")
    page = client.get(reverse("clinics:outcome_create", args=[clinic.pk]), {"jenis": "decision"})
    assert page.context["form"]["kind"].value() == "decision"
    done = client.post(reverse("clinics:outcome_create", args=[clinic.pk]), key(kind="decision", text="L2T2 digunakan"))
    assert done.url == f"{page_of(clinic)}#outcome"
    row = clinic.outcomes.get(kind="decision")
    assert client.post(reverse("clinics:outcome_delete", args=[row.pk]), key()).url == f"{page_of(clinic)}#outcome"


def test_an_agreement_is_linked_with_a_requirement_of_its_milestone(login, cast):
    first, second = Milestone.objects.filter(scheme__code="ppsp-2021").order_by("number")[:2]
    requirement = Requirement.objects.create(milestone=second, title_id="SK paket kebijakan", title_en="Decree", kind="text", basis="stated", source="uji")
    clinic = whole()
    client, url = login("tabalong"), reverse("clinics:agreement_create", args=[clinic.pk])
    wrong = client.post(url, key(text="Susun SK", state="open", milestone=first.pk, requirement=requirement.pk))
    assert wrong.context["form"].errors == {"requirement": ["Persyaratan ini termasuk M2."]}
    client.post(url, key(text="Susun SK", state="open", requirement=requirement.pk))
    assert clinic.agreements.get().milestone == second
    assert "SK paket kebijakan" in client.get(page_of(clinic)).content.decode()


def test_a_second_editor_sees_both_versions(login, cast):
    clinic = whole(expected=LINES)
    client = login("tabalong")
    first, second = (shown(client.get(page_of(clinic, "update"))) for _ in range(2))
    client.post(page_of(clinic, "update"), first | {"line": LINES, "summary": "Satu", "reached0": "no"})
    page = client.post(page_of(clinic, "update"), second | key(line=LINES, summary="Dua", reached0="yes", evidence0="SK"))
    assert page.status_code == 409
    assert [(row.label, row.typed, row.now) for row in page.context["conflict"]] == [("Ringkasan", "Dua", "Satu"), (LINES[0], "tercapai\nSK", "belum tercapai")]
    mended = key(line=LINES, summary="Dua", reached0="yes", evidence0="SK", row_version=page.context["row_version"])
    assert client.post(page_of(clinic, "update"), mended).status_code == 302
    assert (ClinicReport.objects.get().summary, OutputCheck.objects.get().evidence) == ("Dua", "SK")


def test_a_level_above_says_why(login, cast):
    clinic = whole()
    client = login("kalsel")
    form = shown(client.get(page_of(clinic, "update")))
    assert list(client.post(page_of(clinic, "update"), form | {"summary": "Perbaikan"}).context["form"].errors) == ["change_reason"]
    assert client.post(page_of(clinic, "update"), form | key(summary="Perbaikan", change_reason="Sesuai notulen")).status_code == 302
    assert ClinicReport.objects.get().summary == "Perbaikan"


# The steps


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
    from ssk_portal.clinics.files import give_files
    from tests.common.uploads.files import photo, upload

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


# What is locked

PARTS = ["participation", "invitedinstitution", "session", "speaker", "quotedfigure", "agreement", "outcome"]


@pytest.fixture
def parts(regions, cast):
    """One row of every kind under an event whose report was submitted."""
    clinic = whole()
    rows = {
        "participation": clinic.participations.get(),
        "invitedinstitution": clinic.invited.create(name="Bappeda"),
        "session": clinic.sessions.get(),
        "speaker": clinic.speakers.create(name="Desmon"),
        "quotedfigure": clinic.quoted.create(region_as_written="Kalsel", indicator_as_written="layak", kind="target", value="39.47"),
        "agreement": clinic.agreements.create(text="Susun SK", district=regions["63.09"]),
        "outcome": clinic.outcomes.get(),
    }
    advance(begin(clinic, by=cast["tabalong"]), "submit", by=cast["tabalong"])
    return rows


def sentence_409(page) -> bool:
    return page.status_code == 409 and "sudah diajukan dan menunggu pemeriksaan" in page.content.decode()


@pytest.mark.parametrize("noun", PARTS)
def test_nothing_is_added_or_deleted_once_it_was_submitted(login, parts, noun):
    client, row = login("tabalong"), parts[noun]
    create, delete = reverse(f"clinics:{noun}_create", args=[row.clinic_id]), reverse(f"clinics:{noun}_delete", args=[row.pk])
    assert [sentence_409(page) for page in (client.get(create), client.post(create, key()), client.get(delete), client.post(delete, key()))] == [True] * 4
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("noun", [noun for noun in PARTS if noun not in ("agreement", "participation")])
def test_nothing_is_changed_once_it_was_submitted(login, parts, noun):
    url = reverse(f"clinics:{noun}_update", args=[parts[noun].pk])
    assert [sentence_409(login(name).get(url)) for name in ("tabalong", "kalsel")] == [True, True]


def test_of_an_agreement_and_a_participation_only_what_came_after_is_told(login, parts):
    client = login("tabalong")
    fields = {noun: list(client.get(reverse(f"clinics:{noun}_update", args=[parts[noun].pk])).context["form"].fields) for noun in ("agreement", "participation")}
    assert {"state", "evidence", "reason"} <= set(fields["agreement"])
    assert not {"text", "due", "district"} & set(fields["agreement"])
    assert fields["participation"] == ["outcome"]
    form = key(state="kept", evidence="SK 12/2024", reason="", row_version=Agreement.objects.get().version)
    assert client.post(reverse("clinics:agreement_update", args=[parts["agreement"].pk]), form).status_code == 302
    assert Agreement.objects.get().state == "kept"


@pytest.mark.parametrize("screen", ["clinics:clinic_update", "clinics:clinic_delete", "clinics:report_update", "clinics:clinicfile_photos", "clinics:clinicfile_create"])
def test_the_event_itself_is_locked(login, parts, screen):
    assert sentence_409(login("tabalong").get(reverse(screen, args=[parts["session"].clinic_id])))


def test_a_button_that_would_be_refused_is_not_offered(login, parts):
    clinic = parts["session"].clinic
    for page in (page_of(clinic), clinic.get_absolute_url()):
        text = login("tabalong").get(page).content.decode()
        assert ("/hapus/" in text, "/baru/" in text, "Tulis laporan" in text) == (False, False, False)
    assert reverse("clinics:agreement_update", args=[parts["agreement"].pk]) in login("tabalong").get(page_of(clinic)).content.decode()


# Publishing


def test_the_level_that_approved_publishes_and_takes_back(login, cast):
    report = report_in("approved", cast)
    client = login("kalsel")
    assert "Terbitkan" in client.get(page_of(report.clinic)).content.decode()
    client.post(page_of(report.clinic, "publish"), key())
    report.refresh_from_db()
    assert (report.is_public, report.published_by, report.state) == (True, cast["kalsel"], "approved")
    client.post(page_of(report.clinic, "withdraw"), key())
    report.refresh_from_db()
    assert (report.is_public, report.published_by, report.state) == (False, None, "approved")


@pytest.mark.parametrize("state", ["draft", "submitted", "in_review", "returned", "historical"])
def test_only_an_approved_report_is_published(login, cast, state):
    report = report_in(state, cast)
    page = login("kalsel").post(page_of(report.clinic, "publish"), key())
    assert (page.status_code, "Hanya laporan yang telah disetujui" in page.content.decode()) == (409, True)


def test_twice_is_refused_in_words(login, cast):
    report = report_in("approved", cast)
    publish(report, by=cast["kalsel"])
    with pytest.raises(NotNow, match="sudah diterbitkan"):
        publish(report, by=cast["kalsel2"])
    withdraw_publication(report, by=cast["kalsel2"])
    with pytest.raises(NotNow, match="tidak sedang diterbitkan"):
        withdraw_publication(report, by=cast["kalsel"])


@pytest.mark.parametrize(("name", "status"), [("tabalong", 403), ("pusat", 403), ("admin", 403), ("hst", 403), ("kalteng", 404)])
def test_nobody_else_publishes(login, cast, name, status):
    report = report_in("approved", cast)
    assert login(name).post(page_of(report.clinic, "publish"), key()).status_code == status


def test_what_the_centre_reports_a_second_officer_publishes(login, cast):
    report = report_in("approved", cast, "ID", ("pusat", "pusat2", "pusat2"))
    assert [login(name).post(page_of(report.clinic, "publish"), key()).status_code for name in ("pusat", "pusat2")] == [403, 302]


def test_publishing_tells_the_host_and_the_districts_that_come_and_nobody_else(login, cast):
    clinic = whole("63")
    clinic.participations.create(district=cast["hst"].region, name="HST", kind="kabupaten", role="reference", order=9)
    report = advance(advance(begin(clinic, by=cast["kalsel"]), "submit", by=cast["kalsel"]), "approve", by=cast["pusat"])
    for screen, sentence in (("publish", "menerbitkan laporan"), ("withdraw", "menarik penerbitan laporan")):
        Notice.objects.all().delete()
        login("pusat").post(page_of(report.clinic, screen), key())
        told = Notice.objects.select_related("user")
        assert sorted(notice.user.username for notice in told) == ["kalsel", "kalsel2", "tabalong", "tabalong2"]
        assert {(sentence in notice.sentence, notice.url) for notice in told} == {(True, report.get_absolute_url())}


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


def test_reopened_it_is_public_no_more(cast):
    report = report_in("approved", cast)
    publish(report, by=cast["kalsel"])
    advance(report, "reopen", by=cast["kalsel"], note="Salah tanggal")
    report.refresh_from_db()
    assert (report.state, report.is_public, report.published_by) == ("returned", False, None)


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
    errors = []

    def write():
        from django.db import transaction

        try:
            with transaction.atomic():
                begin(Region.objects.get(code="63.09").clinics.get(), by=cast["tabalong"])
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (errors, ClinicReport.objects.filter(clinic=clinic).count()) == ([], 1)


# One place for what came out


def test_the_plan_only_points_to_what_stands_in_the_report(login, cast):
    clinic = factories.clinic("63.09", "63.09", **PAST)
    agreement = clinic.agreements.create(text="Menyusun peraturan bupati")
    figure = clinic.quoted.create(region_as_written="Kalsel", indicator_as_written="Akses layak yang dikutip", kind="target", value="39.47")
    clinic.sessions.create(title="Pembukaan", minutes="Dibuka oleh Sekretaris Daerah.")
    client = login("tabalong")
    plan, report = (client.get(page).content.decode() for page in (clinic.get_absolute_url(), page_of(clinic)))
    told = ("Menyusun peraturan bupati", "Akses layak yang dikutip", "Dibuka oleh Sekretaris Daerah.")
    assert [(text in plan, text in report) for text in told] == [(False, True)] * 3
    assert [text in plan for text in ("1 kesepakatan", "1 angka yang dikutip", "Notulen 1 sesi")] == [True] * 3
    for row in (agreement, figure):
        page, anchor = row.get_absolute_url().split("#")
        assert (page, f'id="{anchor}"' in report) == (page_of(clinic), True)


def test_what_a_publication_reports_asks_for_nothing(login, cast):
    clinic = factories.clinic("63.09", "63.09", expected=LINES, source="https://example.org/berita", **PAST)
    ClinicReport.objects.create(clinic=clinic, state="published")
    text = login("tabalong").get(page_of(clinic)).content.decode()
    assert [word for word in ("belum ditulis", "belum dijawab", "Belum ada", "Yang masih kurang", "Berita acara (PDF)") if word in text] == []
    assert "Tidak ada yang wajib ditambahkan" in text
    clinic.outcomes.create(kind="decision", text="L2T2 dimulai.")
    assert "L2T2 dimulai." in login("kalsel").get(page_of(clinic)).content.decode()
