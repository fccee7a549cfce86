"""One indicator in one region: all values, which counts and why, targets, the break of a definition, the pace in sentences."""

import re

import pytest
from django.urls import reverse

from ssk_portal.indicators.choosing import choose_by_hand
from ssk_portal.indicators.models import Achievement, Indicator
from tests.counting import queries
from tests.indicators import factories
from tests.words import plain

pytestmark = pytest.mark.django_db


def page(indicator, code="63.09"):
    return reverse("indicators:series", args=[indicator.pk, code])


def text(answer) -> str:
    """What is read on the page, without its markup."""
    body = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def told(answer):
    return [(row.year, str(row.value), str(row.publisher), row.counts) for group in answer.context["series"].years for row in group.rows]


PLAN = {"kind": "target", "framework": "RPJMD Kab. Tabalong"}


def fill():
    factories.publish(
        factories.row(year="2017", value="60"),
        factories.row(year="2020", value="70"),
        factories.row(year="2022", value="76"),
        factories.row(year="2022", value="88.68", publisher="Bappenas"),
        factories.row(year="2022", value="80", **PLAN),
        factories.row(year="2022", value="99", note="draft of the plan", **PLAN),
        factories.row(year="2026", value="90", **PLAN),
        factories.row(year="2024", value="85", kind="target", framework="SSK Tabalong"),
        factories.row(year="2021", value="81", area="perkotaan"),
    )


def test_every_value_with_the_one_that_counts_first(login, layak):
    fill()
    answer = login("gumas").get(page(layak))
    assert told(answer) == [
        (2022, "76", "BPS (Susenas)", True), (2022, "88.68", "Bappenas", False),
        (2020, "70", "BPS (Susenas)", True), (2017, "60", "BPS (Susenas)", True),
    ]  # fmt: skip
    assert [group.why for group in answer.context["series"].years] == ["menurut aturan: penerbit yang lebih dahulu dalam urutan penerbit didahulukan", "", ""]
    assert "dua sumber berbeda: 76 dan 88,68" in text(answer)


def test_the_new_definition_stands_between_the_years(login, layak):
    """The fixtures say that improved sanitation is counted otherwise since 2019."""
    fill()
    answer = login("gumas").get(page(layak))
    assert [(group.year, group.since and group.since.year) for group in answer.context["series"].years] == [(2022, None), (2020, 2019), (2017, None)]
    assert "Definisi baru sejak 2019. Nilai di atas dan di bawah baris ini tidak dibandingkan." in text(answer)
    assert 'class="break"' in answer.content.decode()


def test_the_pace_in_sentences_with_the_years_used(login, layak, freezer_at):
    fill()
    with freezer_at("2023-05-01T08:00:00+07:00"):
        said = text(login("gumas").get(page(layak)))
    assert "membaik , 2020–2022: naik rata-rata 3 poin per tahun" in said
    assert "Dihitung portal dari 70 % (2020) dan 76 % (2022), keduanya dari BPS (Susenas) dan dihitung dengan cara yang sama." in said
    # The newest value is compared with the target of its own year, which has gone by.
    assert "RPJMD kabupaten/kota 2022: 80 % kurang 4 poin Tahun target ini sudah lewat. Dengan laju selama ini, target tercapai pada 2024." in said
    assert "RPJMD kabupaten/kota 2026: 90 % kurang 14 poin Agar tercapai pada 2026: naik 3,5 poin per tahun, 1,17 kali laju selama ini. Dengan laju" in said
    assert "SSK 2024: 85 % kurang 9 poin Agar tercapai pada 2024: naik 4,5 poin per tahun, 1,5 kali laju selama ini. Dengan laju selama ini, target tercapai pada 2025." in said


def test_nothing_is_said_of_one_year_or_over_a_break(login, layak):
    factories.publish(factories.row(year="2017", value="60"), factories.row(year="2022", value="76"), factories.row(year="2024", value="80", **PLAN))
    said = text(login("gumas").get(page(layak)))
    assert "Laju tidak dihitung: belum ada tahun lain dengan penerbit, rumusan, dan definisi yang sama dengan nilai ini." in said
    assert "rata-rata" not in said
    assert "Laju selama ini" not in said


def test_targets_by_layer_with_gap_and_reason(login, layak):
    fill()
    targets = login("gumas").get(page(layak)).context["series"].targets
    assert [(str(group.rows[0].layer), group.year, [str(row.value) for row in group.rows], plain(str(group.gap)), group.value.year, group.why) for group in targets] == [
        ("RPJMD kabupaten/kota", 2026, ["90"], "kurang 14 poin", 2022, ""),
        ("RPJMD kabupaten/kota", 2022, ["80", "99"], "kurang 4 poin", 2022, "menurut aturan: nilai yang dicatat meragukan atau draf ditempatkan terakhir"),
        ("SSK", 2024, ["85"], "kurang 9 poin", 2022, ""),
    ]


