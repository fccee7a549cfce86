"""What a figure is held against: what counts, what its region works on beside it, and many figures at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ssk_portal.indicators.checks import warn, warnings_of
from ssk_portal.indicators.models import Achievement
from tests.indicators import factories
from tests.indicators.checking import draft, publish, warned
from tests.words import plain

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("value", "found"), [("78", []), ("60", ["jump"])])
def test_a_year_filled_in_later_is_held_against_the_next_one(value, found, regions, reference):
    publish((2023, "80"))
    assert warned(draft(regions, value=value)) == found


@pytest.mark.parametrize(("known", "found"), [((), ["falling"]), ((2021, "11000"), [])])
def test_years_that_are_worked_on_together_are_held_against_each_other(known, found, regions, households):
    """Of a year of which something counts already, that is taken and not the draft beside it."""
    if known:
        publish(known, unit="KK")
    draft(regions, year=2021, value="12500")
    assert warned(draft(regions, value="12000")) == found


def test_what_is_settled_is_not_doubted_for_what_is_worked_on(regions, households):
    publish((2022, "12000"), unit="KK")
    draft(regions, year=2021, value="12500")
    assert warned(Achievement.objects.get(state="published")) == []


def test_a_part_is_held_against_what_its_region_works_on(regions, reference):
    draft(regions, value="60")
    row = draft(regions, "sanitasi-aman", value="61")
    assert warned(row) == ["whole"]


def test_of_several_values_that_of_the_same_publisher_is_compared(regions, reference):
    publish((2022, "80"))
    draft(regions, value="60")
    row = draft(regions, "sanitasi-aman", value="61")
    assert "(60 %)" in plain(str(Achievement.objects.get(pk=row.pk).warnings[0]))


def test_another_regions_work_is_not_compared(regions, reference, cast):
    factories.achievement(cast["hst"], year=2022, value="60")
    assert warned(draft(regions, "sanitasi-aman", value="61")) == []


def test_a_target_that_is_worked_on_may_have_been_typed_for_the_result(regions, reference, cast):
    factories.target(cast["tabalong"], year=2022, value="78")
    assert warned(draft(regions)) == ["target"]


def test_many_are_warned_of_as_each_by_itself_in_two_statements(regions, reference):
    publish((2019, "70"), (2020, "72"), (2021, "86"))
    publish((2022, "78"), kind="target", framework="RPJMD Kab. Tabalong")
    rows = [draft(regions, value="78"), draft(regions, "sanitasi-aman", value="101"), draft(regions, year=2023, value="0.87"), draft(regions, year=2018, value="12")]
    figures = list(Achievement.objects.filter(pk__in=[row.pk for row in rows]).select_related("indicator", "region").order_by("pk"))
    with CaptureQueriesContext(connection) as asked:
        warn(figures)
    assert len(asked) == 2
    assert [list(map(str, figure.warnings)) for figure in figures] == [list(map(str, warnings_of(row))) for row in rows]
    assert [len(figure.warnings) for figure in figures] == [2, 2, 1, 0]  # in 2019 a new definition began


def test_nothing_is_asked_of_no_figures(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert warn([]) == []
