"""Taking up published content: schemes with their requirements, assistances, reported statuses.

Each verb may be run again with the same data and then changes nothing. A row that people
changed in the portal is left as they left it and counts as unchanged.
"""

from functools import partial

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.common.loads import Loaded
from ssk_portal.milestones.actions import record_assistance
from ssk_portal.milestones.models import Assistance, Milestone, MilestoneScheme, ReportedStatus, Requirement, Wording


def load_schemes(data: dict, *, by) -> Loaded:
    """Take up `{"schemes": [...]}` with milestones, wordings and requirements, as the user `by`."""
    loaded = Loaded()
    with transaction.atomic(), acting(by):
        for entry in data["schemes"]:
            scheme = _put(loaded, by, MilestoneScheme, {"code": entry["code"], "edition": 1}, _columns(MilestoneScheme, entry))
            for number in entry["milestones"]:
                _load_milestone(loaded, by, scheme, number)
            if scheme.in_force_since is None:
                MilestoneScheme.objects.filter(pk=scheme.pk).update(in_force_since=timezone.localdate())
    return loaded


def _load_milestone(loaded, by, scheme, entry) -> None:
    milestone = _put(loaded, by, Milestone, {"scheme": scheme, "number": entry["number"]}, _columns(Milestone, entry))
    for wording in entry["wordings"]:
        _put(loaded, by, Wording, {"milestone": milestone, "text": wording["text"], "source": wording["source"]}, {"year": wording["year"]})
    for order, requirement in enumerate(entry["requirements"], start=1):
        _put(loaded, by, Requirement, {"milestone": milestone, "title_id": requirement["title_id"]}, _columns(Requirement, requirement) | {"order": order})


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
                    _columns(Assistance, entry, without=("district", "cohort_year", "scheme")),
                    make={"scheme": scheme},
                    save=partial(record_assistance, by=by),
                )
    return loaded


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
