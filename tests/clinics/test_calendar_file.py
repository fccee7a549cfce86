"""The calendar files, read back by a reader of our own that knows only RFC 5545 (`ical`)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from ssk_portal.clinics.feeds.writing import calendar_of, text
from ssk_portal.clinics.models import Clinic, Session
from ssk_portal.clinics.views.feeds import with_all_told
from tests.clinics import factories, ical

pytestmark = pytest.mark.usefixtures("schemes")


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
