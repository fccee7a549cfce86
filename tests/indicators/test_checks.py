"""Checks that warn: what each finds, what it leaves alone, and how a warning is answered."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ssk_portal.common.errors import NotNow
from ssk_portal.indicators.actions import answer_warnings, save_figure
from ssk_portal.indicators.models import Achievement, DefinitionChange, Indicator, Publisher
from ssk_portal.review.actions import advance
from tests.counting import queries
from tests.factories import key
from tests.indicators import factories

pytestmark = pytest.mark.django_db


def draft(regions, code="sanitasi-layak", *, year=2022, value="78", **fields) -> Achievement:
    indicator = Indicator.objects.get(code=code)
    common = {"indicator": indicator, "region": regions["63.09"], "publisher": Publisher.objects.get(code="pokja"), "source": "Laporan 2022, hal. 3"}
    return Achievement.objects.get(pk=Achievement.objects.create(**common, year=year, value=value, **fields).pk)


def warned(row) -> list[str]:
    return [warning.check for warning in Achievement.objects.get(pk=row.pk).warnings]


def publish(*points, **columns):
    factories.publish(*(factories.row(year=str(year), value=value, **columns) for year, value in points))


@pytest.mark.parametrize(("value", "found"), [("0", []), ("100", []), ("-0.1", ["range"]), ("100.01", ["range"]), ("770", ["range"])])
def test_the_range(value, found, regions, reference):
    assert warned(draft(regions, value=value)) == found


@pytest.mark.parametrize(("value", "found"), [("70", []), ("77.09", []), ("77.1", ["whole"])])
def test_a_part_is_inside_its_whole(value, found, regions, reference):
    publish((2022, "77.09"))
    assert warned(draft(regions, "sanitasi-aman", value=value)) == found


def test_a_whole_is_not_smaller_than_its_part(regions, reference):
    publish((2022, "15"), indicator="akses sanitasi aman")
    row = draft(regions, value="12")
    assert warned(row) == ["whole"]
    assert "“Akses sanitasi aman”" in str(row.warnings[0])


@pytest.mark.parametrize(("value", "found"), [("5", []), ("5.4", []), ("6", ["ladder"]), ("4", ["ladder"])])
def test_the_rungs_of_a_ladder(value, found, regions, reference):
    rungs = {"akses sanitasi aman": "10", "akses sanitasi layak sendiri": "60", "akses sanitasi layak bersama": "10"}
    for name, figure in rungs.items():
        publish((2022, figure), indicator=name)
    row = draft(regions, "babs-terbuka", value=value)
    assert warned(row) == []  # one rung is not known: nothing is said
    publish((2022, "15"), indicator="sanitasi belum layak", direction="lower")
    assert warned(row) == found


@pytest.mark.parametrize(("value", "found"), [("78", []), ("80", []), ("80.1", ["jump"]), ("84", ["jump"]), ("60", ["jump"])])
def test_a_jump_beyond_what_was_before(value, found, regions, reference):
    publish((2019, "70"), (2020, "72"), (2021, "74"))
    assert warned(draft(regions, value=value)) == found


def test_a_jump_is_told_within_one_definition_only(regions, reference):
    publish((2018, "40"), (2019, "70"))
    row = draft(regions, year=2020, value="90")
    assert warned(row) == ["jump"]
    DefinitionChange.objects.create(indicator=row.indicator, year=2020, source="uji")
    assert warned(row) == []


@pytest.mark.parametrize(("value", "found"), [("0.87", ["unit"]), ("8700", ["range", "unit"]), ("87", []), ("0", ["jump"])])
def test_a_slip_of_the_unit(value, found, regions, reference):
    publish((2021, "86"))
    assert warned(draft(regions, value=value)) == found


@pytest.mark.parametrize(("value", "found"), [("120", []), ("119", ["falling"])])
def test_what_counts_up_does_not_fall(value, found, regions, reference):
    Indicator.objects.filter(code="sanitasi-layak").update(cumulative=True, unit="unit", highest=None)
    publish((2021, "120"), unit="unit")
    assert warned(draft(regions, value=value)) == found


@pytest.mark.parametrize(
    ("part", "whole", "found"),
    [("780", "1000", []), ("783", "1000", []), ("1001", "1000", ["fraction"]), ("500", "1000", ["fraction"]), ("0", "0", ["fraction"]), (None, "1000", [])],
)
def test_numerator_and_denominator(part, whole, found, regions, reference):
    assert warned(draft(regions, numerator=part, denominator=whole)) == found


@pytest.mark.parametrize(("value", "found"), [("78", ["target"]), ("78.1", []), ("100", [])])
def test_the_target_typed_for_the_result(value, found, regions, reference):
    publish((2022, "78"), kind="target", framework="RPJMD Kab. Tabalong")
    publish((2022, "100"), kind="target", framework="SSK Tabalong")
    assert warned(draft(regions, value=value)) == found


@pytest.fixture
def odd(regions, reference):
    """A draft on which a warning stands."""
    return draft(regions, value="101")


def answer_of(row):
    return reverse("indicators:achievement_answer", args=[row.pk])


def said(row, answer):
    """The form of the answer, as the page of `row` offered it."""
    return key(answer=answer, row_version=row.version, shown=[warned.key for warned in row.warnings])


def test_it_is_submitted_once_the_warning_is_answered(odd, cast, login):
    with pytest.raises(NotNow):
        advance(odd, "submit", by=cast["tabalong"])
    client = login("tabalong")
    assert client.post(answer_of(odd), said(odd, "  ")).status_code == 409
    assert client.post(answer_of(odd), said(odd, "Termasuk rumah tangga pendatang")).status_code == 302
    sent = advance(odd, "submit", by=cast["tabalong"])
    assert (sent.answered, sent.answered_by) == (["range"], cast["tabalong"])
    assert client.post(answer_of(odd), said(sent, "Lain")).status_code == 409
    page = login("kalsel").get(sent.get_absolute_url()).content.decode()
    assert "Termasuk rumah tangga pendatang" in page


def test_an_answer_to_another_value_or_to_fewer_warnings_is_not_taken(odd, cast, login):
    client, before = login("tabalong"), said(odd, "Termasuk pendatang")
    publish((2022, "101"), kind="target", framework="RPJMD Kab. Tabalong")  # from now on it is also the same as the target
    answer = client.post(answer_of(odd), before)
    assert (answer.status_code, Achievement.objects.get(pk=odd.pk).answer) == (409, "")
    assert "Termasuk pendatang</textarea>" in answer.content.decode()
    odd = Achievement.objects.get(pk=odd.pk)
    before = said(odd, "Termasuk pendatang")
    assert before["shown"] == ["range 0 100", "target"]
    Achievement.objects.filter(pk=odd.pk).update(value="8700")  # a colleague
    assert client.post(answer_of(odd), before).status_code == 409
    odd = Achievement.objects.get(pk=odd.pk)
    assert client.post(answer_of(odd), said(odd, "Termasuk pendatang")).status_code == 302


def test_another_value_is_asked_for_again(odd, cast):
    answered = answer_warnings(odd, answer="Benar", by=cast["tabalong"])
    answered.note = "Lihat lampiran"
    assert save_figure(answered, by=cast["tabalong"]).answer == "Benar"
    answered.value = 102
    assert save_figure(answered, by=cast["tabalong"]).answer == ""


def test_a_warning_that_came_later_is_asked_for(odd, cast, reference):
    answer_warnings(odd, answer="Benar", by=cast["tabalong"])
    publish((2022, "101"), kind="target", framework="RPJMD Kab. Tabalong")
    assert [warning.check for warning in Achievement.objects.get(pk=odd.pk).unanswered] == ["target"]


def test_where_nothing_is_odd_there_is_nothing_to_answer(regions, reference, cast):
    with pytest.raises(NotNow):
        answer_warnings(draft(regions), answer="Benar", by=cast["tabalong"])


def test_an_answer_is_whole(odd):
    with pytest.raises(IntegrityError), transaction.atomic():
        Achievement.objects.filter(pk=odd.pk).update(answer="Benar")


def test_saving_says_that_there_is_something_to_answer(login, reference):
    fields = {"indicator": Indicator.objects.get(code="sanitasi-layak").pk, "year": "2024", "area": "total", "value": "101", "source": "Laporan"}
    answer = login("tabalong").post(reverse("indicators:achievement_create"), key(**fields, publisher=Publisher.objects.get(code="pokja").pk), follow=True)
    content = answer.content.decode()
    assert "1 peringatan perlu dijawab" in content
    # What was done stands above what it leaves to do.
    assert content.index("Tersimpan:") < content.index("1 peringatan perlu dijawab")


def test_of_a_published_figure_nothing_is_missing(login, reference):
    """Its warnings stand on the page, and it is submitted to nobody."""
    factories.publish(factories.row(value="101"))
    answer = login("pusat").get(Achievement.objects.get().get_absolute_url())
    content = answer.content.decode()
    assert answer.context["missing"] == []
    assert "berkisar antara" in content
    assert "Yang masih kurang" not in content


def test_the_page_costs_the_same_however_much_is_around(odd, login, reference):
    client, page = login("tabalong"), odd.get_absolute_url()
    few = queries(client, page)
    publish(*((year, str(year - 1950)) for year in range(2000, 2022)))
    assert queries(client, page) == few
