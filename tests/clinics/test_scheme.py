"""Schemes and clinic types: read by everyone, kept by the centre; loaded from the fixtures."""

import json

import pytest
from django.conf import settings
from django.urls import reverse

from ssk_portal.audit.actors import acting
from ssk_portal.clinics.models import ClinicType, Preparation, Scheme
from ssk_portal.clinics.published import load_schemes
from ssk_portal.milestones import published as milestones
from tests.factories import key


def url(noun, action, *args):
    return reverse(f"clinics:{noun}_{action}", args=args)


@pytest.mark.parametrize("name", ["pusat", "kalsel", "tabalong", "pembaca", "admin"])
def test_everyone_reads_the_schemes(login, schemes, name):
    client = login(name)
    assert client.get(url("scheme", "list")).status_code == 200
    page = client.get(url("scheme", "detail", schemes["2021"].pk))
    assert "CC3 Klinik 3" in page.content.decode()


KEEPERS = {"pusat": 200, "admin": 200, "kalsel": 403, "admin_kalsel": 403, "tabalong": 403, "pembaca": 403}


@pytest.mark.parametrize(("name", "status"), KEEPERS.items())
def test_who_keeps_them(login, schemes, name, status):
    client, scheme = login(name), schemes["2021"]
    third = ClinicType.objects.get(scheme=scheme, number=3)
    prepared = Preparation.objects.get()
    pages = [url("scheme", "create"), url("clinictype", "create", scheme.pk), url("preparation", "create", third.pk)]
    for noun, row in (("scheme", scheme), ("clinictype", third), ("preparation", prepared)):
        pages += [url(noun, "update", row.pk), url(noun, "delete", row.pk)]
    assert [client.get(page).status_code for page in pages] == [status] * len(pages)


def test_a_clinic_type_is_added_and_changed(login, schemes):
    client, scheme = login("pusat"), schemes["2021"]
    fields = {"number": "8", "name_id": "Klinik 8", "name_en": "Clinic 8", "basis": "inferred", "source": "https://example.org", "held_at": ""}
    client.post(url("clinictype", "create", scheme.pk), key(**fields))
    made = ClinicType.objects.get(number=8)
    client.post(url("clinictype", "update", made.pk), key(**fields, row_version=0) | {"name_id": "Klinik delapan"})
    made.refresh_from_db()
    assert made.name_id == "Klinik delapan"
    refused = client.post(url("clinictype", "create", scheme.pk), key(**fields | {"name_id": "Lain"}))
    assert refused.context["form"].errors


def test_a_scheme_in_use_is_not_deleted(login, schemes):
    assert login("pusat").post(url("scheme", "delete", schemes["2021"].pk), key()).status_code == 409


def fixture(name):
    return json.loads((settings.BASE_DIR / "fixtures" / name).read_text("utf-8"))


def test_the_published_schemes_are_loaded_once(cast):
    milestones.load_schemes(fixture("milestone_schemes.json"), by=cast["pusat"])
    first = load_schemes(fixture("clinic_schemes.json"), by=cast["pusat"])
    assert (first.made, first.changed, first.unchanged) == (20, 0, 0)
    assert sorted((row.clinic_type.number, row.milestone.number, row.basis) for row in Preparation.objects.select_related("clinic_type", "milestone")) == [
        (1, 1, "stated"), (2, 1, "inferred"), (3, 2, "stated"), (4, 2, "inferred"), (4, 3, "inferred"), (5, 3, "stated"), (6, 4, "stated"), (7, 4, "stated"),
    ]  # fmt: skip
    again = load_schemes(fixture("clinic_schemes.json"), by=cast["pusat"])
    assert (again.made, again.changed, again.unchanged) == (0, 0, 20)


def test_what_a_person_changed_stays(cast, schemes):
    milestones.load_schemes(fixture("milestone_schemes.json"), by=cast["pusat"])
    with acting(cast["pusat2"]):
        Scheme.objects.update(note="Kata saya")
    load_schemes({"schemes": [{**fixture("clinic_schemes.json")["schemes"][1], "clinics": []}]}, by=cast["pusat"])
    assert Scheme.objects.get(code="ppsp-2018").note == "Kata saya"
