"""Every published disagreement is held with both sides; the figures of the province's kick-off are told with their gaps."""

import csv
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.html import escape
from django.utils.text import slugify

from ssk_portal.accounts.models import User
from ssk_portal.common.numbers import number
from ssk_portal.indicators.models import Achievement, Disagreement, Target
from ssk_portal.indicators.published import load_disagreements, load_reference
from ssk_portal.indicators.reading import dispute
from ssk_portal.regions.models import Region
from tests.counting import queries
from tests.factories import PASSWORD
from tests.indicators import factories
from tests.words import plain

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"  # as the compilers handed them over
GROUPS = list(csv.DictReader((DATA / "disagreeing_values.csv").read_text(encoding="utf-8").splitlines()))
CONFLICTS = json.loads((DATA / "conflicts.json").read_text(encoding="utf-8"))["conflicts"]
# The conflicts that are several values of one indicator, region and year: which.
OF_ONE_KEY = {
    "Kalsel air minum layak 2022": [("63", "air-minum-layak", 2022, "total", "achievement")],
    "Kalsel akses aman target 2024": [("63", "sanitasi-aman", 2024, "total", "target")],
    "RPJMN 2020-2024 akses aman": [("ID", "sanitasi-aman", 2024, "total", "target")],
    "National sanitasi layak 2018": [("ID", "sanitasi-layak", 2018, "total", "achievement")],
    "National 2017": [("ID", "air-minum-layak", 2017, "total", "achievement"), ("ID", "sanitasi-layak", 2017, "total", "achievement")],
    "National urban/rural 2024": [("ID", "sanitasi-layak", 2024, "perkotaan", "achievement"), ("ID", "sanitasi-layak", 2024, "perdesaan", "achievement")],
}

# region, indicator, area, year, kind: the values that disagree, as they were collected from the publications.
DISAGREEING = [
    ("ID", "sanitasi-layak", "perkotaan", 2024, Achievement, ["84.06", "85.26"], "84.06"),
    ("ID", "sanitasi-layak", "perdesaan", 2024, Achievement, ["69.43", "82.93"], "82.93"),
    ("ID", "air-minum-layak", "total", 2017, Achievement, ["72.04", "84"], "72.04"),
    ("ID", "sanitasi-layak", "total", 2017, Achievement, ["67.89", "70.7"], "67.89"),
    ("ID", "sanitasi-layak", "total", 2018, Achievement, ["69.27", "74.58"], "69.27"),
    ("63", "sanitasi-aman", "total", 2024, Target, ["6", "6", "100"], "6"),
    ("63", "air-minum-layak", "total", 2022, Achievement, ["77.09", "88.68"], "77.09"),
    ("ID", "sanitasi-aman", "total", 2024, Target, ["15", "20"], "15"),
]


@pytest.fixture(scope="module")
def _published(django_db_setup, django_db_blocker):
    """The country with everything that is published, once for this module."""
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        factories.whole_country()
        load_reference()
        factories.published_figures()
        load_disagreements()
        User.objects.create_user("pusat", PASSWORD, name="Pusat", role="national_officer", region=Region.objects.get(code="ID"))
        User.objects.create_user("kalsel", PASSWORD, name="Kalsel", role="provincial_officer", region=Region.objects.get(code="63"))
        yield
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


@pytest.fixture
def published(_published, db):
    """What is published, seen from inside a test."""


@pytest.mark.parametrize(("code", "indicator", "area", "year", "model", "values", "counts"), DISAGREEING)
def test_both_sides_are_held_and_one_counts(published, code, indicator, area, year, model, values, counts):
    rows = list(model.objects.filter(region__code=code, indicator__code=indicator, area=area, year=year))

    assert sorted(row.value for row in rows) == [type(rows[0].value)(value) for value in values]
    assert [str(row.value) for row in rows if row.counts] == [counts]
    assert dispute([row.value for row in rows]) != ""
    assert all(row.source for row in rows)


def test_the_kick_off_of_2022_is_told_with_its_gaps(published, client):
    client.force_login(User.objects.get(username="kalsel"))

    page = client.get("/indikator/wilayah/63/?tahun=2022").content.decode()

    lines = {line.indicator.code: line for line in client.get("/indikator/wilayah/63/?tahun=2022").context["lines"]}
    told = {code: (line.achievement.shown_value, [str(aim.gap) for aim in line.aims]) for code, line in lines.items() if line.aims}
    assert plain(told) == {
        "rumah-layak-huni": ("43,35 %", ["lebih 3,88 poin"]),
        "air-minum-layak": ("77,09 %", ["kurang 11,59 poin"]),
        "air-limbah-domestik": ("88,28 %", ["kurang 1,72 poin"]),
        "penanganan-sampah": ("60,14 %", ["kurang 14,86 poin"]),
    }
    for words in ("lebih 3,88 poin", "kurang 11,59 poin", "kurang 1,72 poin", "kurang 14,86 poin", "dua sumber berbeda: 77,09 dan 88,68"):
        assert words in page
    figures = page.partition('id="disagreements"')[0]
    assert figures.count("https://diskominfomc.kalselprov.go.id/2023/03/09/kolaborasi-multisektor-wujudkan-sektor-pkp/") == 8


def test_many_regions_cost_as_few_queries_as_one(published, client):
    client.force_login(User.objects.get(username="kalsel"))
    page = f"/indikator/{Achievement.objects.filter(indicator__code='sanitasi-layak').first().indicator_id}/"

    assert queries(client, page) == queries(client, f"{page}?q=tabalong") <= 8


