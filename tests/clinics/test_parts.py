"""What belongs to an event: the host keeps it, a district says what concerns itself."""

from decimal import Decimal

import pytest
from django.urls import reverse
from freezegun import freeze_time

from ssk_portal.audit.timeline import event_model
from ssk_portal.clinics.exchange.writing import event_of
from ssk_portal.clinics.models import Agreement, Clinic, Participation, QuotedFigure, Session, Speaker
from tests.clinics import factories
from tests.clinics.pages import shown
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")
NOUNS = ["participation", "invitedinstitution", "session", "speaker", "quotedfigure", "agreement"]
CREATORS = {"pusat": 200, "kalsel": 200, "tabalong": 403, "admin": 403, "pembaca_kalsel": 403, "hst": 404, "kalteng": 404}


@pytest.fixture
def clinic(regions):
    return factories.clinic("63", "63.09")


@pytest.fixture
def rows(clinic, regions):
    """One row of every kind under the event, by noun."""
    return {
        "participation": clinic.participations.get(),
        "invitedinstitution": clinic.invited.create(name="Bappeda"),
        "session": clinic.sessions.create(title="Pembukaan"),
        "speaker": clinic.speakers.create(name="Desmon"),
        "quotedfigure": clinic.quoted.create(region_as_written="Kalsel", indicator_as_written="layak", kind="target", value="39.47"),
        "agreement": clinic.agreements.create(text="Sedot tinja terjadwal", district=regions["63.09"], due="2025-03-01"),
    }


def url(noun, action, pk):
    return reverse(f"clinics:{noun}_{action}", args=[pk])


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(("name", "status"), CREATORS.items())
def test_who_adds(login, clinic, noun, name, status):
    assert login(name).get(url(noun, "create", clinic.pk)).status_code == status


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(("name", "status"), CREATORS.items())
def test_who_deletes(login, rows, noun, name, status):
    assert login(name).get(url(noun, "delete", rows[noun].pk)).status_code == status


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(("name", "status"), CREATORS.items())
def test_who_changes(login, rows, noun, name, status):
    own = noun in ("participation", "agreement") and name == "tabalong"
    assert login(name).get(url(noun, "update", rows[noun].pk)).status_code == (200 if own else status)


@pytest.mark.parametrize("noun", NOUNS)
def test_deleting_leads_back_to_where_the_row_stood(login, clinic, rows, noun):
    page = login("kalsel").post(url(noun, "delete", rows[noun].pk), key())
    stood = reverse("clinics:report_detail", args=[clinic.pk]) if noun in ("quotedfigure", "agreement") else clinic.get_absolute_url()
    assert page.url.split("#")[0] == stood
    assert not type(rows[noun]).objects.filter(pk=rows[noun].pk).exists()


def test_a_level_above_says_why(login, rows, regions):
    client = login("pusat")
    form = shown(client.get(url("speaker", "update", rows["speaker"].pk)))
    assert list(client.post(url("speaker", "update", rows["speaker"].pk), form).context["form"].errors) == ["change_reason"]
    client.post(url("speaker", "update", rows["speaker"].pk), form | key(post="Plt. Kepala", change_reason="Sesuai undangan"))
    assert event_model(Speaker).objects.order_by("pgh_id").last().pgh_context["reason"] == "Sesuai undangan"


def test_adding_a_district(login, clinic, regions):
    client = login("kalsel")
    page = client.post(url("participation", "create", clinic.pk), key(district=regions["63.07"].pk, name="", kind="", role="participant", milestone="1-3", clinic_numbers="1 & 2"))
    assert page.status_code == 302
    assert event_of(Clinic.objects.get())["districts"] == [
        factories.district("Tabalong"),
        factories.district("Hulu Sungai Tengah", milestone="1-3", clinic_numbers=[1, 2]),
    ]


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, ["name", "kind"]),
        ({"name": "Antah", "kind": "kota", "milestone": "6"}, ["milestone"]),
        ({"name": "Antah", "kind": "kota", "milestone": "dua"}, ["milestone"]),
        ({"name": "Antah", "kind": "kota", "clinic_numbers": "9"}, ["clinic_numbers"]),
    ],
)
def test_what_the_form_of_a_district_refuses(login, clinic, fields, errors):
    page = login("kalsel").post(url("participation", "create", clinic.pk), key(role="participant", **fields))
    assert list(page.context["form"].errors) == errors


def test_the_name_follows_another_district_and_stays_with_a_first_link(login, clinic, regions, tmp_path):
    factories.take_in(tmp_path, factories.event(host_level="provinsi", province="Kalimantan Selatan", districts=[factories.district("tabalong")]))
    Clinic.objects.get(slug="uji-1").participations.create(name="H.S.T.", kind="kabupaten", order=1)
    client = login("kalsel")
    for row in Participation.objects.filter(clinic__slug="uji-1"):
        form = shown(client.get(url("participation", "update", row.pk)))
        client.post(url("participation", "update", row.pk), form | {"district": regions["63.07"].pk})
    event = event_of(Clinic.objects.get(slug="uji-1"))
    assert [district["name"] for district in event["districts"]] == ["Hulu Sungai Tengah", "H.S.T."]


