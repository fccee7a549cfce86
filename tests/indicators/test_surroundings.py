"""What a figure is held against, put together once for a place, beside a plain reference that looks through everything for each figure."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from ssk_portal.indicators.surroundings import Around, Surroundings, ties_of

# Three rungs of a ladder, of which one is part of another; one that stands alone.
INDICATORS = [
    SimpleNamespace(pk=1, part_of_id=None, ladder="jamban", region_id=None, breaks=[2020], rungs=3),
    SimpleNamespace(pk=2, part_of_id=1, ladder="jamban", region_id=None, breaks=[], rungs=3),
    SimpleNamespace(pk=3, part_of_id=None, ladder="jamban", region_id=None, breaks=[2019, 2021], rungs=3),
    SimpleNamespace(pk=4, part_of_id=1, ladder="", region_id=None, breaks=[], rungs=None),
    SimpleNamespace(pk=5, part_of_id=None, ladder="jamban", region_id=7, breaks=[], rungs=1),
]
TIES = ties_of(INDICATORS)
YEARS = range(2018, 2023)


@dataclass(frozen=True)
class Figure:
    pk: int
    indicator_id: int
    year: int
    publisher_id: int
    is_settled: bool
    is_reference: bool
    value: Decimal


@st.composite
def figures(draw):
    """Drafts, rivals and what counts; of one indicator and year one counts at most."""
    places = st.tuples(st.integers(1, 5), st.sampled_from(YEARS), st.integers(1, 2), st.sampled_from(["draft", "rival", "reference"]))
    found, counted = [], set()
    for pk, (indicator, year, publisher, kind) in enumerate(draw(st.lists(places, max_size=40)), start=1):
        reference = kind == "reference" and (indicator, year) not in counted
        counted |= {(indicator, year)} if reference else set()
        found.append(Figure(pk, indicator, year, publisher, kind != "draft", reference, Decimal(pk)))
    return found


def broken(one, other, breaks) -> bool:
    return any(min(one.year, other.year) < year <= max(one.year, other.year) for year in breaks)


def plainly(figure, rows):
    """Before, after and beside `figure`, each found by going through all rows."""
    breaks = TIES[figure.indicator_id].breaks
    years = defaultdict(list)
    for row in rows:
        held = row.is_reference or (not row.is_settled and not figure.is_settled and row.year < figure.year)
        if held and row.indicator_id == figure.indicator_id and row.year != figure.year and not broken(row, figure, breaks):
            years[row.year].append(row)
    line = [min(each, key=lambda row: (not row.is_reference, row.publisher_id != figure.publisher_id, -row.pk)) for _year, each in sorted(years.items())]
    beside = defaultdict(list)
    for row in rows:
        if row.year == figure.year and row.indicator_id != figure.indicator_id and (row.is_reference or not (row.is_settled or figure.is_settled)):
            beside[row.indicator_id].append(row)
    nearest = {pk: min(each, key=lambda row: (row.publisher_id != figure.publisher_id, not row.is_reference, -row.pk)) for pk, each in beside.items()}
    return [row for row in line if row.year < figure.year], next((row for row in line if row.year > figure.year), None), nearest


@given(figures())
def test_as_if_each_went_through_all_of_its_place(rows):
    place = Surroundings(TIES)
    for row in rows:
        if row.is_reference or not row.is_settled:
            place.add(row)
    for figure in rows:
        near, (before, after, beside) = Around(figure, place), plainly(figure, rows)
        assert (near.before, near.after) == (before, after)
        for indicators in ([1, 2, 3, 4, 5], near.ties.whole, near.ties.parts, near.ties.rungs):
            others = [pk for pk in indicators if pk != figure.indicator_id]
            assert near.beside(others) == [beside[pk] for pk in others if pk in beside]


def test_whole_parts_and_ladder():
    told = {pk: (ties.whole, ties.parts, ties.rungs, ties.ladder) for pk, ties in TIES.items()}
    assert told == {1: ((), [2, 4], [2, 3], 3), 2: ((1,), [], [1, 3], 3), 3: ((), [], [1, 2], 3), 4: ((1,), [], [], 0), 5: ((), [], [], 1)}
