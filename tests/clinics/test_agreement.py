"""An agreement from made to kept: who says how it stands, what shows it, when it was said, what it delays."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ssk_portal.clinics.agreements import later_of, with_later_events
from ssk_portal.clinics.models import Agreement, ClinicReport
from tests.clinics import factories
from tests.clinics.pages import shown
from tests.clinics.test_standing import report
from tests.journeys.files import pdf

pytestmark = pytest.mark.usefixtures("schemes")
TODAY = timezone.localdate()


@pytest.fixture
def clinic(regions):
    return factories.clinic("63", "63.09", date_start=TODAY - timedelta(days=40))


@pytest.fixture
def agreement(clinic, regions):
    return clinic.agreements.create(text="Sedot tinja terjadwal", district=regions["63.09"], due=TODAY - timedelta(days=5))


def address(row, action="update"):
    return reverse(f"clinics:agreement_{action}", args=[row.pk])


def status(client, url) -> int:
    answer = client.get(url)
    answer.getvalue()  # read to its end, the file is shut
    return answer.status_code


def said(client, row, **fields):
    """Send the form of how it stands, as the page shows it, with these fields."""
    page = client.get(address(row))
    assert page.status_code == 200
    return client.post(address(row), shown(page) | fields)


def test_kept_by_a_file_alone_which_whoever_sees_the_event_may_open(login, agreement):
    answer = said(login("tabalong"), agreement, state="kept", file=SimpleUploadedFile("bast.pdf", pdf(), "application/pdf"))
    assert answer.status_code == 302
    agreement.refresh_from_db()
    assert (agreement.state, agreement.document.name, agreement.document.region.code) == ("kept", "bast.pdf", "63")
    page = login("tabalong").get(agreement.get_absolute_url()).content.decode()
    assert f'href="{address(agreement, "file")}"' in page
    assert {name: status(login(name), address(agreement, "file")) for name in ("tabalong", "kalsel", "pembaca", "hst", "kalteng")} == {
        "tabalong": 200, "kalsel": 200, "pembaca": 200, "hst": 404, "kalteng": 404,
    }  # fmt: skip


def test_a_file_taken_away_leaves_nothing_that_shows_it(login, agreement):
    client = login("tabalong")
    said(client, agreement, state="kept", file=SimpleUploadedFile("bast.pdf", pdf(), "application/pdf"))
    refused = said(client, agreement, **{"file-clear": "on"})
    assert list(refused.context["form"].errors) == ["evidence"]
    assert said(client, agreement, evidence="BAST 12/2026", **{"file-clear": "on"}).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.document, agreement.evidence) == (None, "BAST 12/2026")


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"state": "kept"}, "evidence"),
        ({"state": "not_kept"}, "reason"),
        ({"state": "cancelled"}, "reason"),
        ({"state": "kept", "file": ("skrip.pdf", b"MZ bukan pdf")}, "file"),
    ],
)
def test_what_is_lacking_is_said_at_its_field_and_nothing_typed_is_lost(login, agreement, fields, at):
    fields = {name: SimpleUploadedFile(*value) if isinstance(value, tuple) else value for name, value in fields.items()}
    page = said(login("tabalong"), agreement, **fields)
    assert list(page.context["form"].errors) == [at]
    assert page.context["form"]["state"].value() == fields["state"]
    agreement.refresh_from_db()
    assert agreement.state == "open"


@pytest.mark.parametrize(("state", "lacking"), [("kept", "evidence"), ("not_kept", "reason"), ("cancelled", "reason")])
def test_the_database_refuses_it_too(agreement, state, lacking):
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(state=state)
    Agreement.objects.filter(pk=agreement.pk).update(state=state, **{lacking: "ada"})


@pytest.mark.parametrize("settled", ["kept", "cancelled"])
def test_only_the_host_opens_a_settled_one_again_and_says_why(login, agreement, settled):
    said(login("tabalong"), agreement, state=settled, evidence="BAST", reason="Digabung")
    refused = said(login("tabalong"), agreement, state="open", reason="Ternyata belum")
    assert list(refused.context["form"].errors) == ["state"]
    assert "Provinsi Kalimantan Selatan" in refused.context["form"].errors["state"][0]
    assert list(said(login("kalsel"), agreement, state="open").context["form"].errors) == ["reason"]
    assert said(login("kalsel"), agreement, state="open", reason="BAST dicabut").status_code == 302
    agreement.refresh_from_db()
    assert (agreement.state, agreement.reason) == ("open", "BAST dicabut")


def test_since_when_and_by_whom_it_stands_so(login, cast, agreement):
    said(login("tabalong"), agreement, state="in_work")
    said(login("tabalong2"), agreement, state="in_work", evidence="Rapat kedua")
    agreement.refresh_from_db()
    assert (agreement.state_by, agreement.state_since.date()) == (cast["tabalong"], timezone.now().date())
    page = login("kalsel").get(agreement.get_absolute_url()).content.decode()
    assert "Tabalong" in page
    assert reverse("reporting:row_history", args=["clinics", "agreement", agreement.pk]) in page


def test_the_region_of_the_institution_in_charge_says_it_too(login, regions, clinic):
    """An institution of the province promised something at an event of a district."""
    from tests.pokja.factories import institution

    hosted = factories.clinic("63.09", "63.09", "63.07")
    row = hosted.agreements.create(text="Susun SOP", institution=institution(regions["63.07"]), due=TODAY)
    assert said(login("hst"), row, state="kept", evidence="SOP 3").status_code == 302
    assert login("kalteng").get(address(row)).status_code == 404


def test_after_the_report_what_was_agreed_stands_and_how_it_stands_is_still_told(login, cast, agreement):
    report(agreement.clinic, "approved", cast)
    client = login("kalsel")
    assert list(client.get(address(agreement)).context["form"].fields) == ["state", "evidence", "file", "reason"]
    assert said(client, agreement, state="kept", evidence="BAST").status_code == 302
    assert client.get(address(agreement, "delete")).status_code == 409
    assert client.get(reverse("clinics:agreement_create", args=[agreement.clinic_id])).status_code == 409
    assert ClinicReport.objects.get().state == "approved"


@pytest.mark.parametrize(
    ("days", "words"),
    [(-5, "terlambat 5 hari"), (-1, "terlambat 1 hari"), (0, "hari ini"), (14, "14 hari lagi"), (15, ""), (None, "")],
)
def test_how_late_in_words(agreement, days, words):
    agreement.due = None if days is None else agreement.today + timedelta(days=days)
    assert agreement.due_words == words
    assert agreement.is_overdue is ("terlambat" in words)
    agreement.state = "kept"
    assert agreement.due_words == ""


def test_at_which_later_events_it_still_stood_open(cast, regions, agreement):
    day = {"date_start": TODAY + timedelta(days=1)}
    factories.clinic("63", "63.09", title="Sebelumnya", date_start=TODAY - timedelta(days=50))
    factories.clinic("63", "63.07", title="Tetangga", **day)
    factories.clinic("62", "62.10", "63.09", title="Di provinsi lain", planned_start=TODAY + timedelta(days=2))
    factories.clinic("63", "63.09", title="Batal", planned_start=TODAY, cancelled="Banjir")
    factories.clinic("63.09", "63.09", title="Lanjutan", **day)

    def titles(name):
        return [event.title for event in later_of(with_later_events(Agreement.objects.all(), cast[name]).get())]

    assert titles("tabalong") == ["Lanjutan", "Di provinsi lain"]
    assert titles("gumas") == ["Di provinsi lain"]
    Agreement.objects.update(state="kept", evidence="BAST")
    assert titles("tabalong") == []


def test_one_statement_tells_it_for_all(login, agreement, django_assert_num_queries, cast):
    with django_assert_num_queries(1):
        list(with_later_events(Agreement.objects.all(), cast["tabalong"]))
