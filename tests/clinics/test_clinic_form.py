"""An event is recorded and changed: what the form refuses, and that it leaves alone what nobody touched."""

import pytest
from django.urls import reverse

from ssk_portal.audit.timeline import event_model
from ssk_portal.clinics.exchange.writing import event_of
from ssk_portal.clinics.models import Clinic
from tests.clinics import factories
from tests.clinics.pages import CREATE, ODD, shown, typed, url
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")


def test_a_district_records_its_event(login, regions):
    page = login("tabalong").post(CREATE, typed(regions["63.09"], purposes="satu\r\ndua\r\n", date_start="2024-08-01"))
    clinic = Clinic.objects.get()
    assert page.url == clinic.get_absolute_url()
    assert event_of(clinic) == factories.event(
        id="cc-3-tabalong-2024-kabupaten-tabalong", title="CC 3 Tabalong", type_as_written="CC 3", programme_year=2024,
        date_start="2024-08-01", host_level="kabupaten", province="Kalimantan Selatan", purposes=["satu", "dua"],
        districts=[factories.district(role="host")],
    )  # fmt: skip
    assert clinic.scheme.code == "ppsp-2021"


def test_the_same_title_again_gets_another_code(login, regions):
    client = login("tabalong")
    for _once in range(2):
        client.post(CREATE, typed(regions["63.09"], same_again="1"))
    assert sorted(Clinic.objects.values_list("slug", flat=True)) == ["cc-3-tabalong-2024-kabupaten-tabalong", "cc-3-tabalong-2024-kabupaten-tabalong-2"]


def test_a_form_sent_twice_is_done_once(login, regions):
    client, form = login("tabalong"), typed(regions["63.09"])
    client.post(CREATE, form)
    client.post(CREATE, form)
    assert Clinic.objects.count() == 1


def test_the_province_says_why_it_records_for_a_district(login, regions):
    client = login("kalsel")
    page = client.post(CREATE, typed(regions["63.09"]))
    assert page.context["form"].errors == {"change_reason": ["Sebutkan mengapa Anda mencatat kegiatan ini untuk Kabupaten Tabalong."]}
    client.post(CREATE, typed(regions["63.09"], change_reason="Diminta kabupaten"))
    assert event_model(Clinic).objects.get().pgh_context["reason"] == "Diminta kabupaten"


def test_nobody_records_for_a_region_out_of_reach(login, regions):
    page = login("tabalong").post(CREATE, typed(regions["63.07"]))
    assert list(page.context["form"].errors) == ["region"]


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"clinic_numbers": "8"}, {"clinic_numbers": ["Skema coaching clinic tahun 2024 memiliki nomor 1, 2, 3, 4, 5, 6, 7, bukan 8."]}),
        ({"clinic_numbers": "tiga"}, {"clinic_numbers": ["Tulis nomor dengan koma di antaranya: 3 atau 3, 7."]}),
        ({"date_start": "2024-08-02", "date_end": "2024-08-01"}, {"date_end": ["Akhir mendahului awal."]}),
        ({"programme_year": "12", "clinic_numbers": ""}, {"programme_year": ["Periksa tahunnya."]}),
        ({"date_start": "0202-08-01"}, {"date_start": ["Periksa tahunnya."]}),
        ({"title": ""}, {"title": ["Isian ini wajib diisi."]}),
        ({"title": "a" * 20_001, "venue": "a" * 1_000}, {"title": ["Paling banyak 20.000 karakter; isian ini 20.001 karakter."]}),
        ({"venue": "a" * 1_001}, {"venue": ["Paling banyak 1.000 karakter; isian ini 1.001 karakter."]}),
    ],
)
def test_what_the_form_refuses(login, regions, fields, errors):
    page = login("tabalong").post(CREATE, typed(regions["63.09"], **fields))
    assert {name: list(said) for name, said in page.context["form"].errors.items()} == errors
    assert not Clinic.objects.exists()


