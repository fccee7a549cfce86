"""Senseless cells of every kind in every column: each is told, none breaks anything, nothing is written."""

import pytest

from ssk_portal.indicators.models import Achievement, Target
from tests.indicators.template.sheets import as_csv, of, send, sheet, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
SENSELESS = (
    "x" * 600, "9" * 150, "1" + "0" * 60, "-1", "1e308", "NaN", "Infinity", "２０２４", "²", "0x1F", "'; DROP TABLE x; --", "<script>alert(1)</script>", "\u202e87",
    "C999999999999999", "C" + "9" * 40, "capaian-9999-9999", "%", "–", "0", "1.000", "63.7", "62.10", "ID", "air-minum-aman", True, 1e15, 0.1, -0.0,
)  # fmt: skip


@pytest.mark.parametrize("kind", ["achievement", "target"])
@pytest.mark.parametrize("name", ["tabalong", "pusat"])
def test_in_every_column(kind, name, login):
    client = login(name)
    whole = of(taken(client, kind, **({"region": "63", "below": "on"} if name == "pusat" else {})), "sanitasi-layak", "63.09")
    whole |= {"Nilai": "87,5", "Penerbit": "OPD", "Sumber": "Laporan"} | ({"Pembilang": "875", "Penyebut": "1000"} if kind == "achievement" else {})
    rows = [whole | {column: value} for column in whole for value in SENSELESS]
    rows += [whole | {"Nilai": "", column: value} for column in whole for value in SENSELESS if column != "Nilai"]
    for file in (sheet(*rows, kind=kind), as_csv(*rows)):
        answer = send(client, kind=kind, file=file)
        assert answer.status_code == 200
        assert len(answer.context["sheet"].faults) > 100
    # One at a time the same, so that a row is planned to its end and not stopped by its neighbours.
    for row in [*rows[:: len(SENSELESS) + 5], *(row for row in rows if row["Nilai"] == "" or row.get("Pembilang") != "875")][:40]:
        assert send(client, row, kind=kind).status_code == 200
    assert not Achievement.objects.exists()
    assert not Target.objects.exists()
