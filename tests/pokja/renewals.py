"""What is typed on the page on which a decree is renewed, for the old decree of `test_renewal.py`."""

from django.urls import reverse

from ssk_portal.pokja.models import Member, Position, Rank
from tests.factories import key


def at(decree):
    return reverse("pokja:decree_renew", args=[decree.pk])


def person(who, /, **fields):
    member = Member.objects.get(name=who)
    return {f"m{member.pk}-{field}": value for field, value in fields.items()}


def seat(of, /, **fields):
    position = Position.objects.get(office=of)
    return {f"k{position.pk}-{field}": value for field, value in fields.items()}


def typed(**fields):
    """Everybody stays, but for what `fields` say."""
    stay = {f"m{member.pk}-fate": "stays" for member in Member.objects.exclude(name="Dedi Lama")}
    return key(**({"kind": "bupati", "number": "2", "date": "2025-01-02", "valid_from": "2025-01-01", "valid_to": "2027-12-31"} | stay | fields))


CHANGES = (
    ("Budi", {"fate": "replaced", "name": "Eka", "post": "Plt. Kadinkes"}),
    ("Cici", {"fate": "leaves"}),
)


def changed(**fields):
    """Budi is replaced, Cici leaves, Bappeda's seat is filled, and a field's seat is new."""
    merged = {}
    for name, fate in CHANGES:
        merged |= person(name, **fate)
    new = {"b0-rank": Rank.FIELD, "b0-title": "Ketua Bidang Teknis", "b0-office": "Kadis LH", "b0-name": "Gita"}
    return typed(**(merged | seat("Bappeda", name="Fitri", post="Staf") | new | fields))


def structure(decree):
    return [(str(position), position.office, [member.name for member in position.members.all()]) for position in decree.positions.all()]
