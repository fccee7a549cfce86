"""The way back from every part of a Pokja leads over the page of the Pokja."""

import pytest
from django.urls import reverse

from ssk_portal.pokja.models import AgencyAbsence, ExpectedAgency
from tests.pokja import factories


@pytest.fixture
def parts(regions, cast):
    """One row of each kind, by the word with which the names of its screens begin."""
    pokja = factories.pokja(regions["63.09"])
    decree = factories.decree(pokja)
    position = factories.position(pokja)
    agency = ExpectedAgency.objects.create(code="uji", name_id="Uji", name_en="Test", source="uji")
    absence = AgencyAbsence.objects.create(pokja=pokja, agency=agency, reason="Tidak ada", set_by=cast["tabalong"])
    return {"pokja": pokja, "decree": decree, "position": position, "member": factories.member(position), "agencyabsence": absence}


@pytest.mark.parametrize(
    ("of", "screen", "here"),
    [
        ("pokja", "decree_create", "SK baru: Pokja PKP Kabupaten Tabalong"), ("decree", "decree_update", "Ubah SK Bupati 188.45/1/2024"), ("decree", "decree_delete", "Hapus SK"),
        ("decree", "decree_renew", "Perbarui SK Bupati 188.45/1/2024"), ("pokja", "position_create", "Kedudukan baru: Pokja PKP Kabupaten Tabalong"),
        ("position", "position_update", "Ubah kedudukan Ketua"), ("position", "position_delete", "Hapus"), ("position", "member_create", "Anggota baru: Ketua"),
        ("member", "member_update", "Ubah anggota Siti Aminah"), ("member", "member_delete", "Hapus"), ("agencyabsence", "agencyabsence_delete", "Cabut “tidak berlaku”"),
    ],
)  # fmt: skip
def test_it_names_the_pokja_and_the_page(login, parts, of, screen, here):
    pokja = parts["pokja"]
    way = login("tabalong").get(reverse(f"pokja:{screen}", args=[parts[of].pk])).context["breadcrumbs"]
    assert [(str(label), url) for label, url in way] == [("Pokja", reverse("pokja:pokja_list")), (pokja.name, pokja.get_absolute_url()), (here, None)]
