"""Where calendar files are fetched: at the secret address of a person, and at the public ones of the provinces."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ssk_portal.clinics.models import CalendarFeed, Clinic, ClinicReport, Session
from ssk_portal.clinics.views.feeds import public_address
from ssk_portal.review.states import State
from tests.clinics import factories, ical
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")
PORTAL = "http://127.0.0.1:8000"


# The secret address


def own_address(login, name) -> str:
    client = login(name)
    client.post("/coaching-clinic/kalender/langganan/alamat-baru/", key())
    return CalendarFeed.objects.get(user__username=name.replace("_", "-")).address


def fetch(address, **headers):
    return Client().get(address.removeprefix(PORTAL), headers=headers)


def titles(answer) -> set[str]:
    assert answer.status_code == 200
    return {event["SUMMARY"].partition(" – ")[2] for event in ical.read(answer.content).all("VEVENT")}


@pytest.fixture
def clinics(regions):
    days = {"planned_start": "2026-11-03"}
    factories.clinic("63", "63.09", title="Tabalong", **days)
    factories.clinic("63.07", "63.07", title="HST", **days)
    factories.clinic("62", "62.10", title="Gumas", **days)
    factories.clinic("62", "62.10", "63.09", title="Tamu", **days)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("tabalong", {"Tabalong", "Tamu"}),
        ("hst", {"HST"}),
        ("kalsel", {"Tabalong", "HST", "Tamu"}),
        ("pembaca_kalsel", {"Tabalong", "HST", "Tamu"}),
        ("kalteng", {"Gumas", "Tamu"}),
        ("pusat", {"Tabalong", "HST", "Gumas", "Tamu"}),
    ],
)
def test_the_own_calendar_holds_what_the_person_may_see(login, clinics, name, seen):
    answer = fetch(own_address(login, name))
    assert titles(answer) == seen
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="kalender-ssk.ics"'
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_it_holds_what_the_person_may_see_now(login, clinics, cast, regions):
    address, user = own_address(login, "tabalong"), cast["tabalong"]
    user.region = regions["63.07"]
    user.save()
    assert titles(fetch(address)) == {"HST"}
    user.is_active = False
    user.save()
    assert fetch(address).status_code == 404


def test_a_renewed_address_stops_the_old_one_at_once(login, clinics):
    old = own_address(login, "tabalong")
    new = own_address(login, "tabalong")
    assert (fetch(old).status_code, fetch(new).status_code) == (404, 200)
    login("tabalong").post("/coaching-clinic/kalender/langganan/akhiri/", key())
    assert fetch(new).status_code == 404


def test_the_address_cannot_be_read_from_the_database(login, clinics, settings):
    address = own_address(login, "tabalong")
    name, _slash, proof = address.removesuffix(".ics").rpartition("/")
    name = name.rpartition("/")[2]
    kept = str(list(CalendarFeed.objects.values())) + str(list(CalendarFeed.events.rel.related_model.objects.values()))
    assert name in kept
    assert proof not in kept
    assert len(proof) == 40
    wrong = address.replace(proof, proof[::-1])
    assert fetch(wrong).status_code == 404
    # A new key of the portal takes the old one along until addresses are renewed.
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "lain" * 20
    assert fetch(address).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert fetch(address).status_code == 404


def test_a_calendar_that_did_not_change_is_not_sent_again(login, clinics):
    address = own_address(login, "tabalong")
    mark = fetch(address).headers["ETag"]
    same = fetch(address, **{"If-None-Match": mark})
    assert (same.status_code, same.content) == (304, b"")
    Clinic.objects.filter(title="Tamu").delete()
    assert titles(fetch(address, **{"If-None-Match": mark})) == {"Tabalong"}


def test_too_many_fetches_from_one_place_are_refused(login, clinics, monkeypatch, freezer_at):
    monkeypatch.setattr("ssk_portal.clinics.feeds.limits.MOST", 3)
    with freezer_at("2026-11-03T01:00:00+00:00"):
        answers = [fetch(public_address("63")).status_code for _once in range(5)]
    assert answers == [200, 200, 200, 429, 429]


def test_no_personal_data_and_no_minutes_stand_in_a_calendar(login, clinics):
    clinic = Clinic.objects.get(title="Tabalong")
    clinic.speakers.create(name="Desmon Rahasia")
    clinic.attendances.create(name="Siti Rahasia", telephone="0812345")
    clinic.agreements.create(text="Janji rahasia")
    Session.objects.create(clinic=clinic, title="Sesi", minutes="Notula rahasia")
    content = fetch(own_address(login, "tabalong")).content.decode().replace("\r\n ", "")
    assert [word for word in ("Rahasia", "rahasia", "0812345") if word in content] == []


# The public calendars


def published(clinic, cast, *, state=State.APPROVED, public=True):
    """The report of the event in that state, published where it is said."""
    now, by = timezone.now(), cast["kalsel"]
    ClinicReport.objects.create(clinic=clinic)
    rows = ClinicReport.objects.filter(clinic=clinic)
    rows.update(state=State.SUBMITTED, state_since=now, submitted_at=now, submitted_by=by)
    if state == State.APPROVED:
        later = now + timedelta(seconds=1)
        rows.update(state=State.APPROVED, state_since=later, decided_at=later, decided_by=by)
    if public:
        rows.update(published_at=now, published_by=by)


@pytest.fixture
def reported(regions, cast, tmp_path):
    days = {"date_start": "2026-11-03"}
    published(factories.clinic("63", "63.09", title="Terbit", **days), cast)
    published(factories.clinic("63", "63.09", title="Disetujui", **days), cast, public=False)
    published(factories.clinic("63", "63.09", title="Diajukan", **days), cast, state=State.SUBMITTED, public=False)
    factories.clinic("63", "63.09", title="Tanpa laporan", source="https://example.org", **days)
    published(factories.clinic("62", "63.09", title="Tamu", **days), cast)
    published(factories.clinic("62", "62.10", title="Lain", **days), cast)
    said = {"host_level": "provinsi", "province": "Kalimantan Selatan", "source": "https://example.org/berita", "publisher": "MC Kalsel"}
    factories.take_in(tmp_path, factories.event(title="Berita", date_start="2023-09-20", **said))


@pytest.mark.parametrize(("code", "seen"), [("63", {"Terbit", "Tamu", "Berita"}), ("62", {"Tamu", "Lain"}), ("ID", {"Terbit", "Tamu", "Lain", "Berita"})])
def test_the_public_calendar_holds_published_events_only(reported, code, seen):
    answer = fetch(public_address(code))
    assert titles(answer) == seen
    assert answer.headers["Content-Disposition"] == f'inline; filename="kalender-ssk-{code.lower()}.ics"'
    assert answer.headers["Cache-Control"] == "public, no-cache"


def test_a_published_event_names_its_source(reported):
    events = {event["SUMMARY"]: event for event in ical.read(fetch(public_address("63")).content).all("VEVENT")}
    news = events["CC 3 – Berita"]
    assert (news["URL"], news["DESCRIPTION"].splitlines()[-1]) == ("https://example.org/berita", "Sumber: MC Kalsel, https://example.org/berita")
    # The page of the event asks to sign in: nobody is led there.
    assert events["CC 3 – Terbit"].get("URL") is None


def test_a_report_that_is_reopened_is_public_no_longer(reported):
    now = timezone.now() + timedelta(minutes=1)
    ClinicReport.objects.filter(clinic__title="Terbit").update(state=State.RETURNED, state_since=now, decided_at=now, decision_note="Salah")
    assert titles(fetch(public_address("63"))) == {"Tamu", "Berita"}


def test_what_was_changed_by_hand_after_its_publication_is_public_no_longer(reported, tmp_path):
    """Nobody above has looked at it; taken from a publication anew, it is as that tells it."""
    Clinic.objects.filter(title="Berita").update(title="Berita lain")
    assert titles(fetch(public_address("63"))) == {"Terbit", "Tamu"}
    said = {"host_level": "provinsi", "province": "Kalimantan Selatan", "source": "https://example.org/berita", "publisher": "MC Kalsel"}
    factories.take_in(tmp_path, factories.event(title="Berita", date_start="2023-09-21", **said))
    assert titles(fetch(public_address("63"))) == {"Terbit", "Tamu", "Berita"}


def test_an_event_that_was_called_off_is_not_public(reported):
    called_off = {"date_start": None, "planned_start": "2026-11-03", "cancelled": "Anggaran dialihkan"}
    Clinic.objects.filter(title="Berita").update(**called_off)
    answer = fetch(public_address("63"))
    assert (titles(answer), b"Anggaran" in answer.content) == ({"Terbit", "Tamu"}, False)


def test_the_public_calendar_in_english(reported):
    told = {}
    for language in ("en", "xx"):
        content = fetch(f"{public_address('63')}?bahasa={language}").content.decode().replace("\r\n ", "")
        told[language] = [word for word in ("Districts taking part", "Kabupaten/kota peserta") if word in content]
    assert told == {"en": ["Districts taking part"], "xx": ["Kabupaten/kota peserta"]}


@pytest.mark.parametrize("code", ["63-09", "99", "id", "x"])
def test_of_what_is_no_province_there_is_no_calendar(reported, code):
    assert fetch(public_address(code)).status_code == 404
