"""What stands ahead of an event: what is missing, what clashes, what earlier ones left open."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from ssk_portal.clinics import planning
from ssk_portal.clinics.clashes import agenda_warnings
from ssk_portal.clinics.models import Clinic, Session
from tests.clinics import factories
from tests.clinics.pages import url

pytestmark = pytest.mark.usefixtures("schemes")
DAY = "2091-12-03"


@pytest.fixture
def clinic(regions):
    """Planned by Kalimantan Selatan for Tabalong and Hulu Sungai Tengah, on one day."""
    return factories.clinic("63", "63.07", "63.09", planned_start=DAY, programme_year=2091)


def seen(login, clinic, who="kalsel"):
    return login(who).get(url("detail", clinic)).context


# What earlier events left open


@pytest.fixture
def before(regions):
    """An earlier clinic of both districts."""
    return factories.clinic("63", "63.07", "63.09", date_start="2091-03-01", programme_year=2091, title="CC 1")


def left(clinic) -> list[str]:
    return [row.text for row in planning.open_before(Clinic.objects.get(pk=clinic.pk))]


def test_what_is_open_of_these_districts_opens_the_next_event(login, clinic, before, regions):
    tabalong = {"district": regions["63.09"]}
    before.agreements.create(text="tanpa hari", **tabalong)
    before.agreements.create(text="kemudian", due="2092-01-01", **tabalong)
    before.agreements.create(text="lewat", due="2091-04-01", state="in_work", in_charge="Sekda", **tabalong)
    before.agreements.create(text="semua", due="2091-05-01")
    before.agreements.create(text="ditepati", state="kept", evidence="SK", **tabalong)
    before.agreements.create(text="batal", state="cancelled", reason="dobel", **tabalong)
    clinic.agreements.create(text="milik sendiri", **tabalong)
    assert left(clinic) == ["lewat", "semua", "kemudian", "tanpa hari"]
    text = login("kalsel").get(url("detail", clinic)).content.decode()
    assert [word for word in ("Kesepakatan terdahulu yang belum ditepati", "Sekda", "tenggat 1 April 2091", "semua kabupaten/kota peserta") if word not in text] == []


def test_which_events_are_earlier(clinic, regions):
    for title, fields in {
        "lalu": {"date_start": "2091-12-02"}, "direncanakan lalu": {"planned_start": "2090-01-01"}, "sehari": {"date_start": DAY}, "nanti": {"planned_start": "2091-12-04"},
        "tahun lalu": {"programme_year": 2090}, "tahun depan": {"programme_year": 2092},
    }.items():  # fmt: skip
        factories.clinic("63", **fields).agreements.create(text=title, district=regions["63.09"])
    assert left(clinic) == ["lalu", "direncanakan lalu", "tahun lalu"]
    Clinic.objects.filter(pk=clinic.pk).update(planned_start=None)
    assert left(clinic) == ["lalu", "direncanakan lalu", "sehari", "nanti", "tahun lalu"]


def test_other_districts_and_those_only_named_carry_nothing(clinic, before, regions):
    before.agreements.create(text="HST", district=regions["63.07"])
    factories.clinic("62", "62.10", date_start="2090-01-01").agreements.create(text="lain", district=regions["62.10"])
    factories.clinic("62", "62.10", date_start="2090-01-01").agreements.create(text="semua yang lain")
    assert left(clinic) == ["HST"]
    clinic.participations.filter(district=regions["63.07"]).update(role="reference")
    assert left(clinic) == []


def test_a_district_reads_only_what_is_in_its_reach(login, clinic, regions):
    factories.clinic("63.07", "63.07", date_start="2091-01-01").agreements.create(text="urusan HST", district=regions["63.07"])
    assert [[row.text for row in seen(login, clinic, who)["left_open"]] for who in ("kalsel", "hst", "tabalong")] == [["urusan HST"], ["urusan HST"], []]


@pytest.mark.parametrize(("count", "shown", "told"), [(30, 30, "30<"), (31, 30, "30+<")])
def test_of_very_many_the_page_shows_the_first_and_leads_to_all(login, clinic, before, regions, count, shown, told):
    for number in range(count):
        before.agreements.create(text=f"janji {number}", district=regions["63.09"])
    page = login("kalsel").get(clinic.get_absolute_url())
    assert len(page.context["left_open"]) == shown
    assert f'<span class="count">{told}' in page.content.decode()
    assert (f"{reverse('clinics:agreement_list')}?state=unsettled" in page.content.decode()) is (count > shown)


def test_what_is_over_is_not_opened_by_it(login, clinic, before, regions):
    before.agreements.create(text="janji", district=regions["63.09"])
    Clinic.objects.filter(pk=clinic.pk).update(cancelled="Batal")
    assert "left_open" not in seen(login, clinic)


# Clashes


def clashing(login, clinic, who="kalsel") -> list[tuple]:
    return [(str(clash.event) if clash.event else None, clash.who) for clash in seen(login, clinic, who)["clashes"]]


def test_a_district_at_two_events_on_one_day(login, clinic):
    factories.clinic("63", "63.09", planned_start="2091-12-01", planned_end=DAY, title="Dekat")
    factories.clinic("63", "63.09", date_start="2091-12-04", title="Esok")
    factories.clinic("63", "63.09", planned_start=DAY, cancelled="Batal", title="Dibatalkan")
    # Planned for the day, held on another.
    factories.clinic("63", "63.09", planned_start=DAY, date_start="2091-11-01", title="Dimajukan")
    assert clashing(login, clinic) == [("Dekat", ["Kabupaten Tabalong"])]


def test_an_event_that_names_nobody_yet_clashes_with_none(login):
    factories.clinic("63", "63.09", planned_start=DAY)
    assert clashing(login, factories.clinic("63", planned_start=DAY)) == []


def test_out_of_reach_it_is_only_another_event(login, clinic, regions):
    far = factories.clinic("62", "62.10", planned_start=DAY, title="Rahasia Kalteng")
    far.speakers.create(name=" SITI Aminah ")
    clinic.attendances.create(name="Siti Aminah")
    assert clashing(login, clinic) == [(None, [" SITI Aminah "])]
    text = login("kalsel").get(url("detail", clinic)).content.decode()
    assert ("Rahasia Kalteng" in text, "kegiatan lain" in text) == (False, True)
    assert clashing(login, clinic, "pusat") == [("Rahasia Kalteng", [" SITI Aminah "])]


@pytest.mark.parametrize(("state", "count"), [("expected", 1), ("present", 1), ("absent", 0), ("excused", 0)])
def test_who_stays_away_is_not_wanted_twice(login, clinic, state, count):
    clinic.speakers.create(name="Desmon")
    factories.clinic("63", planned_start=DAY).attendances.create(name="Desmon", state=state)
    assert len(clashing(login, clinic)) == count


def test_a_person_is_wanted_twice_whatever_the_list(login, clinic):
    other = factories.clinic("63", planned_start=DAY, title="Lain")
    for people, name in ((clinic.speakers, "Ani"), (other.speakers, "Ani"), (clinic.attendances, "Budi"), (other.attendances, "Budi"), (clinic.speakers, "Cici")):
        people.create(name=name)
    assert clashing(login, clinic) == [("Lain", ["Ani", "Budi"])]


def test_no_clash_without_a_day_or_once_it_is_over(login, regions, freezer_at):
    clinic = factories.clinic("63", "63.09")
    factories.clinic("63", "63.09", planned_start=DAY)
    assert clashing(login, clinic) == []
    Clinic.objects.filter(pk=clinic.pk).update(planned_start=DAY)
    assert len(clashing(login, clinic)) == 1
    with freezer_at("2091-12-04T00:00:00+00:00"):
        assert clashing(login, clinic) == []


# The agenda


def session(title, starts=None, ends=None, room="", day=None):
    return Session(title=title, day=day, starts=starts and time.fromisoformat(starts), ends=ends and time.fromisoformat(ends), room=room)


@pytest.mark.parametrize(
    ("one", "other", "warned"),
    [
        (("09:00", "10:00", "Aula"), ("09:30", "11:00", " aula "), True),
        (("09:00", "10:00", "Aula"), ("10:00", "11:00", "Aula"), False),
        (("09:00", "10:00", "Aula"), ("09:30", None, "Aula"), True),
        (("09:00", None, "Aula"), ("09:30", None, "Aula"), False),
        (("09:00", None, "Aula"), ("09:00", None, "Aula"), True),
        (("09:00", "10:00", "Aula"), ("09:00", "10:00", "Ruang 2"), False),
        (("09:00", "10:00", ""), ("09:00", "10:00", ""), False),
        ((None, None, "Aula"), ("09:00", "10:00", "Aula"), False),
    ],
)
def test_two_sessions_in_one_room(clinic, one, other, warned):
    clinic.refresh_from_db()
    # Without a day it is the event's only one.
    sessions = [session("Satu", *one, day=date(2091, 12, 3)), session("Dua", *other)]
    for agenda in (sessions, sessions[::-1]):
        assert bool(agenda_warnings(clinic, agenda)) is warned


def test_sessions_outside_the_days(clinic):
    clinic.refresh_from_db()
    with translation.override("id"):
        assert agenda_warnings(clinic, [session("Satu", day=date(2091, 12, 4)), session("Dua", day=date(2091, 12, 3)), session("Tiga")]) == [
            "“Satu” dijadwalkan pada 4 Desember 2091, di luar hari kegiatan."
        ]


def test_the_page_warns_of_the_agenda(login, clinic):
    clinic.sessions.create(title="Terlambat", day="2091-12-09")
    assert "di luar hari kegiatan" in login("kalsel").get(url("detail", clinic)).content.decode()


# Ready to hold

BARE = [
    "Hari pelaksanaan belum direncanakan.", "Cara penyelenggaraan (luring, daring, atau hibrida) belum disebutkan.", "Lembaga yang mengundang belum disebutkan.",
    "Belum ada kabupaten/kota peserta yang disebutkan.", "Tujuan dan keluaran yang diharapkan belum lengkap; dalam laporan dinyatakan apakah keluaran itu tercapai.",
    "Susunan acara belum memuat sesi.", "Belum ada lembaga yang diundang.",
]  # fmt: skip


def lines(context, which) -> list[str]:
    return [line.sentence for line in context[which]]


def test_what_a_bare_event_lacks(login, regions):
    context = seen(login, factories.clinic("63"))
    assert (lines(context, "missing"), lines(context, "ready")) == (BARE, [])


def test_every_missing_line_leads_to_a_page_that_opens(login, clinic, regions):
    clinic.sessions.create(title="Pembukaan")
    client = login("kalsel")
    for page in (clinic, factories.clinic("63")):
        links = {line.url for line in client.get(url("detail", page)).context["missing"]}
        assert {client.get(link.partition("#")[0] or url("detail", page)).status_code for link in links} == {200}


def test_a_full_plan_lacks_nothing(login, clinic):
    Clinic.objects.filter(pk=clinic.pk).update(mode="luring", venue="Aula", host="Dinas PUPR", purposes=["Tujuan"], expected=["Hasil"])
    clinic.participations.update(milestone="2")
    clinic.invited.create(name="BPPW")
    opening = clinic.sessions.create(title="Pembukaan", starts="09:00")
    clinic.speakers.create(name="Desmon", session=opening)
    context = seen(login, clinic)
    assert (lines(context, "missing"), len(context["ready"])) == ([], 10)
    assert "Hari pelaksanaan sudah direncanakan: 3 Desember 2091, WITA." in lines(context, "ready")


def test_who_only_reads_has_no_checklist(login, clinic):
    assert ["missing" in seen(login, clinic, who) for who in ("kalsel", "pusat", "tabalong", "pembaca_kalsel")] == [True, True, False, False]


def test_an_event_that_was_held_has_none(login, clinic):
    Clinic.objects.filter(pk=clinic.pk).update(date_start="2025-01-01")
    assert "missing" not in seen(login, clinic)


def test_what_stands_ahead_costs_as_many_statements_whatever_there_is(login, clinic, before, regions):
    client, counts = login("kalsel"), []
    client.get(url("detail", clinic))
    for number in range(2):
        before.agreements.create(text="janji", district=regions["63.09"], due="2091-01-01")
        factories.clinic("63", "63.09", planned_start=DAY)
        clinic.sessions.create(title=f"Sesi {number}", day="2091-12-09")
        with CaptureQueriesContext(connection) as queries:
            client.get(url("detail", clinic))
        counts.append(len(queries))
    assert counts == [5, 5], [query["sql"][:300] for query in queries.captured_queries]
