"""The board of the country by province: counted, sorted, taken away."""

import re

import pytest

from tests.reporting import stage
from tests.reporting.boards import BOARD, exported

pytestmark = pytest.mark.django_db


def test_the_country_by_province(login, tabalong, cast, scheme):
    first, *_rest = stage.assist(cast["hst"].region, scheme, year=2024)
    stage.decide(stage.submit(first, by=cast["hst"]), "approve", by=cast["kalsel"])
    page = login("pusat").get(BOARD, {"tampilan": "provinsi"})
    text = page.content.decode()
    rows = [re.findall(r"<td class=\"number\">([^<]*)<", line) for line in re.findall(r"<tr><th scope=\"row\">.*?</tr>", text)]
    # districts, assisted, left, at M1 to M4, draft, submitted, in review, returned, all approved, late, waiting, longest
    assert rows == [
        ["1", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "–"],
        ["2", "2", "0", "1", "1", "0", "0", "1", "1", "0", "0", "0", "0", "1", "0"],
        ["3", "2", "0", "1", "1", "0", "0", "1", "1", "0", "0", "0", "0", "1", "0"],
    ]
    assert '<a href="/papan/63/">Kalimantan Selatan</a>' in text
    _answer, lines = exported(page.client, tampilan="provinsi")
    assert [lines[3][:3], lines[5][:4]] == [["Kode", "Provinsi", "Kabupaten/kota"], ["63", "Kalimantan Selatan", "2", "2"]]
    assert "Per provinsi" not in login("kalsel").get(BOARD, {"tampilan": "provinsi"}).content.decode()


@pytest.mark.parametrize(
    ("order", "provinces"),
    [
        ("", ["62", "63"]),
        ("nama", ["63", "62"]),
        ("-nama", ["62", "63"]),
        ("-kabupaten", ["63", "62"]),
        ("kabupaten", ["62", "63"]),
        ("-m2", ["63", "62"]),
        ("-done", ["62", "63"]),  # none in both: by code
        ("-terlama", ["63", "62"]),
        ("terlama", ["63", "62"]),  # where nothing waits nothing waits longest
        ("m9", ["62", "63"]),
        ("hari", ["62", "63"]),  # an order of the districts
        ("submitted' --", ["62", "63"]),
    ],
)
def test_the_provinces_are_sorted_by_each_column(login, tabalong, cast, scheme, order, provinces):
    first, *_rest = stage.assist(cast["hst"].region, scheme, year=2024)
    stage.decide(stage.submit(first, by=cast["hst"]), "approve", by=cast["kalsel"])
    asked = {"tampilan": "provinsi", "urut": order}
    client = login("pusat")
    page = client.get(BOARD, asked).content.decode()
    assert re.findall(r'<th scope="row"><a href="/papan/(\d\d)/">', page) == provinces
    _answer, lines = exported(client, **asked)
    assert [line[0] for line in lines if line[:1] in (["62"], ["63"])] == provinces, "the file as the page"


def test_each_heading_of_the_provinces_leads_to_its_order_and_tells_it(login, tabalong):
    page = login("pusat").get(BOARD, {"tampilan": "provinsi", "urut": "-m2", "status": "submitted"})
    text = page.content.decode()
    orders = re.findall(r'<th scope="col"\s+rowspan="\d"\s+(?:aria-sort="(\w+)")?><a href="/papan/\?status=submitted&amp;tampilan=provinsi&amp;urut=([^"]*)"', text)
    assert [key for _way, key in orders] == [
        "nama", "-kabupaten", "-didampingi", "-keluar", "-terlambat",
        "-m1", "m2", "-m3", "-m4", "-draft", "-submitted", "-in_review", "-returned", "-done", "-menunggu", "-terlama",
    ]  # fmt: skip
    assert [(way, key) for way, key in orders if way] == [("descending", "m2")]
    assert "Diurutkan menurut: Posisi M2, menurun" in text
    assert 'href="/papan/?status=submitted"' in text, "each view has orders of its own"
    answer, _rows = exported(page.client, tampilan="provinsi", urut="-m2")
    assert "papan-ID-provinsi-urut-m2-menurun-" in answer["Content-Disposition"]
