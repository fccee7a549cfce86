"""`import_indicators`: all of it or nothing, every fault in one go, nothing twice."""

import time
import tracemalloc

import pytest
from django.core.management import CommandError, call_command

from ssk_portal.indicators.csv_import.checking import LONGEST
from ssk_portal.indicators.csv_import.importing import import_figures
from ssk_portal.indicators.csv_import.reading import Refused
from ssk_portal.indicators.models import Achievement, Indicator, Publisher, Target
from ssk_portal.indicators.published import load_reference
from tests.indicators import factories

pytestmark = pytest.mark.django_db


def faults(content: bytes) -> list[tuple[int, str]]:
    """The (line, column) of every fault that the importer names."""
    with pytest.raises(Refused) as refusal:
        import_figures(content)
    return [(problem.line, problem.column) for problem in refusal.value.problems]


@pytest.fixture
def everything(db):
    """All regions and definitions, and all published rows."""
    factories.whole_country()
    load_reference()
    return factories.published_rows()


def test_all_published_rows_are_kept(everything):
    began = time.process_time()
    outcome = factories.published_figures()
    took = time.process_time() - began

    assert (outcome.rows, outcome.new, outcome.known) == (1861, 1861, 0)
    assert Target.objects.filter(state="published").count() == 66
    assert Achievement.objects.filter(state="published").count() == 1795
    kept = {
        (
            row.region.code,
            row.indicator.name_id.casefold(),
            row.area,
            str(row.year),
            str(row.value),
            kind,
            row.publisher.name,
            row.framework,
            row.source,
            row.note,
            row.published_via,
        )
        for kind, model in (("target", Target), ("achievement", Achievement))
        for row in model.objects.select_related("region", "indicator", "publisher")
    }
    assert kept == {
        (
            row["region_code"],
            row["indicator"].casefold(),
            row["area"],
            row["year"],
            row["value"],
            row["kind"],
            row["publisher"],
            row["framework"],
            row["source"],
            row["note"],
            row["published_via"],
        )
        for row in everything
    }
    assert took < 10  # of the processor; measured: under 2 seconds


def test_the_same_file_again_changes_nothing(everything):
    factories.published_figures()
    before = list(Achievement.objects.order_by("pk").values()) + list(Target.objects.order_by("pk").values())

    outcome = factories.published_figures()

    assert (outcome.new, outcome.known, outcome.moved) == (0, 1861, 0)
    assert list(Achievement.objects.order_by("pk").values()) + list(Target.objects.order_by("pk").values()) == before


def test_a_corrected_figure_does_not_come_back(reference):
    factories.publish(factories.row(value="770.9"))
    figure = Achievement.objects.get()
    figure.value = "77.09"
    figure.note = "salah cetak"
    figure.save()

    outcome = factories.publish(factories.row(value="770.9"))

    assert outcome.new == 0
    assert [str(row.value) for row in Achievement.objects.all()] == ["77.09"]


def test_a_row_said_twice_is_kept_once_and_remarked(reference):
    outcome = factories.publish(factories.row(), factories.row(value="77.090"))

    assert (outcome.new, outcome.known) == (1, 1)
    assert len(outcome.remarks) == 1


def test_an_unknown_publisher_is_made_last_in_order_and_remarked(reference):
    outcome = factories.publish(factories.row(publisher="Balai Data Tabalong"))

    made = Publisher.objects.get(name="Balai Data Tabalong")
    assert made == Publisher.objects.order_by("order").last()
    assert len(outcome.remarks) == 1
    assert "Balai Data Tabalong" in outcome.remarks[0]


def test_a_value_out_of_range_is_kept_and_remarked(reference):
    outcome = factories.publish(factories.row(value="7709"))

    assert outcome.new == 1
    assert len(outcome.remarks) == 1


