"""The calendar on the screen: a month by days, a year as a list, what has no day apart."""

import json

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from ssk_portal.clinics.models import Clinic
from tests.clinics import factories
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")
CALENDAR, LIST, FEED = reverse("clinics:clinic_calendar"), reverse("clinics:clinic_list"), reverse("clinics:calendar_feed")


@pytest.fixture
def november(regions):
    """Three events of November 2026 and what stands around it."""
    factories.clinic("63", "63.09", title="Sehari", planned_start="2026-11-03")
    factories.clinic("63", "63.07", title="Tiga hari", date_start="2026-11-29", date_end="2026-12-01", planned_start="2026-10-01")
    factories.clinic("63.07", "63.07", title="Kick", kind="kick_off", clinic_numbers=[], date_start="2026-11-03")
    factories.clinic("63", title="Lama", date_start="2026-10-31")
    factories.clinic("63", title="Tanpa hari", programme_year=2026, date_as_written="November 2026")
    factories.clinic("63", title="Tahun lain", programme_year=2025)
    factories.clinic("63", title="Tanpa tahun", programme_year=None)
    factories.clinic("62", "62.10", title="Kalteng", planned_start="2026-11-03")


def shown(page) -> dict:
    """The titles by day of a month, those of no day under None."""
    found = {str(day.day): [entry.clinic.title for entry in day.entries] for week in page.context["weeks"] for day in week if day.entries}
    return found | {None: sorted(clinic.title for clinic in page.context["undated"])}


def test_a_month(login, november):
    page = login("kalsel").get(CALENDAR, {"bulan": "2026-11"})
    assert shown(page) == {
        "2026-11-03": ["Kick", "Sehari"], "2026-11-29": ["Tiga hari"], "2026-11-30": ["Tiga hari"], None: ["Tanpa hari", "Tanpa tahun"],
    }  # fmt: skip
    days = [(entry.number, entry.of) for week in page.context["weeks"] for day in week for entry in day.entries if entry.clinic.title == "Tiga hari"]
    assert days == [(1, 3), (2, 3)]
    text = page.content.decode()
    assert "hari ke-2 dari 3" in text
    assert "Kalteng" not in text


def test_the_rest_of_an_event_stands_in_the_next_month(login, november):
    page = login("kalsel").get(CALENDAR, {"bulan": "2026-12"})
    [entry] = [entry for week in page.context["weeks"] for day in week for entry in day.entries]
    assert (entry.clinic.title, entry.number, entry.of) == ("Tiga hari", 3, 3)


def test_a_year_as_a_list(login, november):
    page = login("kalsel").get(CALENDAR, {"tampilan": "daftar", "year": "2026"})
    assert [(str(first), [clinic.title for clinic in clinics]) for first, clinics in page.context["months"]] == [
        ("2026-10-01", ["Lama"]), ("2026-11-01", ["Kick", "Sehari", "Tiga hari"]),
    ]  # fmt: skip
    assert "29 November 2026 – 1 Desember 2026" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("kind=kick_off", ["Kick"]), ("number=3", ["Sehari", "Tanpa hari", "Tanpa tahun", "Tiga hari"]), ("district={63.07}", ["Kick", "Tiga hari"]),
        ("province={63}", ["Kick", "Sehari", "Tanpa hari", "Tanpa tahun", "Tiga hari"]), ("q=sehari", ["Sehari"]), ("standing=cancelled", []),
    ],
)  # fmt: skip
def test_filters(login, november, regions, query, titles):
    for code, region in regions.items():
        query = query.replace(f"{{{code}}}", str(region.pk))
    page = login("kalsel").get(f"{CALENDAR}?bulan=2026-11&{query}")
    assert sorted({clinic.title for clinic in [*page.context["dated"], *page.context["undated"]]}) == titles


