"""An imported event and its report: published ones are reported by their publication, reported ones stay as they were sent."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ssk_portal.audit.timeline import event_model
from ssk_portal.clinics.models import Clinic, ClinicReport
from ssk_portal.clinics.publishing import publish
from ssk_portal.review.actions import advance
from ssk_portal.review.states import State
from tests.clinics import factories
from tests.clinics.test_exchange_round_trip import exported, imported

pytestmark = pytest.mark.usefixtures("schemes")
PUBLISHED = factories.event(source="https://example.org/berita", publisher="MC Kalsel")


def reports() -> list[str]:
    return list(ClinicReport.objects.values_list("state", flat=True))


@pytest.mark.parametrize("said", [{"source": "https://example.org"}, {"publisher": "ANTARA"}])
def test_a_published_event_is_reported_by_its_publication_once(tmp_path, said):
    event = factories.event(**said)
    imported(tmp_path, event)
    assert imported(tmp_path, event) == "0 changes: 0 events made, 0 changed, 1 unchanged."
    assert event_model(ClinicReport).objects.count() == 1
    imported(tmp_path, event | {"title": "Judul baru"})
    assert reports() == ["published"]


@pytest.mark.parametrize("said", [{}, {"source": ""}, {"other_sources": ["https://example.org"]}])
def test_an_event_of_no_publication_has_no_report(tmp_path, said):
    imported(tmp_path, factories.event(**said))
    assert reports() == []


def test_the_report_follows_the_publication(tmp_path):
    imported(tmp_path, factories.event())
    imported(tmp_path, PUBLISHED)
    assert reports() == ["published"]
    imported(tmp_path, factories.event())
    assert reports() == []


def test_what_the_host_reports_itself_stays_its_own(tmp_path):
    """A portal's own event that names a source is taken in again as it came out."""
    clinic = factories.clinic("63", "63.09", source="https://kalsel.example.org", host_level="provinsi", province="Kalimantan Selatan")
    imported(tmp_path, *exported())
    assert reports() == []
    ClinicReport.objects.create(clinic=clinic)
    imported(tmp_path, exported()[0] | {"title": "Judul baru", "source": "https://lain.example.org"})
    imported(tmp_path, exported()[0] | {"source": None})
    assert reports() == ["draft"]


def submitted(clinic, by):
    ClinicReport.objects.create(clinic=clinic)
    now = timezone.now()
    ClinicReport.objects.update(state=State.SUBMITTED, state_since=now, submitted_at=now, submitted_by=by)


LOCKED = {
    "submitted": "It has been submitted and waits for review. Withdraw it first to change it.",
    "in_review": "It is being reviewed and cannot be changed now.",
    "approved": "It has been approved. Ask the level above to reopen it before changing it.",
    "public": "It has been approved. Ask the level above to reopen it before changing it.",
}


@pytest.mark.parametrize("state", LOCKED)
def test_a_reported_event_is_refused_with_a_sentence_and_changes_nothing(tmp_path, cast, state):
    events = [factories.event(id="lain"), factories.event(id="dilaporkan", host_level="provinsi", districts=[factories.district()])]
    imported(tmp_path, *events)
    submitted(Clinic.objects.get(slug="dilaporkan"), cast["kalsel"])
    report = ClinicReport.objects.get()
    if step := {"in_review": "begin", "approved": "approve", "public": "approve"}.get(state):
        report = advance(report, step, by=cast["pusat"])
    if state == "public":
        publish(report, by=cast["pusat"])
    # As it stands it may come again: nothing of it would change.
    assert imported(tmp_path, *events) == "0 changes: 0 events made, 0 changed, 2 unchanged."
    errors = StringIO()
    path = factories.file_of(tmp_path, factories.event(id="baru"), events[0] | {"title": "Baru"}, events[1] | {"title": "Baru", "districts": [], "source": "https://example.org"})
    with pytest.raises(CommandError, match="nothing was imported; 1 problem"):
        call_command("import_clinics", path, stdout=StringIO(), stderr=errors)
    assert errors.getvalue() == (f"{path}: event “dilaporkan”, title, districts, source: the event has a report that is no longer edited. {LOCKED[state]}\n")
    assert exported() == events
