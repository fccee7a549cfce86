"""The table of one region: newest values, targets per layer, gaps, disputes, what is being worked on."""

import pytest
from django.urls import reverse

from tests.counting import queries
from tests.indicators import factories

pytestmark = pytest.mark.django_db


def page(code):
    return reverse("indicators:region_figures", args=[code])


def told(answer):
    return [
        (
            line.name,
            line.achievement and line.achievement.shown_value,
            line.dispute,
            [(str(aim.target.layer), aim.target.year, str(aim.gap or ""), aim.dispute) for aim in line.aims],
        )
        for line in answer.context["lines"]
    ]


def fill():
    plan = {"kind": "target", "framework": "RPJMD Kab. Tabalong"}
    factories.publish(
        factories.row(year="2021", value="70"),
        factories.row(year="2022", value="77.09"),
        factories.row(year="2022", value="88.68", publisher="Bappenas"),
        factories.row(year="2022", value="88.68", **plan),
        factories.row(year="2022", value="99", note="draft of the plan", **plan),
        factories.row(year="2024", value="95", kind="target", framework="SSK Tabalong"),
        factories.row(indicator="BABS di tempat terbuka", direction="lower", year="2022", value="2.53"),
        factories.row(indicator="BABS di tempat terbuka", direction="lower", year="2023", value="2", **plan),
        factories.row(indicator="akses sanitasi aman", year="2024", value="15", **plan),
        factories.row(indicator="penanganan sampah", area="perkotaan", year="2022", value="60"),
    )


LAYAK = (
    "Akses sanitasi layak", "77,09 %", "dua sumber berbeda: 77,09 dan 88,68",
    [("RPJMD kabupaten/kota", 2022, "kurang 11,59 poin", "dua sumber berbeda: 88,68 dan 99"), ("SSK", 2024, "kurang 17,91 poin", "")],
)  # fmt: skip


def test_the_newest_of_every_indicator(login, reference):
    fill()
    assert told(login("gumas").get(page("63.09"))) == [
        LAYAK,
        ("Akses sanitasi aman", None, "", [("RPJMD kabupaten/kota", 2024, "", "")]),
        ("BABS di tempat terbuka", "2,53 %", "", [("RPJMD kabupaten/kota", 2023, "kurang 0,53 poin (masih di atas target)", "")]),
        ("Penanganan sampah (perkotaan)", "60 %", "", []),
    ]


def test_one_year(login, reference):
    fill()
    answer = login("gumas").get(f"{page('63.09')}?tahun=2021")
    assert told(answer) == [("Akses sanitasi layak", "70 %", "", [])]
    assert answer.context["years"] == [2024, 2023, 2022, 2021]


def test_each_value_stands_beside_its_source(login, reference):
    fill()
    content = login("gumas").get(page("63.09")).content.decode()
    assert 'href="https://example.org/susenas"' in content


@pytest.mark.parametrize(("name", "seen"), [("tabalong", 1), ("kalsel", 1), ("pembaca", 1), ("hst", 0), ("kalteng", 0)])
def test_what_is_worked_on_is_shown_in_reach_only(login, cast, reference, name, seen):
    factories.achievement(cast["tabalong"], value="81.23")
    answer = login(name).get(page("63.09"))
    assert len(answer.context["at_work"]) == seen
    assert ("81,23" in answer.content.decode()) == bool(seen)
    assert told(answer) == []


@pytest.mark.parametrize(("name", "may"), [("tabalong", True), ("pusat", True), ("kalsel", False), ("hst", False), ("pembaca_tabalong", False)])
def test_who_is_offered_the_forms(login, reference, name, may):
    assert login(name).get(page("63.09")).context["may_enter"] == may


@pytest.mark.parametrize("address", ["/indikator/wilayah/99.99/", "/indikator/wilayah/63.09/?tahun=abc", "/indikator/wilayah/63.09/?tahun=20%C2%B22"])
def test_what_is_not_there(login, reference, address):
    assert login("pusat").get(address).status_code == 404


def test_many_figures_cost_as_many_queries_as_one(login, reference):
    client = login("kalsel")
    factories.publish(factories.row(), factories.row(kind="target", framework="SSK"))
    one = queries(client, page("63.09"))
    fill()
    assert queries(client, page("63.09")) == one <= 8
