"""Deadlines: the one rule for a progress, who sets them, what is late."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from ssk_portal.milestones.deadlines import days_late, deadline_of, late, promised, review_words, submit_words, with_deadlines
from ssk_portal.milestones.models import Assistance, Deadline, Progress
from ssk_portal.regions.days import today_in
from ssk_portal.review.actions import advance
from tests.factories import key
from tests.milestones import factories

DAYS = {"submit_by": date(2023, 6, 30), "review_by": date(2023, 7, 14)}


def national(regions, number=1, **more) -> Deadline:
    return Deadline.objects.create(**{"cohort_year": 2023, "number": number, "region": regions["ID"], **DAYS} | more)


def asked_in_both_ways(row) -> Deadline | None:
    """The deadline, by the list's subquery and of the single row: they never differ."""
    (listed,) = with_deadlines(Progress.objects.filter(pk=row.pk))
    single = deadline_of(Progress.objects.get(pk=row.pk))
    assert deadline_of(listed) == single
    return single


def test_the_provinces_own_else_the_countrys(cast, regions):
    tabalong, gumas = factories.progress(regions["63.09"]), factories.progress(regions["62.10"])
    assert asked_in_both_ways(tabalong) is None
    country = national(regions)
    own = national(regions, region=regions["63"], submit_by=date(2023, 8, 1), review_by=date(2023, 8, 20), reason="Banjir")
    assert asked_in_both_ways(tabalong) == own
    assert asked_in_both_ways(gumas) == country


@pytest.mark.parametrize("other", [{"cohort_year": 2024}, {"number": 2}, {"round": 2}, {"level": "province"}])
def test_what_is_set_for_something_else_does_not_count(other, cast, regions):
    national(regions, **other)
    assert asked_in_both_ways(factories.progress(regions["63.09"])) is None


def test_a_province_says_why(cast, regions):
    with pytest.raises(ProgrammingError, match="says why"), transaction.atomic():
        national(regions, region=regions["63"])


def lateness(row, moment, freezer_at) -> tuple[int, bool]:
    """Of the row, and of the database: 0 days exactly where the filter leaves it out."""
    with freezer_at(moment):
        fresh = with_deadlines(Progress.objects.filter(pk=row.pk)).select_related("region").get()
        found = days_late(fresh), late(Progress.objects.filter(pk=row.pk)).exists()
    assert bool(found[0]) == found[1]
    return found


def test_open_work_is_late_the_day_after(cast, regions, freezer_at):
    national(regions)
    row = factories.progress(regions["63.09"])
    # In Tabalong (WITA) the last day ends at 16.00 UTC.
    assert lateness(row, "2023-06-30T15:59:00+00:00", freezer_at) == (0, False)
    assert lateness(row, "2023-06-30T16:01:00+00:00", freezer_at) == (1, True)
    assert lateness(row, "2023-07-12T05:00:00+00:00", freezer_at) == (12, True)
    with freezer_at("2023-07-12T05:00:00+00:00"):
        assert submit_words(Progress.objects.get(pk=row.pk)) == "batas pengajuan 30 Juni 2023 (terlambat 12 hari)"
    with freezer_at("2023-06-01T05:00:00+00:00"):
        assert submit_words(Progress.objects.get(pk=row.pk)) == "batas pengajuan 30 Juni 2023"
        assert review_words(Progress.objects.get(pk=row.pk)) == ""


def test_an_answer_is_promised_by_the_deadline_when_it_came_in_time(cast, regions, freezer_at):
    national(regions)
    with freezer_at("2023-06-30T15:00:00+00:00"):
        row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    assert promised(row) == DAYS["review_by"]
    assert lateness(row, "2023-07-14T05:00:00+00:00", freezer_at) == (0, False)
    assert lateness(row, "2023-07-15T05:00:00+00:00", freezer_at) == (1, True)


def test_an_answer_to_what_came_too_late_has_our_own_term(cast, regions, freezer_at):
    national(regions)
    with freezer_at("2023-06-30T17:00:00+00:00"):
        row = factories.submitted(regions["63.09"], by=cast["tabalong"])
    assert promised(row) == date(2023, 7, 1) + timedelta(days=14)
    assert lateness(row, "2023-07-15T05:00:00+00:00", freezer_at) == (0, False)
    assert lateness(row, "2023-07-16T05:00:00+00:00", freezer_at) == (1, True)
    with freezer_at("2023-07-16T05:00:00+00:00"):
        assert review_words(Progress.objects.get(pk=row.pk)) == "jawaban dijanjikan paling lambat 15 Juli 2023 (terlambat 1 hari)"


def test_without_a_deadline_only_reviews_can_be_late(cast, regions, freezer_at):
    with freezer_at("2023-06-01T05:00:00+00:00"):
        row = factories.submitted(regions["63.09"], by=cast["tabalong"])
        other = factories.progress(regions["63.09"], 2)
    assert lateness(row, "2023-06-15T05:00:00+00:00", freezer_at) == (0, False)
    assert lateness(row, "2023-06-16T05:00:00+00:00", freezer_at) == (1, True)
    assert lateness(other, "2026-06-16T05:00:00+00:00", freezer_at) == (0, False)


