"""The screens of an event: list, page, record, change, delete; who sees and does what."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ssk_portal.audit.timeline import event_model
from ssk_portal.clinics.exchange.writing import event_of
from ssk_portal.clinics.models import Agreement, Clinic, QuotedFigure, Session, Speaker
from tests.clinics import factories
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")
LIST = reverse("clinics:clinic_list")
CREATE = reverse("clinics:clinic_create")


def url(action, row):
    return reverse(f"clinics:clinic_{action}", args=[row.pk])


@pytest.fixture
def clinic(regions):
    """Hosted by Kalimantan Selatan; Tabalong takes part."""
    return factories.clinic("63", "63.09", title="Klinik rahasia")


SEES = {
    "pusat": 200,
    "admin": 200,
    "pembaca": 200,
    "kalsel": 200,
    "admin_kalsel": 200,
    "pembaca_kalsel": 200,
    "tabalong": 200,
    "pembaca_tabalong": 200,
    "hst": 404,
    "kalteng": 404,
    "gumas": 404,
}
CHANGES = {"pusat": 200, "kalsel": 200, "admin": 403, "pembaca": 403, "pembaca_kalsel": 403, "tabalong": 403, "hst": 404, "kalteng": 404}


@pytest.mark.parametrize(("name", "status"), SEES.items())
def test_who_sees_the_page(login, clinic, name, status):
    page = login(name).get(url("detail", clinic))
    assert page.status_code == status
    assert ("Klinik rahasia" in page.content.decode()) == (status == 200)


@pytest.mark.parametrize(("name", "status"), SEES.items())
def test_who_sees_it_in_the_list(login, clinic, name, status):
    assert ("Klinik rahasia" in login(name).get(LIST).content.decode()) == (status == 200)


@pytest.mark.parametrize("action", ["update", "delete"])
@pytest.mark.parametrize(("name", "status"), CHANGES.items())
def test_who_changes_it(login, clinic, action, name, status):
    assert login(name).get(url(action, clinic)).status_code == status


def test_wrong_methods(login, clinic):
    client = login("kalsel")
    assert [client.post(page).status_code for page in (LIST, url("detail", clinic))] == [405, 405]


def test_the_page_holds_still_in_queries(login, clinic, regions):
    def fill():
        Session.objects.create(clinic=clinic, title="Sesi")
        Speaker.objects.create(clinic=clinic, name="Orang")
        QuotedFigure.objects.create(clinic=clinic, region=regions["63"], region_as_written="Kalsel", indicator_as_written="layak", kind="target")
        Agreement.objects.create(clinic=clinic, text="Janji", district=regions["63.09"])
        clinic.participations.create(district=regions["63.07"], name="HST", kind="kabupaten")
        clinic.invited.create(name="Bappeda")

    client, counts = login("kalsel"), []
    client.get(LIST)
    for _round in range(2):
        fill()
        with CaptureQueriesContext(connection) as queries:
            client.get(url("detail", clinic))
        counts.append(len(queries))
    assert counts[0] == counts[1], queries.captured_queries


def test_the_list_holds_still_in_queries(login, clinic):
    client, counts = login("kalsel"), []
    client.get(LIST)
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
        factories.clinic("63", "63.09", "63.07")
        factories.clinic("63.07", "63.07")
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("kind=kick_off", ["Kick"]), ("number=3", ["Tiga", "Tujuh"]), ("number=7", ["Tujuh"]), ("year=2022", ["Tujuh"]), ("year=2021", ["Berita"]), ("q=banjarmasin", ["Kick"]),
        ("q=tabalong", ["Berita", "Tiga"]), ("q=tiada", []), ("province={63}", ["Berita", "Kick", "Tiga", "Tujuh"]), ("district={63.09}", ["Berita", "Tiga"]),
    ],
)  # fmt: skip
def test_filters(login, regions, query, titles):
    factories.clinic("63", "63.09", title="Tiga")
    factories.clinic("63", title="Tujuh", clinic_numbers=[7, 3], programme_year=2022)
    factories.clinic("63", "63.07", title="Kick", kind="kick_off", clinic_numbers=[], city="Banjarmasin")
    # Its own day is not known: what was published of it tells the year.
    factories.clinic("62", "63.09", title="Berita", clinic_numbers=[], kind="workshop", programme_year=None, published="2021-05-04")
    factories.clinic("62", "62.10", title="Lain")
    for code, region in regions.items():
        query = query.replace(f"{{{code}}}", str(region.pk))
    page = login("kalsel").get(f"{LIST}?{query}&sort=title")
    assert [row.record.title for row in page.context["table"].rows] == titles


def test_an_untouched_filter_shows_everything(login, clinic):
    page = login("kalsel").get(LIST)
    chosen = {field.name: field.value() for field in page.context["filter"].form}
    page = login("kalsel").get(LIST, {name: value or "" for name, value in chosen.items()})
    assert [row.record for row in page.context["table"].rows] == [clinic]


@pytest.mark.parametrize(
    ("fields", "shown_date"),
    [({"date_start": "2023-09-20"}, "20 September 2023"), ({"planned_start": "2024-01-02"}, "2 Januari 2024"), ({"date_as_written": "Jumat"}, "Jumat"), ({}, "2023")],
)
def test_the_list_says_when_as_well_as_it_can(login, regions, fields, shown_date):
    factories.clinic("63", **fields)
    [row] = login("kalsel").get(LIST).context["table"].rows
    assert str(row.get_cell("date_start")) == shown_date


def test_the_list_as_a_file(login, clinic):
    sheet = b"".join(login("kalsel").get(f"{LIST}?ekspor=csv").streaming_content).decode("utf-8-sig")
    assert sheet.splitlines()[0] == "Tanggal;Kegiatan;Coaching clinic;Penyelenggara;Kabupaten/kota peserta;Tempat;Status"
    assert sheet.splitlines()[1] == ";Klinik rahasia;CC 3;Provinsi Kalimantan Selatan;Kabupaten Tabalong;;tanggal belum diketahui"


def typed(region, **fields):
    """What the form of a new event sends."""
    return key(**{"title": "CC 3 Tabalong", "kind": "coaching_clinic", "region": region.pk, "clinic_numbers": "3", "programme_year": "2024"} | fields)


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
        ({"title": ""}, {"title": ["Isian ini wajib diisi."]}),
        ({"title": "a" * 20_001, "venue": "a" * 1_000}, {"title": ["Paling banyak 20.000 karakter; isian ini 20.001 karakter."]}),
        ({"venue": "a" * 1_001}, {"venue": ["Paling banyak 1.000 karakter; isian ini 1.001 karakter."]}),
    ],
)
def test_what_the_form_refuses(login, regions, fields, errors):
    page = login("tabalong").post(CREATE, typed(regions["63.09"], **fields))
    assert {name: list(said) for name, said in page.context["form"].errors.items()} == errors
    assert not Clinic.objects.exists()


def shown(page) -> dict:
    """What a browser sends back when nobody touches the form: line ends as browsers write them, none in a box of one line."""
    form = page.context["form"]
    data = {}
    for field in form:
        value = field.value()
        if isinstance(value, list):
            data[field.html_name] = value
            continue
        text = "" if value is None else str(value)
        one_line = getattr(field.field.widget, "input_type", "") == "text"
        data[field.html_name] = re.sub("[\r\n]", "", text) if one_line else text.replace("\n", "\r\n")
    return key(row_version=page.context.get("row_version", 0), **data)


ODD = {
    "headline": "", "theme": None, "host": " Dinas  PUPR ", "purposes": ["", " a", "b\nc", "b\nc"], "notes": [""], "clinic_numbers": [7, 3, 3],
    "date_start": "2023-09-20", "date_end": "2023-09-20", "title": "Dua\nbaris ", "venue": "Aula\nBappeda\tII",
    "type_as_written": "", "host_level": "provinsi", "province": "KALIMANTAN selatan",
}  # fmt: skip


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


def test_two_editors_meet_on_the_conflict_page(login, clinic):
    client = login("kalsel")
    form = shown(client.get(url("update", clinic)))
    Clinic.objects.update(city="Martapura")
    page = client.post(url("update", clinic), form | {"title": "Judul saya"})
    assert page.status_code == 409
    assert "Judul saya" in page.content.decode()
    assert Clinic.objects.get().title == "Klinik rahasia"


def test_deleting(login, clinic):
    page = login("kalsel").post(url("delete", clinic), key())
    assert (page.url, Clinic.objects.exists()) == (LIST, False)


def test_related_events_are_links_where_they_are_in_reach(login, tmp_path, regions):
    here = factories.event(id="a", title="Acara A", related_events=["b", "c", "entah"], host_level="provinsi", province="Kalimantan Selatan")
    near = factories.event(id="b", title="Acara B", related_events=[], host_level="provinsi", province="Kalimantan Selatan")
    far = factories.event(id="c", title="Acara C", related_events=["a"], host_level="provinsi", province="Kalimantan Tengah")
    factories.take_in(tmp_path, here, near, far)
    related = login("kalsel").get(url("detail", Clinic.objects.get(slug="a"))).context["related"]
    assert [(slug, str(row) if row else None) for slug, row in related] == [("b", "Acara B"), ("c", None), ("entah", None)]
    page = login("pusat").get(url("detail", Clinic.objects.get(slug="a")))
    assert [str(row) for _slug, row in page.context["related"] if row] == ["Acara B", "Acara C"]


def test_the_page_shows_both_the_stated_and_the_named(login, tmp_path):
    event = factories.event(
        participants_count=1250,
        date_start="2023-09-20",
        date_as_written="Rabu (20/9)",
        districts=[factories.district("gunung mas", milestone="1-3", note="<b>")],
        host_level="provinsi",
        province="Kalimantan Selatan",
    )
    factories.take_in(tmp_path, event)
    text = login("kalsel").get(url("detail", Clinic.objects.get())).content.decode()
    assert [word for word in ("1.250", "20 September 2023", "Rabu (20/9)", "Kabupaten gunung mas", "M1–M3", "&lt;b&gt;") if word not in text] == []


def test_the_admin_keeps_what_was_not_touched_too(login, tmp_path):
    event = factories.event(**ODD)
    factories.take_in(tmp_path, event)
    clinic = Clinic.objects.get()
    client, page = login("admin"), reverse("admin:clinics_clinic_change", args=[clinic.pk])
    form = client.get(page).context["adminform"].form
    data = {field.html_name: "" if field.value() is None else str(field.value()).replace("\n", "\r\n") for field in form}
    answer = client.post(page, data | {"city": "Banjarbaru"})
    assert answer.status_code == 302, answer.context["errors"]
    assert event_of(Clinic.objects.get()) == event | {"city": "Banjarbaru"}


@pytest.mark.parametrize("model", ["scheme", "clinictype", "preparation", "clinic", "participation", "invitedinstitution", "session", "speaker", "quotedfigure", "agreement"])
def test_the_admin_lists(login, clinic, model):
    client = login("admin")
    assert client.get(reverse(f"admin:clinics_{model}_changelist") + "?q=a").status_code == 200
    assert client.get(reverse(f"admin:clinics_{model}_add")).status_code == 200
