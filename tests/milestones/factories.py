"""Milestones for tests: the scheme as it is published, an assistance, drafts that are complete."""

import json
from datetime import date
from pathlib import Path

import pgtrigger

from ssk_portal.accounts.models import User
from ssk_portal.milestones.actions import record_assistance
from ssk_portal.milestones.giving import fill_in
from ssk_portal.milestones.models import Assistance, MilestoneScheme, Progress, RequirementKind
from ssk_portal.milestones.published import load_schemes
from ssk_portal.review.actions import advance
from tests.common.uploads import files

GIVEN = {RequirementKind.TEXT: "Desa Kambitin", RequirementKind.NUMBER: 12, RequirementKind.DATE: date(2023, 9, 20), RequirementKind.YES_NO: True}
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def published(name: str) -> dict:
    return json.loads((FIXTURES / f"{name}.json").read_text())


def scheme(code="ppsp-2021") -> MilestoneScheme:
    """A published scheme, made once: that of the districts, where no other is named."""
    if not MilestoneScheme.objects.filter(code=code).exists():
        load_schemes({"schemes": [entry for entry in published("milestone_schemes")["schemes"] if entry["code"] == code]}, by=User.objects.system())
    return MilestoneScheme.objects.get(code=code, edition=1)


def duties() -> MilestoneScheme:
    """The published duties of the provinces."""
    return scheme("ppsp-provinsi")


def thaw() -> None:
    """All schemes as if they had never been put in force, which the database lets nobody undo: for tests that ask for something else."""
    with pgtrigger.ignore("milestones.MilestoneScheme:stays_in_force"):
        MilestoneScheme.objects.update(in_force_since=None)


def assistance(district, *, cohort_year=2023) -> Assistance:
    return record_assistance(Assistance(district=district, cohort_year=cohort_year, scheme=scheme(), basis="stated", source="Kepmendagri"), by=User.objects.system())


def progress(district, number=1, *, cohort_year=2023) -> Progress:
    """The draft of `district` on milestone `number`."""
    known = Assistance.objects.filter(district=district, cohort_year=cohort_year).first() or assistance(district, cohort_year=cohort_year)
    return known.progresses.get(milestone__number=number)


def complete(row: Progress, by) -> Progress:
    """The draft with all that is compulsory."""
    values, uploads = {}, {}
    for requirement in row.milestone.requirements.filter(compulsory=True):
        if requirement.kind == RequirementKind.DOCUMENT:
            uploads[requirement] = [files.upload("bukti.pdf", files.pdf())]
        else:
            values[requirement] = GIVEN[RequirementKind(requirement.kind)]
    row.summary = "Profil selesai."
    return fill_in(row, values=values, files=uploads, by=by)


def submitted(district, number=1, *, by, cohort_year=2023) -> Progress:
    return advance(complete(progress(district, number, cohort_year=cohort_year), by), "submit", by=by)


def historical(district, number=1, *, by) -> Progress:
    return advance(progress(district, number), "record_historical", by=by, note="Laporan PPSP 2023")
