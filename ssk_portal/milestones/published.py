"""Taking up published content: schemes with their requirements, assistances, reported statuses.

Each verb may be run again with the same data and then changes nothing. A row that people
changed in the portal is left as they left it and counts as unchanged.
"""

from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.common.loads import Loaded
from ssk_portal.milestones.actions import record_assistance
from ssk_portal.milestones.models import Assistance, Milestone, MilestoneScheme, MinisterialDecree, ReportedStatus, Requirement, Wording
from ssk_portal.milestones.models.definitions import FREE_OF_MILESTONE
from ssk_portal.milestones.models.requirement import FREE_OF_REQUIREMENT
from ssk_portal.regions.models import Level, Region


def load_schemes(data: dict, *, by) -> Loaded:
    """Take up `{"schemes": [...]}` with milestones, wordings and requirements, as the user `by`, and put each in force.

    Of a scheme in force only what explains is taken from the file; that the file says more or other is one line in `notes`.
    """
    loaded = Loaded()
    with transaction.atomic(), acting(by):
        for entry in data["schemes"]:
            scheme = _put(loaded, by, MilestoneScheme, {"code": entry["code"], "edition": 1}, _columns(MilestoneScheme, entry, without=("code", "edition")))
            differs = [place for milestone in entry["milestones"] for place in _load_milestone(loaded, by, scheme, milestone)]
            if scheme.in_force_since is not None:
                loaded.notes += _stays(scheme, differs + _left_out(scheme, entry))
            else:
                MilestoneScheme.objects.filter(pk=scheme.pk).update(in_force_since=timezone.localdate())
    return loaded


def _load_milestone(loaded, by, scheme, entry) -> list[str]:
    """Take up a milestone with all it holds; returns where the file says other than a scheme in force."""
    key = {"scheme": scheme, "number": entry["number"]}
    milestone, differs = _define(loaded, by, scheme, Milestone, key, _columns(Milestone, entry), FREE_OF_MILESTONE)
    if milestone is None:
        return differs
    for wording in entry["wordings"]:
        _put(loaded, by, Wording, {"milestone": milestone, "text": wording["text"], "source": wording["source"]}, {"year": wording["year"]})
    for order, requirement in enumerate(entry["requirements"], start=1):
        key = {"milestone": milestone, "title_id": requirement["title_id"]}
        differs += _define(loaded, by, scheme, Requirement, key, _columns(Requirement, requirement) | {"order": order}, FREE_OF_REQUIREMENT)[1]
    return differs


def _define(loaded, by, scheme, model, key: dict, values: dict, free: tuple[str, ...]) -> tuple[Any, list[str]]:
    """The row as `_put` writes it; under a scheme in force only its `free` columns, and nothing new (None), with the place where the file says other."""
    if scheme.in_force_since is None:
        return _put(loaded, by, model, key, values), []
    row = model.objects.filter(**key).first()
    name = f"M{key.get('number') or key['milestone'].number}" + (f" “{key['title_id']}”" if "title_id" in key else "")
    if row is None:
        return None, [_differs(name, _("new in the file"))]
    other = [str(model._meta.get_field(column).verbose_name) for column, value in values.items() if column not in free and getattr(row, column) != value]
    row = _put(loaded, by, model, key, {column: value for column, value in values.items() if column in free})
    return row, [_differs(name, ", ".join(other))] if other else []


def _left_out(scheme, entry) -> list[str]:
    """What the scheme in force asks for and the file does not."""
    known = {(milestone["number"], asked["title_id"]) for milestone in entry["milestones"] for asked in milestone["requirements"]}
    asked = Requirement.objects.filter(milestone__scheme=scheme).select_related("milestone").order_by("milestone__number", "order")
    what = _("not in the file")
    return [_differs(f"{row.milestone.short} “{row.title_id}”", what) for row in asked if (row.milestone.number, row.title_id) not in known]


def _differs(name: str, what: str) -> str:
    return f"{name} ({what})"


def _stays(scheme, differs: list[str]) -> list[str]:
    """One sentence on what the file says otherwise of a scheme in force; none where a newer edition was made since, which may say it."""
    if not differs or MilestoneScheme.objects.filter(follows=scheme).exists():
        return []
    words = {"scheme": scheme, "places": "; ".join(differs)}
    return [_("%(scheme)s is in force and stays as it is. The file says otherwise: %(places)s. A new edition made in the portal can take that up.") % words]


