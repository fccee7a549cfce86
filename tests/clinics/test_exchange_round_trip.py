"""What goes in through the exchange format comes out of it, key for key."""

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from ssk_portal.audit.timeline import event_model
from ssk_portal.clinics.exchange.writing import schema
from ssk_portal.clinics.models import Agreement, Clinic, Participation, Session, Speaker
from ssk_portal.milestones.models import Milestone
from tests.clinics import factories

pytestmark = pytest.mark.usefixtures("schemes")


def exported() -> list[dict]:
    """The events of the export, after it was held against the schema."""
    out = StringIO()
    call_command("export_clinics", stdout=out)
    document = json.loads(out.getvalue())
    Draft202012Validator(schema(), format_checker=FormatChecker()).validate(document)
    return document["events"]


def imported(tmp_path, *events) -> str:
    """What the import says about a file of these events, in its last line."""
    out = StringIO()
    call_command("import_clinics", factories.file_of(tmp_path, *events), stdout=out)
    return out.getvalue().splitlines()[-1]


def test_an_event_that_says_everything(tmp_path):
    full = factories.event(
        title="Coaching Clinic 3 & 7", headline="", theme="Air untuk semua", clinic_numbers=[7, 3, 3], programme="PPSP", date_start="2023-09-20", date_end="2023-09-21",
        date_as_written="Rabu (20/9)", date_basis="koran", time="09.00 WITA", mode="hybrid", venue="Aula", city="Banjarmasin", host="Dinas PUPR", host_level="provinsi",
        province="Kalimantan Selatan", participants_count=100, purposes=["b", "a", "a", ""], outputs=["baris\nbaru"], expected=[" spasi "],
        districts=[factories.district(milestone="pasca-4", milestone_year=2, assisted_since=2021, note="", clinic_numbers=[7]),
            factories.district("gunung-MAS", role="proposed", milestone="1-3")],
        institutions=["Bappeda", "Bappeda", ""], people=[factories.PERSON, factories.PERSON | {"post": None, "acting_for": "Bupati"}],
        quoted=[factories.FIGURE, factories.FIGURE | {"value": None, "year": None, "unit": ""}], milestone_stated="2", milestone_reached="", milestone_expected="1-3",
        legal_basis=["Permendagri 87/2022"], frameworks_named=["RPJMN"], sectors=["air limbah"], related_events=["belum-ada"], follows="CC2", source="https://example.org",
        publisher="MC Kalsel", published="2023-09-21", published_basis="URL", other_sources=["x"], notes=["y", "y"],
    )  # fmt: skip
    assert imported(tmp_path, full) == "1 changes: 1 events made, 0 changed, 0 unchanged."
    assert exported() == [full]
    assert imported(tmp_path, full) == "0 changes: 0 events made, 0 changed, 1 unchanged."


def test_the_published_events(tmp_path):
    file = tmp_path / "keluar.json"
    events = [factories.event(id="a-1", title=""), factories.event(id="a-2", kind="kick_off", clinic_numbers=[], programme_year=None)]
    imported(tmp_path, *events)
    call_command("export_clinics", file, stdout=StringIO())
    assert json.loads(file.read_text("utf-8"))["events"] == events
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize("literal", ["39.470", "90.00", "-0.50"])
def test_figures_are_written_as_they_were_quoted(tmp_path, literal):
    path = factories.file_of(tmp_path, factories.event(quoted=[factories.FIGURE | {"value": 12345.5}]))
    path.write_text(path.read_text().replace("12345.5", literal))
    call_command("import_clinics", path, stdout=StringIO())
    out = StringIO()
    call_command("export_clinics", stdout=out)
    assert f'"value": {literal},' in out.getvalue()