def test_a_choice_by_hand_is_told_with_its_reason(login, layak, cast):
    fill()
    choose_by_hand(Achievement.objects.get(publisher__name="Bappenas"), reason="Sesuai rapat 3 Mei", by=cast["kalsel"])
    answer = login("gumas").get(page(layak))
    assert told(answer)[0] == (2022, "88.68", "Bappenas", True)
    assert answer.context["series"].years[0].why == "dipilih dengan alasan: Sesuai rapat 3 Mei"


def test_towns_and_villages_are_pages_of_their_own(login, layak):
    fill()
    client = login("gumas")
    answer = client.get(page(layak))
    assert [(tab["label"], tab["current"]) for tab in answer.context["tabs"]] == [("seluruh wilayah", True), ("perkotaan", False)]
    towns = client.get(answer.context["tabs"][1]["url"])
    assert told(towns) == [(2021, "81", "BPS (Susenas)", True)]
    assert client.get(f"{page(layak)}?area=perdesaan").context["line"] is None


def test_where_only_the_towns_are_known_they_are_shown(login, layak):
    factories.publish(factories.row(year="2021", value="81", area="perkotaan"))
    answer = login("gumas").get(page(layak))
    assert told(answer) == [(2021, "81", "BPS (Susenas)", True)]
    assert "(perkotaan)" in text(answer)


def test_without_any_figure(login, layak):
    answer = login("gumas").get(page(layak))
    assert answer.context["line"] is None
    assert "Belum ada angka Kabupaten Tabalong yang disetujui atau dipublikasikan." in text(answer)


@pytest.mark.parametrize(("name", "seen"), [("tabalong", 1), ("kalsel", 1), ("hst", 0), ("kalteng", 0)])
def test_drafts_are_apart_and_in_reach_only(login, cast, layak, name, seen):
    factories.achievement(cast["tabalong"], value="81.23")
    answer = login(name).get(page(layak))
    assert len(answer.context["series"].at_work) == seen
    assert ("81,23" in text(answer)) == bool(seen)
    assert answer.context["line"] is None


@pytest.mark.parametrize("address", ["/indikator/0/wilayah/63.09/", "{}wilayah/99.99/", "{}wilayah/63.09/?area=kota"])
def test_what_is_not_there(login, layak, address):
    assert login("pusat").get(address.format(layak.get_absolute_url())).status_code == 404


def test_a_local_indicator_has_no_page_elsewhere(login, reference, regions):
    local = Indicator.objects.create(code="lokal", name_id="IPAL desa", name_en="Village works", sector="air_limbah", source="uji", region=regions["63.09"])
    client = login("pusat")
    assert client.get(page(local)).status_code == 200
    assert client.get(page(local, "63.07")).status_code == 404


def test_in_english(login, layak):
    fill()
    client = login("gumas")
    client.cookies["django_language"] = "en"
    said = text(client.get(page(layak)))
    assert "2020–2022: up by 3 points a year on average" in said
    assert "by rule: the publisher that stands first in the order of publishers counts" in said


def test_many_values_cost_as_many_queries_as_one(login, layak):
    client = login("kalsel")
    factories.publish(factories.row(), factories.row(kind="target", framework="SSK"))
    one = queries(client, page(layak))
    fill()
    assert queries(client, page(layak)) == one <= 8


def test_a_computed_value_says_so(login, cast, layak):
    steps = [("submit", cast["tabalong"]), ("approve", cast["kalsel"])]
    factories.achievement(cast["tabalong"], value="80", numerator=8, denominator=10, computed=True, page="hal. 7", step=steps)
    client = login("gumas")
    values = text(client.get(page(layak)))
    assert "80 % hasil hitungan 8 / 10" in values
    assert "hal. 7" in values
    assert "80 % hasil hitungan (2024)" in text(client.get(reverse("indicators:region_figures", args=["63.09"])))


@pytest.mark.parametrize(("code", "asked"), [("ID", "di=provinsi&area=total&tahun=2024"), ("63", "di=63&area=total&tahun=2024"), ("63.09", "di=63&area=perkotaan")])
def test_it_leads_to_those_beside_it_and_to_what_those_below_come_to(login, layak, code, asked):
    """In the area and year of its value; without a value, in the year of which most is known."""
    factories.publish(
        factories.row(region_code="ID", region="Indonesia", region_type="nasional", province="", year="2024", value="83"),
        factories.row(region_code="63", region="Kalimantan Selatan", region_type="provinsi", year="2024", value="83.5"),
        factories.row(year="2024", value="90", area="perkotaan", kind="target", framework="RPJMD Kab. Tabalong"),
    )
    client = login("gumas")
    body = client.get(page(layak, code)).content.decode()
    address = reverse("indicators:comparison", args=[layak.pk]) + "?" + asked
    assert f'href="{address.replace("&", "&amp;")}"' in body
    assert (f'href="{address.replace("&", "&amp;")}#whole"' in body) == (code != "63.09")
    compared = client.get(address).context["compared"]
    assert (f"di={compared.peers.key}&area={compared.area}", compared.year) == (asked.partition("&tahun")[0], None if code == "63.09" else 2024)
