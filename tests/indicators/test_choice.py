"""Which of several values counts: the rule, a person's choice, and what the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from ssk_portal.common.errors import NotNow
from ssk_portal.indicators.actions import save_publisher
from ssk_portal.indicators.choice import choose_by_hand, published_on
from ssk_portal.indicators.models import Achievement, Publisher, Target
from tests.indicators import factories

pytestmark = pytest.mark.django_db


def counting(model=Achievement):
    return [str(row.value) for row in model.objects.filter(**{model.mark: True})]


def from_(publisher, value, **changes):
    return factories.row(publisher=publisher, value=value, source=f"https://example.org/{value}", **changes)


@pytest.mark.parametrize(
    ("via", "source", "day"),
    [
        ("MC Kalsel 5 Oct 2022", "", "2022-10-05"),
        ("Kantamedia Nov 2025", "", "2025-11-01"),
        ("Radar Banyumas", "https://x.id/2022/06/16/fokus", "2022-06-16"),
        ("Databoks (2024)", "", "0001-01-01"),
        ("Antara 31 Feb 2024", "", "0001-01-01"),
    ],
)
def test_the_day_of_publication(via, source, day):
    assert published_on(via, source).isoformat() == day


@pytest.mark.parametrize("first", [True, False])
def test_the_publisher_first_in_order_counts_whichever_came_first(reference, first):
    rows = [from_("BPS (Susenas)", "70"), from_("Bappenas", "75")]
    for row in rows if first else reversed(rows):
        factories.publish(row)

    assert counting() == ["70"]


def test_what_is_doubted_comes_last(reference):
    factories.publish(from_("BPS (Susenas)", "70", note="SUSPECT: formula"), from_("Bappenas", "75"))

    assert counting() == ["75"]


def test_of_one_publisher_the_newest_publication_counts(reference):
    factories.publish(from_("Bappenas", "6", published_via="apahabar 30 Mar 2021"), from_("Bappenas", "7", published_via="MC Kalsel 16 Jun 2022"))

    assert counting() == ["7"]


def test_a_persons_choice_is_not_overruled(cast, reference):
    factories.publish(from_("Bappenas", "75"), from_("Pemprov Kalsel", "80"))
    choose_by_hand(Achievement.objects.get(value=80), reason="Sesuai berita acara")

    factories.publish(from_("BPS (Susenas)", "70"))

    assert counting() == ["80"]
    assert Achievement.objects.get(value=75).choice_reason == ""


def test_a_choice_asks_for_a_reason(reference):
    factories.publish(from_("Bappenas", "75"))

    with pytest.raises(NotNow):
        choose_by_hand(Achievement.objects.get(), reason="  ")


def test_a_draft_cannot_be_chosen(cast, reference):
    with pytest.raises(NotNow):
        choose_by_hand(factories.achievement(cast["tabalong"]), reason="Coba")


def test_what_was_approved_counts_where_nobody_published(cast, reference):
    row = factories.achievement(cast["tabalong"], step=[("submit", cast["tabalong"]), ("approve", cast["kalsel"])])

    assert row.is_reference
    assert counting() == ["80"]


def test_what_was_approved_does_not_displace_a_publisher_before_it(cast, reference):
    factories.publish(factories.row(year="2024", value="77.09"))
    factories.achievement(cast["tabalong"], step=[("submit", cast["tabalong"]), ("approve", cast["kalsel"])])

    assert counting() == ["77.09"]


def test_what_is_reopened_counts_no_more_and_the_next_one_does(cast, reference):
    row = factories.achievement(cast["tabalong"], publisher="bps-susenas", step=[("submit", cast["tabalong"]), ("approve", cast["kalsel"])])
    factories.publish(factories.row(year="2024", value="75", publisher="Bappenas"))
    choose_by_hand(row, reason="Dipakai dulu")
    assert counting() == ["80"]

    factories.walked(row, [("reopen", cast["kalsel"], "Perbaiki")])

    assert counting() == ["75"]
    assert Achievement.objects.get(pk=row.pk).choice_reason == ""


def test_targets_of_each_layer_have_one_in_force(cast, reference):
    plan = {"kind": "target", "region_code": "63", "region": "Kalimantan Selatan", "region_type": "provinsi", "indicator": "akses sanitasi aman", "year": "2024"}
    share = {**plan, "framework": "RPJMN 2020-2024 (distribusi provinsi)"}
    factories.publish(
        from_("Bappenas", "6", **share), from_("Bappenas", "100", note="CONFLICT: impossible", **share), from_("Pemprov Kalsel", "9", framework="RPJMD Prov. Kalsel", **plan)
    )

    assert sorted((row.layer.code, str(row.value)) for row in Target.objects.filter(in_force=True)) == [("rpjmd-provinsi", "9"), ("rpjmn-provinsi", "6")]


def test_another_order_of_publishers_chooses_anew(reference):
    factories.publish(from_("BPS (Susenas)", "70"), from_("Bappenas", "75"))
    bappenas = Publisher.objects.get(name="Bappenas")
    bappenas.order = 1

    save_publisher(bappenas)

    assert counting() == ["75"]


def test_the_database_refuses_two_that_count_and_a_draft_that_counts(cast, reference):
    factories.publish(from_("BPS (Susenas)", "70"), from_("Bappenas", "75"))
    draft = factories.achievement(cast["tabalong"])

    for rows in (Achievement.objects.filter(value=75), Achievement.objects.filter(pk=draft.pk)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(is_reference=True)


def test_the_mark_of_a_locked_figure_moves_but_its_value_does_not(cast, reference):
    row = factories.achievement(cast["tabalong"], step=[("submit", cast["tabalong"]), ("approve", cast["kalsel"])])

    Achievement.objects.filter(pk=row.pk).update(is_reference=False)
    with pytest.raises(Exception, match="is not edited"), transaction.atomic():
        Achievement.objects.filter(pk=row.pk).update(value=1)
