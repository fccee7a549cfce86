"""Which of several values counts: the rule, a person's choice, and what the database refuses."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ssk_portal.audit.timeline import history_of
from ssk_portal.common.errors import NotNow
from ssk_portal.indicators.actions import save_publisher
from ssk_portal.indicators.choice import published_on
from ssk_portal.indicators.choosing import choose_by_hand, choose_by_rule, seen
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
    choose_by_hand(Achievement.objects.get(value=80), reason="Sesuai berita acara", by=cast["kalsel"])

    factories.publish(from_("BPS (Susenas)", "70"))

    assert counting() == ["80"]
    assert Achievement.objects.get(value=75).choice_reason == ""


def two():
    """The value that counts by the rule, and the one beside it."""
    factories.publish(from_("BPS (Susenas)", "70"), from_("Bappenas", "75"))
    return Achievement.objects.get(value=70), Achievement.objects.get(value=75)


def test_a_choice_asks_for_a_reason(cast, reference):
    _counting, other = two()
    for verb in (choose_by_hand, choose_by_rule):
        with pytest.raises(NotNow, match="alasan"):
            verb(other, reason="  ", by=cast["kalsel"])


def test_what_counts_already_is_not_chosen_and_what_nobody_chose_not_given_back(cast, reference):
    counts, other = two()
    with pytest.raises(NotNow, match="sudah berlaku"):
        choose_by_hand(counts, reason="Coba", by=cast["kalsel"])
    for row in (counts, other):
        with pytest.raises(NotNow, match="ditentukan oleh aturan"):
            choose_by_rule(row, reason="Coba", by=cast["kalsel"])


def test_given_back_the_rule_chooses_again_now_and_later(cast, reference):
    _counts, other = two()
    chosen = choose_by_hand(other, reason="Sesuai rapat", by=cast["kalsel"])
    assert counting() == ["75"]
    assert choose_by_rule(chosen, reason="Rapat dibatalkan", by=cast["kalsel"]).counts is False
    assert counting() == ["70"]
    assert set(Achievement.objects.values_list("choice_reason", flat=True)) == {""}
    assert history_of(Achievement.objects.get(value=75))[0].actor.reason == "Rapat dibatalkan"
    factories.publish(factories.row(publisher="BPS (Susenas)", value="71", source="https://example.org/2023/05/01/baru"))
    assert counting() == ["71"]


def test_of_two_who_choose_at_once_the_second_is_told(cast, reference):
    counts, other = two()
    factories.publish(from_("Pemprov Kalsel", "80"))
    third = Achievement.objects.get(value=80)
    shown = [seen(row, counts) for row in (other, third)]
    choose_by_hand(other, reason="Pertama", shown=shown[0], by=cast["kalsel"])
    with pytest.raises(NotNow, match="Sementara itu"):
        choose_by_hand(third, reason="Kedua", shown=shown[1], by=cast["pusat"])
    assert counting() == ["75"]
    choose_by_hand(third, reason="Kedua", shown=seen(third, Achievement.objects.get(value=75)), by=cast["pusat"])
    assert counting() == ["80"]


def test_a_value_that_was_corrected_meanwhile_is_not_chosen_unseen(cast, reference):
    counts, other = two()
    shown = seen(other, counts)
    Achievement.objects.filter(pk=other.pk).update(value=7)
    with pytest.raises(NotNow, match="Sementara itu"):
        choose_by_hand(other, reason="Coba", shown=shown, by=cast["kalsel"])


@pytest.mark.parametrize("name", ["tabalong", "kalteng", "pembaca", "admin"])
def test_the_verbs_themselves_ask_who_chooses(name, cast, reference):
    counts, other = two()
    for verb, row in ((choose_by_hand, other), (choose_by_rule, counts)):
        with pytest.raises(PermissionDenied):
            verb(row, reason="Coba", by=cast[name])
    with pytest.raises(PermissionDenied):
        save_publisher(Publisher.objects.first(), by=cast[name if name != "admin" else "kalsel"])


def test_a_draft_cannot_be_chosen(cast, reference):
    with pytest.raises(NotNow):
        choose_by_hand(factories.achievement(cast["tabalong"]), reason="Coba", by=cast["kalsel"])


def test_what_was_approved_counts_where_nobody_published(cast, reference):
    row = factories.achievement(cast["tabalong"], step=[("submit", cast["tabalong"]), ("approve", cast["kalsel"])])

    assert row.is_reference
    assert counting() == ["80"]


def test_what_was_approved_does_not_displace_a_publisher_before_it(cast, reference):
    factories.publish(factories.row(year="2024", value="77.09"))
    factories.achievement(cast["tabalong"], step=[("submit", cast["tabalong"]), ("approve", cast["kalsel"])])

    assert counting() == ["77.09"]


def test_what_is_reopened_counts_no_more_and_the_next_one_does(cast, reference):
    row = factories.achievement(cast["tabalong"], step=[("submit", cast["tabalong"]), ("approve", cast["kalsel"])])
    factories.publish(factories.row(year="2024", value="75", publisher="Bappenas"))
    assert counting() == ["75"]
    choose_by_hand(row, reason="Dipakai dulu", by=cast["kalsel"])
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


def test_another_order_of_publishers_chooses_anew(cast, reference):
    factories.publish(from_("BPS (Susenas)", "70"), from_("Bappenas", "75"))
    bappenas = Publisher.objects.get(name="Bappenas")
    bappenas.order = 1

    save_publisher(bappenas, by=cast["pusat"])

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
