"""The empty form of a milestone to fill in by hand: what is asked, how each is given, lines to write on.

An official paper: Indonesian whatever language the page is read in. It helps to gather; what counts is what is given in the portal.
"""

from collections.abc import Iterable

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst

from ssk_portal.common.pdf import pdf
from ssk_portal.milestones.accepting import sentence_of
from ssk_portal.milestones.deadlines import deadline_of
from ssk_portal.milestones.models import Milestone, Progress, Requirement, RequirementKind
from ssk_portal.regions.days import today_in
from ssk_portal.regions.models import Level


def blank_of(milestone: Milestone) -> bytes:
    """The form as its edition asks; whoever fills it in writes whose it is."""
    with translation.override("id"):
        return _paper(milestone, milestone.requirements.all(), milestone.short, printed=str(milestone.scheme), day=timezone.localdate())


def blank_for(progress: Progress) -> bytes:
    """The form of one region in its round: whose it is, the year and the deadline stand on it."""
    with translation.override("id"):
        region, deadline = progress.region, deadline_of(progress)
        year = progress.assistance.cohort_year if progress.assistance else progress.year
        return _paper(
            progress.milestone, progress.requirements(), progress.short,
            printed=region.full_name, day=today_in(region), region=region.full_name, year=str(year), deadline=date_format(deadline.submit_by) if deadline else "",
        )  # fmt: skip


def _paper(milestone: Milestone, requirements: Iterable[Requirement], short: str, *, printed: str, day, **known: str) -> bytes:
    district = milestone.scheme.level == Level.DISTRICT
    return pdf(
        "milestone_blank.typ",
        {
            "title": f"Formulir {short} {milestone.name}",
            "heading": f"Formulir {short}",
            "name": milestone.name,
            "purpose": milestone.purpose,
            "facts": [
                ["Kabupaten/kota" if district else "Provinsi", known.get("region", "")],
                ["Angkatan" if district else "Tahun", known.get("year", "")],
                ["Batas pengajuan", known.get("deadline", "")],
            ],
            "requirements": [_asked(requirement) for requirement in requirements],
            "printed": f"{printed} · dicetak dari Portal SSK pada {date_format(day)}",
        },
    )


def _asked(requirement: Requirement) -> dict:
    first_only = ["hanya pada tahun pertama"] if requirement.first_year_only else []
    return {
        "title": requirement.title,
        "marks": ", ".join(["wajib" if requirement.compulsory else "tidak wajib", *first_only]),
        "help": requirement.help,
        "kind": requirement.kind,
        "accepts": sentence_of(requirement) if requirement.kind == RequirementKind.DOCUMENT else "",
        "record": capfirst(requirement.get_record_kind_display()) if requirement.record_kind else "",
    }
