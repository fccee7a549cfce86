"""Broken files: whatever is damaged, the importer answers in words and names each broken cell."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssk_portal.indicators.csv_import.checking import Checker
from ssk_portal.indicators.csv_import.importing import import_figures
from ssk_portal.indicators.csv_import.reading import COLUMNS, Refused, read
from ssk_portal.indicators.models import Achievement
from tests.indicators import factories

pytestmark = pytest.mark.django_db
# For each column, texts that can never be right in it.
BROKEN = {
    "region_code": ["", "99.99", "6309", "63.09.01", "x"],
    "region": ["", "Tapin", "Kota Tabalong", "Ta\nbalang"],
    "region_type": ["", "kota", "provinsi", "Kabupaten", "desa"],
    "province": ["", "Kalimantan", "Kalimantan Tengah"],
    "indicator": ["", "akses", "sanitasi layak"],
    "area": ["", "Total", "kota", "urban"],
    "year": ["", "21", "2o21", "2021,5", "-2021", "1989", "2101", "٢٠٢١"],
    "value": ["", "77,09", "1.000.000", "tujuh", "NaN", "Infinity", "1e9", "--5", "7 7", "٧٧", "."],
    "unit": ["", "persen", "KK"],
    "kind": ["", "Target", "capaian"],
    "direction": ["", "lower", "naik"],
    "publisher": ["", "p" * 151],
    "published_via": ["v" * 201],
    "indicator_as_published": ["i" * 201],
    "framework": ["f" * 201],
    "source": ["", "s" * 501],
    "note": ["n" * 2001],
}


@pytest.fixture
def checker(reference):
    return Checker()


def faults(content, checker):
    """Every (line, column) that is wrong, without writing."""
    rows, problems = read(content)
    for line, cells in rows:
        problems += checker.check(line, cells)[1]
    return sorted((problem.line, problem.column) for problem in problems)


def test_two_hundred_mutants_are_named_cell_by_cell(checker):
    chance = random.Random(20261122)
    for _turn in range(200):
        lines = [factories.row(year=str(2000 + place)) for place in range(6)]
        broken = set()
        for _fault in range(chance.randint(1, 5)):
            place, column = chance.randrange(6), chance.choice(COLUMNS)
            if column == "region_code" or (place + 2, "region_code") in broken or (column in ("region", "region_type", "province") and (place + 2, "region_code") in broken):
                continue
            if column in ("unit", "direction") and (place + 2, "indicator") in broken:
                continue
            if column == "indicator" and {(place + 2, "unit"), (place + 2, "direction")} & broken:
                continue
            lines[place][column] = chance.choice(BROKEN[column])
            broken.add((place + 2, column))
        # A name with a line break moves the lines below it.
        moved = [sum("\n" in lines[before]["region"] for before in range(place)) for place in range(6)]
        expected = sorted((line + moved[line - 2], column) for line, column in broken)
        assert faults(factories.as_csv(*lines), checker) == expected


@pytest.mark.parametrize("column", COLUMNS)
def test_each_broken_cell_alone(checker, column):
    lines = [factories.row(**{column: value}) for value in BROKEN[column] if "\n" not in value]

    assert faults(factories.as_csv(*lines), checker) == [(line, column) for line in range(2, len(lines) + 2)]


@settings(max_examples=150)
@given(data=st.data())
def test_damaged_bytes_never_end_in_a_traceback(checker, data):
    content = bytearray(factories.as_csv(factories.row(), factories.row(year="2020", note='dua, "kutip"')))
    for _turn in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 6))
        content[place : place + length] = data.draw(st.binary(max_size=6))
    try:
        faults(bytes(content), checker)
    except Refused as refusal:
        assert all(str(problem) for problem in refusal.problems)


@settings(max_examples=60)
@given(cells=st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=30), min_size=1, max_size=4))
def test_whatever_is_taken_is_kept_and_whatever_is_not_leaves_nothing(checker, cells):
    before = Achievement.objects.count()
    try:
        outcome = import_figures(factories.as_csv(factories.row(**cells)))
    except Refused as refusal:
        assert refusal.problems
        assert Achievement.objects.count() == before
    else:
        assert (outcome.rows, outcome.new + outcome.known) == (1, 1)
