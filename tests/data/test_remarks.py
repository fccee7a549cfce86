"""What the compilers noted beside the published data stands in both languages."""

import csv
import json
import re

import pytest
from django.conf import settings
from django.utils import translation

from ssk_portal.common import remarks

FIXTURES = settings.BASE_DIR / "fixtures"
# A medium with the month as the compilers shortened it: Kontan 2 Dec 2019.
DATED = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}")


def entries(name, key):
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))[key]


def compiled() -> set[str]:
    """Every note of the compilers in the files that are loaded."""
    with (FIXTURES / "indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    notes = [row["note"] for row in rows] + [row["published_via"] for row in rows if DATED.search(row["published_via"])]
    for name, key in (
        ("pokja_structures.json", "structures"), ("assistances.json", "assistances"), ("reported_statuses.json", "statuses"),
        ("milestone_schemes.json", "schemes"), ("clinic_schemes.json", "schemes"),
    ):  # fmt: skip
        notes += [entry.get("note") for entry in entries(name, key)]
    for event in entries("events_brief.json", "events"):
        notes += [event["date_basis"], event["published_basis"], *event["notes"]]
        notes += [part["note"] for part in (*event["districts"], *event["quoted"])]
        notes += [name for name in (*event["institutions"], *event["frameworks_named"]) if "(as written" in name]
    return {note for note in notes if note}


def test_every_note_is_known_in_both_languages():
    known = remarks.known()
    assert compiled() - set(known) == set()
    assert [entry for entry in known.values() if not (entry["id"] and entry["en"])] == []


def test_no_remark_is_left_over():
    assert {text for text in remarks.known() if not DATED.search(text)} - compiled() <= {"Scribd, data Juni 2022", "target Bappenas 2024 (tanpa angka)"}


@pytest.mark.parametrize(
    ("language", "shown"), [("id", "Angka rancangan Desember 2019; rencana yang ditetapkan menyebut 15."), ("en", "A draft figure of December 2019; the enacted plan says 15.")]
)
def test_a_remark_is_told_in_the_readers_language(language, shown):
    with translation.override(language):
        assert remarks.told("draft figure of Dec 2019; the enacted plan says 15") == shown
        assert remarks.told("Diketik sendiri") == "Diketik sendiri"
        assert remarks.told(None) is None
