"""Indicators in the administration pages: same reach, same locks, no N+1."""

import pytest
from django.urls import reverse

from ssk_portal.indicators.models import Achievement, Publisher, Target, TargetLayer
from tests.counting import queries
from tests.indicators import factories

pytestmark = pytest.mark.django_db


def url(model, action="changelist", *args):
    return reverse(f"admin:indicators_{model}_{action}", args=args)


@pytest.mark.parametrize("model", ["indicator", "targetlayer", "publisher", "target", "achievement"])
def test_search_and_queries(login, cast, reference, model):
    client = login("admin")
    factories.achievement(cast["tabalong"])
    factories.target(cast["tabalong"])
    one = queries(client, f"{url(model)}?q=a")
    factories.achievement(cast["gumas"])
    factories.achievement(cast["hst"])
    factories.target(cast["gumas"])
    factories.target(cast["hst"])
    assert queries(client, f"{url(model)}?q=a") == one


@pytest.mark.parametrize("model", ["target", "achievement"])
def test_a_list_writes_a_value_as_the_portal_does(model, login, cast, reference):
    getattr(factories, model)(cast["tabalong"], value="82.5")
    shown = login("admin").get(url(model)).content.decode().replace("\xa0", " ")
    assert ">82,5 %<" in shown


def test_a_locked_figure_shows_its_value_as_it_was_typed(login, cast, reference):
    locked = factories.achievement(cast["tabalong"], value="82.5", step=[("submit", cast["tabalong"])])
    page = login("admin").get(url("achievement", "change", locked.pk)).content.decode()
    assert '<div class="readonly">82,5</div>' in page


def test_an_administrator_of_a_province_sees_no_foreign_draft(login, cast, reference):
    own, foreign = factories.achievement(cast["tabalong"]), factories.achievement(cast["gumas"])
    client = login("admin_kalsel")
    assert [row.pk for row in client.get(url("achievement")).context["cl"].result_list] == [own.pk]
    assert client.get(url("achievement", "change", foreign.pk)).status_code == 302


def fields(row, **changes):
    return {
        "indicator": row.indicator_id, "region": row.region_id, "year": row.year, "area": row.area, "value": str(row.value).replace(".", ","), "publisher": row.publisher_id,
        "source": row.source, "framework": "", "published_via": "", "indicator_as_published": "", "note": "", "numerator": "", "denominator": "",
    } | changes  # fmt: skip


def test_a_draft_is_repaired_and_a_locked_figure_is_not(login, cast, reference):
    draft, locked = factories.achievement(cast["tabalong"]), factories.achievement(cast["tabalong"], value="82", step=[("submit", cast["tabalong"])])
    client = login("admin_kalsel")
    client.post(url("achievement", "change", draft.pk), fields(draft, value="81"))
    client.post(url("achievement", "change", locked.pk), fields(locked, value="1"))
    assert sorted(str(row.value) for row in Achievement.objects.all()) == ["81", "82"]


def test_what_the_form_refuses_is_refused_here_too(login, cast, reference):
    draft, province = factories.target(cast["tabalong"]), TargetLayer.objects.get(code="rpjmd-provinsi")
    answer = login("admin_kalsel").post(url("target", "change", draft.pk), fields(draft, value="101", layer=province.pk, publisher=""))
    assert sorted(answer.context["adminform"].form.errors) == ["layer", "value"]
    assert (Target.objects.get().value, Target.objects.get().layer) == (draft.value, draft.layer)


def test_a_figure_cannot_be_put_into_a_foreign_region(login, cast, regions, reference):
    draft = factories.achievement(cast["tabalong"])
    login("admin_kalsel").post(url("achievement", "change", draft.pk), fields(draft, region=regions["62.10"].pk))
    assert Achievement.objects.get().region.code == "63.09"


def test_definitions_are_kept_by_the_centre(login, reference):
    row = Publisher.objects.get(code="pokja")
    change = {"code": row.code, "name": row.name, "order": "3", "note_id": "", "note_en": ""}
    for name in ("kalsel", "admin_kalsel", "pusat"):
        login(name).post(url("publisher", "change", row.pk), change | {"name": f"Pokja ({name})"})
    assert Publisher.objects.get(pk=row.pk).name == "Pokja (pusat)"


@pytest.mark.parametrize(("years", "named"), [(range(2000, 2019), True), (range(1995, 2025), False)])
def test_what_stands_in_the_way_of_a_deletion_is_named_or_of_many_rows_counted(years, named, login, cast, reference, django_assert_max_num_queries):
    """A publisher of 1,400 figures took six seconds, of ten years' figures minutes."""
    factories.publish(*(factories.row(year=str(year)) for year in years))
    publisher = Publisher.objects.get(name="BPS (Susenas)")
    client, page = login("admin"), url("publisher", "delete", publisher.pk)
    with django_assert_max_num_queries(100 if named else 15):
        answer = client.get(page)
    assert (f"Capaian: {len(years)}" in answer.content.decode()) is not named
    client.post(page, {"post": "yes"})
    assert Publisher.objects.filter(pk=publisher.pk).exists()