def test_what_is_decided_is_never_late(cast, regions, freezer_at):
    national(regions)
    row = advance(factories.submitted(regions["63.09"], by=cast["tabalong"]), "approve", by=cast["kalsel"])
    assert lateness(row, "2026-06-16T05:00:00+00:00", freezer_at) == (0, False)
    assert promised(row) is None
    past = factories.historical(regions["62.10"], by=cast["kalteng"])
    assert lateness(past, "2026-06-16T05:00:00+00:00", freezer_at) == (0, False)


def url(name, *args, **query):
    return f"{reverse(f'milestones:{name}', args=args)}?{urlencode(query)}"


def typed(**dates) -> dict:
    """The form of cohort 2023: M1 to M4, and M4 in its later years."""
    return {name.replace("__", "-"): day for name, day in dates.items()}


def shown(browser) -> str:
    return browser.get(url("deadline_set", angkatan=2023)).context["form"]["shown"].value()


def test_a_national_officer_sets_a_cohort(login, regions, freezer_at):
    factories.assistance(regions["63.09"])
    browser = login("pusat")
    form = browser.get(url("deadline_set", angkatan=2023)).context["form"]
    year = timezone.localdate().year
    assert [line.slot.title for line in form.lines] == ["M1", "M2", "M3", "M4", *(f"M4 tahun ke-{turn}" for turn in range(2, year + 1 - 2024 + 2))]
    days = typed(m1r1__planned="2023-06-01", m1r1__submit_by="2023-06-30", m1r1__review_by="2023-07-14", m4r2__submit_by="2025-06-30", m4r2__review_by="2025-07-14")
    answer = browser.post(url("deadline_set", angkatan=2023), key(shown=shown(browser), **days))
    assert answer.status_code == 302
    rows = Deadline.objects.values_list("number", "round", "region__code", "planned", "submit_by")
    assert list(rows) == [(1, 1, "ID", date(2023, 6, 1), date(2023, 6, 30)), (4, 2, "ID", None, date(2025, 6, 30))]
    page = browser.get(answer["Location"]).content.decode()
    assert "30 Juni 2023" in page
    assert "M4 tahun ke-2" in page
    # The same once more writes nothing; an emptied line takes the dates away.
    versions = list(Deadline.objects.values_list("pk", "version"))
    browser.post(url("deadline_set", angkatan=2023), key(shown=shown(browser), **days))
    assert list(Deadline.objects.values_list("pk", "version")) == versions
    browser.post(url("deadline_set", angkatan=2023), key(shown=shown(browser), **typed(m1r1__submit_by="2023-06-30", m1r1__review_by="2023-07-14")))
    assert list(Deadline.objects.values_list("number", "planned")) == [(1, None)]


@pytest.mark.parametrize(
    ("days", "field"),
    [
        (typed(m1r1__submit_by="2023-06-30"), "m1r1-review_by"),
        (typed(m1r1__planned="2023-06-30", m1r1__review_by="2023-06-30"), "m1r1-submit_by"),
        (typed(m1r1__submit_by="2023-06-30", m1r1__review_by="2023-06-29"), "m1r1-review_by"),
        (typed(m1r1__submit_by="31 Juni", m1r1__review_by="2023-06-29"), "m1r1-submit_by"),
        (typed(m1r1__submit_by="0203-06-30", m1r1__review_by="2023-07-14"), "m1r1-submit_by"),
        (typed(m1r1__submit_by="2023-06-30", m1r1__review_by="9999-12-31"), "m1r1-review_by"),
        (typed(m1r1__planned="0001-01-01", m1r1__submit_by="2023-06-30", m1r1__review_by="2023-07-14"), "m1r1-planned"),
    ],
)
def test_a_wrong_day_is_told_at_its_place_and_nothing_typed_is_lost(days, field, login, regions):
    factories.assistance(regions["63.09"])
    browser = login("pusat")
    answer = browser.post(url("deadline_set", angkatan=2023), key(shown=shown(browser), m2r1=1, **days, **typed(m2r1__submit_by="2023-08-31", m2r1__review_by="2023-09-14")))
    assert field in answer.context["form"].errors
    page = answer.content.decode()
    assert "2023-08-31" in page
    assert all(day in page for day in days.values())
    assert not Deadline.objects.exists()


def test_two_officers_at_one_cohort(login, cast, regions):
    factories.assistance(regions["63.09"])
    browser = login("pusat")
    old, days = shown(browser), typed(m1r1__submit_by="2023-06-01", m1r1__review_by="2023-06-02")
    national(regions)
    answer = browser.post(url("deadline_set", angkatan=2023), key(shown=old, **days))
    page = answer.content.decode()
    assert "Orang lain" in page
    assert "30 Juni 2023" in page
    assert Deadline.objects.get().submit_by == DAYS["submit_by"]
    again = answer.context["form"]["shown"].value()
    assert browser.post(url("deadline_set", angkatan=2023), key(shown=again, **days)).status_code == 302
    assert Deadline.objects.get().submit_by == date(2023, 6, 1)


