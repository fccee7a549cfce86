"""What really happened at events, one case each, through the file and through the forms."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from ssk_portal.clinics.exchange.writing import event_of, schema
from ssk_portal.clinics.models import Clinic, Participation, Speaker
from ssk_portal.pokja.models import Institution, InstitutionKind
from ssk_portal.regions.models import Region
from tests.clinics import factories
from tests.clinics.test_exchange_round_trip import exported, imported
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")
event, district, person = factories.event, factories.district, factories.PERSON

CASES = {
    "two clinics at one event, districts at M2 and M4": event(
        clinic_numbers=[3, 7], type_as_written="CC3 dan CC7",
        districts=[district(milestone="2", clinic_numbers=[3]), district("Hulu Sungai Tengah", milestone="4", clinic_numbers=[7])],
    ),
    "M4 of the cohorts, year 1 to 5": event(
        clinic_numbers=[7], districts=[district(milestone="4", milestone_year=year, assisted_since=2026 - year, clinic_numbers=[7]) for year in range(1, 6)],
    ),
    "after M4": event(districts=[district(milestone="pasca-4", milestone_year=3), district("Gunung Mas", milestone="pasca-4")]),
    "a milestone as a range": event(districts=[district(milestone="1-3")], milestone_expected="1-3", milestone_stated="M1 s.d. M3"),
    "no known date, as written": event(date_as_written="Jumat", date_basis="hanya nama hari", programme_year=2024),
    "a month only": event(date_as_written="awal September 2024", programme_year=None, clinic_numbers=[]),
    "a count that differs from the list": event(participants_count=100, districts=[district(), district("Gunung Mas")], notes=["11 kabupaten disebut, 2 bernama"]),
    "acting and double posts": event(people=[
        person, person | {"name": "Aminah", "post": "Plh. Sekretaris Daerah, Kepala Bappeda", "role": "speaker"},
        person | {"name": "Budi", "post": "Pj. Bupati; Kepala Dinas PUPR Provinsi", "acting_for": "Gubernur"}, person,
    ]),
    "hybrid": event(mode="hybrid", venue="Aula Bappeda dan Zoom", institutions=["Kementerian PUPR", "Bappenas (daring)"]),
    "a regency and a city of one name": event(districts=[district("Raya"), district("Raya", type="kota"), district("Kota Raya", type="kota", role="reference")]),
    "a village, a bank, a ministry": event(institutions=["Desa Tangkit Baru", "Bank Kalsel", "Kementerian Dalam Negeri", "BPPW Kalsel", "perwakilan LSM", "Desa Tangkit Baru"]),
    "several sources": event(
        source="https://example.org/a", publisher="MC Kalsel", published="2023-09-20", published_basis="URL", other_sources=["https://example.org/b", "Radar Banjar, 21/9"],
    ),
    "more milestones named than the list": event(milestone_stated="", milestone_reached="4 tahun ke-5", milestone_expected=None),
}  # fmt: skip


@pytest.fixture
def _raya(regions):
    for code, kind in (("63.71", "kota"), ("63.72", "kabupaten")):
        Region.objects.create(code=code, level="district", kind=kind, name="Raya", parent=regions["63"], province=regions["63"], time_zone="Asia/Makassar")


@pytest.mark.usefixtures("_raya")
@pytest.mark.parametrize("case", CASES)
def test_a_case_comes_out_as_it_went_in(tmp_path, case):
    imported(tmp_path, CASES[case])
    assert exported() == [CASES[case]]
    assert imported(tmp_path, CASES[case]) == "0 changes: 0 events made, 0 changed, 1 unchanged."


@pytest.mark.usefixtures("_raya")
def test_all_cases_in_one_file_and_each_turned_into_another(tmp_path):
    events = [told | {"id": f"e-{number}"} for number, told in enumerate(CASES.values())]
    imported(tmp_path, *events)
    turned = [told | {"id": other["id"]} for told, other in zip([*events[1:], events[0]], events, strict=True)]
    imported(tmp_path, *turned)
    assert exported() == turned


@pytest.mark.usefixtures("_raya")
def test_a_regency_and_a_city_of_one_name_are_two(tmp_path, regions):
    imported(tmp_path, CASES["a regency and a city of one name"])
    assert [row.district.code for row in Participation.objects.order_by("order")] == ["63.72", "63.71", "63.71"]


def test_institutions_are_linked_where_they_can_be_told(tmp_path, regions):
    kind = InstitutionKind.objects.create(code="bank", name_id="Bank", name_en="Bank")
    bank = Institution.objects.create(region=regions["63"], kind=kind, name="Bank Kalsel")
    imported(tmp_path, CASES["a village, a bank, a ministry"] | {"host_level": "provinsi", "province": "Kalimantan Selatan"})
    linked = {row.name: row.institution for row in Clinic.objects.get().invited.all()}
    assert (linked["Bank Kalsel"], linked["Desa Tangkit Baru"], len(linked)) == (bank, None, 5)


def test_an_event_made_through_the_forms_comes_out_with_the_keys_filled(login, regions, tmp_path):
    """Typed, exported, and taken in by an empty portal: nothing of the format is lost on the way."""
    client = login("kalsel")
    typed = {
        "title": "Coaching Clinic 3 dan 7", "kind": "coaching_clinic", "region": regions["63"].pk, "clinic_numbers": "3, 7", "programme": "PPSP", "programme_year": "2026",
        "planned_start": "2026-11-02", "date_start": "2026-11-03", "date_end": "2026-11-04", "time": "09.00–12.00 WITA", "mode": "hybrid", "venue": "Aula", "city": "Banjarbaru",
        "host": "Dinas PUPR", "participants_count": "100", "purposes": "Tujuan", "outputs": "Keluaran", "expected": "Hasil", "legal_basis": "Permendagri", "sectors": "air limbah",
        "theme": "Tema", "headline": "Judul berita", "date_as_written": "3–4 November", "date_basis": "undangan",
        "milestone_stated": "2", "milestone_reached": "1", "milestone_expected": "2",
        "frameworks_named": "RPJMN", "follows": "CC2", "source": "https://example.org", "publisher": "MC", "published": "2026-11-05", "published_basis": "URL",
        "other_sources": "https://example.org/b", "notes": "Catatan", "related_events": "cc-2", "type_as_written": "CC3/7",
    }  # fmt: skip
    page = client.post(reverse("clinics:clinic_create"), key(**typed))
    assert page.status_code == 302, page.context["form"].errors
    clinic = Clinic.objects.get()

    def add(noun, **fields):
        page = client.post(reverse(f"clinics:{noun}_create", args=[clinic.pk]), key(**fields))
        assert page.status_code == 302, page.context["form"].errors

    said = {"name": "", "kind": "", "role": "participant"}
    add("participation", district=regions["63.09"].pk, milestone="4", milestone_year="5", assisted_since="2021", note="hadir", clinic_numbers="7", **said)
    add("participation", district=regions["63.07"].pk, milestone="2", clinic_numbers="3", **said)
    add("invitedinstitution", name="Bank Kalsel")
    add("speaker", name="Desmon", post="Plt. Kepala Bappeda", role="speaker", acting_for="Gubernur")
    add("quotedfigure", region_as_written="Kalimantan Selatan", indicator_as_written="layak", year="2025", value="82.5", unit="%", kind="target", framework="RPJMD", note="dikutip")
    told = event_of(Clinic.objects.get())
    assert [name for name, value in told.items() if value in (None, "", [])] == []
    assert set(told) == set(schema()["properties"]["events"]["items"]["required"])
    [out] = exported()
    assert out == told
    Clinic.objects.all().delete()
    assert imported(tmp_path, out) == "1 changes: 1 events made, 0 changed, 0 unchanged."
    assert exported() == [out]
    assert Speaker.objects.get().acting_for == "Gubernur"


def test_the_published_events_of_the_brief(regions, tmp_path):
    """The file of the fixtures needs Lamandau, Katingan and Kota Solok; each place stands for itself."""
    sumbar = Region.objects.create(code="13", level="province", kind="provinsi", name="Sumatera Barat", parent=regions["ID"], time_zone="Asia/Jakarta")
    places = (("62.09", "kabupaten", "Lamandau", regions["62"]), ("62.06", "kabupaten", "Katingan", regions["62"]), ("13.72", "kota", "Solok", sumbar))
    for code, kind, name, province in places:
        Region.objects.create(code=code, level="district", kind=kind, name=name, parent=province, province=province, time_zone=province.time_zone)
    out = StringIO()
    call_command("import_clinics", "fixtures/events_brief.json", stdout=out)
    assert out.getvalue().splitlines()[-1] == "5 changes: 5 events made, 0 changed, 0 unchanged."
    assert set(Clinic.objects.values_list("report__state", flat=True)) == {"published"}
