"""The table of one region: newest values, targets per layer, gaps, disputes, what is being worked on."""

import pytest
from django.urls import reverse

from ssk_portal.indicators.models import Indicator
from tests.counting import queries
from tests.indicators import factories
from tests.words import plain, text_of

pytestmark = pytest.mark.django_db


def page(code):
    return reverse("indicators:region_figures", args=[code])


def told(answer):
    lines = [
        (
            line.name,
            line.achievement and line.achievement.shown_value,
            line.dispute,
            [(str(aim.target.layer), aim.target.year, str(aim.gap or ""), aim.dispute) for aim in line.aims],
        )
        for line in answer.context["lines"]
    ]
    return plain(lines)


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
    answer = login(name).get(page("63.09"))
    assert answer.context["may_enter"] == may
    forms = [reverse(f"indicators:{form}") for form in ("achievement_create", "target_create", "achievement_import")]
    assert [f'href="{form}?wilayah=63.09"' in answer.content.decode() for form in forms] == [may] * 3


@pytest.mark.parametrize(
    "address", ["/indikator/wilayah/99.99/", "/indikator/wilayah/63.09/?tahun=abc", "/indikator/wilayah/63.09/?tahun=20%C2%B22", "/indikator/wilayah/63.09/?sektor=air"]
)
def test_what_is_not_there(login, reference, address):
    assert login("pusat").get(address).status_code == 404


def test_many_figures_cost_as_many_queries_as_one(login, reference):
    client = login("kalsel")
    factories.publish(factories.row(), factories.row(kind="target", framework="SSK"))
    one = queries(client, page("63.09"))
    fill()
    assert queries(client, page("63.09")) == one <= 8


def test_a_sector(login, reference):
    fill()
    answer = login("gumas").get(f"{page('63.09')}?sektor=persampahan")
    assert [line.name for line in answer.context["lines"]] == ["Penanganan sampah (perkotaan)"]
    assert {indicator.sector for indicator in answer.context["lacking"]} == {"persampahan"}
    assert "Tidak ada yang sesuai" in login("gumas").get(f"{page('63.09')}?sektor=perumahan").content.decode()


def test_what_has_no_figure_yet_is_named_apart(login, reference, regions):
    fill()
    Indicator.objects.create(code="lokal", name_id="IPAL desa", name_en="Village works", sector="air_limbah", source="uji", region=regions["63.09"])
    Indicator.objects.create(code="lain", name_id="IPAL HST", name_en="Works of HST", sector="air_limbah", source="uji", region=regions["63.07"])
    names = {str(indicator) for indicator in login("gumas").get(page("63.09")).context["lacking"]}
    assert {"IPAL desa", "Rumah layak huni"} <= names
    assert not {"IPAL HST", "Akses sanitasi layak", "Akses sanitasi aman", "BABS di tempat terbuka"} & names


def test_a_local_indicator_says_whose_it_is(login, cast, reference):
    local = Indicator.objects.create(code="lokal", name_id="IPAL desa", name_en="Village works", sector="air_limbah", source="uji", region=cast["tabalong"].region)
    steps = [("submit", cast["tabalong"]), ("approve", cast["kalsel"])]
    factories.achievement(cast["tabalong"], indicator="lokal", step=steps)
    answer = login("gumas").get(page("63.09"))
    (line,) = answer.context["lines"]
    assert (line.indicator, line.is_local_of) == (local, cast["tabalong"].region)
    assert "indikator lokal Kabupaten Tabalong" in text_of(answer)


def test_the_course_is_told_by_arrow_word_and_sentence(login, reference):
    factories.publish(
        factories.row(year="2020", value="70"),
        factories.row(year="2022", value="76"),
        factories.row(indicator="BABS di tempat terbuka", direction="lower", year="2020", value="2"),
        factories.row(indicator="BABS di tempat terbuka", direction="lower", year="2022", value="3"),
    )
    content = text_of(login("gumas").get(page("63.09")))
    assert '#arrow-up"/></svg> <span class="gap-good">membaik</span>, 2020–2022: naik rata-rata 3 poin per tahun' in content
    assert '#arrow-up"/></svg> <span class="gap-bad">memburuk</span>, 2020–2022: naik rata-rata 0,5 poin per tahun' in content
    assert content.count('<div class="chart spark"><svg') == 2


def test_whether_the_pace_is_enough(login, reference, freezer_at):
    factories.publish(
        factories.row(year="2020", value="70"),
        factories.row(year="2022", value="76"),
        factories.row(kind="target", framework="RPJMD Kab. Tabalong", year="2026", value="86"),
        factories.row(kind="target", framework="SSK", year="2024", value="90"),
    )
    with freezer_at("2023-05-01T08:00:00+07:00"):
        (line,) = login("gumas").get(page("63.09")).context["lines"]
    assert [aim.pace.in_short for aim in line.aims] == ["laju selama ini cukup: tercapai pada 2026", "laju selama ini tidak cukup: baru tercapai pada 2027"]


def test_of_each_layer_the_nearest_target_and_the_last_to_come(login, reference):
    plan = {"kind": "target", "framework": "RPJMD Kab. Tabalong"}
    factories.publish(
        factories.row(year="2022", value="76"), *(factories.row(year=year, value=value, **plan) for year, value in (("2021", "70"), ("2023", "80"), ("2024", "85"), ("2026", "90")))
    )
    client = login("gumas")
    (line,) = client.get(page("63.09")).context["lines"]
    assert [(aim.target.year, plain(str(aim.gap))) for aim in line.aims] == [(2023, "kurang 4 poin"), (2026, "kurang 14 poin")]
    (line,) = client.get(f"{page('63.09')}?tahun=2024").context["lines"]
    assert [(aim.target.year, aim.gap) for aim in line.aims] == [(2024, None)]


def test_what_is_doubted_says_so(login, reference):
    factories.publish(factories.row(note="SUSPECT: 100 in every year"), factories.row(indicator="akses sanitasi aman", note="as the ministry counts"))
    answer = login("gumas").get(page("63.09"))
    assert [line.doubt for line in answer.context["lines"]] == ["SUSPECT: 100 in every year", ""]
    assert "SUSPECT: 100 in every year" in answer.content.decode()


def test_another_value_of_the_year_is_told_once(login, reference):
    factories.publish(
        factories.row(value="84.06", note="CONFLICT with 85.26 (Databoks)", source="https://a.example/1"),
        factories.row(value="85.26", note="CONFLICT with 84.06 (Kompas)", source="https://b.example/2"),
        factories.row(year="2021", indicator="akses sanitasi aman", note="CONFLICT with 12 (Databoks)"),
    )
    told = {str(line.indicator): (line.doubt, bool(line.dispute)) for line in login("gumas").get(page("63.09")).context["lines"]}
    assert told == {"Akses sanitasi layak": ("", True), "Akses sanitasi aman": ("CONFLICT with 12 (Databoks)", False)}
