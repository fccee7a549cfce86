"""The screens of an event: list, page, delete; who sees and does what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ssk_portal.clinics.models import Agreement, Clinic, QuotedFigure, Session, Speaker
from tests.clinics import factories
from tests.clinics.pages import LIST, shown, url
from tests.factories import key

pytestmark = pytest.mark.usefixtures("schemes")


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
