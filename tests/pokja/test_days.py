"""Whose day it is: what belongs to one region goes by the day of that region, whoever reads it. At 23.30 in Jakarta the next day has begun in Tabalong."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.overview import strip_of
from ssk_portal.notices.models import Kind, Notice
from ssk_portal.pokja.composition import composition
from ssk_portal.pokja.due import remind_of_decrees
from ssk_portal.pokja.models import AgencyLevel, ExpectedAgency, Pokja, Rank
from tests.milestones import factories as milestones
from tests.pokja import factories
from tests.sheets import read
from tests.words import text_of

IN_BETWEEN = "2025-05-31T16:30:00+00:00"  # 31 May 23.30 in Jakarta, 1 June 00.30 in Tabalong
LAST = date(2025, 5, 31)


@pytest.fixture
def group(cast, regions):
    """Its decree and the term of its chair ended on 31 May."""
    group = factories.pokja(regions["63.09"])
    decree = factories.decree(group, valid_to=LAST)
    factories.member(factories.position(group, Rank.CHAIR, decree=decree, office="Sekda"), "Ketua Lama", until=LAST)
    return group


@pytest.fixture
def now(group, freezer_at):
    with freezer_at(IN_BETWEEN):
        yield


@pytest.mark.parametrize("who", ["tabalong", "kalsel", "pusat"])
def test_the_page_of_the_pokja(who, group, now, login):
    page = login(who).get(group.get_absolute_url())
    assert [(seat.sitting, seat.is_vacant) for seat in page.context["seats"]] == [([], True)]
    assert "SK Bupati 188.45/1/2024 berakhir pada 31 Mei 2025." in text_of(page)
    assert "Anda melihat" not in text_of(page)


@pytest.mark.parametrize("who", ["tabalong", "pusat"])
def test_the_page_of_the_region(who, group, now, login):
    page = login(who).get(reverse("reporting:region_detail", args=["63.09"]))
    assert re.search(r"188.45/1/2024 <span[^>]*>.*?berakhir</span>", text_of(page))


def test_the_files_and_the_rows_themselves(group, now, login):
    (lines,) = read(login("pusat").get(reverse("pokja:member_export", args=[group.pk]))).values()
    assert [line[5] for line in lines[1:]] == [""]
    former = login("pusat").get(reverse("pokja:member_former", args=[group.pk]))
    assert [row.record.name for row in former.context["table"].rows] == ["Ketua Lama"]
    fresh = Pokja.objects.get(pk=group.pk)
    assert fresh.newest_decree.status == "expired"
    assert fresh.positions.get().members.get().has_left


def test_agencies_expected_until_that_day(group, now, login):
    ExpectedAgency.objects.create(code="lama", name_id="Badan Lama", name_en="Former agency", level=AgencyLevel.BOTH, compulsory=True, patterns=["lama"], valid_to=LAST)
    assert not composition(Pokja.objects.get(pk=group.pk)).lines
    assert "Badan Lama" not in text_of(login("pusat").get(reverse("reporting:region_detail", args=["63.09"])))


@pytest.mark.parametrize(("moment", "told"), [("2025-04-30T15:30:00+00:00", 90), ("2025-04-30T16:30:00+00:00", 30)])
def test_a_reminder_comes_with_the_day_of_the_region(moment, told, group, freezer_at):
    with freezer_at(moment):
        remind_of_decrees(timezone.now())
    assert set(Notice.objects.filter(kind=Kind.DECREE_ENDS, user__username="tabalong").values_list("days_before", flat=True)) == {told}


@pytest.mark.parametrize(
    ("moment", "told"),
    [("2025-05-30T15:30:00+00:00", "berakhir dalam 1 hari"), ("2025-05-30T16:30:00+00:00", "berakhir hari ini"), (IN_BETWEEN, "berakhir 1 hari yang lalu")],
)
def test_the_start_page_counts_to_the_last_day_of_a_province_in_its_own_days(moment, told, cast, regions, login, freezer_at):
    factories.decree(factories.pokja(regions["63"]), valid_to=LAST)
    with freezer_at(moment):
        assert told in text_of(login("pusat").get(reverse("reporting:home")))


def test_days_in_a_state_are_those_of_the_district(cast, regions, freezer_at):
    with freezer_at("2025-05-31T15:30:00+00:00"):
        row = milestones.submitted(regions["63.09"], by=cast["tabalong"])
    with freezer_at(IN_BETWEEN):
        strip = strip_of(Progress.objects.filter(pk=row.pk).for_lists())
    assert strip[0]["detail"] == "1 hari"
