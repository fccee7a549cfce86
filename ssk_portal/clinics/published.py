"""Bringing published definitions into the room: the clinic schemes of `fixtures/clinic_schemes.json`.

A definition that a person changed in the portal is left as they left it.
"""

from django.db import transaction

from ssk_portal.audit.actors import acting
from ssk_portal.clinics.models import ClinicType, Preparation, Scheme
from ssk_portal.common.loads import Loaded
from ssk_portal.milestones.models import Milestone, MilestoneScheme


@transaction.atomic
def load_schemes(data: dict, *, by) -> Loaded:
    """Take up `{"schemes": [...]}` with clinic types and the milestones they prepare, as the user `by`.

    Each prepared milestone is looked up in the milestone scheme that holds in the first
    year of the clinic scheme, which has to be loaded before (LookupError where it is not).
    Loading the same data again changes nothing.
    """
    loaded = Loaded()
    with acting(by):
        for entry in data["schemes"]:
            _load_scheme(loaded, by, entry)
    return loaded


def _load_scheme(loaded, by, entry) -> None:
    columns = {name: entry[name] for name in ("name_id", "name_en", "valid_from", "valid_to", "note", "source")}
    scheme = _put(loaded, by, Scheme, {"code": entry["code"]}, columns)
    for clinic in entry["clinics"]:
        columns = {name: value for name, value in clinic.items() if name not in ("number", "prepares")}
        clinic_type = _put(loaded, by, ClinicType, {"scheme": scheme, "number": clinic["number"]}, columns)
        for prepared in clinic["prepares"]:
            key = {"clinic_type": clinic_type, "milestone": _milestone(scheme, prepared["milestone"])}
            _put(loaded, by, Preparation, key, {"basis": prepared["basis"], "source": prepared["source"]})


def _put(loaded, by, model, key: dict, columns: dict):
    """The row of `key` with these columns: made, changed, or left alone where it says so or people changed it."""
    row, made = model.objects.get_or_create(**key, defaults=columns)
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    if made:
        loaded.made += 1
    elif changed and _ours(row, by):
        for name in changed:
            setattr(row, name, columns[name])
        row.save(update_fields=changed)
        loaded.changed += 1
    else:
        loaded.unchanged += 1
    return row


def _ours(row, by) -> bool:
    """Whether `by` was the last who wrote `row`."""
    last = row.events.order_by("-pgh_id").first()
    return last is not None and (last.pgh_context or {}).get("user") == by.pk


def _milestone(scheme, number) -> Milestone:
    year = scheme.valid_from
    milestones = MilestoneScheme.objects.in_force().filter(valid_from__lte=year).exclude(valid_to__lt=year).first()
    found = milestones and milestones.milestones.filter(number=number).first()
    if not found:
        raise LookupError(f"no milestone {number} in a milestone scheme of {year}")
    return found