def test_the_cohort_before_a_year_later(login, regions):
    factories.assistance(regions["63.09"], cohort_year=2024)
    national(regions, planned=date(2024, 2, 29))
    national(regions, cohort_year=2024, number=2)
    browser, address = login("pusat"), url("deadline_set", angkatan=2024)
    page = browser.get(address).context["form"]
    sent = {field.html_name: field.value().isoformat() if field.value() else "" for line in page.lines for field in (line.planned, line.submit_by, line.review_by)}
    sent[page.lines[2].planned.html_name] = "2024-13-01"
    form = browser.post(address, key(salin="1", shown=page["shown"].value(), **sent)).context["form"]
    first, second, third = form.lines[:3]
    assert (first.planned.value(), first.submit_by.value()) == ("2025-02-28", "2024-06-30")
    assert second.submit_by.value() == DAYS["submit_by"].isoformat()
    assert third.planned.value() == "2024-13-01"  # what was typed stays as it was typed
    assert Deadline.objects.filter(cohort_year=2024).count() == 1


@pytest.mark.parametrize("day", [date(203, 6, 30), date(9999, 12, 31)])
def test_no_door_lets_an_unlikely_year_in(day, regions):
    """Such as a year of three digits; the copy a year later of the last year of the calendar was an error."""
    with pytest.raises(IntegrityError, match="deadline_year_likely"), transaction.atomic():
        national(regions, submit_by=day, review_by=day)


@pytest.mark.parametrize("year", ["", "12", "1999", "20200", "²⁰²⁰"])
def test_a_year_that_is_none_leads_back(year, login, regions):
    assert login("pusat").get(url("deadline_set", angkatan=year)).status_code == 302
    assert login("pusat").get(url("deadline_list", angkatan=year)).status_code == 200


def test_a_province_sets_its_own_and_takes_them_back(login, cast, regions):
    row, country = factories.progress(regions["63.09"]), national(regions)
    browser, address = login("kalsel"), url("deadline_adjust", country.pk)
    days = {"submit_by": "2023-08-01", "review_by": "2023-08-20"}
    page = browser.get(address)
    assert "M1, angkatan 2023" in page.content.decode()
    version = page.context["row_version"]
    refused = browser.post(address, key(**days, row_version=version))
    assert list(refused.context["form"].errors) == ["reason"]
    assert "2023-08-20" in refused.content.decode()
    assert browser.post(address, key(**days, row_version=version, reason="Banjir di Tabalong")).status_code == 302
    own = deadline_of(Progress.objects.get(pk=row.pk))
    assert (own.region.code, own.submit_by, own.reason) == ("63", date(2023, 8, 1), "Banjir di Tabalong")
    # A colleague who opened the form before is told; the district reads it; the neighbour does not.
    assert login("kalsel2").post(address, key(**days, row_version=version, reason="Lain")).status_code == 409
    assert "Banjir di Tabalong" in login("tabalong").get(url("deadline_list", angkatan=2023)).content.decode()
    assert "Banjir di Tabalong" in login("pusat").get(url("deadline_list", angkatan=2023)).content.decode()
    assert "Banjir di Tabalong" not in login("gumas").get(url("deadline_list", angkatan=2023)).content.decode()
    assert login("kalteng").get(url("deadline_delete", own.pk)).status_code == 404
    assert login("kalsel").post(url("deadline_delete", own.pk), key()).status_code == 302
    assert deadline_of(Progress.objects.get(pk=row.pk)) == country


def test_the_countrys_dates_stay_while_a_province_has_its_own_beside_them(login, regions):
    factories.assistance(regions["63.09"])
    national(regions)
    national(regions, region=regions["63"], reason="Banjir")
    browser = login("pusat")
    answer = browser.post(url("deadline_set", angkatan=2023), key(shown=shown(browser)))
    assert "Kalimantan Selatan" in str(answer.context["form"].errors["m1r1-submit_by"])
    assert Deadline.objects.count() == 2


def test_the_countrys_row_is_not_taken_back_by_a_province(login, regions):
    assert login("kalsel").get(url("deadline_delete", national(regions).pk)).status_code == 403


def test_the_start_page_tells_the_day(login, cast, regions):
    today = today_in(regions["63.09"])  # an hour before Jakarta
    national(regions, submit_by=today - timedelta(days=12), review_by=today)
    factories.progress(regions["63.09"])
    page = login("tabalong").get("/").content.decode()
    assert ("(terlambat 12 hari)" in page, page.count("12 hari")) == (True, 1)
    Deadline.objects.update(submit_by=today, review_by=today)
    page = login("tabalong").get("/").content.decode()
    assert "batas pengajuan" in page
    assert "terlambat" not in page


def test_who_left_is_late_with_nothing(cast, regions, freezer_at):
    national(regions)
    row = factories.progress(regions["63.09"])
    Assistance.objects.update(left_on="2023-07-12", left_reason="Pindah program")
    # In Tabalong (WITA) the day on which it leaves begins at 16.00 UTC.
    assert lateness(row, "2023-07-11T15:59:00+00:00", freezer_at) == (11, True)
    assert lateness(row, "2023-07-11T16:01:00+00:00", freezer_at) == (0, False)
