"""Taking up the regions as the Ministry of Home Affairs lists them, from the files in `fixtures/`.

The code carries the tree: `63` is a province, `63.09` a district in it, `63.09.01` a
kecamatan, `63.09.01.2001` a village. A second run finds everything there and writes nothing.
"""

import csv
import gzip
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from ssk_portal.common.loads import Loaded
from ssk_portal.regions.models import Alias, Kind, Level, Region

ZONES = {"7": "Asia/Jakarta", "8": "Asia/Makassar", "9": "Asia/Jayapura"}  # by hours from UTC
LEVELS = {1: Level.PROVINCE, 2: Level.DISTRICT, 3: Level.SUBDISTRICT, 4: Level.VILLAGE}  # by the parts of the code
BATCH = 5000

Wanted = dict[str, dict[str, Any]]  # the fields of each region, by its code


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a csv file, also of a compressed one."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def country_and_districts(folder: Path) -> Wanted:
    """The country, its provinces and districts, from `regions.csv`."""
    listed = list(rows(folder / "regions.csv"))
    people = sum(int(row["population"]) for row in listed if row["level"] == Level.PROVINCE)
    wanted: Wanted = {"ID": {"level": Level.COUNTRY, "kind": Kind.COUNTRY, "name": "Indonesia", "population": people}}
    for row in listed:
        wanted[row["code"]] = {
            **_place(row["code"]),
            "kind": row["kind"],
            "name": row["name"].removeprefix(f"{row['kind'].title()} "),
            "capital": row["capital"],
            "time_zone": ZONES[row["utc_offset"]],
            "latitude": _decimal(row["latitude"]),
            "longitude": _decimal(row["longitude"]),
            "area_km2": _decimal(row["area_km2"]),
            "population": int(row["population"]) if row["population"] else None,
        }
    return wanted


def subdistricts(folder: Path, zones: dict[str, str]) -> Wanted:
    """The kecamatan, from `subdistricts.csv`; `zones` are the time zones by code of the district."""
    return {
        row["code"]: {**_place(row["code"]), "kind": Kind.SUBDISTRICT, "name": row["name"], "time_zone": zones[row["district_code"]]} for row in rows(folder / "subdistricts.csv")
    }


def villages(folder: Path, zones: dict[str, str], provinces: Collection[str]) -> Iterator[tuple[str, Wanted]]:
    """The villages of each of the provinces with these codes, from `villages.csv.gz`, which goes by code.

    The file does not say which are urban. The ministry's code does, by the first digit of its
    last part: 1 is a kelurahan, 2 a desa, 3 a desa adat (kept as desa).
    """
    for province, listed in groupby(rows(folder / "villages.csv.gz"), key=lambda row: row["code"][:2]):
        if province in provinces:
            yield province, {row["code"]: _village(row, zones[row["code"][:5]]) for row in listed}


@transaction.atomic
def take_up(wanted: Wanted) -> Loaded:
    """Make the regions that are not there yet and bring the others up to the file. Nothing is deleted.

    A region stands behind its parent in `wanted`; one whose parent is unknown is listed as unplaced.
    """
    loaded = Loaded()
    existing = Region.objects.in_bulk(list(wanted), field_name="code")
    numbers = _numbers(wanted, existing)
    made = []
    for code, values in wanted.items():
        if not {values.get("parent", code), values.get("province", code)} <= numbers.keys():
            loaded.unplaced.append(f"{code} {values['name']}: the region {values['parent']} is not known")
            del numbers[code]
            continue
        fields = _fields(values, numbers)
        if code not in existing:
            made.append(Region(pk=numbers[code], code=code, **fields))
        elif _differs(existing[code], fields):
            existing[code].save()
            loaded.changed += 1
        else:
            loaded.unchanged += 1
    Region.objects.bulk_create(made, batch_size=BATCH)
    loaded.made = len(made)
    return loaded


@transaction.atomic
def take_up_aliases(listed: Iterable[dict[str, str]]) -> Loaded:
    """Make the older names under which publications know a region."""
    loaded = Loaded()
    listed = list(listed)
    regions = Region.objects.in_bulk({row["code"] for row in listed}, field_name="code")
    existing = {(alias.kind, alias.name): alias for alias in Alias.objects.all()}
    for row in listed:
        region, alias = regions.get(row["code"]), existing.get((row["kind"], row["name_as_published"]))
        if region is None:
            loaded.unplaced.append(f"{row['kind']} {row['name_as_published']}: there is no region {row['code']}")
        elif alias is None:
            Alias.objects.create(kind=row["kind"], name=row["name_as_published"], region=region)
            loaded.made += 1
        elif alias.region_id != region.pk:
            alias.region = region
            alias.save()
            loaded.changed += 1
        else:
            loaded.unchanged += 1
    return loaded


def _place(code: str) -> dict[str, str]:
    """Where a code stands in the tree."""
    parent, _dot, _own = code.rpartition(".")
    return {"level": LEVELS[code.count(".") + 1], "parent": parent or "ID", "province": code[:2]}


def _village(row: dict[str, str], zone: str) -> dict[str, Any]:
    kind = Kind.URBAN if row["code"].split(".")[-1].startswith("1") else Kind.RURAL
    return {**_place(row["code"]), "kind": kind, "name": row["name"], "time_zone": zone}


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _numbers(wanted: Wanted, existing: dict[str, Region]) -> dict[str, int]:
    """The primary keys of the wanted regions and their parents, by code.

    Those of new regions are drawn first: a province is part of itself, a kecamatan of a district made with it.
    """
    above = {values[part] for values in wanted.values() for part in ("parent", "province") if part in values}
    known = dict(Region.objects.filter(code__in=above - wanted.keys()).values_list("code", "pk"))
    new = [code for code in wanted if code not in existing]
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('regions_region', 'id')) FROM generate_series(1, %s)", [len(new)])
        drawn = [number for (number,) in cursor.fetchall()]
    return known | {code: region.pk for code, region in existing.items()} | dict(zip(new, drawn, strict=True))


def _fields(values: dict[str, Any], numbers: dict[str, int]) -> dict[str, Any]:
    """The columns of a region: its parent and province by number instead of by code."""
    return {f"{name}_id": numbers[value] for name, value in values.items() if name in ("parent", "province")} | {
        name: value for name, value in values.items() if name not in ("parent", "province")
    }


def _differs(region: Region, fields: dict[str, Any]) -> bool:
    """Whether a field is not yet as wanted; brings it there."""
    other = {name: value for name, value in fields.items() if getattr(region, name) != value}
    for name, value in other.items():
        setattr(region, name, value)
    return bool(other)
