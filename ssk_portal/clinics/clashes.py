"""What cannot be in two places: districts and people at two events on one day, sessions in one room."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower, Trim
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ssk_portal.clinics.days import first_day, last_day
from ssk_portal.clinics.models import COMING, Attendance, AttendanceState, Clinic, Participation, Session, Speaker
from ssk_portal.clinics.standing import today_of

STAYING_AWAY = [AttendanceState.ABSENT, AttendanceState.EXCUSED]


@dataclass(frozen=True)
class Clash:
    """Another event on the same days, and who is wanted at both."""

    event: Clinic | None  # None: out of the reader's reach
    first: date
    last: date
    who: list[str]


def clashes_of(clinic: Clinic, user, *, districts: list[Participation]) -> list[Clash]:
    """The events on the days of `clinic` that share one of its `districts` or a person, by name, as `user` may know them.

    One statement. None where the event is over, has no day or was called off.
    """
    if not clinic.days or clinic.cancelled or clinic.days[1] < today_of(clinic):
        return []
    first, last = clinic.days
    names = {part.district_id: str(part) for part in districts if part.district_id and part.role in COMING}
    # Asked of the database, not by their numbers: of an empty list Django makes no rows of nobody but NULL.
    coming = Participation.objects.filter(clinic=clinic, role__in=COMING, district__isnull=False).order_by().values("district")
    rows = Clinic.objects.filter(cancelled="").exclude(pk=clinic.pk)
    rows = rows.annotate(first=first_day(), last=last_day())
    rows = rows.filter(first__lte=last, last__gte=first).annotate(
        seen=Exists(Clinic.objects.visible_to(user).filter(pk=OuterRef("pk"))),
        shared_districts=ArraySubquery(Participation.objects.filter(clinic=OuterRef("pk"), role__in=COMING, district__in=coming).values("district")),
        shared_speakers=_named_in_both(Speaker.objects.all(), clinic),
        shared_guests=_named_in_both(_guests(), clinic),
    )
    found = rows.filter(~Q(shared_districts=[]) | ~Q(shared_speakers=[]) | ~Q(shared_guests=[])).order_by("first", "pk")
    return [Clash(row if row.seen else None, row.first, row.last, _wanted(row, names)) for row in found]


def _wanted(row, names) -> list[str]:
    """Who is wanted at both, each once."""
    return list(dict.fromkeys([*(names[key] for key in row.shared_districts), *row.shared_speakers, *row.shared_guests]))


def _guests():
    return Attendance.objects.exclude(name="").exclude(state__in=STAYING_AWAY)


def _called():
    return Lower(Trim("name"))


def _named_in_both(people, clinic) -> ArraySubquery:
    """The names among `people` of another event that also stand among the people of `clinic`."""
    mine = [rows.filter(clinic=clinic).order_by().annotate(called=_called()).values("called") for rows in (Speaker.objects.all(), _guests())]
    there = people.filter(clinic=OuterRef("pk")).annotate(called=_called())
    return ArraySubquery(there.filter(Q(called__in=mine[0]) | Q(called__in=mine[1])).values("name"))


def agenda_warnings(clinic: Clinic, sessions: list[Session]) -> list[str]:
    """Sentences on sessions outside the days of the event, and on two at once in one room."""
    found = []
    for session in sessions:
        if clinic.days and session.day and not clinic.days[0] <= session.day <= clinic.days[1]:
            found.append(_("“%(session)s” is on %(day)s, outside the days of the event.") % {"session": session, "day": date_format(session.day)})
    timed = [session for session in sessions if session.room.strip() and session.starts]
    for place, one in enumerate(timed):
        for other in timed[place + 1 :]:
            if _same_place(one, other, clinic) and _at_once(one, other):
                found.append(_("“%(one)s” and “%(other)s” are in the room %(room)s at the same time.") % {"one": one, "other": other, "room": one.room.strip()})
    return found


def _same_place(one: Session, other: Session, clinic: Clinic) -> bool:
    # A session without a day is on the event's only day.
    only = clinic.days[0] if clinic.days and clinic.days[0] == clinic.days[1] else None
    return (one.day or only) == (other.day or only) and one.room.strip().casefold() == other.room.strip().casefold()


def _at_once(one: Session, other: Session) -> bool:
    """Whether two sessions overlap; of one without an end only the beginning is known."""
    return one.starts == other.starts or _covers(one, other) or _covers(other, one)


def _covers(one: Session, other: Session) -> bool:
    """Whether `other` begins while `one` goes on."""
    return bool(one.starts and one.ends and other.starts and one.starts <= other.starts < one.ends)
