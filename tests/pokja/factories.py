"""A Pokja for tests, with decree, seats and members."""

from datetime import date

from ssk_portal.pokja.actions import save_decree
from ssk_portal.pokja.models import Decree, DecreeKind, Institution, InstitutionKind, Member, Pokja, Position, Rank
from tests.common.uploads import files


def kind(code="opd") -> InstitutionKind:
    return InstitutionKind.objects.get_or_create(code=code, defaults={"name_id": "Perangkat daerah", "name_en": "Regional agency"})[0]


def institution(region, name="Bappeda", **fields) -> Institution:
    return Institution.objects.create(region=region, kind=kind(), name=name, **fields)


def pokja(region, name="", **fields) -> Pokja:
    return Pokja.objects.create(region=region, name=name or f"Pokja PKP {region}", **fields)


def decree(group, *, number="188.45/1/2024", by=None, scan=None, **fields) -> Decree:
    fields = {"kind": DecreeKind.REGENT, "date": date(2024, 1, 2), "valid_from": date(2024, 1, 2), "valid_to": date(2099, 12, 31)} | fields
    return save_decree(Decree(pokja=group, number=number, **fields), scan=files.upload("SK Pokja.pdf", scan) if scan else None, by=by)


def position(group, rank=Rank.CHAIR, **fields) -> Position:
    return Position.objects.create(pokja=group, rank=rank, **fields)


def member(seat, name="Siti Aminah", **fields) -> Member:
    return Member.objects.create(position=seat, name=name, **fields)