def test_a_district_writes_its_own_outcome_and_no_more(login, rows, cast):
    row = rows["participation"]
    client = login("tabalong")
    page = client.get(url("participation", "update", row.pk))
    assert list(page.context["form"].fields) == ["outcome"]
    client.post(url("participation", "update", row.pk), shown(page) | {"outcome": "Disepakati model layanan", "note": "lain", "role": "host", "milestone": "4"})
    row.refresh_from_db()
    assert (row.outcome, row.note, row.role, row.milestone) == ("Disepakati model layanan", None, "participant", None)
    assert "Disepakati model layanan" in client.get(row.clinic.get_absolute_url()).content.decode()
    assert "Disepakati" not in str(event_of(row.clinic))  # what the host publishes stays the host's


def test_a_district_says_how_its_agreement_stands(login, rows):
    row = rows["agreement"]
    client = login("tabalong")
    page = client.get(url("agreement", "update", row.pk))
    assert list(page.context["form"].fields) == ["state", "evidence", "file", "reason"]
    form = shown(page) | {"state": "kept", "text": "lain"}
    refused = client.post(url("agreement", "update", row.pk), form)
    assert refused.context["form"].errors == {"evidence": ["Sebutkan bukti bahwa kesepakatan ditepati, atau lampirkan berkas yang menunjukkannya."]}
    client.post(url("agreement", "update", row.pk), form | {"evidence": "BAST 12/2025"})
    row.refresh_from_db()
    assert (row.state, row.evidence, row.text) == ("kept", "BAST 12/2025", "Sedot tinja terjadwal")


@pytest.mark.parametrize("name", ["hst", "kalteng"])
def test_another_districts_agreement_is_out_of_reach(login, rows, name):
    assert login(name).get(url("agreement", "update", rows["agreement"].pk)).status_code == 404


def test_a_district_taking_part_does_not_touch_anothers_agreement(login, clinic, rows, regions):
    clinic.participations.create(district=regions["63.07"], name="Hulu Sungai Tengah", kind="kabupaten")
    assert login("hst").get(url("agreement", "update", rows["agreement"].pk)).status_code == 403


@pytest.mark.parametrize(("now", "overdue"), [("2025-03-01 15:59", False), ("2025-03-01 16:01", True)])
def test_overdue_by_the_hosts_own_day(rows, now, overdue):
    """The first of March ends at 16.00 UTC in WITA."""
    row = Agreement.objects.get()
    with freeze_time(now):
        assert row.is_overdue == overdue
    row.state = "kept"
    assert not row.is_overdue


def test_a_quoted_figure_changed_on_the_screen_is_changed_in_the_export(login, rows, clinic, regions):
    row = rows["quotedfigure"]
    client = login("kalsel")
    form = shown(client.get(url("quotedfigure", "update", row.pk)))
    client.post(url("quotedfigure", "update", row.pk), form | {"value": "1234,5", "unit": "KK"})
    [figure] = event_of(Clinic.objects.get())["quoted"]
    assert (float(figure["value"]), figure["unit"], figure["region"]) == (1234.5, "KK", "Kalsel")


@pytest.mark.parametrize("value", ["1000", "12.345", "0.5", "-3.125", "1000000.25"])
def test_a_value_comes_back_from_its_form_as_it_was(login, rows, value):
    row = rows["quotedfigure"]
    QuotedFigure.objects.update(value=value)
    client = login("kalsel")
    form = shown(client.get(url("quotedfigure", "update", row.pk)))
    assert client.post(url("quotedfigure", "update", row.pk), form).status_code == 302
    assert QuotedFigure.objects.get().value == Decimal(value)


def test_a_session_ends_after_it_begins(login, clinic):
    client = login("kalsel")
    page = client.post(url("session", "create", clinic.pk), key(title="Sesi", starts="10:00", ends="09:00"))
    assert page.context["form"].errors == {"ends": ["Akhir mendahului awal."]}
    client.post(url("session", "create", clinic.pk), key(title="Sesi", day="2024-01-02", starts="09:00", ends="10:00"))
    assert Session.objects.get().clinic == clinic


def test_new_rows_stand_last(login, clinic):
    client = login("kalsel")
    for name in ("Zainal", "Ahmad"):
        client.post(url("speaker", "create", clinic.pk), key(name=name))
    assert [person["name"] for person in event_of(Clinic.objects.get())["people"]] == ["Zainal", "Ahmad"]


def test_a_note_of_ours_in_a_name_is_told_to_whoever_listens_too(login, clinic):
    """The buttons beside it call it for screen readers: there too in the reader's language."""
    clinic.invited.create(name="Bakauda Kalsel (as written; probably Bakeuda)")
    page = login("kalsel").get(clinic.get_absolute_url()).content.decode()
    assert page.count("Bakauda Kalsel (sebagaimana tertulis; mungkin maksudnya Bakeuda)") == 3
    assert "(as written" not in page
