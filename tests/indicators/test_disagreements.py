"""Every published disagreement is held with both sides; the figures of the province's kick-off are told with their gaps."""

import pytest

from ssk_portal.accounts.models import User
from ssk_portal.indicators.models import Achievement, Target
from ssk_portal.indicators.published import load_reference
from ssk_portal.indicators.reading import dispute
from ssk_portal.regions.models import Region
from tests.counting import queries
from tests.factories import PASSWORD
from tests.indicators import factories

pytestmark = pytest.mark.django_db

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
    from django.db import transaction

    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        factories.whole_country()
        load_reference()
        factories.published_figures()
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
    assert told == {
        "rumah-layak-huni": ("43,35 %", ["lebih 3,88 poin"]),
        "air-minum-layak": ("77,09 %", ["kurang 11,59 poin"]),
        "air-limbah-domestik": ("88,28 %", ["kurang 1,72 poin"]),
        "penanganan-sampah": ("60,14 %", ["kurang 14,86 poin"]),
    }
    for words in ("lebih 3,88 poin", "kurang 11,59 poin", "kurang 1,72 poin", "kurang 14,86 poin", "dua sumber berbeda: 77,09 dan 88,68"):
        assert words in page
    assert page.count("https://diskominfomc.kalselprov.go.id/2023/03/09/kolaborasi-multisektor-wujudkan-sektor-pkp/") == 8


def test_many_regions_cost_as_few_queries_as_one(published, client):
    client.force_login(User.objects.get(username="kalsel"))
    page = f"/indikator/{Achievement.objects.filter(indicator__code='sanitasi-layak').first().indicator_id}/"

    assert queries(client, page) == queries(client, f"{page}?q=tabalong") <= 8
