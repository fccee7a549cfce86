"""Warnings of many figures at once: the same as each figure's own page tells, in few queries."""

import random

import pytest
from django.urls import reverse

from ssk_portal.indicators.actions import answer_warnings
from ssk_portal.indicators.models import Achievement, DefinitionChange, Indicator, Publisher, Target, TargetLayer
from ssk_portal.indicators.quality.warnings import Asking
from ssk_portal.review.states import State
from tests.counting import queries
from tests.indicators import factories

pytestmark = pytest.mark.django_db
PAGE = reverse("indicators:quality_warnings")
CODES = ("sanitasi-layak", "sanitasi-aman", "sanitasi-layak-sendiri", "sanitasi-layak-bersama", "sanitasi-belum-layak", "babs-terbuka", "desa-odf")


def told(answer):
    return [(row.record.figure.region_id, row.record.figure.year, str(row.record.figure.value), row.record.warned.check) for row in answer.context["table"].rows]


def fill_at_random(regions, seed):
    """Figures of every state around two districts, with targets and a break of the definition."""
    chance = random.Random(seed)
    publishers = list(Publisher.objects.order_by("code")[:3])
    indicators = list(Indicator.objects.filter(code__in=CODES).order_by("code"))
    layer = TargetLayer.objects.get(code="ssk")
    Indicator.objects.filter(code="desa-odf").update(cumulative=True)
    DefinitionChange.objects.create(indicator=indicators[0], year=2021, source="uji")
    rows = {}
    for _turn in range(160):
        place = (chance.choice(indicators), regions[chance.choice(["63.09", "63.07"])], chance.choice([2019, 2020, 2021, 2022]), chance.choice(["total", "perkotaan"]))
        value, publisher = chance.choice([0.9, 2, 18, 20, 22, 58, 60, 62, 90, 101]), chance.choice(publishers)
        state = chance.choice([State.DRAFT, State.PUBLISHED, State.PUBLISHED])
        rows[(*place, value, publisher)] = (state, chance.choice([None, 10, 30]), chance.choice([None, 20]))
    for (indicator, region, year, area, value, publisher), (state, part, whole) in rows.items():
        common = {"indicator": indicator, "region": region, "year": year, "area": area, "source": "uji"}
        settled = Achievement.objects.filter(indicator=indicator, region=region, year=year, area=area, is_reference=True).exists()
        Achievement.objects.create(
            **common, value=value, publisher=publisher, numerator=part, denominator=whole, state=state, is_reference=state == State.PUBLISHED and not settled
        )
        if not Target.objects.filter(**common).exists() and year % 2:
            Target.objects.create(**common, value=value, layer=layer, state=State.PUBLISHED, in_force=True)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_they_are_those_of_each_figure(seed, regions, reference, cast):
    fill_at_random(regions, seed)

    alone = {(row.pk, str(warned)) for row in Achievement.objects.select_related("indicator", "region") for warned in row.warnings}
    together = {(one.figure.pk, str(one.warned)) for one in Asking(regions["63"], cast["kalsel"]).unanswered()}

    assert together == alone
    assert {one.warned.check for one in Asking(regions["63"], cast["kalsel"]).unanswered()} >= {"range", "whole", "jump", "falling", "fraction", "target", "unit"}


def test_of_one_indicator_or_area_they_are_the_same_though_less_is_read(regions, reference, cast):
    """Wholes, parts, rungs and earlier years are read beside it."""
    fill_at_random(regions, 5)
    officer, country = cast["pusat"], regions["ID"]
    everything = [(one.figure, one.warned.key) for one in Asking(country, officer).unanswered()]
    for indicator in Indicator.objects.filter(code__in=CODES):
        for area in ("", "perkotaan"):
            asked = [(one.figure, one.warned.key) for one in Asking(country, officer, indicator=indicator, area=area).unanswered()]
            assert asked == [one for one in everything if one[0].indicator_id == indicator.pk and area in ("", one[0].area)]
    assert {figure.indicator.code for figure, _key in everything} >= set(CODES) - {"desa-odf"}


def test_the_rungs_of_a_ladder(regions, reference, cast):
    rungs = {"akses sanitasi aman": "10", "akses sanitasi layak sendiri": "60", "akses sanitasi layak bersama": "10", "BABS di tempat terbuka": "5"}
    columns = {"BABS di tempat terbuka": {"direction": "lower"}}
    factories.publish(*(factories.row(indicator=name, value=value, **columns.get(name, {})) for name, value in rungs.items()))
    assert list(Asking(regions["63"], cast["kalsel"]).unanswered()) == []  # one rung is not known: nothing is said
    factories.publish(factories.row(indicator="sanitasi belum layak", value="20", direction="lower"))
    assert [one.warned.check for one in Asking(regions["63"], cast["kalsel"]).unanswered()] == ["ladder"] * 5


def test_a_published_figure_was_asked_of_nobody(login, reference, regions):
    factories.publish(factories.row(year="2021", value="770"))
    assert told(login("kalsel").get(PAGE)) == [(regions["63.09"].pk, 2021, "770", "range")]


def test_an_answered_warning_is_not_listed(login, reference, cast):
    row = factories.achievement(cast["tabalong"], value="101")
    assert len(told(login("tabalong").get(PAGE))) == 1
    answer_warnings(row, answer="Termasuk pendatang", by=cast["tabalong"])
    assert told(login("tabalong").get(PAGE)) == []


@pytest.mark.parametrize(("name", "seen"), [("tabalong", 1), ("kalsel", 1), ("pusat", 1), ("hst", 0), ("kalteng", 0)])
def test_a_draft_is_told_in_its_reach(name, seen, login, reference, cast):
    factories.achievement(cast["tabalong"], value="101")
    answer = login(name).get(f"{PAGE}?wilayah=63.09")
    assert len(told(answer)) == seen
    assert ("101 %" in answer.content.decode()) == bool(seen)


def test_narrowed(login, reference, regions):
    factories.publish(factories.row(year="2021", value="770"), factories.row(year="2020", value="101"), factories.row(year="2020", value="102", area="perkotaan"))
    client = login("kalsel")
    here = regions["63.09"].pk
    assert told(client.get(f"{PAGE}?tahun=2020&area=perkotaan")) == [(here, 2020, "102", "range")]
    assert told(client.get(f"{PAGE}?tahun=2021&periksa=range")) == [(here, 2021, "770", "range")]
    assert told(client.get(f"{PAGE}?periksa=falling")) == []
    layak = Indicator.objects.get(code="sanitasi-aman")
    assert told(client.get(f"{PAGE}?indikator={layak.pk}")) == []


def test_many_figures_cost_as_many_queries_as_one(login, reference, regions):
    client = login("kalsel")
    factories.publish(factories.row(value="101"))
    one = queries(client, PAGE)
    fill_at_random(regions, 4)
    assert queries(client, PAGE) == one <= 8
