"""The yearly duties of the provinces: a draft of each for every province, begun once a year."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.common.constraints import wait_turn
from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.models import Milestone, MilestoneScheme, Progress
from ssk_portal.milestones.telling import keepers_of
from ssk_portal.notices.models import Kind
from ssk_portal.notices.tell import tell
from ssk_portal.regions.models import Level, Region


@dataclass(frozen=True)
class Begun:
    """What beginning a year gives one province: `new` duties; it has `known` ones already."""

    province: Region
    new: list[Milestone]
    known: int


def scheme_of(year: int) -> MilestoneScheme | None:
    """The duties in force in that year."""
    for scheme in MilestoneScheme.objects.in_force(Level.PROVINCE):
        if scheme.valid_from <= year <= (scheme.valid_to or year):
            return scheme
    return None


def plan_of(year: int, scheme: MilestoneScheme) -> list[Begun]:
    """What every province would get; a duty of that number that it has already stays."""
    duties = list(scheme.milestones.order_by("number"))
    known: dict[int, set[int]] = {}
    for region, number in Progress.objects.duties().filter(year=year).values_list("region", "milestone__number"):
        known.setdefault(region, set()).add(number)
    plan = []
    for province in Region.objects.provinces().order_by("code"):
        has = known.get(province.pk, set())
        plan.append(Begun(province, [duty for duty in duties if duty.number not in has], len(has)))
    return plan


@transaction.atomic
def begin_duties(year: int, *, by) -> list[Progress]:
    """A draft of each duty of `year` for every province that has none, as `by`; each province is told once."""
    wait_turn("duties of provinces")
    scheme = scheme_of(year)
    if scheme is None:
        raise NotNow(_("No duties of provinces are in force in %(year)s.") % {"year": year})
    opened = []
    with acting(by):
        for begun in plan_of(year, scheme):
            rows = [Progress.objects.create(region=begun.province, milestone=duty, year=year) for duty in begun.new]
            opened += rows
            if rows:
                _tell(rows[0], by)
    return opened


def _tell(first: Progress, by) -> None:
    for person in keepers_of(first.region):
        with translation.override(person.language):
            name = _("The yearly duties of %(year)s") % {"year": first.year}
        tell([person], Kind.OPENED, first, by=by, name=name)


def begin_this_year(now: datetime, *, by) -> int:
    """Open the duties of the year it is now, where nobody has begun them. Returns how many drafts were made."""
    year = timezone.localdate(now).year
    if scheme_of(year) is None or Progress.objects.duties().filter(year=year).exists():
        return 0
    return len(begin_duties(year, by=by))
