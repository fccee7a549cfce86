"""A Pokja as it stands on one day, for its page: its decrees, and each seat with who sits in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models.functions import Lower

from ssk_portal.pokja.models import Decree, DecreeStatus, Member, Pokja, Position


@dataclass(frozen=True)
class DecreeOnDay:
    """A decree, how it stands on the day, a day on which its own structure can be looked at, and the one that follows it with seats of its own."""

    decree: Decree
    status: DecreeStatus
    stands: bool
    look: date | None
    next: Decree | None


@dataclass(frozen=True)
class SeatOnDay:
    """A seat, who sits in it on the day, who is to come, and for an empty one who sat in it last."""

    position: Position
    sitting: list[Member]
    coming: list[Member]
    last: Member | None
    is_vacant: bool


def decrees_on(pokja: Pokja, day: date) -> list[DecreeOnDay]:
    """Its decrees, annotated with `has_seats`, the one that stands on `day` first."""
    standing = pokja.decree_on(day)
    rows: list[Any] = sorted(pokja.decrees.all(), key=lambda decree: decree.order_on(day), reverse=True)
    follows = {decree.supersedes_id: decree for decree in rows if decree.has_seats and decree.begins and not decree.revoked_on}
    looks = {decree: None if decree == standing else decree.ends or decree.begins for decree in rows}
    return [DecreeOnDay(decree, decree.status_on(day), decree == standing, look, follows.get(decree.pk)) for decree, look in looks.items()]


def seats_on(positions, day: date) -> list[SeatOnDay]:
    """The seats with their people; `positions` are those that stand on `day`, with their members read."""
    seats = []
    for position in positions:
        members = list(position.members.all())
        left = [member for member in members if member.until and member.until < day]
        coming = [member for member in members if member.since and member.since > day]
        vacant = position.is_vacant_on(day)
        last = max(left, key=lambda member: member.until, default=None) if vacant else None
        seats.append(SeatOnDay(position, position.sitting_on(day), coming, last, vacant))
    return seats


def former_of(pokja: Pokja, day: date):
    """Who left before `day`, the latest first. Who sits again, by another decree, has not left."""
    here = Member.objects.on(day).filter(position__pokja=pokja).order_by().values_list(Lower("name"))
    left = Member.objects.filter(position__pokja=pokja, until__lt=day).annotate(small=Lower("name")).exclude(small__in=here)
    return left.select_related("position__decree").order_by("-until", "name", "pk")
