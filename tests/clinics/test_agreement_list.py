"""The list of agreements: what is late where, found by state, day, place, event and who is in charge."""

import csv
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ssk_portal.clinics.models import Agreement
from tests.clinics import factories
from tests.pokja.factories import institution

pytestmark = pytest.mark.usefixtures("schemes")
LIST = reverse("clinics:agreement_list")
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _noon(freezer_at):
    """Today it is in all zones of the country, also where the tests run around midnight."""
    with freezer_at(f"{TODAY}T05:00:00+00:00"):
        yield


@pytest.fixture
def agreements(cast, regions):
    """Of Tabalong two late and one kept, of Hulu Sungai Tengah one due soon, of Gunung Mas one late; one of nobody."""
    kalsel, kalteng = factories.clinic("63", "63.09", "63.07", title="CC3 Kalsel"), factories.clinic("62", "62.10", title="CC3 Kalteng")
    rows = [
        (kalsel, "Lelang IPLT", "63.09", -9, {"in_charge": "Kepala Dinas PU"}),
        (kalsel, "Susun SOP", "63.09", -2, {"institution": institution(regions["63.09"], "UPTD PALD"), "state": "in_work"}),
        (kalsel, "Tunjuk operator", "63.09", -30, {"state": "kept", "evidence": "SK 12"}),
        (kalsel, "Sosialisasi", "63.07", 14, {}),
        (kalsel, "Undang balai", None, 15, {}),
        (kalteng, "Perda", "62.10", -1, {}),
    ]
    for order, (clinic, text, code, days, fields) in enumerate(rows):
        Agreement.objects.create(clinic=clinic, text=text, district=regions.get(code), due=TODAY + timedelta(days=days), order=order, **fields)
    return {"kalsel": kalsel, "kalteng": kalteng}


def texts(page) -> list[str]:
    return [row.record.text for row in page.context["table"].rows]


def places(page) -> list[tuple]:
    return [(place.name, place.count) for place in page.context["places"]]


def test_the_most_pressing_first_and_what_is_settled_last(login, agreements):
    assert texts(login("kalsel").get(LIST)) == ["Lelang IPLT", "Susun SOP", "Sosialisasi", "Undang balai", "Tunjuk operator"]
    assert texts(login("tabalong").get(LIST)) == ["Lelang IPLT", "Susun SOP", "Sosialisasi", "Undang balai", "Tunjuk operator"]
    assert texts(login("gumas").get(LIST)) == ["Perda"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=unsettled", ["Lelang IPLT", "Susun SOP", "Perda", "Sosialisasi", "Undang balai"]),
        ("state=in_work", ["Susun SOP"]),
        ("state=kept", ["Tunjuk operator"]),
        ("due=late", ["Lelang IPLT", "Susun SOP", "Perda"]),
        ("due=soon", ["Sosialisasi"]),
        ("q=iplt", ["Lelang IPLT"]),
        ("in_charge=pald", ["Susun SOP"]),
        ("in_charge=kepala dinas", ["Lelang IPLT"]),
        ("sort=-due", ["Undang balai", "Sosialisasi", "Perda", "Susun SOP", "Lelang IPLT", "Tunjuk operator"]),
    ],
)
def test_found_by(login, agreements, query, found):
    assert texts(login("pusat").get(f"{LIST}?{query}")) == found


def test_found_by_place_and_event(login, agreements, regions):
    client = login("pusat")
    assert texts(client.get(f"{LIST}?district={regions['63.07'].pk}")) == ["Sosialisasi"]
    assert texts(client.get(f"{LIST}?province={regions['62'].pk}")) == ["Perda"]
    assert texts(client.get(f"{LIST}?event={agreements['kalteng'].pk}")) == ["Perda"]


def test_a_choice_out_of_reach_is_no_choice(login, agreements, regions):
    page = login("tabalong").get(f"{LIST}?event={agreements['kalteng'].pk}")
    assert "event" in page.context["filter"].form.errors
    assert "Perda" not in page.content.decode()


def test_on_top_how_many_are_late_and_where(login, agreements, regions):
    assert places(login("kalsel").get(LIST)) == [("Kabupaten Tabalong", 2)]
    assert places(login("pusat").get(LIST)) == [("Provinsi Kalimantan Selatan", 2), ("Provinsi Kalimantan Tengah", 1)]
    assert places(login("pusat").get(f"{LIST}?province={regions['63'].pk}")) == [("Kabupaten Tabalong", 2)]
    assert places(login("tabalong").get(LIST)) == []
    assert login("tabalong").get(LIST).context["late"] == 2


def test_each_place_leads_to_its_late_ones(login, agreements):
    client = login("kalsel")
    (place,) = client.get(LIST).context["places"]
    assert texts(client.get(f"{LIST}?{place.query}")) == ["Lelang IPLT", "Susun SOP"]


def test_each_row_leads_to_its_place_on_the_event(login, agreements):
    client, row = login("tabalong"), Agreement.objects.get(text="Lelang IPLT")
    page = client.get(LIST).content.decode()
    assert f'href="{row.get_absolute_url()}"' in page
    assert "terlambat 9 hari" in page
    address, anchor = row.get_absolute_url().split("#")
    assert f'id="{anchor}"' in client.get(address).content.decode()


def test_the_file_has_what_the_page_has_and_what_shows_it(login, agreements):
    answer = login("kalsel").get(f"{LIST}?ekspor=csv&state=kept")
    heading, row = csv.reader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines(), delimiter=";")
    assert heading == [
        "Isi kesepakatan", "Kabupaten/kota", "Penanggung jawab", "Tenggat", "Hari terlambat", "Status", "Dalam status ini sejak",
        "Bukti bahwa ditepati", "Berkas bukti", "Alasan", "Kegiatan",
    ]  # fmt: skip
    assert [row[0], row[1], row[3], row[5], row[7], row[10]] == ["Tunjuk operator", "Kabupaten Tabalong", str(TODAY - timedelta(days=30)), "ditepati", "SK 12", "CC3 Kalsel"]


def test_empty(login, cast):
    assert "Belum ada kesepakatan yang dicatat." in login("kalsel").get(LIST).content.decode()
