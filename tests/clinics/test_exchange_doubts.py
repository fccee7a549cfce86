"""What is odd in a file of events is told, and taken in as it is written."""

from io import StringIO

import pytest
from django.core.management import call_command

from ssk_portal.clinics.models import Clinic
from tests.clinics import factories
from tests.clinics.test_exchange_screen import send

pytestmark = pytest.mark.usefixtures("schemes")
HELD = {"clinic_numbers": [3], "date_start": "2024-03-12", "date_end": "2024-03-12", "districts": [factories.district()]}


def told(tmp_path, *events) -> list[str]:
    out = StringIO()
    call_command("import_clinics", factories.file_of(tmp_path, *events), stdout=out)
    return [line.partition(": ")[2] for line in out.getvalue().splitlines()[:-1]]


@pytest.mark.parametrize(
    ("event", "doubt"),
    [
        ({"participants_count": -5}, "-5 participants cannot be"),
        ({"title": " \n"}, "it has no title"),
        ({"programme_year": 0}, "unlikely year: 0"),
        ({"date_start": "0001-01-01", "published": "2203-05-01"}, "unlikely year: 1, 2203"),
        ({"districts": [factories.district("Tabalong"), factories.district("TABALONG ", role="host")]}, "named more than once among its districts: kabupaten Tabalong"),
    ],
)
def test_what_one_event_says(tmp_path, event, doubt):
    assert f"event “uji-1”: {doubt}" in told(tmp_path, factories.event(**event))
    assert Clinic.objects.count() == 1


def test_an_event_under_two_ids_in_the_file_or_in_the_portal(tmp_path):
    sentence = "the events “uji-1”, “uji-2” are of one number, one day and one district: are they the same event?"
    first, second = factories.event(**HELD), factories.event(id="uji-2", **HELD)
    assert told(tmp_path, first) == []
    assert told(tmp_path, first, second) == [sentence]
    assert told(tmp_path, first, second) == []  # nothing was changed
    assert told(tmp_path, factories.event(id="uji-3", **HELD | {"clinic_numbers": [4]}), factories.event(id="uji-4", **HELD | {"date_start": "2024-03-11"})) == []


def test_a_file_sent_with_other_ids(tmp_path):
    """One publication may tell of several events of one name: then their days differ."""
    said = {"title": "Coaching Clinic 3", "source": "https://kalsel.example/berita", "date_as_written": "Rabu"}
    assert told(tmp_path, factories.event(**said)) == []
    assert told(tmp_path, factories.event(id="uji-2", **said | {"title": "COACHING  clinic 3"})) == [
        "the events “uji-1”, “uji-2” have one title, one date and one source: are they the same event?"
    ]
    others = [{"date_as_written": "Kamis"}, {"source": "https://kalsel.example/lain"}, {"title": "Coaching Clinic 4"}]
    assert told(tmp_path, *(factories.event(id=f"lain-{number}", **said | other) for number, other in enumerate(others))) == []


def test_the_command_names_what_it_changes_of_what_was_mended_by_hand(tmp_path):
    told(tmp_path, factories.event(title="Lama"))
    Clinic.objects.update(title="Diperbaiki", venue="Aula")
    assert told(tmp_path, factories.event(title="Lama")) == ["event “uji-1”: changed Title: Diperbaiki → Lama", "event “uji-1”: changed Venue: Aula → –"]


def test_the_preview_shows_it(login):
    page = send(login("pusat"), [factories.event(participants_count=-5)])
    assert page.context["doubts"] == ["kegiatan “uji-1”: jumlah peserta -5 tidak mungkin"]
    assert "Perlu dilihat sekali lagi" in page.content.decode()
    assert page.context["packed"]