def test_a_form_changes_only_what_was_touched(login, tmp_path):
    event = factories.event(**ODD)
    factories.take_in(tmp_path, event)
    clinic = Clinic.objects.get()
    client = login("kalsel")
    form = shown(client.get(url("update", clinic)))
    page = client.post(url("update", clinic), form | {"city": "Banjarbaru"})
    assert page.status_code == 302, page.context["form"].errors
    assert event_of(Clinic.objects.get()) == event | {"city": "Banjarbaru"}


def test_entries_of_a_list_stay_whole_where_another_is_changed(login, tmp_path):
    kept = ["dua\nbaris", " spasi ", "tiga", "tiga", "empat\nlima"]
    factories.take_in(tmp_path, factories.event(purposes=kept, host_level="provinsi", province="Kalimantan Selatan"))
    client, page = login("kalsel"), url("update", Clinic.objects.get())
    form = shown(client.get(page))
    client.post(page, form | {"purposes": "awal\r\n" + form["purposes"].replace("tiga\r\ntiga", "tiga\r\ndiubah").replace("lima", "enam")})
    assert Clinic.objects.get().purposes == ["awal", "dua\nbaris", " spasi ", "tiga", "diubah", "empat", "enam"]


def test_another_year_asks_its_own_scheme(login, regions, schemes):
    clinic = factories.clinic("63", "63.09", clinic_numbers=[7])
    clinic.participations.update(clinic_numbers=[5])
    client = login("kalsel")
    form = shown(client.get(url("update", clinic)))
    page = client.post(url("update", clinic), form | {"programme_year": "2019"})
    assert page.context["form"].errors == {
        "clinic_numbers": ["Skema coaching clinic tahun 2019 memiliki nomor 1, 2, 3, bukan 7."],
        "__all__": ["Kabupaten Tabalong: skema coaching clinic tahun 2019 memiliki nomor 1, 2, 3, bukan 5."],
    }
    assert client.post(url("update", clinic), form | key(programme_year="2022")).status_code == 302


def test_a_typed_event_comes_back_under_its_host(login, regions, tmp_path):
    """The district that hosts is told by its own entry among the districts."""
    client = login("tabalong")
    client.post(CREATE, typed(regions["63.09"]))
    clinic = Clinic.objects.get()
    client.post(reverse("clinics:participation_create", args=[clinic.pk]), key(district=regions["63.07"].pk, name="", kind="", role="participant"))
    event = event_of(Clinic.objects.get())
    Clinic.objects.all().delete()
    factories.take_in(tmp_path, event)
    clinic = Clinic.objects.get()
    assert (clinic.region, event_of(clinic)) == (regions["63.09"], event)


def test_the_host_among_the_districts_follows_another_region(login, regions):
    clinic = factories.clinic("63.09", "63.07")
    clinic.participations.create(district=regions["63.09"], name="Tabalong", kind="kabupaten", role="host", order=1)
    client = login("kalsel")
    form = shown(client.get(url("update", clinic)))
    client.post(url("update", clinic), form | {"region": regions["63.07"].pk, "change_reason": "Salah catat"})
    assert [(row.name, row.role) for row in clinic.participations.all()] == [("Hulu Sungai Tengah", "host"), ("Tabalong", "participant")]
    form = shown(client.get(url("update", clinic)))
    client.post(url("update", clinic), form | {"region": regions["63"].pk, "change_reason": "Salah catat"})
    assert [row.role for row in clinic.participations.all()] == ["participant", "participant"]


def test_the_names_as_written_follow_another_region(login, tmp_path, regions):
    factories.take_in(tmp_path, factories.event(host_level="provinsi", province="Kalimantan Tengah"))
    clinic = Clinic.objects.get()
    client = login("pusat")
    form = shown(client.get(url("update", clinic))) | {"region": regions["63.09"].pk, "change_reason": "Salah catat"}
    client.post(url("update", clinic), form)
    now = event_of(Clinic.objects.get())
    assert (now["host_level"], now["province"]) == ("kabupaten", "Kalimantan Selatan")
    assert event_model(Clinic).objects.order_by("pgh_id").last().pgh_context["reason"] == "Salah catat"
