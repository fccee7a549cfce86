"""Rows for tests, built through the portal's own verbs, so that no test holds a row the portal could not make."""

import time
import uuid

from django.contrib.auth.hashers import make_password
from django.db import connection

from ssk_portal.accounts.grants import Role
from ssk_portal.accounts.models import User
from ssk_portal.regions.models import Kind, Level, Region

PASSWORD = "air-bersih-untuk-semua"


# code: (level, kind, name, the region it is part of, time zone)
REGIONS = {
    "ID": (Level.COUNTRY, Kind.COUNTRY, "Indonesia", None, "Asia/Jakarta"),
    "62": (Level.PROVINCE, Kind.PROVINCE, "Kalimantan Tengah", "ID", "Asia/Jakarta"),
    "63": (Level.PROVINCE, Kind.PROVINCE, "Kalimantan Selatan", "ID", "Asia/Makassar"),
    "62.10": (Level.DISTRICT, Kind.REGENCY, "Gunung Mas", "62", "Asia/Jakarta"),
    "63.07": (Level.DISTRICT, Kind.REGENCY, "Hulu Sungai Tengah", "63", "Asia/Makassar"),
    "63.09": (Level.DISTRICT, Kind.REGENCY, "Tabalong", "63", "Asia/Makassar"),
}


def regions() -> dict[str, Region]:
    """The country, two provinces and three districts, by code."""
    first = Region.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    made = {code: Region(pk=first + place, code=code) for place, code in enumerate(REGIONS, 1)}
    for code, (level, kind, name, parent, zone) in REGIONS.items():
        region = made[code]
        region.level, region.kind, region.name, region.time_zone = level, kind, name, zone
        region.parent, region.province = made.get(parent), made.get(code[:2]) if code != "ID" else None
        region.population, region.households = 100_000, 25_000
    # In one statement: every test begins with it.
    Region.objects.bulk_create(made.values())
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('regions_region', 'id'), %s)", [first + len(made)])
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
    password = make_password(PASSWORD)
    made = {
        name: User(username=name.replace("_", "-"), password=password, name=name.replace("_", " ").title(), role=role, region=regions[code], email=f"{name}@example.org")
        for name, (role, code) in CAST.items()
    }
    User.objects.bulk_create(made.values())
    return made


def confirmed(client, user) -> None:
    """Have `client` count as whoever has just typed the own password once more, for as long as the test takes."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() + 86_400, "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def key(**fields) -> dict:
    """Form data with a fresh one-time key."""
    return {"form_key": str(uuid.uuid4()), **fields}
