"""What was recorded, in the words of who reads: names kept in both languages, days and numbers as the language has them."""

import pytest
from django.urls import reverse

from ssk_portal.audit.actors import acting
from ssk_portal.indicators.models import Indicator, Target, TargetLayer
from ssk_portal.pokja.models import Decree, Pokja

pytestmark = pytest.mark.django_db

MONTHS = {"id": ("31 Agustus 2099", "Akses layak 2024", "87,5"), "en": ("31 August 2099", "Improved access 2024", "87.5")}


@pytest.fixture
def recorded(cast):
    """A decree and a target of Tabalong."""
    region = cast["tabalong"].region
    with acting(cast["tabalong"]):
        pokja = Pokja.objects.create(region=region, name="Pokja PKP Kabupaten Tabalong")
        decree = Decree.objects.create(pokja=pokja, kind="bupati", number="188.45/7/2024", valid_to="2099-08-31")
        indicator = Indicator.objects.create(code="layak", name_id="Akses layak", name_en="Improved access", sector="air_limbah", source="uji")
        layer = TargetLayer.objects.create(code="rpjmd", name_id="RPJMD", name_en="RPJMD", level="district")
        target = Target.objects.create(region=region, indicator=indicator, layer=layer, year=2024, value="87.5", source="RPJMD")
    return decree, target


@pytest.mark.parametrize("language", ["id", "en"])
def test_timeline_and_history_speak_the_readers_language(login, recorded, language):
    decree, target = recorded
    day, figure, value = MONTHS[language]
    client = login("tabalong")
    client.cookies["django_language"] = language
    assert figure in client.get(reverse("reporting:region_timeline", args=["63.09"])).content.decode()
    pages = [client.get(reverse("reporting:row_history", args=[row._meta.app_label, row._meta.model_name, row.pk])).content.decode() for row in (decree, target)]
    assert (day in pages[0], value in pages[1]) == (True, True)