@pytest.mark.parametrize(
    "literal", ["39.47", "90", "90.0", "1e30", "1000000000000000000000000000000", "-0.5", "0.1000000000000000055511151231257827", "5e-324", "0", "0.0", "1.7976931348623157e308"]
)
def test_numbers_are_kept_digit_by_digit(tmp_path, literal):
    path = factories.file_of(tmp_path, factories.event(quoted=[factories.FIGURE | {"value": 12345.5}]))
    path.write_text(path.read_text().replace("12345.5", literal))
    call_command("import_clinics", path, stdout=StringIO())
    out = StringIO()
    call_command("export_clinics", stdout=out)
    [kept] = json.loads(out.getvalue(), parse_float=Decimal)["events"][0]["quoted"]
    assert Decimal(kept["value"]) == Decimal(literal)
    assert exported()[0]["quoted"][0]["value"] == json.loads(literal)


def test_whole_numbers_may_be_written_with_a_point(tmp_path):
    path = factories.file_of(tmp_path, factories.event(programme_year=2023.0, clinic_numbers=[3.0], participants_count=1e3, districts=[factories.district(milestone_year=2.0)]))
    call_command("import_clinics", path, stdout=StringIO())
    assert exported() == [factories.event(participants_count=1000, districts=[factories.district(milestone_year=2)])]


def test_what_can_be_told_is_linked(tmp_path, regions):
    imported(tmp_path, factories.event(host_level="kabupaten", districts=[factories.district(), factories.district("Hulu-Sungai  TENGAH", role="host")], quoted=[factories.FIGURE]))
    clinic = Clinic.objects.get()
    assert (clinic.region, clinic.scheme.code) == (regions["63.07"], "ppsp-2021")
    assert [part.district for part in clinic.participations.all()] == [regions["63.09"], regions["63.07"]]
    assert clinic.quoted.get().region == regions["63"]


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ({"host_level": "pusat"}, "ID"),
        ({"host_level": "provinsi", "province": "Kalimantan Tengah"}, "62"),
        ({"host_level": "provinsi", "districts": [factories.district()]}, "63"),
        ({"host_level": "provinsi"}, "ID"),
        ({"host_level": "kabupaten", "districts": [factories.district()]}, "63.09"),
        ({"host_level": "kabupaten", "province": "Kalimantan Selatan", "districts": [factories.district(), factories.district("Hulu Sungai Tengah")]}, "63"),
        ({"host_level": None, "districts": [factories.district(role="host"), factories.district("Hulu Sungai Tengah")]}, "63.09"),
        ({"host_level": None, "districts": [factories.district(), factories.district("Gunung Mas")]}, "ID"),
        ({"host_level": "kota"}, "ID"),
    ],
)
def test_the_host_region(tmp_path, event, code):
    imported(tmp_path, factories.event(**event))
    assert Clinic.objects.get().region.code == code


def test_what_cannot_be_linked_is_said(tmp_path):
    out = StringIO()
    event = factories.event(institutions=["Bappeda"], quoted=[factories.FIGURE], related_events=["uji-1", "entah"])
    call_command("import_clinics", factories.file_of(tmp_path, event), stdout=out)
    said = [line.partition(": ")[2] for line in out.getvalue().splitlines()]
    assert said[:3] == [
        "event “uji-1”: institutions kept as written: Bappeda",
        "event “uji-1”: indicators quoted kept as written: rumah layak huni",
        "event “uji-1”: related events kept as written: entah",
    ]


def test_of_very_many_names_that_cannot_be_linked_the_first_are_said(tmp_path):
    out = StringIO()
    call_command("import_clinics", factories.file_of(tmp_path, factories.event(institutions=[f"Lembaga {place}" for place in range(1_300)])), stdout=out)
    said = out.getvalue().splitlines()[0].partition("written: ")[2].split("; ")
    assert (len(said), said[0], said[-1]) == (101, "Lembaga 0", "and 1,200 more")


def test_a_province_in_which_none_of_the_districts_lies_is_said(tmp_path):
    out = StringIO()
    districts = [factories.district(), factories.district("Hulu Sungai Tengah")]
    said = {"right": [*districts, factories.district("Gunung Mas")], "wrong": districts, "none": []}
    call_command("import_clinics", factories.file_of(tmp_path, *(factories.event(id=key, province="Kalimantan Tengah", districts=said[key]) for key in said)), stdout=out)
    assert [line for line in out.getvalue().splitlines() if "province" in line] == [
        f"{tmp_path}/kegiatan.json: event “wrong”: none of the districts lies in the province named, which is kept as written: Kalimantan Tengah"
    ]