@pytest.mark.parametrize(
    ("changes", "columns"),
    [
        ({"region_code": "99.99"}, ["region_code"]),
        ({"region_code": "tabalong"}, ["region_code"]),
        ({"region": "Balangan"}, ["region"]),
        ({"region_type": "kota"}, ["region_type"]),
        ({"region_type": "desa"}, ["region_type"]),
        ({"province": "Kalimantan Tengah"}, ["province"]),
        ({"province": ""}, ["province"]),
        ({"indicator": "akses sanitasi lajak"}, ["indicator"]),
        ({"area": "kota"}, ["area"]),
        ({"year": "21"}, ["year"]),
        ({"year": "2021.0"}, ["year"]),
        ({"year": "1066"}, ["year"]),
        ({"value": "77,09"}, ["value"]),
        ({"value": "1.000,5"}, ["value"]),
        ({"value": ""}, ["value"]),
        ({"value": "NaN"}, ["value"]),
        ({"value": "1e5"}, ["value"]),
        ({"value": "9" * 400}, ["value"]),
        ({"value": "-1.000"}, ["value"]),
        ({"unit": "KK"}, ["unit"]),
        ({"direction": "lower"}, ["direction"]),
        ({"kind": "capaian"}, ["kind"]),
        ({"kind": "target", "framework": "entah"}, ["framework"]),
        ({"publisher": ""}, ["publisher"]),
        ({"source": ""}, ["source"]),
        ({"source": "x" * 501}, ["source"]),
        ({"note": "x" * 2001}, ["note"]),
        ({"year": "x", "value": "y", "kind": "z", "region": "Tapin"}, ["region", "kind", "year", "value"]),
    ],
)
def test_every_broken_cell_is_named(reference, changes, columns):
    good, bad = factories.row(year="2020"), factories.row(**changes)

    assert faults(factories.as_csv(good, bad)) == [(3, column) for column in columns]
    assert Achievement.objects.count() == 0


def test_an_achievement_of_a_year_that_has_not_begun_there_is_none(reference, freezer_at):
    """In Tabalong a year begins an hour before it does in Jakarta; a target is of any year."""
    early = factories.as_csv(factories.row(year="2024"), factories.row(year="2024", kind="target", framework="RPJMD"))
    with freezer_at("2023-12-31T15:59:00+00:00"):
        assert faults(early) == [(2, "year")]
        assert Target.objects.count() == 0
    with freezer_at("2023-12-31T16:00:00+00:00"):
        assert import_figures(early).new == 2


def test_faults_of_all_lines_are_told_in_one_go(reference):
    content = factories.as_csv(factories.row(year="x"), factories.row(), factories.row(value="y"), factories.row(kind="z"))

    assert faults(content) == [(2, "year"), (4, "value"), (5, "kind")]


def test_faults_of_the_whole_file(reference):
    good = factories.as_csv(factories.row())
    header, line = good.split(b"\r\n")[:2]

    assert faults(b"") == [(1, column) for column in factories.COLUMNS]
    assert faults(header + b"\r\n") == [(1, "")]
    assert faults(good.replace(b",", b";")) == [(1, "")]
    assert faults(good.decode().replace("Tabalong", "Tabaløng").encode("latin-1")) == [(2, "")]
    assert faults(good + b"\x00") == [(3, "")]
    assert faults(header + b"\r\n" + line + b",one too many\r\n") == [(2, "")]
    assert faults(header + b"\r\n" + line.replace(b"Tabalong", b'"Tabalong') + b"\r\n") == [(2, "")]
    assert faults(header.replace(b",note", b"") + b"\r\n" + line.removesuffix(b",") + b"\r\n") == [(1, "note")]
    assert faults(header.replace(b"note", b"notes") + b"\r\n" + line + b"\r\n") == [(1, "notes"), (1, "note")]
    assert faults(header.replace(b"note", b"source") + b"\r\n" + line + b"\r\n") == [(1, "source"), (1, "note")]
    assert Achievement.objects.count() == 0


@pytest.mark.parametrize("changes", [{}, {"kind": "target", "framework": "RPJMD " + "".join(map(chr, range(0x2A000, 0x2A0BE)))}])
def test_the_longest_texts_find_room(reference, changes):
    """Letters of four bytes that do not repeat: more than an index can hold."""
    long = {column: "".join(map(chr, range(0x20000, 0x20000 + most))) for column, most in LONGEST.items() if column != "indicator_as_published"}

    assert factories.publish(factories.row(**long | changes)).new == 1
    assert factories.publish(factories.row(**long | changes)).new == 0


