"""Saving what a sheet made of a Pokja."""

from collections.abc import Iterable

from django.db import transaction

from ssk_portal.audit.actors import acting
from ssk_portal.pokja.members.columns import PERSON, SEAT
from ssk_portal.pokja.models import Member, Position


@transaction.atomic
def take_over_members(altered: Iterable[Position | Member], *, by) -> None:
    """Save the seats and people that a sheet made anew or altered (`plan.py`), in few statements however many there are.

    The caller has locked what stood before.
    """
    rows = list({id(row): row for row in altered}.values())
    with acting(by):
        _save(Position, [row for row in rows if isinstance(row, Position)], (*SEAT, "institution_as_written"))
        _save(Member, [row for row in rows if isinstance(row, Member)], PERSON)


def _save(model, rows, names):
    model.objects.bulk_update([row for row in rows if not row._state.adding], names, batch_size=500)
    model.objects.bulk_create([row for row in rows if row._state.adding], batch_size=500)