def test_a_changed_event_keeps_what_the_portal_added(tmp_path, regions):
    first = factories.event(districts=[factories.district(), factories.district("Hulu Sungai Tengah")], people=[factories.PERSON])
    imported(tmp_path, first)
    clinic = Clinic.objects.get()
    session = Session.objects.create(clinic=clinic, title="Pembukaan")
    Agreement.objects.create(clinic=clinic, text="Sedot tinja terjadwal", district=regions["63.09"])
    Speaker.objects.update(session=session)
    rows = dict(Participation.objects.values_list("name", "pk"))
    second = first | {"title": "Judul baru", "districts": [factories.district(note="hadir"), factories.district("Gunung Mas"), first["districts"][1]]}
    assert imported(tmp_path, second) == "1 changes: 0 events made, 1 changed, 0 unchanged."
    assert exported() == [second]
    now = dict(Participation.objects.values_list("name", "pk"))
    assert (now["Tabalong"], now["Hulu Sungai Tengah"], len(now)) == (rows["Tabalong"], rows["Hulu Sungai Tengah"], 3)
    assert (Session.objects.count(), Agreement.objects.count(), Speaker.objects.get().session) == (1, 1, session)
    assert event_model(Speaker).objects.filter(pgh_label="update").count() == 1  # our own, above


def test_an_event_of_a_year_without_a_scheme_is_kept_and_that_is_said(tmp_path):
    out = StringIO()
    event = factories.event(programme_year=2015, districts=[factories.district(milestone="1")])
    call_command("import_clinics", factories.file_of(tmp_path, event), stdout=out)
    assert exported() == [event]
    assert [line.partition("”: ")[2] for line in out.getvalue().splitlines()[:2]] == [
        "no clinic scheme is known for 2015, so the numbers are kept as written: 3",
        "no milestone scheme is known for 2015, so the milestones are kept as written: 1",
    ]


def test_a_milestone_that_the_known_scheme_of_its_year_does_not_name_is_kept_and_that_is_said(tmp_path):
    Milestone.objects.filter(scheme__code="ppsp-2018", number__gt=1).delete()
    out = StringIO()
    event = factories.event(programme_year=2019, districts=[factories.district(milestone="1-2")])
    call_command("import_clinics", factories.file_of(tmp_path, event), stdout=out)
    assert exported() == [event]
    assert "the milestone scheme known for 2019 does not name these milestones, so they are kept as written: 1-2" in out.getvalue()


def test_the_scheme_of_a_planned_event_stays_when_something_else_changes(tmp_path, regions, schemes):
    made = factories.clinic("63", programme_year=None, planned_start="2024-03-01", scheme=schemes["2021"])
    imported(tmp_path, exported()[0] | {"title": "Judul baru"})
    made.refresh_from_db()
    assert (made.title, made.scheme) == ("Judul baru", schemes["2021"])


def test_an_export_leaves_devices_and_folders_alone(tmp_path):
    call_command("export_clinics", "/dev/null", stdout=StringIO())
    assert not Path("/dev/null").is_file()
    (tmp_path / "folder").mkdir()
    with pytest.raises(CommandError, match="it is a folder"):
        call_command("export_clinics", tmp_path / "folder", stdout=StringIO())
    with pytest.raises(CommandError, match="there is no such file"):
        call_command("export_clinics", tmp_path / "tiada" / "berkas.json", stdout=StringIO())
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_rows_that_say_the_same_are_left_alone(tmp_path):
    first = factories.event(institutions=["a", "b", "c"])
    imported(tmp_path, first)
    imported(tmp_path, first | {"institutions": ["a", "b", "c", "d"]})
    imported(tmp_path, first | {"institutions": ["a", "b", "d"]})
    events = event_model(Clinic.invited.rel.related_model).objects.order_by("pgh_id").values_list("pgh_label", "name")
    assert list(events) == [("insert", "a"), ("insert", "b"), ("insert", "c"), ("insert", "d"), ("delete", "c")]