def test_an_excel_file_is_called_by_its_name(reference):
    with pytest.raises(Refused) as refusal:
        import_figures(b"PK\x03\x04" + b"x" * 100)
    assert "Excel" in str(refusal.value.problems[0])


def test_empty_rows_of_a_spreadsheet_say_nothing(reference):
    content = factories.as_csv(factories.row()) + b"\r\n" + b"," * (len(factories.COLUMNS) - 1) + b"\r\n \r\n"

    assert import_figures(content).rows == 1


def test_a_number_that_can_be_read_in_two_ways_is_refused(reference):
    """1.250 households are 1,250 in Indonesian writing."""
    Indicator.objects.create(code="sr", name_id="Sambungan rumah", name_en="House connections", sector="air_limbah", unit="KK", source="https://example.org")
    households = {"indicator": "Sambungan rumah", "unit": "KK"}

    assert faults(factories.as_csv(*(factories.row(value=value, **households) for value in ("1.250", "12.000")))) == [(2, "value"), (3, "value")]
    assert factories.publish(factories.row(value="1250", **households)).new == 1


def test_a_number_that_can_only_be_read_in_one_way_is_taken(reference):
    assert factories.publish(factories.row(value="77.093")).new == 1
    assert factories.publish(factories.row(value="0.125")).new == 1


def test_a_long_list_of_faults_is_cut_and_quickly_told(reference):
    began = time.process_time()
    found = faults(factories.as_csv(*(factories.row(value="x", indicator="sanitasi lajak") for _line in range(20_000))))

    assert (len(found), found[-1]) == (10_001, (5001, ""))
    assert time.process_time() - began < 10  # measured: under 2 seconds


ENDLESS = {
    "a line": b"x" * 2_000_000,
    "cells of the heading": b"a," * 100_000,
    "empty lines": factories.as_csv(factories.row()) + b"\n" * 1_000_001,
    "short lines": factories.as_csv(factories.row()) + b"a\n" * 500_000,
    "a cell that is not closed": factories.as_csv(factories.row()) + b'"' + b"x\n" * 500_000,
}


@pytest.mark.parametrize("what", ENDLESS)
def test_a_file_without_end_is_told_soon_and_takes_little(reference, what):
    tracemalloc.start()
    try:
        found = faults(ENDLESS[what])
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()
    assert len(found) == (10_001 if what == "short lines" else 1)


def test_columns_in_another_order_and_a_mark_at_the_beginning_are_fine(reference):
    content = b"\xef\xbb\xbf" + factories.as_csv(factories.row(), columns=sorted(factories.COLUMNS))

    assert import_figures(content).new == 1


def test_a_fault_leaves_nothing_behind_not_even_a_publisher(reference):
    before = Publisher.objects.count()

    assert faults(factories.as_csv(factories.row(publisher="Baru"), factories.row(year="x"))) == [(3, "year")]
    assert (Publisher.objects.count(), Achievement.objects.count()) == (before, 0)


def test_the_command_prints_every_fault_and_fails(reference, tmp_path, capsys):
    file = tmp_path / "angka.csv"
    file.write_bytes(factories.as_csv(factories.row(year="x", value="y")))

    with pytest.raises(CommandError):
        call_command("import_indicators", file)

    assert len(capsys.readouterr().err.strip().splitlines()) == 2


def test_the_command_acts_as_the_named_user(cast, reference, tmp_path):
    file = tmp_path / "angka.csv"
    file.write_bytes(factories.as_csv(factories.row()))

    call_command("import_indicators", file, by="pusat")

    history = Achievement.objects.get().events.model.objects.order_by("pgh_id").first()
    assert history.pgh_context["name"] == cast["pusat"].shown_name


def test_the_command_refuses_a_missing_file_and_an_unknown_user(reference, tmp_path):
    with pytest.raises(CommandError):
        call_command("import_indicators", tmp_path / "tiada.csv")
    with pytest.raises(CommandError):
        call_command("import_indicators", tmp_path / "tiada.csv", by="siapa")
