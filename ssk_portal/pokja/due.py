"""Reminders of decrees that run out: to the region of the Pokja and to the level above it, at 90, 30 and 0 days.

Each person is told once of each threshold, the last one reached where days were missed; whoever
joins in between is told too. What is not due any more is taken back.
"""

from datetime import datetime

from django.db import transaction

from ssk_portal.accounts.grants import Role
from ssk_portal.accounts.models import User
from ssk_portal.notices.due import due
from ssk_portal.notices.models import Kind, Notice
from ssk_portal.notices.tell import tell
from ssk_portal.pokja.expiry import running_out, threshold_of
from ssk_portal.pokja.models import Decree


@due
def remind_of_decrees(now: datetime) -> int:
    """Tell who has not been told yet. Returns how many notices were written."""
    decrees = list(running_out(now).select_related("pokja__region"))
    _take_back(decrees, now)
    people, told = _concerned(), _told(decrees)
    return sum(_remind(decree, now) for decree in decrees if _missing(decree, now, people, told))


def _take_back(decrees: list[Decree], now: datetime) -> None:
    """What is not due any more is not mailed, and stands as read.

    Nor does it count as told: where it becomes due again, because a last day is set back to what it
    was or a successor goes, it is told again.
    """
    still = {(decree.pk, decree.valid_to) for decree in decrees}
    counted = Notice.objects.filter(kind=Kind.DECREE_ENDS).exclude(days_before=None).values_list("pk", "object_id", "day")
    over = Notice.objects.filter(pk__in=[pk for pk, decree, day in counted if (decree, day) not in still])
    over.unread().update(read_at=now)
    over.update(days_before=None)


def _concerned() -> dict[int, list[User]]:
    """Who is told of decrees, by the region that they keep or oversee."""
    found: dict[int, list[User]] = {}
    for user in User.objects.people().active().filter(role__in=[Role.DISTRICT, Role.PROVINCIAL, Role.NATIONAL]):
        found.setdefault(user.region_id, []).append(user)
    return found


def _told(decrees) -> set[tuple]:
    reminders = Notice.objects.filter(kind=Kind.DECREE_ENDS, object_id__in=[decree.pk for decree in decrees])
    return set(reminders.values_list("user_id", "object_id", "day", "days_before"))


def _missing(decree: Decree, now: datetime, people: dict[int, list[User]], told: set[tuple]) -> list[User]:
    """Who has not been told of the threshold that `decree` has reached."""
    region, days = decree.pokja.region, threshold_of(decree, now)
    near = people.get(region.pk, []) + people.get(region.parent_id or 0, [])
    return [person for person in near if (person.pk, decree.pk, decree.valid_to, days) not in told]


@transaction.atomic
def _remind(decree: Decree, now: datetime) -> int:
    """Tell of one decree, unless another run is at it. Locked, everything is asked anew."""
    locked = running_out(now).filter(pk=decree.pk).select_for_update(of=("self",), skip_locked=True, no_key=True)
    for decree in locked.select_related("pokja__region"):
        people = _missing(decree, now, _concerned(), _told([decree]))
        name = f"{decree} – {decree.pokja}"
        return len(tell(people, Kind.DECREE_ENDS, decree, by=User.objects.system(), name=name, day=decree.valid_to, days_before=threshold_of(decree, now)))
    return 0