def test_the_history_names_who_imported(tmp_path, cast):
    call_command("import_clinics", factories.file_of(tmp_path, factories.event()), by="kalsel", stdout=StringIO())
    assert event_model(Clinic).objects.get().pgh_context["name"] == "Kalsel"


def test_an_id_may_be_long(tmp_path):
    events = [factories.event(id=letter + "x1-" * 4000) for letter in "ab"]
    imported(tmp_path, *events)
    assert exported() == events


# Any event that the schema allows

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12) | st.sampled_from(["", " ", "Ā\n", "Tabalong", "x" * 3000, "=1+1", "\r\n"])
maybe = st.none() | texts
lines = st.lists(texts, max_size=3)
whole = st.none() | st.integers(-(2**63) + 1, 2**63 - 1)
clinic_numbers = st.lists(st.integers(1, 7), max_size=3)
days = st.none() | st.dates().map(str)
numbers = st.none() | st.integers(-(10**40), 10**40) | st.floats(allow_nan=False, allow_infinity=False)
ids = st.from_regex(r"\A[a-z0-9][a-z0-9-]{0,8}\Z")
digit = st.integers(1, 4).map(str)
milestones = st.none() | digit | digit.map("pasca-{}".format) | st.tuples(digit, digit).map("-".join)
spelt = st.sampled_from(["Tabalong", "TABALONG", "Kab. Tabalong", "Hulu-Sungai  Tengah", "gunung mas "])
districts = st.fixed_dictionaries({
    "name": spelt, "type": st.just("kabupaten"), "role": st.sampled_from(["host", "participant", "reference", "proposed"]),
    "milestone": milestones, "milestone_year": whole, "assisted_since": whole, "note": maybe, "clinic_numbers": clinic_numbers,
})  # fmt: skip
people = st.fixed_dictionaries({"name": texts, "post": maybe, "role": maybe, "acting_for": maybe})
figures = st.fixed_dictionaries({
    "region": texts, "indicator": texts, "year": whole, "value": numbers, "unit": maybe,
    "kind": st.sampled_from(["target", "achievement"]), "framework": maybe, "note": maybe,
})  # fmt: skip
KINDS = schema()["properties"]["events"]["items"]["properties"]["kind"]["enum"]
SPECIAL = {
    "id": ids, "title": texts, "type_as_written": texts, "kind": st.sampled_from(KINDS), "clinic_numbers": clinic_numbers,
    "programme_year": st.none() | st.integers(2021, 2200), "participants_count": whole, "date_start": days, "date_end": days, "published": days,
    "mode": st.sampled_from([None, "luring", "daring", "hybrid"]), "host_level": st.sampled_from([None, "kabupaten", "kota", "provinsi", "pusat"]),
    "province": st.sampled_from([None, "", "Kalimantan Selatan", "KALTENG"]), "districts": st.lists(districts, max_size=3),
    "people": st.lists(people, max_size=2), "quoted": st.lists(figures, max_size=2),
}  # fmt: skip
events = st.fixed_dictionaries({key: SPECIAL.get(key, lines if factories.EMPTY[key] == [] else maybe) for key in factories.EMPTY})


def _could_be(event) -> bool:
    """It ends after it begins; without a year of its own the event's day decides which numbers there are."""
    if event["date_start"] and event["date_end"] and event["date_end"] < event["date_start"]:
        return False
    day = event["date_start"] or event["published"]
    return event["programme_year"] is not None or day is None or day >= "2021"


@settings(max_examples=60)
@given(st.lists(events.filter(_could_be), max_size=3, unique_by=lambda event: event["id"]))
def test_any_event_of_the_schema_comes_out_as_it_went_in(tmp_path, given_events):
    Clinic.objects.all().delete()
    imported(tmp_path, *given_events)
    assert exported() == given_events
    assert imported(tmp_path, *given_events) == f"0 changes: 0 events made, 0 changed, {len(given_events)} unchanged."
    # The same events with other contents are changed in place, and changed back.
    turned = [event | {"id": other["id"]} for event, other in zip(given_events[::-1], given_events, strict=True)]
    imported(tmp_path, *turned)
    assert {event["id"]: event for event in exported()} == {event["id"]: event for event in turned}
