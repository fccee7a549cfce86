"""What publications report as reached: recorded in one go, with the source, by whoever decides on the district."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.historical import pasts_of, record_reported
from ssk_portal.milestones.models import Progress, ReportedStatus
from ssk_portal.notices.models import Notice
from ssk_portal.review.actions import advance
from tests.factories import key
from tests.milestones import factories

SOURCE = "https://kalteng.example/berita/1"


@pytest.fixture
def row(cast, regions):
    return factories.assistance(regions["63.09"])


def reported(district, first=1, last=3, **fields) -> ReportedStatus:
    return ReportedStatus.objects.create(district=district, first=first, last=last, as_of="2023-11-01", source=SOURCE, **fields)


def page(row, status):
    return reverse("milestones:assistance_historical", args=[row.pk, status.pk])


def offered(row, status):
    return {past.short: past.is_said for past in pasts_of(status, row, list(row.progresses.select_related("milestone", "region")))}


@pytest.mark.parametrize(
    ("said", "offer"),
    [
        ({"first": 1, "last": 3}, {"M1": True, "M2": True, "M3": True}),
        ({"first": 2, "last": 2}, {"M1": False, "M2": True}),
        ({"first": 4, "last": 4, "after": True}, {"M1": False, "M2": False, "M3": False, "M4": True}),
        ({"first": 4, "last": 4, "year_in_milestone": 3}, {"M1": False, "M2": False, "M3": False, "M4": True, "M4 tahun ke-2": True, "M4 tahun ke-3": False}),
        ({"first": 1, "last": 1, "expected": True}, {}),
    ],
)
def test_what_a_report_offers(said, offer, row):
    assert offered(row, reported(row.district, **said)) == offer


def test_all_are_recorded_in_one_go_with_the_source(row, cast, login):
    status = reported(row.district)
    assert page(row, status) in login("kalsel").get(row.get_absolute_url()).content.decode()
    form = login("kalsel").get(page(row, status)).context["form"]
    assert (form["chosen"].initial, SOURCE in form["cited"].initial) == (["1-1", "2-1", "3-1"], True)
    sent = key(row_version=row.version, chosen=["1-1", "2-1", "3-1"], cited=f"M1–M3: {SOURCE}")
    assert login("kalsel").post(page(row, status), sent).status_code == 302
    assert list(row.progresses.order_by("milestone__number").values_list("state", "decision_note")) == [("historical", f"M1–M3: {SOURCE}")] * 3 + [("draft", "")]
    assert Notice.objects.filter(kind="record_historical", user=cast["tabalong"]).count() == 3
    # What is recorded is offered no more.
    assert page(row, status) not in login("kalsel").get(row.get_absolute_url()).content.decode()
    assert login("kalsel").get(page(row, status)).status_code == 409


def test_it_is_marked_as_such_everywhere(row, cast, login):
    record_reported(reported(row.district), row, {"1-1"}, source=f"Berita: {SOURCE}", by=cast["kalsel"])
    first = row.progresses.get(milestone__number=1)
    for address in (row.get_absolute_url(), first.get_absolute_url(), reverse("reporting:region_detail", args=["63.09"])):
        text = login("tabalong").get(address).content.decode()
        assert "Historis" in text
        assert SOURCE in text
    export = login("tabalong").get(reverse("milestones:progress_list"), {"ekspor": "csv"})
    assert SOURCE in (b"".join(export.streaming_content) if export.streaming else export.content).decode()


def test_years_of_m4_are_opened_for_it(row, cast):
    status = reported(row.district, 4, 4, year_in_milestone=3)
    record_reported(status, row, {"4-1", "4-2"}, source=SOURCE, by=cast["kalsel"])
    assert list(row.progresses.filter(milestone__number=4).order_by("round").values_list("round", "year", "state")) == [(1, 2024, "historical"), (2, 2025, "historical")]


def test_a_year_follows_the_one_before(row, cast, login):
    status = reported(row.district, 4, 4, year_in_milestone=3)
    answer = login("kalsel").post(page(row, status), key(row_version=row.version, chosen=["4-2"], cited=SOURCE))
    assert set(answer.context["form"].errors) == {"chosen"}
    assert not Progress.objects.filter(round=2).exists()


def test_all_or_nothing(row, cast):
    """One of them is submitted while the list is looked at: none is recorded."""
    status = reported(row.district)
    advance(factories.complete(row.progresses.get(milestone__number=1), cast["tabalong"]), "submit", by=cast["tabalong"])
    with pytest.raises(NotNow):
        record_reported(status, row, {"1-1", "2-1", "3-1"}, source=SOURCE, by=cast["kalsel"])
    assert not Progress.objects.filter(state="historical").exists()


@pytest.mark.parametrize(("name", "status"), [("tabalong", 403), ("kalteng", 404), ("pusat", 403), ("kalsel", 200)])
def test_who_records_it(name, status, row, cast, login):
    said = reported(row.district)
    assert login(name).get(page(row, said)).status_code == status
    assert (page(row, said) in login(name).get(row.get_absolute_url()).content.decode()) == (status == 200)
    if status != 200:
        with pytest.raises(PermissionDenied):
            record_reported(said, row, {"1-1"}, source=SOURCE, by=cast[name])


def test_nothing_is_recorded_from_what_was_only_expected(row, cast, login):
    said = reported(row.district, 1, 1, expected=True)
    assert login("kalsel").get(page(row, said)).status_code == 409
    assert page(row, said) not in login("kalsel").get(row.get_absolute_url()).content.decode()
    with pytest.raises(NotNow):
        record_reported(said, row, {"1-1"}, source=SOURCE, by=cast["kalsel"])


def test_a_report_on_another_district_is_no_source_for_this_one(row, regions, login):
    assert login("kalsel").get(page(row, reported(regions["63.07"]))).status_code == 404


def test_a_source_has_to_be_named(row, login):
    status = reported(row.district)
    answer = login("kalsel").post(page(row, status), key(row_version=row.version, chosen=["1-1"], cited=" "))
    assert set(answer.context["form"].errors) == {"cited"}