def numbers(text: str) -> set[str]:
    """The numbers that a side names; "brief 003" is where the compilers found it."""
    text = re.sub(r"\(brief [0-9]+\)", "", text)
    return set(re.findall(r"[0-9]+(?:[.][0-9]+)?", text))


@pytest.fixture
def differing(published, client):
    """What the page on values that differ lists, by key, and the page itself."""
    client.force_login(User.objects.get(username="pusat"))
    answer = client.get("/indikator/mutu-data/nilai-berbeda/")
    listed = {(each.region.code, each.indicator.code, each.year, each.first.area, each.kind): each for each in answer.context["table"].data}
    return listed, answer.content.decode()


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: f"{group['region_code']} {group['indicator']} {group['area']} {group['year']}")
def test_each_group_of_the_compilers_shows_both_sides(group, differing):
    listed, page = differing
    [dispute] = [
        each for key, each in listed.items()
        if key[0] == group["region_code"] and each.indicator.name_id.casefold() == group["indicator"].casefold()
        and key[2:] == (int(group["year"]), group["area"], group["kind"])
    ]  # fmt: skip

    values = [Decimal(value) for value in group["values"].split(" | ")]
    sides = sorted(zip(values, group["publishers"].split(" | "), strict=True))
    assert sorted((row.value, row.publisher.name) for row in dispute.rows) == sides
    assert [row.counts for row in dispute.rows] == [True] + [False] * (len(sides) - 1)
    assert dispute.why != ""
    for row in dispute.rows:
        assert f"{number(row.value)} %" in page
        assert escape(row.source) in page
        assert row.source != ""


@pytest.mark.parametrize("conflict", CONFLICTS, ids=lambda conflict: slugify(conflict["topic"]))
def test_each_conflict_of_the_compilers_is_held_with_both_sides(conflict, differing, client):
    listed, _page = differing
    if keys := OF_ONE_KEY.get(conflict["topic"]):
        held = {str(row.value) for key in keys for row in listed[key].rows}
        assert held <= numbers(conflict["a"] + conflict["b"])
        assert held & numbers(conflict["a"])
        assert held & numbers(conflict["b"])
        return
    row = Disagreement.objects.select_related("region").get(code=slugify(conflict["topic"]))
    with translation.override("en"):
        assert numbers(conflict["a"]) <= numbers(f"{row.topic} {row.one}")
        assert numbers(conflict["b"]) <= numbers(f"{row.topic} {row.other}")
    figures, region = f"/indikator/wilayah/{row.region.code}/", f"/wilayah/{row.region.code}/"
    its_own, another = (figures, region) if row.about == "figure" else (region, figures)
    for page in ("/indikator/mutu-data/sumber-bertentangan/", its_own):
        content = client.get(page).content.decode()
        assert escape(row.one_id) in content
        assert escape(row.other_id) in content
        assert escape(row.reading_id) in content
    assert escape(row.topic_id) not in client.get(another).content.decode()


ELSEWHERE = {
    "clinic": {"kalteng-2025-clinic-6", "sukabumi-clinic-4-5-date", "kaltim-clinic-number", "kapuas-second-session", "pupr-kalsel-cc3-2023-place"},
    "region": {"kalteng-cohorts", "lahat-ssk-period", "kota-solok-plan-name"},
}


def test_what_is_no_figure_is_kept_apart(published):
    assert {about: set(Disagreement.objects.filter(about=about).values_list("code", flat=True)) for about in ELSEWHERE} == ELSEWHERE


def test_where_an_indicator_is_named_it_is_about_figures(published):
    row = Disagreement.objects.exclude(indicator=None).first()
    row.about = "clinic"
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert refused.value.message_dict == {"about": ["Jika indikator disebut, pokoknya adalah angka."]}
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_nothing_else_is_called_a_disagreement(differing):
    listed, _page = differing
    named = {key for keys in OF_ONE_KEY.values() for key in keys}
    assert set(listed) == named
    assert Disagreement.objects.count() == len(CONFLICTS) - len(OF_ONE_KEY)


def test_loading_them_again_changes_nothing(published):
    Disagreement.objects.filter(code="kalteng-cohorts").update(reading_id="Sudah ditanyakan")
    assert load_disagreements() == 0
    assert Disagreement.objects.get(code="kalteng-cohorts").reading_id == "Sudah ditanyakan"


def test_a_source_is_never_made_up(published):
    """What the compilers had no address for stands without one, or with the name of the medium."""
    known = "\n".join(path.read_text(encoding="utf-8") for path in factories.FIXTURES.glob("*.*") if path.suffix in (".json", ".csv"))
    known = known.replace((factories.FIXTURES / "disagreements.json").read_text(encoding="utf-8"), "")
    elsewhere = {
        "https://sukabumi.jabarekspres.com/2023/12/02/pemkab-sukabumi-kembali-laksanakan-coaching-clinic-program-ppsp",
        "https://prokalteng.jawapos.com/?p=298326",
        "https://radarbanyumas.disway.id/read/123528/tiga-tahun-kabupaten-purbalingga-terima-dak-sanitasi-sebesar-rp-281-miliar",
        "https://madurapost.net/begini-kata-dinas-prkp-dan-cipta-karya-soal-dak-sanitasi-air",
    }
    sources = {source for row in Disagreement.objects.all() for _words, source, _host in row.sides if source.startswith("http")}
    assert {source for source in sources if source not in known} <= elsewhere
