"""What the form of a new event is filled with: from clinic types, or from an earlier event. Nothing is written here.

Titles and purposes are Indonesian whatever language the page is read in: the event's papers are.
"""

from django.utils import timezone

from ssk_portal.clinics.models import Clinic, ClinicType, EventKind

# Facts of an earlier event that a copy takes over; never its days, its results, its source.
COPIED = (
    "title", "kind", "clinic_numbers", "programme", "theme", "host", "mode", "venue", "city",
    "purposes", "expected", "legal_basis", "frameworks_named", "sectors",
)  # fmt: skip


def from_types(types: list[ClinicType]) -> dict:
    """The values that the clinics of these types have in common, or one after the other."""
    numbers = [kind.number for kind in types]
    label = " & ".join(map(str, numbers))
    return {
        "title": f"Coaching Clinic {label}" + (f": {types[0].name_id}" if len(types) == 1 and types[0].name_id != f"Coaching Clinic {label}" else ""),
        "kind": EventKind.COACHING_CLINIC,
        "clinic_numbers": numbers,
        "programme_year": timezone.localdate().year,
        "purposes": list(dict.fromkeys(kind.purpose_id for kind in types if kind.purpose_id)),
        "expected": list(dict.fromkeys(line for kind in types for line in kind.outputs_id)),
    }


def from_clinic(earlier: Clinic, *, region) -> dict:
    """The values of `earlier` for an event that `region` or one below it hosts; the year is the present one."""
    values = {name: getattr(earlier, name) for name in COPIED} | {"programme_year": timezone.localdate().year}
    if region.pk == earlier.region_id or region.is_above(earlier.region):
        values |= {"region": earlier.region_id, "host_institution": earlier.host_institution_id}
    else:
        values["host"] = None
    return values
