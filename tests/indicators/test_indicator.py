"""Indicators: the list, the page of each, the definitions that the centre keeps."""

import pytest
from django.urls import reverse

from ssk_portal.indicators.models import Indicator
from tests.counting import queries
from tests.factories import key
from tests.indicators import factories

pytestmark = pytest.mark.django_db
LIST, CREATE = reverse("indicators:indicator_list"), reverse("indicators:indicator_create")


def fill():
    kalsel = {"region_code": "63", "region": "Kalimantan Selatan", "region_type": "provinsi"}
    factories.publish(
        factories.row(year="2021", value="70"),
        factories.row(year="2022", value="77.09"),
        factories.row(year="2022", value="88.68", publisher="Bappenas"),
        factories.row(kind="target", framework="RPJMD Kab. Tabalong", year="2022", value="88.68"),
        factories.row(kind="target", framework="RPJMD Kab. Tabalong", year="2024", value="95"),
        factories.row(year="2022", value="50", area="perdesaan"),
        factories.row(year="2020", value="60", **kalsel),
    )


def test_three_regions_cost_as_many_queries_as_one(login, layak):
    client, page = login("pusat"), layak.get_absolute_url()
    factories.publish(factories.row())
    one = queries(client, page), queries(client, LIST)
    fill()
    assert (queries(client, page), queries(client, LIST)) == one


def test_the_page_says_what_the_indicator_means_and_whose_word_it_is(login, layak):
    content = login("pembaca").get(layak.get_absolute_url()).content.decode()
    assert layak.definition_id in content
    assert f'href="{layak.source}"' in content
    assert f'href="{reverse("indicators:comparison", args=[layak.pk])}"' in content


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_indicator_has_both_languages(reference, language):
    for indicator in Indicator.objects.all():
        assert getattr(indicator, f"name_{language}")
        assert getattr(indicator, f"definition_{language}")
        assert indicator.source.startswith("http")


def test_safe_is_inside_improved(reference):
    assert {row.code for row in Indicator.objects.filter(part_of__code="sanitasi-layak")} == {"sanitasi-aman", "sanitasi-layak-sendiri", "sanitasi-layak-bersama"}
    assert [row.code for row in Indicator.objects.filter(direction="lower").order_by("code")] == ["babs-terbuka", "sanitasi-belum-layak", "tanpa-fasilitas-bab"]


def typed(**changes):
    fields = {
        "name_id": "Septic tank disedot",
        "name_en": "Tanks emptied",
        "code": "tangki-disedot",
        "sector": "air_limbah",
        "order": "500",
        "unit": "unit",
        "direction": "higher",
        "source": "Perda",
    }
    return key(**(fields | changes))


@pytest.mark.parametrize(("name", "status"), [("pusat", 302), ("admin", 302), ("pembaca", 403), ("pembaca_tabalong", 403), ("admin_kalsel", 403)])
def test_who_adds_an_indicator(login, reference, name, status):
    before = Indicator.objects.count()
    assert login(name).post(CREATE, typed()).status_code == status
    assert Indicator.objects.count() == before + (status == 302)
    assert not Indicator.objects.exclude(region=None).exists()


def test_a_changed_definition_says_why(login, layak):
    client, page = login("pusat"), reverse("indicators:indicator_update", args=[layak.pk])
    fields = typed(code=layak.code, name_id=layak.name_id, unit="%", row_version=layak.version, lowest="0", highest="100")
    assert list(client.post(page, fields).context["form"].errors) == ["change_reason"]

    assert client.post(page, fields | {"change_reason": "Definisi BPS berubah"}).status_code == 302


def test_an_indicator_is_not_part_of_itself(login, layak):
    aman = Indicator.objects.get(code="sanitasi-aman")
    page = reverse("indicators:indicator_update", args=[layak.pk])
    answer = login("pusat").post(page, typed(code=layak.code, unit="%", part_of=aman.pk, row_version=layak.version, change_reason="Coba", lowest="9", highest="1"))
    assert answer.context["form"].errors == {
        "highest": ["Nilai tertinggi lebih kecil daripada nilai terendah."], "part_of": ["Indikator ini akan menjadi bagian dari dirinya sendiri."],
    }  # fmt: skip


def test_an_indicator_with_figures_is_not_deleted(login, layak):
    fill()
    page = reverse("indicators:indicator_delete", args=[layak.pk])
    assert login("pusat").post(page, key()).status_code == 409
    assert login("tabalong").post(page, key()).status_code == 403
    assert Indicator.objects.filter(pk=layak.pk).exists()


def test_a_missing_indicator_is_not_found(login, reference):
    assert login("pusat").get(reverse("indicators:indicator_detail", args=[10**6])).status_code == 404
