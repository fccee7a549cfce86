"""Writing events out of the portal's rows; no copy of an imported file is kept anywhere."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings

from ssk_portal.clinics.exchange import jsontext
from ssk_portal.clinics.exchange.shape import COLUMNS, FORMAT, PARTS, Values
from ssk_portal.clinics.models import Clinic, ClinicQuerySet

DESCRIPTION = "Coaching clinics and other events of the working groups as recorded in Portal SSK; null or an empty list means that the source does not say."
RELATIONS = tuple(part.relation for part in PARTS)


@cache
def schema() -> dict[str, Any]:
    """The JSON schema of the format."""
    return json.loads((settings.BASE_DIR / "fixtures" / "clinic_events.schema.json").read_text("utf-8"))


@cache
def _keys() -> tuple[str, ...]:
    return tuple(schema()["properties"]["events"]["items"]["properties"])


def event_of(clinic: Clinic) -> Values:
    """The event that a clinic's rows say, its keys in the schema's order."""
    found = {key: _written(getattr(clinic, column)) for key, column in COLUMNS.items()}
    found |= {part.key: [part.entry(row) for row in getattr(clinic, part.relation).all()] for part in PARTS}
    return {key: found[key] for key in _keys()}


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def with_parts(clinics: ClinicQuerySet) -> ClinicQuerySet:
    """`clinics` with all the rows that the format speaks of, in a handful of queries."""
    return clinics.prefetch_related(*RELATIONS)


def document(clinics: Iterable[Clinic]) -> Iterator[str]:
    """The file of these events, piece by piece."""
    yield f'{{\n "description": {jsontext.write(DESCRIPTION)},\n "format": {jsontext.write(FORMAT)},\n "events": ['
    separator = "\n  "
    for clinic in clinics:
        yield separator + jsontext.write(event_of(clinic), indent=2)
        separator = ",\n  "
    yield "]\n}\n" if separator == "\n  " else "\n ]\n}\n"
