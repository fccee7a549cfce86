"""Leaving the programme: with a date and a reason, told, undone with a reason, and no more asked for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.leaving import leave, stay
from ssk_portal.milestones.models import Assistance, MinisterialDecree
from ssk_portal.notices.models import Notice
from ssk_portal.reporting.todo import tasks_for
from ssk_portal.review.actions import advance
from tests.factories import key
from tests.milestones import factories

TODAY = timezone.localdate


def page(name, row):
    return reverse(f"milestones:assistance_{name}", args=[row.pk])


@pytest.fixture
def row(cast, regions):
    return factories.assistance(regions["63.09"])


@pytest.mark.parametrize(("name", "status"), [("tabalong", 403), ("kalteng", 404), ("kalsel", 200), ("pusat", 200), ("admin", 403)])
def test_who_records_it(name, status, row, login):
    assert login(name).get(page("leave", row)).status_code == status


def test_it_is_recorded_and_told(row, cast, login):
    sent = key(row_version=row.version, on="2024-06-30", why="Daerah mengundurkan diri")
    assert login("kalsel").post(page("leave", row), sent).status_code == 302
    assert str(Assistance.objects.get().left_on) == "2024-06-30"
    for text in (login("tabalong").get(row.get_absolute_url()), login("tabalong").get(reverse("reporting:region_detail", args=["63.09"]))):
        assert "Keluar dari program pada 30 Juni 2024" in text.content.decode()
        assert "Daerah mengundurkan diri" in text.content.decode()
    assert set(Notice.objects.filter(kind="left").values_list("user__username", "note")) == {("tabalong", "Daerah mengundurkan diri"), ("tabalong2", "Daerah mengundurkan diri")}


@pytest.mark.parametrize(("day", "decree"), [("2022-12-29", "2022-12-30"), ("2022-12-31", None), ("later", None)])
def test_the_day_is_a_likely_one(day, decree, row, login, regions):
    if decree:
        Assistance.objects.update(decree=MinisterialDecree.objects.create(number="1", date=decree, cohort_year=2023, region=regions["ID"]))
    day = str(TODAY() + timedelta(days=400)) if day == "later" else day
    answer = login("kalsel").post(page("leave", row), key(row_version=Assistance.objects.get().version, on=day, why="Alasan"))
    assert (answer.status_code, set(answer.context["form"].errors)) == (200, {"on"})
    assert "Alasan" in answer.content.decode()


def test_date_and_reason_are_both_asked(row, login):
    answer = login("kalsel").post(page("leave", row), key(row_version=row.version, on="", why=" "))
    assert set(answer.context["form"].errors) == {"on", "why"}


def test_nothing_is_submitted_and_nothing_asked_any_more(row, cast, regions):
    draft = factories.complete(row.progresses.get(milestone__number=1), cast["tabalong"])
    assert any("M1" in task.text for task in tasks_for(cast["tabalong"]))
    leave(row, on=TODAY(), reason="Mundur", by=cast["kalsel"])
    assert not any("M1" in task.text for task in tasks_for(cast["tabalong"]))
    with pytest.raises(NotNow):
        advance(draft, "submit", by=cast["tabalong"])


def test_a_day_to_come_leaves_work_open_until_then(row, cast):
    draft = factories.complete(row.progresses.get(milestone__number=1), cast["tabalong"])
    leave(row, on=TODAY() + timedelta(days=30), reason="Mundur", by=cast["kalsel"])
    assert any("M1" in task.text for task in tasks_for(cast["tabalong"]))
    assert advance(draft, "submit", by=cast["tabalong"]).state == "submitted"


def test_the_list_is_filtered_by_it(row, cast, regions, login):
    factories.assistance(regions["63.07"])
    leave(row, on=TODAY(), reason="Mundur", by=cast["kalsel"])
    seen = {
        standing: [one.record.district.code for one in login("kalsel").get(reverse("milestones:assistance_list"), {"standing": standing}).context["table"].rows]
        for standing in ("in", "left")
    }
    assert seen == {"in": ["63.07"], "left": ["63.09"]}


def test_it_is_undone_with_a_reason(row, cast, login):
    leave(row, on=TODAY(), reason="Mundur", by=cast["kalsel"])
    version = Assistance.objects.get().version
    assert set(login("kalsel").post(page("stay", row), key(row_version=version, why="")).context["form"].errors) == {"why"}
    assert login("kalsel").post(page("stay", row), key(row_version=version, why="Keliru dicatat")).status_code == 302
    assert Assistance.objects.get().left_on is None
    last = row.events.order_by("-pgh_id").first()
    assert last.pgh_context["reason"] == "Keliru dicatat"
    assert Notice.objects.filter(kind="stays", user=cast["tabalong"]).exists()


def test_recording_it_twice_and_undoing_nothing_are_refused(row, cast, login):
    assert login("kalsel").get(page("stay", row)).status_code == 409
    leave(row, on=TODAY(), reason="Mundur", by=cast["kalsel"])
    assert login("kalsel").get(page("leave", row)).status_code == 409
    with pytest.raises(NotNow):
        leave(row, on=TODAY(), reason="Mundur", by=cast["kalsel"])


def test_it_comes_back_with_a_later_cohort_year(row, cast, login, regions):
    leave(row, on=TODAY(), reason="Mundur", by=cast["kalsel"])
    sent = {"district": regions["63.09"].pk, "scheme": row.scheme_id, "basis": "stated"}
    answer = login("kalsel").post(reverse("milestones:assistance_create"), key(**sent, cohort_year="2022"))
    assert set(answer.context["form"].errors) == {"cohort_year"}
    assert login("kalsel").post(reverse("milestones:assistance_create"), key(**sent, cohort_year="2025")).status_code == 302
    with pytest.raises(NotNow):
        stay(row, reason="Kembali", by=cast["kalsel"])


def test_another_cohort_year_moves_the_years_of_drafts_only(row, cast, login):
    def change(year):
        fresh = Assistance.objects.get()
        return login("kalsel").post(page("update", row), key(row_version=fresh.version, cohort_year=year, basis="stated"))

    assert change("2024").status_code == 302
    assert list(row.progresses.values_list("milestone__number", "year")) == [(1, 2024), (2, 2024), (3, 2024), (4, 2025)]
    advance(factories.complete(row.progresses.get(milestone__number=1), cast["tabalong"]), "submit", by=cast["tabalong"])
    assert set(change("2025").context["form"].errors) == {"cohort_year"}