def load_assistances(data: dict, names, *, by) -> Loaded:
    """Take up `{"assistances": [...]}`; `names` is a `RegionNames`. Each district gets its drafts."""
    loaded = Loaded()
    schemes = {scheme.code: scheme for scheme in MilestoneScheme.objects.all()}
    with transaction.atomic(), acting(by):
        for entry in data["assistances"]:
            district, scheme = names.find(entry["type"], entry["district"]), schemes.get(entry["scheme"])
            if district is None:
                loaded.unplaced.append(_unknown(entry))
            elif scheme is None:
                loaded.unplaced.append(_("%(district)s: no scheme has the code “%(code)s”.") % {"district": district.full_name, "code": entry["scheme"]})
            else:
                key = {"district": district, "cohort_year": entry["cohort_year"]}
                _put(
                    loaded,
                    by,
                    Assistance,
                    key,
                    _columns(Assistance, entry, without=("district", "cohort_year", "scheme")) | {"decree_id": _decree(entry)},
                    make={"scheme": scheme},
                    save=partial(record_assistance, by=by),
                )
    return loaded


def _decree(entry) -> int | None:
    """The decree that the publication names, recorded by the centre where it is not yet."""
    if not entry.get("decree_number"):
        return None
    country = Region.objects.get(level=Level.COUNTRY)
    said = {"date": entry["decree_date"], "cohort_year": entry["cohort_year"], "source": entry["source"], "region": country}
    return MinisterialDecree.objects.get_or_create(number=entry["decree_number"], defaults=said)[0].pk


def load_reported(data: dict, names, *, by) -> Loaded:
    """Take up `{"statuses": [...]}` as *reported*; the state of a milestone in the portal is never touched."""
    loaded = Loaded()
    with transaction.atomic(), acting(by):
        for entry in data["statuses"]:
            district = names.find(entry["type"], entry["district"])
            if district is None:
                loaded.unplaced.append(_unknown(entry))
                continue
            key = {"district": district, "as_of": entry["as_of"], "source": entry["source"], **_milestones(entry)}
            rest = ("year_in_milestone", "programme_year", "assisted_since", "event", "basis", "note")
            _put(loaded, by, ReportedStatus, key, {name: entry.get(name) or _empty(ReportedStatus, name) for name in rest})
    return loaded


def _milestones(entry) -> dict:
    """`2`, `"1-3"`, `"pasca-4"`, or what was only expected, as first and last milestone."""
    expected = entry["milestone"] is None
    said = str(entry["expected"] if expected else entry["milestone"])
    first, _dash, last = said.removeprefix("pasca-").partition("-")
    return {"first": int(first), "last": int(last or first), "after": said.startswith("pasca-"), "expected": expected}


def _unknown(entry) -> str:
    words = {"kind": entry["type"], "name": entry["district"], "source": entry["source"]}
    return _("%(kind)s %(name)s is not known under that name (%(source)s).") % words


def _columns(model, entry: dict, *, without=()) -> dict:
    """The keys of `entry` that are columns of `model`."""
    names = {column.name for column in model._meta.concrete_fields} - set(without)
    return {name: _empty(model, name) if value is None else value for name, value in entry.items() if name in names}


def _empty(model, name):
    """How the column writes that nothing is known."""
    return None if model._meta.get_field(name).null else ""


def _put(loaded, by, model, key: dict, values: dict, *, make=None, save=models.Model.save):
    """The row of `key`, with `values`: made, changed, or left alone where people changed it."""
    row = model.objects.filter(**key).first()
    if row is None:
        row = model(**(values | key | (make or {})))
        save(row)
        loaded.made += 1
        return row
    typed = {name: model._meta.get_field(name).to_python(value) for name, value in values.items()}
    if all(getattr(row, name) == value for name, value in typed.items()) or not _ours(row, by):
        loaded.unchanged += 1
        return row
    for name, value in typed.items():
        setattr(row, name, value)
    row.save()
    loaded.changed += 1
    return row


def _ours(row, by) -> bool:
    """Whether `by` was the last who wrote `row`, so that no person's change is undone."""
    last = row.events.order_by("-pgh_id").first()
    return last is not None and (last.pgh_context or {}).get("user") == by.pk
