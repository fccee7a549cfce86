"""Who is to come to an event and who came: filled in from the Pokja and the invitations, and marked for many at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from ssk_portal.audit.actors import acting
from ssk_portal.clinics.attendance.roll import Roll, names_of
from ssk_portal.clinics.models import Attendance, Clinic, Origin
from ssk_portal.common.errors import NotNow
from ssk_portal.common.spelling import plain
from ssk_portal.pokja.choices import nearest_first
from ssk_portal.pokja.models import Institution, Member
from ssk_portal.pokja.names import called
from ssk_portal.regions.days import today_in


@dataclass(frozen=True)
class Mark:
    """What is said of one row, and what stood on the page when it was said."""

    state: str
    represented_by: str
    seen: tuple[str, str]


def may_keep(clinic: Clinic, user) -> bool:
    """Whether `user` keeps people on the list: all of them as the host or above it, the own ones as a district taking part."""
    own = user.region.is_district and clinic.participations.filter(district=user.region_id).exists()
    return own or user.region.reaches(clinic.region)


def locked_roll(clinic: Clinic) -> Roll:
    """The list of `clinic`, which nobody else adds to until the transaction is over."""
    Clinic.objects.select_for_update(of=("self",), no_key=True).get(pk=clinic.pk)
    return Roll(Attendance.objects.filter(clinic=clinic).select_related("institution__region", "district"))


def check_open(clinic: Clinic) -> None:
    """Raises NotNow with the sentence where the report of the event is on its way."""
    if clinic.why_locked:
        raise NotNow(clinic.why_locked)


@transaction.atomic
def prefill(clinic: Clinic, *, by) -> int:
    """Add the sitting members of the Pokja concerned, and a row for each invited institution of which nobody is named.

    What stands on the list already is left as it is. A district adds its own members only.
    Returns how many rows were added. Raises PermissionDenied and NotNow.
    """
    if not may_keep(clinic, by):
        raise PermissionDenied
    check_open(clinic)
    roll = locked_roll(clinic)
    hosts = by.region.reaches(clinic.region)
    with acting(by):
        added = [_add_member(roll, clinic, member) for member in _members(clinic, None if hosts else by.region)]
        added += [_add_institution(roll, clinic, invited) for invited in clinic.invited.select_related("institution__region")] if hosts else []
    return sum(added)


def _members(clinic: Clinic, only):
    """Who sits on the event's day in the Pokja of the host and of the districts; of `only` where one is named."""
    regions = Q(position__pokja__region=clinic.region_id) | Q(position__pokja__region__participations__clinic=clinic)
    chosen = Q(position__pokja__region=only) if only else regions
    day = clinic.days[0] if clinic.days else today_in(clinic.region)
    rows = Member.objects.filter(chosen, position__pokja__successor=None).on(day).distinct()
    return rows.select_related("position__institution__region", "position__pokja__region").order_by(
        "position__pokja__region__code", "position__rank", "position__order", "name", "pk"
    )


def _add_member(roll: Roll, clinic: Clinic, member: Member) -> bool:
    seat = member.position
    if any(row.member_id == member.pk for row in roll.rows):
        return False
    found = roll.people(member.name, names_of(seat.institution, seat.institution_as_written))
    for row in found[:1]:
        # Typed or signed in before, or in two seats: one person, one row.
        if row.member_id is None:
            row.member = member
            row.save(update_fields=["member"])
        return False
    region = seat.pokja.region
    append(
        roll, clinic, origin=Origin.MEMBERS, member=member, name=member.name, post=member.post or seat.office or str(seat),
        institution=seat.institution, institution_as_written="" if seat.institution else seat.institution_as_written, district=region if region.is_district else None,
    )  # fmt: skip
    return True


def _add_institution(roll: Roll, clinic: Clinic, invited) -> bool:
    names = names_of(invited.institution, invited.name)
    if roll.knows(names):
        return False
    region = invited.institution.region if invited.institution else None
    written = "" if invited.institution and invited.institution.name == invited.name else invited.name[:200]
    append(
        roll, clinic, origin=Origin.INSTITUTIONS, institution=invited.institution, institution_as_written=written, district=region if region and region.is_district else None,
    )  # fmt: skip
    return True


def append(roll: Roll, clinic: Clinic, **fields) -> Attendance:
    """A new row behind the others."""
    order = max((row.order for row in roll.rows), default=-1) + 1
    row = Attendance.objects.create(clinic=clinic, order=order, **fields)
    roll.add(row)
    return row


@transaction.atomic
def mark(clinic: Clinic, marks: dict[int, Mark], *, by) -> dict[int, Attendance]:
    """Write what was changed on the page. Returns the rows that somebody else changed meanwhile, untouched.

    A row that was left as it was shown stays as it is now: whoever signed in meanwhile is not marked back.
    """
    rows = {row.pk: row for row in Attendance.objects.editable_by(by).filter(clinic=clinic, pk__in=marks).select_for_update(of=("self",)).order_by("pk")}
    if len(rows) < len(marks):
        raise PermissionDenied
    check_open(clinic)
    others: dict[int, Attendance] = {}
    with acting(by):
        for pk, said in marks.items():
            row = rows[pk]
            now, wanted = (row.state, row.represented_by), (said.state, said.represented_by)
            if wanted in (said.seen, now):
                continue
            if now != said.seen:
                others[pk] = row
                continue
            row.state, row.represented_by = wanted
            row.save(update_fields=["state", "represented_by"])
    return others


def near(clinic: Clinic):
    """The institutions of the host and of the districts taking part."""
    return nearest_first(Q(region=clinic.region_id) | Q(region__in=clinic.participations.exclude(district=None).values("district")))


class Meaning:
    """Which institution is meant by what somebody wrote at an event: one invited, one of its regions, or the words alone."""

    def __init__(self, clinic: Clinic):
        self.invited = [(plain(row.name), row.institution) for row in clinic.invited.select_related("institution__region") if row.institution]
        self.near = list(near(clinic))

    def of(self, text: str) -> tuple[Institution | None, str]:
        """The institution, and the words where none or more than one goes by them."""
        found = [institution for name, institution in self.invited if name == plain(text)] or called(text, self.near)
        return (found[0], "") if len({row.pk for row in found}) == 1 else (None, text)


@transaction.atomic
def take_over(rows: Iterable[Attendance], *, by) -> None:
    """Save the rows that a sheet made anew or altered (`rows.py`). The caller has locked the list."""
    with acting(by):
        for row in rows:
            row.save()