def test_the_months_beside_are_links_that_keep_the_filter(login, november):
    text = login("kalsel").get(CALENDAR, {"bulan": "2026-01", "kind": "kick_off"}).content.decode()
    assert [month for month in ("2025-12", "2026-02") if f"?kind=kick_off&amp;bulan={month}" in text] == ["2025-12", "2026-02"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        *((query, None) for query in ("", "bulan=2026-13", "bulan=x", "bulan=9999-01", "bulan=٢٠٢٦-01", "bulan=2026-1²", "year=x")),
        ("bulan=2026-02&year=2025", "2025-02-01"), ("bulan=2000-01", "2000-01-01"), ("bulan=2100-12", "2100-12-01"),
    ],
)  # fmt: skip
def test_the_month_that_is_shown(login, november, freezer_at, query, first):
    client = login("kalsel")
    with freezer_at("2026-11-25T20:00:00+00:00"):
        page = client.get(f"{CALENDAR}?{query}")
    assert str(page.context["first"]) == (first or "2026-11-01")


def test_today_is_marked_where_the_reader_is(login, november, freezer_at):
    """At 20.00 UTC on the 2nd it is the 3rd in Banjarmasin."""
    client = login("kalsel")
    with freezer_at("2026-11-02T20:00:00+00:00"):
        page = client.get(CALENDAR)
    assert [str(day.day) for week in page.context["weeks"] for day in week if day.is_today] == ["2026-11-03"]
    assert 'aria-current="date"' in page.content.decode()


def test_planned_and_held_differ_in_word_and_shape(login, november, freezer_at):
    client = login("kalsel")
    with freezer_at("2026-11-04T01:00:00+00:00"):
        page = client.get(CALENDAR, {"bulan": "2026-11"})
    told = {clinic.title: (clinic.shown.label, clinic.shown.badge) for clinic in page.context["dated"]}
    assert told == {"Kick": ("dilaksanakan", "submitted"), "Sehari": ("terlambat", "late"), "Tiga hari": ("direncanakan", "draft")}


def test_a_month_without_events_says_so(login, november):
    client = login("kalsel")
    assert "Belum ada kegiatan bulan ini." in client.get(CALENDAR, {"bulan": "2026-07"}).content.decode()
    assert "Tidak ada yang sesuai dengan saringan ini." in client.get(CALENDAR, {"bulan": "2026-07", "kind": "visit"}).content.decode()


def test_the_page_of_the_address(login, november):
    client = login("tabalong")
    assert ".ics" not in client.get(FEED).content.decode().partition("Kalender untuk umum")[0]
    client.post(reverse("clinics:calendar_renew"), key())
    page = client.get(FEED)
    assert page.context["feed"].address in page.content.decode()
    assert [name for name, _address in page.context["public"]] == ["Provinsi Kalimantan Selatan", "Seluruh Indonesia"]


def test_an_address_is_not_made_by_looking_nor_without_a_form(login, november):
    client = login("tabalong")
    assert [client.get(reverse("clinics:calendar_renew")).status_code, client.post(reverse("clinics:calendar_renew")).status_code] == [405, 403]


def test_the_list_tells_and_filters_the_standing(login, november, freezer_at):
    client = login("kalsel")
    with freezer_at("2026-11-04T01:00:00+00:00"):
        page = client.get(LIST, {"standing": "late"})
    assert [(row.record.title, strip_tags(row.get_cell("standing"))) for row in page.context["table"].rows] == [("Sehari", "terlambat")]
    assert [row[-1] for row in page.context["table"].as_values()] == ["Status", "terlambat"]


def test_the_list_as_a_file_for_exchange(login, november, tmp_path):
    answer = login("hst").get(LIST, {"ekspor": "json", "kind": "kick_off"})
    assert (answer.headers["Content-Type"], answer.headers["Content-Disposition"][:22]) == ("application/json", 'attachment; filename="')
    document = json.loads(answer.content)
    assert (document["format"], [event["title"] for event in document["events"]]) == ("clinic-events/1", ["Kick"])
    Clinic.objects.filter(title="Kick").delete()
    factories.take_in(tmp_path, *document["events"])
    assert Clinic.objects.filter(title="Kick").count() == 1
