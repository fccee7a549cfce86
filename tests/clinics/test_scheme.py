"""Schemes and clinic types: read by everyone, kept by the centre; loaded from the fixtures."""

import json

import pytest
from django.conf import settings
from django.urls import reverse

from ssk_portal.audit.actors import acting
from ssk_portal.clinics.models import ClinicType, Preparation, Scheme
from ssk_portal.clinics.published import load_schemes
from ssk_portal.milestones import published as milestones
from tests.clinics import factories
from tests.clinics.pages import shown
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


PLAN = {
    "outputs_id": "Hasil satu\r\nHasil dua", "outputs_en": "Result", "agenda": "Pembukaan\r\nKlinik", "institutions": "Bappeda provinsi", "plan_basis": "inferred", "plan_source": "https://example.org/cc8",
}  # fmt: skip


def test_what_a_new_event_is_filled_with_is_kept_by_the_centre(login, schemes):
    client, third = login("pusat"), ClinicType.objects.get(scheme=schemes["2021"], number=3)
    fields = {"number": "3", "name_id": "Klinik 3", "name_en": "Clinic 3", "basis": "stated", "source": "https://example.org", "held_at": "province"}
    client.post(url("clinictype", "update", third.pk), key(**fields, **PLAN, row_version=0))
    third.refresh_from_db()
    assert (third.outputs_id, third.agenda, third.institutions, third.plan_basis) == (["Hasil satu", "Hasil dua"], ["Pembukaan", "Klinik"], ["Bappeda provinsi"], "inferred")
    text = login("tabalong").get(url("scheme", "detail", schemes["2021"].pk)).content.decode()
    assert [word for word in ("Isian awal kegiatan baru", "Hasil dua", "Klinik", "Bappeda provinsi", "https://example.org/cc8") if word not in text] == []


def test_the_seven_clinics_say_what_they_fill_in_and_on_what_grounds(cast):
    milestones.load_schemes(fixture("milestone_schemes.json"), by=cast["pusat"])
    load_schemes(fixture("clinic_schemes.json"), by=cast["pusat"])
    for kind in ClinicType.objects.filter(scheme__code="ppsp-2021"):
        assert all((kind.outputs_id, kind.agenda, kind.institutions, kind.plan_basis, kind.plan_source)), kind
        assert len(kind.outputs_id) == len(kind.outputs_en)
    # Of the three clinics before 2021 nothing is known.
    assert [(kind.agenda, kind.plan_basis) for kind in ClinicType.objects.filter(scheme__code="ppsp-2018")] == [([], "")] * 3


def test_an_old_event_keeps_its_scheme(login, schemes):
    """A new scheme takes over; what was held under the old one stays under it."""
    held = factories.clinic("63", programme_year=2024, scheme=schemes["2021"])
    client = login("pusat")
    old = {"code": "ppsp-2021", "name_id": "Skema 2021", "name_en": "Scheme 2021", "valid_from": "2021", "source": "https://example.org"}
    client.post(url("scheme", "update", schemes["2021"].pk), key(**old, valid_to="2023", row_version=0))
    client.post(url("scheme", "create"), key(**old | {"code": "ppsp-2024", "name_id": "Skema 2024", "valid_from": "2024"}))
    page = client.get(reverse("clinics:clinic_update", args=[held.pk]))
    answer = client.post(page.request["PATH_INFO"], shown(page) | {"city": "Martapura", "change_reason": "Ejaan"})
    assert answer.status_code == 302, answer.context["form"].errors
    held.refresh_from_db()
    assert (held.city, held.scheme.code, held.scheme.valid_to) == ("Martapura", "ppsp-2021", 2023)
