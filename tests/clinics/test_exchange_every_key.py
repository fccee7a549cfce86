"""Every key of every level with every hard value: in, out, in again, and changed for another value."""

import pytest

from ssk_portal.clinics.exchange.writing import schema
from ssk_portal.regions.models import Region
from tests.clinics import factories
from tests.clinics.test_exchange_round_trip import exported, imported

pytestmark = pytest.mark.usefixtures("schemes")

HARD = {
    "null": [None],
    "string": ["", " ", "a\r\nb\t", "Kafe\u0301", "👩🏽‍🔧", "مرحبا\u202e", "\u200b\ufeff", "x" * 50_000, "=1+1", "<b>&amp;", "\x01\x1b[2J\u2028"],
    "integer": [0, -1, 2**63 - 1],
    "number": [0, -0.5, 39.47, 0.1, 1e22, 5e-324, 10**30],
}
PARTS = {"districts": factories.DISTRICT, "people": factories.PERSON, "quoted": factories.FIGURE}


def values(key: str, spec: dict) -> list:
    """The values that the schema allows for a key, the hard ones among them."""
    if "enum" in spec:
        return spec["enum"]
    if key == "milestone":
        return [None, "4", "1-3", "pasca-4", "3-1"]
    if spec.get("format") == "date":
        return [None, "2023-09-20", "2024-02-29", "9999-12-31"]
    if key == "province":
        return [None, "", "Kalimantan Selatan", "KALIMANTAN-selatan", "Provinsi  Kalimantan Tengah", "Kalsel"]
    if key == "clinic_numbers":
        return [[], [3], [7, 3, 3]]
    if key in PARTS:
        entries = [PARTS[key] | changes for name, one in spec["items"]["properties"].items() for changes in entry_values(key, name, one)]
        return [[], [PARTS[key]] * 2, entries, entries[::-1]]
    if spec["type"] == "array":
        return [[], [""], ["b", "a", "b"], HARD["string"]]
    return [value for kind in ([spec["type"]] if isinstance(spec["type"], str) else spec["type"]) for value in HARD[kind]]


def entry_values(key: str, name: str, spec: dict) -> list[dict]:
    """What an entry may say under `name`; a district is one that there is, however it is spelt."""
    if key == "districts" and name == "name":
        return [{name: spelt} for spelt in ("Hulu Sungai Tengah", "HULU-sungai  tengah", "Kab. Tabalong", "Kabupaten Gunung\nMas")]
    if key == "districts" and name == "type":
        return [{"name": "Raya", name: kind} for kind in spec["enum"]]
    return [{name: value} for value in values(name, spec)]


@pytest.fixture(autouse=True)
def _two_of_one_name(regions):
    for code, kind in (("63.71", "kota"), ("63.72", "kabupaten")):
        Region.objects.create(code=code, level="district", kind=kind, name="Raya", parent=regions["63"], province=regions["63"], time_zone="Asia/Makassar")


def test_every_key_holds_every_value(tmp_path):
    keys = {key: spec for key, spec in schema()["properties"]["events"]["items"]["properties"].items() if key not in ("id", "programme_year")}
    told = [{key: value} for key, spec in keys.items() for value in values(key, spec)]
    events = [factories.event(id=f"e-{number}", **changes) for number, changes in enumerate(told)]
    assert imported(tmp_path, *events) == f"{len(events)} changes: {len(events)} events made, 0 changed, 0 unchanged."
    assert exported() == events
    assert imported(tmp_path, *events) == f"0 changes: 0 events made, 0 changed, {len(events)} unchanged."
    moved = [event | {"id": other["id"]} for event, other in zip([*events[1:], events[0]], events, strict=True)]
    imported(tmp_path, *moved)
    assert exported() == moved
