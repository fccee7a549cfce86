"""Moving those who work under a former edition to the one in force: what changes for each, and doing it.

What is open moves to the milestone of the same number; what was submitted or decided stays under the edition it was
submitted under. Evidence follows the requirement that its own became, where that is still given in the same form; the
rest stays with its milestone, readable, and does not count any more. Remarks follow as evidence does.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.audit.actors import acting
from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.actions import begin_progress
from ssk_portal.milestones.models import Assessment, Assistance, Evidence, MilestoneScheme, Progress, Requirement
from ssk_portal.milestones.telling import keepers_of
from ssk_portal.notices.models import Kind
from ssk_portal.notices.tell import tell
from ssk_portal.regions.models import Region
from ssk_portal.review.states import OPEN

CHANGED_SINCE = gettext_lazy("What is shown here has changed in the meantime. Look at the list again before you move anybody.")


@dataclass
class Unit:
    """An assistance of a district, or a province with its duties, and what the move does to it."""

    region: Region
    assistance: Assistance | None
    moves: list[Progress] = field(default_factory=list)
    stays: list[Progress] = field(default_factory=list)
    begins: list[str] = field(default_factory=list)
    follows: int = 0  # pieces of evidence
    dropped: list[str] = field(default_factory=list)  # titles for which evidence was given that is not asked any more
    missing: int = 0  # compulsory requirements of what moves that will have nothing

    @property
    def key(self) -> str:
        return f"a{self.assistance.pk}" if self.assistance else f"r{self.region.pk}"

    @property
    def name(self) -> str:
        return str(self.assistance or self.region.full_name)

    @property
    def mark(self) -> str:
        """The key with what was shown: another mark is another preview."""
        seen = [self.assistance.version if self.assistance else 0, *((row.pk, row.version) for row in self.moves + self.stays)]
        return f"{self.key}-{sha256(repr(seen).encode()).hexdigest()[:12]}"


def former_editions(scheme: MilestoneScheme) -> Q:
    """Of a scheme: the editions before `scheme`."""
    return Q(code=scheme.code, edition__lt=scheme.edition)


def units_of(scheme: MilestoneScheme, *, lock: bool = False) -> list[Unit]:
    """Who works under a former edition of `scheme`, by region, each with what a move changes. Asks five questions, however many they are."""
    editions = MilestoneScheme.objects.filter(former_editions(scheme)).values("pk")
    units = _units(editions, lock)
    rows = Progress.objects.filter(Q(assistance__in=[unit.assistance for unit in units.values() if unit.assistance]) | Q(assistance=None, milestone__scheme__in=editions))
    rows = rows.select_related("milestone__scheme", "region__province").order_by("pk")
    for row in rows.select_for_update(of=("self",)) if lock else rows:
        unit = units.setdefault((row.region_id, row.assistance_id), Unit(row.region, None))
        # What was decided under any edition stays; what is open under this one has moved already.
        (unit.moves if row.is_open and row.milestone.scheme.edition < scheme.edition else unit.stays).append(row)
    _foresee(scheme, list(units.values()))
    found = [unit for unit in units.values() if unit.assistance or unit.moves]
    return sorted(found, key=lambda unit: (unit.region.code, unit.key))


def _units(editions, lock: bool) -> dict[tuple, Unit]:
    """The assistances under a former edition; those with open work there after being moved once, too."""
    open_there = Progress.objects.filter(milestone__scheme__in=editions, state__in=OPEN).values("assistance")
    rows = Assistance.objects.in_programme().filter(Q(scheme__in=editions) | Q(pk__in=open_there)).select_related("district__province").order_by("pk")
    return {(row.district_id, row.pk): Unit(row.district, row) for row in (rows.select_for_update(of=("self",)) if lock else rows)}


def _foresee(scheme: MilestoneScheme, units: list[Unit]) -> None:
    """Fill in what becomes of the work of each unit."""
    asked = list(Requirement.objects.filter(Q(milestone__scheme__code=scheme.code)).select_related("milestone"))
    becomes = successors(scheme, asked)
    milestones = {row.number: row for row in scheme.milestones.all()}
    given = _evidence([row for unit in units for row in unit.moves])
    for unit in units:
        taken = {(row.milestone_id, row.round, row.year) for row in unit.stays}
        for row in [row for row in unit.moves if row.milestone.number not in milestones or (milestones[row.milestone.number].pk, row.round, row.year) in taken]:
            unit.moves.remove(row)
            unit.stays.append(row)
        if unit.assistance:
            known = {row.milestone.number for row in unit.moves + unit.stays}
            unit.begins = [milestone.short for number, milestone in sorted(milestones.items()) if number not in known]
        for row in unit.moves:
            _foresee_row(unit, row, milestones[row.milestone.number], given[row.pk], becomes, asked)


def _foresee_row(unit, row, milestone, given, becomes, asked) -> None:
    covered = set()
    for requirement in given:
        new = becomes.get(requirement.pk)
        if new is not None and new.milestone_id == milestone.pk:
            covered.add(new.pk)
            unit.follows += 1
        else:
            unit.dropped.append(requirement.title)
    unit.missing += sum(
        requirement.compulsory and requirement.milestone_id == milestone.pk and (row.round == 1 or not requirement.first_year_only) and requirement.pk not in covered
        for requirement in asked
    )


def _evidence(rows: list[Progress]) -> dict[int, list[Requirement]]:
    """For each progress the requirement of every piece of evidence that counts."""
    found = defaultdict(list)
    for evidence in Evidence.objects.current().filter(progress__in=rows).select_related("requirement"):
        found[evidence.progress_id].append(evidence.requirement)
    return found


def successors(scheme: MilestoneScheme, asked: Iterable[Requirement]) -> dict[int, Requirement]:
    """Of a requirement of a former edition, by key: what it became in `scheme`, where it is given in the same form."""
    known = {row.pk: row for row in asked}
    found = {}
    for row in known.values():
        if row.milestone.scheme_id != scheme.pk:
            continue
        before = known.get(row.predecessor_id or 0)
        while before is not None and (before.kind, before.record_kind) == (row.kind, row.record_kind):
            found[before.pk] = row
            before = known.get(before.predecessor_id or 0)
    return found


@transaction.atomic
def move(scheme: MilestoneScheme, marks: list[str], *, reason: str = "", by) -> list[Unit]:
    """Move those whose preview bears one of `marks` to `scheme`, and tell them: all of them, or none where anything changed since.

    Raises NotNow, with the sentence, then and where `scheme` is not in force.
    """
    if scheme.in_force_since is None:
        raise NotNow(_("Put this edition in force first."))
    chosen = [unit for unit in units_of(scheme, lock=True) if unit.mark in marks]
    if len(chosen) != len(set(marks)) or not chosen:
        raise NotNow(CHANGED_SINCE)
    with acting(by):
        _write(scheme, chosen)
    for unit in chosen:
        _tell(unit, reason, by)
    return chosen


def _tell(unit: Unit, reason: str, by) -> None:
    """Those who fill it in are told, and led to what they can work on first."""
    first = min(unit.moves, key=lambda row: (row.milestone.number, row.round), default=None)
    about = unit.assistance or first
    if about is not None:
        tell(keepers_of(unit.region), Kind.MOVED, about, by=by, name=unit.name, url=(first or about).get_absolute_url(), note=reason)


def _write(scheme: MilestoneScheme, units: list[Unit]) -> None:
    rows = [row.pk for unit in units for row in unit.moves]
    for milestone in scheme.milestones.all():
        Progress.objects.filter(pk__in=rows, milestone__number=milestone.number).update(milestone=milestone)
    asked = Requirement.objects.filter(milestone__scheme__code=scheme.code).select_related("milestone")
    for old, new in successors(scheme, asked).items():
        for model in (Evidence, Assessment):
            model.objects.filter(progress__in=rows, progress__milestone=new.milestone_id, requirement=old).update(requirement=new)
    assistances = [unit.assistance for unit in units if unit.assistance]
    Assistance.objects.filter(pk__in=[row.pk for row in assistances]).update(scheme=scheme)
    for unit in units:
        if unit.assistance and unit.begins:
            unit.assistance.scheme = scheme
            begin_progress(unit.assistance)
