"""Rows for tests, built through the portal's own verbs, so that no test holds a row the portal could not make."""

import uuid

from ssk_portal.accounts.grants import Role
from ssk_portal.accounts.models import User
from ssk_portal.regions.models import Kind, Level, Region

PASSWORD = "air-bersih-untuk-semua"


def regions() -> dict[str, Region]:
    """The country, two provinces and three districts, by code."""
    made = {"ID": Region.objects.create(code="ID", level=Level.COUNTRY, kind=Kind.COUNTRY, name="Indonesia")}

    def add(code, level, kind, name, parent, zone):
        province = made.get(code[:2])
        made[code] = Region.objects.create(
            code=code, level=level, kind=kind, name=name, parent=made[parent], province=province, time_zone=zone, population=100_000, households=25_000
        )

    add("62", Level.PROVINCE, Kind.PROVINCE, "Kalimantan Tengah", "ID", "Asia/Jakarta")
    add("63", Level.PROVINCE, Kind.PROVINCE, "Kalimantan Selatan", "ID", "Asia/Makassar")
    for code in ("62", "63"):
        Region.objects.filter(code=code).update(province=made[code])
        made[code].refresh_from_db()
    add("62.10", Level.DISTRICT, Kind.REGENCY, "Gunung Mas", "62", "Asia/Jakarta")
    add("63.07", Level.DISTRICT, Kind.REGENCY, "Hulu Sungai Tengah", "63", "Asia/Makassar")
    add("63.09", Level.DISTRICT, Kind.REGENCY, "Tabalong", "63", "Asia/Makassar")
    return made


CAST = {
    "admin": (Role.ADMINISTRATOR, "ID"),
    "admin_kalsel": (Role.ADMINISTRATOR, "63"),
    "pusat": (Role.NATIONAL, "ID"),
    "pusat2": (Role.NATIONAL, "ID"),
    "kalsel": (Role.PROVINCIAL, "63"),
    "kalsel2": (Role.PROVINCIAL, "63"),
    "kalteng": (Role.PROVINCIAL, "62"),
    "hst": (Role.DISTRICT, "63.07"),
    "tabalong": (Role.DISTRICT, "63.09"),
    "tabalong2": (Role.DISTRICT, "63.09"),
    "gumas": (Role.DISTRICT, "62.10"),
    "pembaca": (Role.READER, "ID"),
    "pembaca_kalsel": (Role.READER, "63"),
    "pembaca_tabalong": (Role.READER, "63.09"),
}


def cast(regions) -> dict[str, User]:
    """One user for every post, by short name; all have the same password."""
    return {
        name: User.objects.create_user(
            name.replace("_", "-"), PASSWORD, name=name.replace("_", " ").title(), role=role, region=regions[code], email=f"{name}@example.org"
        )
        for name, (role, code) in CAST.items()
    }


def key(**fields) -> dict:
    """Form data with a fresh one-time key."""
    return {"form_key": str(uuid.uuid4()), **fields}
