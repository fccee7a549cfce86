"""Values of one file that change places: taken as one change, where no two figures say the same in the end."""

import pytest
from django.db import IntegrityError, transaction

from ssk_portal.audit.timeline import history_of
from ssk_portal.indicators import filling
from ssk_portal.indicators.models import Achievement, Target
from tests.indicators import factories
from tests.indicators.template.sheets import send, shown, take_over, taken, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
TWICE = "Target ini sudah tercatat dengan nilai dan sumber yang sama."


@pytest.fixture
def rows(cast, login):
    """Three targets of one layer and source, as they stand in the template: 80, 85, 90."""
    for number, value in enumerate(("80", "85", "90")):
        factories.target(cast["tabalong"], value=value, page=str(number))
    return [row for row in taken(login("tabalong"), "target") if row["Kode"]]


def filled(rows, *values):
    return [row | {"Nilai": value} for row, value in zip(rows, values, strict=True)]


def kept(model=Target):
    return [str(value) for value in model.objects.order_by("page").values_list("value", flat=True)]


@pytest.mark.parametrize("values", [("85", "80", "90"), ("85", "90", "80"), ("85", "90", "95"), ("75", "80", "85")])
def test_two_that_change_places_and_rows_that_move_up(login, rows, values):
    take_over(login("tabalong"), *filled(rows, *values), kind="target")
    assert kept() == list(values)
    assert shown(send(login("tabalong"), *filled(rows, *values), kind="target")) == []


def test_each_has_one_entry_of_it_in_the_history(login, rows):
    take_over(login("tabalong"), *filled(rows, "85", "80", "90"), kind="target")
    changes = [[(change.before, change.after) for change in history_of(row)[0].changes] for row in Target.objects.order_by("page")[:2]]
    assert changes == [[("80", "85")], [("85", "80")]]


def test_also_where_they_are_written_in_several_statements(login, rows, monkeypatch):
    monkeypatch.setattr(filling, "BATCH", 1)
    take_over(login("tabalong"), *filled(rows, "90", "80", "85"), kind="target")
    assert kept() == ["90", "80", "85"]


def test_a_row_without_a_code_is_not_taken_for_one_of_several(login, rows):
    added = rows[0] | {"Kode": "", "Templat": "", "Penerbit": "", "Sumber": rows[0]["Sumber"], "Nilai": "80"}
    answer = send(login("tabalong"), *filled(rows, "70", "85", "90"), added, kind="target")
    assert told(answer) == [(5, "Penerbit", "Sudah ada beberapa angka dari penerbit ini. Unduh templat baru, yang memuat kode setiap angka.")]


def test_two_that_say_the_same_in_the_end_are_told(login, rows):
    for values, faults in ((("85", "85", "90"), [2]), (("85", "70", "70"), [3, 4])):
        assert told(send(login("tabalong"), *filled(rows, *values), kind="target")) == [(row, "Nilai", TWICE) for row in faults]
    assert kept() == ["80", "85", "90"]


def test_achievements_too(login, cast):
    for number, value in enumerate(("80", "85")):
        factories.achievement(cast["tabalong"], value=value, page=str(number))
    rows = [row for row in taken(login("tabalong")) if row["Kode"]]
    take_over(login("tabalong"), *filled(rows, "85", "80"))
    assert kept(Achievement) == ["85", "80"]


def test_the_database_keeps_each_once(cast):
    for make, rows in ((factories.target, Target.objects), (factories.achievement, Achievement.objects)):
        make(cast["tabalong"])
        with pytest.raises(IntegrityError, match="_once"), transaction.atomic():
            make(cast["tabalong"])
        other = make(cast["tabalong"], value="81")
        with pytest.raises(IntegrityError, match="_once"), transaction.atomic():
            rows.filter(pk=other.pk).update(value=rows.exclude(pk=other.pk).get().value)


def test_the_verb_itself_refuses_what_stands_already(cast):
    factories.target(cast["tabalong"])
    row = factories.target(cast["tabalong"], value="81")
    row.value = 90
    with pytest.raises(IntegrityError, match="target_once"), transaction.atomic():
        filling.fill([row], by=cast["tabalong"])


def test_a_source_that_is_written_otherwise_is_no_other_source(login, rows):
    sources = ("RPJMD 2021", "rpjmd  2021.", "RPJMD 2023")
    answer = send(login("tabalong"), *(row | {"Nilai": "80", "Sumber": source} for row, source in zip(rows, sources, strict=True)), kind="target")
    assert told(answer) == [(2, "Nilai", TWICE), (3, "Nilai", TWICE)]


def test_nor_does_a_draft_say_what_is_published_already(login, cast):
    factories.publish(factories.row(year="2024", value="85", publisher="STBM", source="Laporan STBM 2024"))
    factories.achievement(cast["tabalong"], value="81", publisher="stbm", source="Laporan STBM 2024")
    [row] = [row for row in taken(login("tabalong")) if row["Kode"]]
    for source in ("Laporan STBM 2024", "laporan STBM, 2024"):
        assert [fault[:2] for fault in told(send(login("tabalong"), row | {"Nilai": "85", "Sumber": source}))] == [(2, "Nilai")]
