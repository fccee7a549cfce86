"""A file that is not right is refused whole, with every fault named in one go."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from ssk_portal.clinics.models import Clinic
from tests.clinics import factories

pytestmark = pytest.mark.usefixtures("schemes")


def refused(path) -> list[str]:
    """What the import says against a file; nothing of it is kept."""
    errors = StringIO()
    with pytest.raises(CommandError, match="nothing was imported"):
        call_command("import_clinics", path, stdout=StringIO(), stderr=errors)
    assert not Clinic.objects.exists()
    lines = errors.getvalue().splitlines()
    assert all(line.startswith(f"{path}: ") for line in lines)
    return [line.removeprefix(f"{path}: ") for line in lines]


def raw(tmp_path, content):
    path = tmp_path / "kegiatan.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "the file is not JSON: line 1, column 2: a key in double quotation marks is expected here"),
        ('{"events": []} x', "the file is not JSON: line 1, column 16: the file should end here"),
        ('{"format": "a\nb"}', "the file is not JSON: line 1, column 14: a line break or control character stands inside a text"),
        ('["\\x"]', "the file is not JSON: line 1, column 3: the backslash here does not begin a sign that JSON knows"),
        ("", "the file is empty"),
        (b"PK\3\4\x14\0", "the file is an Excel file or another packed one, not JSON"),
        (b"\xef\xbb\xbf \n", "the file is empty"),
        ('{"format": 1}'.encode("utf-16"), "the file is not UTF-8 (byte 0); save it as UTF-8"),
        ('{"format": 1}'.encode("utf-16-le"), "the file is not UTF-8 (byte 1); save it as UTF-8"),
        ('{"\\ud800": 1, "\\ud800": 2}', "the key “\\ud800” is there twice in one object; each key may be there once"),
        (b'{"format": "\xff"}', "the file is not UTF-8 (byte 12); save it as UTF-8"),
        ('{"events": ' + '[{"a": ' * 5_000, "the file is nested too deeply to be clinic-events/1"),
        ("[" * 100_000, "the file is nested too deeply to be clinic-events/1"),
        ('{"format": 1, "format": 2}', "the key “format” is there twice in one object; each key may be there once"),
        ("[]", "the file: expected an object; found a list"),
        ("null", "the file: expected an object; found null"),
        ('{"format": "clinic-events/1", "events": {}}', "events: expected a list; found an object"),
        ('{"format": "clinic-events/2", "events": []}', "format: expected “clinic-events/1”; found “clinic-events/2”"),
        ('{"format": "clinic-events/1"}', "the file: the key “events” is missing"),
    ],
)
def test_what_is_no_file_of_events(tmp_path, content, said):
    assert refused(raw(tmp_path, content)) == [said]


def test_a_file_that_is_not_there(tmp_path):
    assert refused(tmp_path / "tiada.json") == ["the file cannot be read: there is no such file"]
    assert refused(tmp_path) == ["the file cannot be read: it is a folder"]
    assert refused(tmp_path / ("x" * 300)) == ["the file cannot be read: the name is too long"]


KINDS = "coaching_clinic, coordination_meeting, evaluation_meeting, field_action, kick_off, other, outreach, pokja_meeting, quality_assurance, training, visit, workshop"
WHOLE = "expected a whole number of at most 18 digits or null"
PLACE = "event “uji-1” (events[0]), "


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": None}, "title: expected a text; found null"),
        ({"theme": 3}, "theme: expected a text or null; found 3"),
        ({"kind": "pesta"}, f"kind: expected one of {KINDS}; found “pesta”"),
        ({"mode": ""}, "mode: expected one of null, luring, daring, hybrid; found “”"),
        ({"date_start": "2023-02-30"}, "date_start: expected a date that exists, written as 2023-09-20; found “2023-02-30”"),
        ({"published": "20 September 2023"}, "published: expected a date that exists, written as 2023-09-20; found “20 September 2023”"),
        ({"participants_count": 10**30}, f"participants_count: {WHOLE}; found {10**30}"),
        ({"participants_count": True}, f"participants_count: {WHOLE}; found true"),
        ({"participants_count": 10.5}, f"participants_count: {WHOLE}; found 10.5"),
        ({"participants_count": float("inf")}, f"participants_count: {WHOLE}; found a number that JSON does not know, or too large a one"),
        ({"venue": "a\0b"}, "venue: expected a text without NUL or broken characters; found one with such a character"),
        ({"notes": ["baik", "\ud800"]}, "notes[1]: expected a text without NUL or broken characters; found one with such a character"),
        ({"date_start": "2023-09-20", "date_end": "2023-09-19"}, "date_end: expected 2023-09-20 (date_start) or a later day; found 2023-09-19"),
        ({"date_start": "2023-02-30", "date_end": "2023-01-01"}, "date_start: expected a date that exists, written as 2023-09-20; found “2023-02-30”"),
        ({"districts": [factories.district("Atlantis")]}, "districts[0].name: expected the name of a kabupaten that the portal knows; found “Atlantis”"),
        ({"districts": [factories.district(""), ]}, "districts[0].name: expected the name of a kabupaten that the portal knows; found “”"),
        ({"districts": [factories.district("Kab. Tabalon")]},
            "districts[0].name: expected the name of a kabupaten that the portal knows; found “Kab. Tabalon”; is “Tabalong” meant?"),
        ({"districts": [factories.district("Sungai Tengah")]},
            "districts[0].name: expected the name of a kabupaten that the portal knows; found “Sungai Tengah”; is “Hulu Sungai Tengah” meant?"),
        ({"districts": [factories.district(type="kota")]},
            "districts[0].name: expected the name of a kota that the portal knows; found “Tabalong”; there is a kabupaten of this name"),
        ({"province": "Tabalong"}, "province: expected the name of a provinsi that the portal knows; found “Tabalong”"),
        ({"clinic_numbers": [3, 9]}, "clinic_numbers: the clinic scheme of 2023 has the numbers 1, 2, 3, 4, 5, 6, 7, not 9"),
        ({"clinic_numbers": [0]}, "clinic_numbers[0]: expected 1 or more; found 0"),
        ({"programme_year": 2019, "clinic_numbers": [5]}, "clinic_numbers: the clinic scheme of 2019 has the numbers 1, 2, 3, not 5"),
        ({"programme_year": None, "date_start": "2019-05-01", "clinic_numbers": [5]}, "clinic_numbers: the clinic scheme of 2019 has the numbers 1, 2, 3, not 5"),
        ({"programme_year": 2015, "clinic_numbers": [9]}, "clinic_numbers: the clinic scheme of any year has the numbers 1, 2, 3, 4, 5, 6, 7, not 9"),
        ({"districts": [factories.district(milestone="5")]}, "districts[0].milestone: the milestone scheme of 2023 has the numbers 1, 2, 3, 4, not 5"),
        ({"districts": [factories.district(milestone="1-6")]}, "districts[0].milestone: the milestone scheme of 2023 has the numbers 1, 2, 3, 4, not 6"),
        ({"districts": [factories.district(milestone="2\n")]}, "districts[0].milestone: expected a milestone written as 2, 1-3 or pasca-4; found “2\\n”"),
        ({"districts": [factories.district(clinic_numbers=[8])]}, "districts[0].clinic_numbers: the clinic scheme of 2023 has the numbers 1, 2, 3, 4, 5, 6, 7, not 8"),
    ],
)  # fmt: skip
def test_each_fault_names_event_key_and_what_was_expected(tmp_path, changes, said):
    [line] = refused(factories.file_of(tmp_path, factories.event(**changes)))
    assert line == PLACE + said


def test_an_unknown_and_a_missing_key(tmp_path):
    event = factories.event(hadir=1)
    del event["follows"]
    assert refused(factories.file_of(tmp_path, event)) == [
        "event “uji-1” (events[0]): unknown key “hadir”; the format has no such key",
        "event “uji-1” (events[0]): the key “follows” is missing",
    ]


def test_numbers_that_are_none(tmp_path):
    path = factories.file_of(tmp_path, factories.event(quoted=[factories.FIGURE | {"value": 12345.5}] * 4))
    text = path.read_text()
    for literal in ("NaN", "1e999999999999999999999", "1" * 5000, "-Infinity"):
        text = text.replace("12345.5", literal, 1)
    path.write_text(text)
    assert refused(path) == [f"{PLACE}quoted[{number}].value: expected a number or null; found a number that JSON does not know, or too large a one" for number in range(4)]


def test_all_faults_in_one_go(tmp_path):
    first = factories.event(id="sama", title=1, clinic_numbers=[9], districts=[factories.district(note=2, milestone="7")])
    second = factories.event(id="Sama Sekali", date_end="2023-13-01")
    assert [line.rpartition(": ")[0] for line in refused(factories.file_of(tmp_path, first, second, factories.event(id="sama"), 5, format="x"))] == [
        "event “sama” (events[0]), clinic_numbers",
        "event “sama” (events[0]), districts[0].milestone",
        "event “sama” (events[0]), districts[0].note",
        "event “sama” (events[0]), id",
        "event “sama” (events[0]), title",
        "event “Sama Sekali” (events[1]), date_end",
        "event “Sama Sekali” (events[1]), id",
        "event “sama” (events[2]), id",
        "event number 4 (events[3])",
        "format",
    ]


def test_a_broken_id_beside_an_unknown_region(tmp_path):
    """The id is looked up in the portal, which takes no such text."""
    said = refused(factories.file_of(tmp_path, factories.event(id="a\0", province="Atlantis"), factories.event(id="\ud800", province="Atlantis")))
    assert [line.rpartition(": expected")[0].rpartition(", ")[2] for line in said] == ["id", "province", "id", "province"]


def test_one_wrong_event_keeps_all_out(tmp_path):
    refused(factories.file_of(tmp_path, factories.event(), factories.event(id="uji-2", kind="x")))


def test_an_unknown_actor(tmp_path):
    with pytest.raises(CommandError, match="no active user 'entah'"):
        call_command("import_clinics", factories.file_of(tmp_path, factories.event()), by="entah", stdout=StringIO())


@pytest.mark.parametrize("marks", [1, 2])
def test_byte_order_marks_and_an_empty_list_are_fine(tmp_path, marks):
    out = StringIO()
    call_command("import_clinics", raw(tmp_path, b"\xef\xbb\xbf" * marks + json.dumps({"format": "clinic-events/1", "events": []}).encode()), stdout=out)
    assert out.getvalue() == "0 changes: 0 events made, 0 changed, 0 unchanged.\n"


def test_a_long_list_of_faults_is_cut(tmp_path):
    said = refused(raw(tmp_path, json.dumps({"format": "clinic-events/1", "events": [{}] * 400})))
    assert len(said) == 10_001
    assert said[-1] == "there may be more; correct these first"


def test_a_key_twice_among_very_many_and_very_many_unknown_keys(tmp_path):
    """Both were once compared each with each."""
    many = ",".join(f'"k{number}": 1' for number in range(50_000))
    assert refused(raw(tmp_path, f'{{{many}, "k49999": 1}}')) == ["the key “k49999” is there twice in one object; each key may be there once"]
    [line] = refused(factories.file_of(tmp_path, factories.event() | {f"k{number}": 1 for number in range(50_000)}))
    assert len(line) < 400
    [line] = refused(factories.file_of(tmp_path, factories.event(clinic_numbers=list(range(8, 50_000)))))
    assert len(line) < 400


def test_a_file_without_end_is_not_read_to_its_end():
    assert refused(Path("/dev/zero")) == ["the file is larger than 8 MB; split it into several files"]


def test_ten_megabytes_are_taken_in_only_where_that_is_asked_for(tmp_path):
    path = factories.file_of(tmp_path, factories.event(title="x" * 10_000_000))
    assert refused(path) == ["the file is larger than 8 MB; split it into several files"]
    call_command("import_clinics", path, most_mb=12, stdout=StringIO())
    assert len(Clinic.objects.get().title) == 10_000_000


def test_what_is_printed_is_short_and_printable(tmp_path):
    out = StringIO()
    event = factories.event(people=[factories.PERSON], institutions=["\x1b[2JAntah\n", "x" * 50_000])
    call_command("import_clinics", factories.file_of(tmp_path, event), stdout=out)
    assert out.getvalue().replace("\n", "").isprintable()
    assert len(out.getvalue()) < 1000


plain = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=8)
anything = st.recursive(
    plain | st.sampled_from(["Tabalong", "2023-09-20", "2023-02-30", "pasca-4", "kota", "hybrid", "\0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*factories.DISTRICT, *factories.PERSON, "lain"]), inner, max_size=3),
    max_leaves=6,
)
places = st.sampled_from(list(factories.EMPTY)).map(lambda key: (key,)) | st.sampled_from(list(factories.DISTRICT)).map(lambda key: ("districts", 0, key))


@settings(max_examples=40)
@given(places, anything)
def test_whatever_stands_under_a_key_is_kept_or_refused_by_its_name(tmp_path, place, value):
    Clinic.objects.all().delete()
    event = factories.event(districts=[factories.district()])
    holder = event
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    path = factories.file_of(tmp_path, event)
    errors, out = StringIO(), StringIO()
    try:
        call_command("import_clinics", path, stdout=StringIO(), stderr=errors)
    except CommandError:
        assert not Clinic.objects.exists()
        named = "events[0]" if place == ("id",) else "event “uji-1” (events[0])"
        assert all(named in line and place[-1] in line for line in errors.getvalue().splitlines())
        return
    call_command("export_clinics", stdout=out)
    assert json.loads(out.getvalue())["events"] == [event]
