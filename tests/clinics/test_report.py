"""The report of an event: what it lacks, its page and its form."""

import pytest
from django.urls import reverse

from ssk_portal.clinics.models import Clinic, ClinicReport, OutputCheck
from ssk_portal.clinics.reports import begin, report_of
from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.models import Milestone, Requirement
from ssk_portal.review.actions import advance
from tests.clinics import factories
from tests.clinics.pages import shown
from tests.clinics.reports import LINES, PAST, page_of, whole
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")


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
