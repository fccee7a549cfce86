"""A value and a target of two definitions are of no one measure: no gap is told, and every page says why."""

import pytest
from django.urls import reverse

from ssk_portal.indicators.gaps import new_between
from ssk_portal.indicators.models import Achievement, Indicator
from tests.indicators import factories
from tests.words import text_of

pytestmark = pytest.mark.django_db
# The fixtures say that improved sanitation is counted otherwise since 2019.
WHY = "tidak dibandingkan: dihitung dengan definisi baru sejak 2019"


@pytest.mark.parametrize(
    ("breaks", "one", "other", "since"),
    [([], 2018, 2024, None), ([2019], 2018, 2024, 2019), ([2019], 2024, 2018, 2019), ([2019], 2019, 2024, None), ([2019, 2022], 2018, 2024, 2022), ([2024], 2020, 2023, None)],
)
def test_the_new_definition_between_two_years(breaks, one, other, since):
    assert new_between(breaks, one, other) == since


def pages(row) -> list[str]:
    comparison = reverse("indicators:comparison", args=[row.indicator_id])
    return [
        row.get_absolute_url(),
        reverse("indicators:region_figures", args=["63.09"]),
        reverse("indicators:series", args=[row.indicator_id, "63.09"]),
        f"{comparison}?tahun={row.year}",
        reverse("reporting:region_detail", args=["63.09"]),
    ]


@pytest.mark.parametrize(("year", "told"), [("2018", False), ("2019", True)])
def test_every_page_says_why_none_is_told(login, reference, year, told):
    factories.publish(factories.row(year=year, value="60"), factories.row(year="2024", value="90", kind="target", framework="RPJMD Kab. Tabalong"))
    client, row = login("kalsel"), Achievement.objects.get()
    for page in pages(row):
        text = text_of(client.get(page))
        assert ("kurang 30 poin" in text, WHY in text) == (told, not told), page


def test_such_a_region_is_neither_behind_nor_without_a_target(login, reference):
    factories.publish(factories.row(year="2018", value="60"), factories.row(year="2024", value="90", kind="target", framework="RPJMD Kab. Tabalong"))
    page = reverse("indicators:comparison", args=[Indicator.objects.get(code="sanitasi-layak").pk])
    answers = {asked: login("kalsel").get(f"{page}?tahun=2018&target={asked}") for asked in ("", "tercapai", "belum", "tanpa")}
    listed = {asked: [row.record.region.code for row in answer.context["table"].rows] if answer.context["table"] else [] for asked, answer in answers.items()}
    assert listed == {"": ["63.09"], "tercapai": [], "belum": [], "tanpa": []}
