"""The calendar files, read back by a reader of our own that knows only RFC 5545 (`ical`)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from ssk_portal.clinics.feeds.writing import calendar_of, text
from ssk_portal.clinics.models import CalendarFeed, Clinic, ClinicReport, Session
from ssk_portal.clinics.views.feeds import public_address, with_all_told
from ssk_portal.review.states import State
from tests.clinics import factories, ical
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")
PORTAL = "http://127.0.0.1:8000"


def written(*clinics, name="Uji") -> ical.Component:
    rows = with_all_told(Clinic.objects.filter(pk__in=[clinic.pk for clinic in clinics]))
    return ical.read(calendar_of(name, rows, zone="Asia/Makassar", address_of=lambda clinic: "https://example.org/a"))


def entry(**fields) -> ical.Component:
    """The one event of the file of an event with these fields."""
    [event] = written(factories.clinic("63", "63.09", **fields)).all("VEVENT")
    return event


def span(event):
    return event["DTSTART"], event.get("DTEND")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"planned_start": "2026-11-03"}, (date(2026, 11, 3), date(2026, 11, 4))),
        ({"planned_start": "2026-11-03", "planned_end": "2026-11-05"}, (date(2026, 11, 3), date(2026, 11, 6))),
        ({"planned_start": "2026-11-03", "date_start": "2026-12-31"}, (date(2026, 12, 31), date(2027, 1, 1))),
        # Of several days the hours are those of each day: the days stand whole.
        ({"date_start": "2026-11-03", "date_end": "2026-11-04", "time": "09.00–12.00 WITA"}, (date(2026, 11, 3), date(2026, 11, 5))),
        ({"date_start": "2026-11-03", "time": "pagi sampai siang"}, (date(2026, 11, 3), date(2026, 11, 4))),
        ({"date_start": "2026-11-03", "time": "08.00, 10.00, 13.00"}, (date(2026, 11, 3), date(2026, 11, 4))),
        ({"date_start": "2026-11-03", "time": "12.00–09.00"}, (date(2026, 11, 3), date(2026, 11, 4))),
        ({"date_start": "9999-12-31"}, (date(9999, 12, 31), None)),
    ],
)
def test_whole_days(fields, expected):
    event = entry(**fields)
    assert span(event) == expected
    assert event.line("DTSTART").params == {"VALUE": "DATE"}


@pytest.mark.parametrize(
    ("written_time", "zone", "expected"),
    [
        ("09.00–12.00 WITA", "Asia/Makassar", (time(9), time(12))),
        ("09:00 - 12:30 WIB", "Asia/Jakarta", (time(9), time(12, 30))),
        ("pukul 8.15 s.d. 16.45 wit", "Asia/Jayapura", (time(8, 15), time(16, 45))),
        ("09.00 s.d. selesai", "Asia/Makassar", (time(9), None)),
        ("3/11/2026 pukul 13.30", "Asia/Makassar", (time(13, 30), None)),
    ],
)
def test_known_hours_with_their_zone(written_time, zone, expected):
    calendar = written(factories.clinic("63", date_start="2026-11-03", time=written_time))
    [event] = calendar.all("VEVENT")
    assert tuple(value and (value.date(), value.time()) for value in span(event)) == tuple(clock and (date(2026, 11, 3), clock) for clock in expected)
    assert event.line("DTSTART").params == {"TZID": zone}
    [told] = calendar.all("VTIMEZONE")
    offsets = {"Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}
    assert [(told["TZID"], part.name, part["TZOFFSETTO"]) for part in told.parts] == [(zone, "STANDARD", timedelta(hours=offsets[zone]))]


def test_the_hours_of_the_sessions_where_the_event_names_none():
    clinic = factories.clinic("63", planned_start="2026-11-03")
    for title, day, starts, ends in (("a", None, "08:30", "10:00"), ("b", "2026-11-03", "10:15", "15:00"), ("c", "2026-11-09", "06:00", "23:00"), ("d", None, None, None)):
        Session.objects.create(clinic=clinic, title=title, day=day, starts=starts, ends=ends)
    [event] = written(clinic).all("VEVENT")
    assert [moment.time() for moment in span(event)] == [time(8, 30), time(15)]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"planned_start": "2026-11-03"}, "TENTATIVE"),
        ({"planned_start": "2026-11-03", "cancelled": "Anggaran"}, "CANCELLED"),
        ({"planned_start": "2026-11-03", "date_start": "2026-11-04"}, "CONFIRMED"),
    ],
)
def test_the_status(fields, status):
    assert entry(**fields)["STATUS"] == status


def test_a_reminder_one_day_before_and_none_of_what_is_over_or_called_off(freezer_at):
    with freezer_at("2026-11-03T01:00:00+00:00"):
        [alarm] = entry(planned_start="2026-11-03", title="Hari ini").all("VALARM")
        assert (alarm["ACTION"], alarm["TRIGGER"], alarm["DESCRIPTION"]) == ("DISPLAY", timedelta(hours=-17), "CC 3 – Hari ini")
        # An event of known hours is told of at its own hour on the day before, a whole day at 07.00.
        [timed] = entry(planned_start="2026-11-03", time="09.00–12.00").all("VALARM")
        assert timed["TRIGGER"] == timedelta(days=-1)
        assert entry(date_start="2026-11-02").all("VALARM") == []
        assert entry(planned_start="2026-11-04", cancelled="Anggaran").all("VALARM") == []


def test_what_an_event_tells():
    clinic = factories.clinic(
        "63", "63.09", "63.07", title="Model layanan; dua kabupaten, M2", planned_start="2026-11-03", venue="Aula\nBappeda", city="Banjarbaru", theme="Lumpur tinja",
        mode="hybrid", clinic_numbers=[3, 7], publisher="MC Kalsel", source="https://example.org",
    )  # fmt: skip
    clinic.participations.filter(district__code="63.09").update(milestone="2", clinic_numbers=[7], note="rahasia")
    with translation.override("id"):
        [event] = written(clinic).all("VEVENT")
    assert (event["SUMMARY"], event["LOCATION"], event["CATEGORIES"]) == ("CC 3 & 7 – Model layanan; dua kabupaten, M2", "Aula Bappeda, Banjarbaru", "Coaching clinic")
    assert event["DESCRIPTION"].splitlines() == [
        "Tema: Lumpur tinja",
        "Penyelenggara: Provinsi Kalimantan Selatan",
        "Kabupaten/kota peserta: Kabupaten Hulu Sungai Tengah, Kabupaten Tabalong CC 7 M2",
        "Cara pelaksanaan: hibrida",
        "Sumber: MC Kalsel, https://example.org",
    ]


def test_a_revised_event_is_the_same_one_with_a_higher_number():
    clinic = factories.clinic("63", "63.09", planned_start="2026-11-03")

    def revision():
        [event] = written(clinic).all("VEVENT")
        return event["UID"], event["SEQUENCE"], event["LAST-MODIFIED"]

    first = revision()
    assert revision() == first
    session = Session.objects.create(clinic=clinic, title="a", starts="08:00", ends="09:00")
    second = revision()
    session.delete()
    third = revision()
    Clinic.objects.filter(pk=clinic.pk).update(title="Baru")
    fourth = revision()
    assert len({uid for uid, _count, _at in (first, second, third, fourth)}) == 1
    assert [count for _uid, count, _at in (second, third, fourth)] == [first[1] + 1, first[1] + 2, first[1] + 3]
    assert first[2] <= second[2] <= third[2] <= fourth[2]
    assert first[2].tzinfo == UTC
    assert datetime.now(UTC) - fourth[2] < timedelta(hours=1)


def test_an_event_of_no_day_stands_in_no_file_and_an_empty_file_is_one():
    calendar = written(factories.clinic("63", date_as_written="Maret 2024"))
    assert [part.name for part in calendar.parts] == ["VTIMEZONE"]


HARD = [
    "a,b;c\\d",
    "\\n bukan baris",
    "satu\r\ndua\rtiga\nempat",
    "👩🏽‍🔧" * 40,
    "é" * 5000,
    "\x01\x1b[2J\x7f",
    "\u2028\u2029\x85\x0b\x0c",
    '"kutip": ^n',
    " ",
    "BEGIN:VEVENT\r\nX:1",
    "مرحبا\u202e",
    "x" * 74,
    "\ufeff\u200b",
]
texts = st.sampled_from(HARD) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)


@settings(max_examples=80)
@given(texts, texts, texts)
def test_any_text_comes_back(title, venue, theme):
    Clinic.objects.all().delete()
    event = entry(title=title, venue=venue, theme=theme, city=None, planned_start="2026-11-03")
    kept = " ".join(text(title).split())
    assert event["SUMMARY"] == (f"CC 3 – {kept}" if kept else "CC 3")
    assert (event.get("LOCATION") or "") == " ".join(text(venue).split())
    told = event["DESCRIPTION"]
    assert (f": {text(theme)}\n" in told) == bool(text(theme))


@pytest.mark.parametrize("title", HARD)
def test_hard_texts(title):
    test = entry(title=title, venue=title, theme=title, planned_start="2026-11-03")
    assert test["SUMMARY"].startswith("CC 3")


def test_a_text_keeps_all_that_a_calendar_may_hold():
    assert text("satu\r\ndua\rtiga\u2028empat\tlima\x00\x1b\x7f, enam; \\ 🚰") == "satu\ndua\ntiga\nempat\tlima, enam; \\ 🚰"


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
