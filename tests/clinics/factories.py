"""Schemes, events and their parts for the tests of the room."""

import copy
import itertools
import json
from pathlib import Path

import pgtrigger
from django.core.management import call_command
from django.utils import timezone

from ssk_portal.clinics.models import Clinic, ClinicReport, ClinicType, Participation, Preparation, Scheme
from ssk_portal.common.basis import Basis
from ssk_portal.milestones.models import Milestone, MilestoneScheme
from ssk_portal.regions.models import Region

SOURCE = "https://example.org/skema"
_numbers = itertools.count(1)

EMPTY = {
    "id": "uji-1", "title": "Uji", "headline": None, "theme": None, "kind": "coaching_clinic", "type_as_written": "CC3", "clinic_numbers": [3],
    "programme": None, "programme_year": 2023, "date_start": None, "date_end": None, "date_as_written": None, "date_basis": None, "time": None,
    "mode": None, "venue": None, "city": None, "host": None, "host_level": None, "province": None, "districts": [], "institutions": [],
    "participants_count": None, "people": [], "purposes": [], "outputs": [], "expected": [], "quoted": [], "milestone_stated": None,
    "milestone_reached": None, "milestone_expected": None, "legal_basis": [], "frameworks_named": [], "sectors": [], "related_events": [],
    "follows": None, "source": None, "publisher": None, "published": None, "published_basis": None, "other_sources": [], "notes": [],
}  # fmt: skip
DISTRICT = {"name": "Tabalong", "type": "kabupaten", "role": "participant", "milestone": None, "milestone_year": None, "assisted_since": None, "note": None, "clinic_numbers": []}
FIGURE = {"region": "Kalimantan Selatan", "indicator": "rumah layak huni", "year": 2022, "value": 39.47, "unit": "%", "kind": "target", "framework": None, "note": None}
PERSON = {"name": "Desmon", "post": "Plt. Kepala Bappeda", "role": "opener", "acting_for": None}


def event(**changes) -> dict:
    """An event of the format in which only `changes` say something."""
    return copy.deepcopy(EMPTY) | changes


def district(name="Tabalong", **changes) -> dict:
    return DISTRICT | {"name": name} | changes


def file_of(folder: Path, *events, **top) -> Path:
    """A file of these events in `folder`."""
    path = folder / "kegiatan.json"
    path.write_text(json.dumps({"format": "clinic-events/1", "events": list(events)} | top), encoding="utf-8")
    return path


def take_in(folder: Path, *events) -> None:
    """Import these events through the portal's own command."""
    call_command("import_clinics", file_of(folder, *events), verbosity=0)


def schemes() -> dict[str, Scheme]:
    """The milestones M1–M4 and the clinics of 2018–2020 (three) and since 2021 (seven)."""
    made = {}
    for code, first, last, count in (("2018", 2018, 2020, 3), ("2021", 2021, None, 7)):
        milestones = MilestoneScheme.objects.create(code=f"ppsp-{code}", name_id=f"Milestone {code}", name_en=f"Milestones {code}", valid_from=first, valid_to=last, source=SOURCE)
        for number in range(1, 5):
            Milestone.objects.create(scheme=milestones, number=number, name_id=f"Milestone {number}", name_en=f"Milestone {number}", basis=Basis.STATED, source=SOURCE)
        made[code] = Scheme.objects.create(code=f"ppsp-{code}", name_id=f"Skema {code}", name_en=f"Scheme {code}", valid_from=first, valid_to=last, source=SOURCE)
        for number in range(1, count + 1):
            ClinicType.objects.create(scheme=made[code], number=number, name_id=f"Klinik {number}", name_en=f"Clinic {number}", basis=Basis.STATED, source=SOURCE)
    third = ClinicType.objects.get(scheme=made["2021"], number=3)
    Preparation.objects.create(clinic_type=third, milestone=Milestone.objects.get(scheme__code="ppsp-2021", number=2), basis=Basis.STATED, source=SOURCE)
    return made


def clinic(code: str, *districts: str, **fields) -> Clinic:
    """An event hosted by the region `code`, with these districts taking part."""
    host = Region.objects.get(code=code)
    made = Clinic.objects.create(**{"slug": f"acara-{next(_numbers)}", "region": host, "title": f"Acara {host.full_name}", "clinic_numbers": [3], "programme_year": 2023} | fields)
    for order, part in enumerate(Region.objects.filter(code__in=districts)):
        Participation.objects.create(clinic=made, district=part, name=part.name, kind=part.kind, order=order)
    return made


def submit_report(clinic: Clinic, *, by) -> ClinicReport:
    """The event's report as it stands once it was submitted, whatever else a report must hold to be."""
    now = timezone.now()
    with pgtrigger.ignore():
        return ClinicReport.objects.create(clinic=clinic, state="submitted", state_since=now, submitted_at=now, submitted_by=by)
