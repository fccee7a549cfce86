"""The history as people read it: of one row, change by change, and of one region, event by event."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from django.apps import apps
from django.db.models import CharField, Count, F, Max, Min, Model, Value
from django.db.models.functions import Cast
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.numbers import number
from ssk_portal.common.remarks import told
from ssk_portal.common.times import moment

# Columns that say nothing to a person.
TECHNICAL = {"id", "version", "state_since", "pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context", "pgh_context_id"}
LABELS = {"insert": gettext_lazy("created"), "update": gettext_lazy("changed"), "delete": gettext_lazy("deleted")}


@dataclass(frozen=True)
class Actor:
    """Who acted, in the words of that time; empty where the database was written to directly."""

    name: str
    role: str
    reason: str

    @classmethod
    def of(cls, context: dict | None):
        context = context or {}
        return cls(context.get("name", ""), context.get("role", ""), context.get("reason", ""))


@dataclass(frozen=True)
class Change:
    """One column: its label, what stood there before, what after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One event in the history of a row."""

    at: datetime
    what: str
    actor: Actor
    changes: list[Change]


def event_model(model):
    """The history table of `model`."""
    return apps.get_model(model._meta.app_label, f"{model.__name__}Event")


def history_of(row, *, hidden=(), only=None) -> list[Entry]:
    """Every change of `row`, newest first; of the fields named in `hidden` nothing is told.

    `only` (a condition on the history table) leaves out what the reader may not know of at all.
    """
    events = event_model(type(row)).objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")
    events = list(events.filter(only) if only is not None else events)
    fields = [field for field in type(row)._meta.concrete_fields if field.name not in (*TECHNICAL, *hidden) and hasattr(events[0] if events else row, field.attname)]
    names = _related_names(events, fields)
    entries, before = [], None
    for event in events:
        entry = Entry(event.pgh_created_at, str(LABELS[event.pgh_label]), _actor(event, hidden), _changes(before, event, fields, names))
        # Saved once more as it was, or only what is not told changed: "changed" over nothing would tell a riddle.
        if entry.changes or entry.actor.reason or event.pgh_label != "update":
            entries.append(entry)
        before = event
    return entries[::-1]


def _actor(event, hidden) -> Actor:
    """Who acted; a reason that stands in a hidden field is as hidden."""
    actor = Actor.of(event.pgh_context)
    if actor.reason and actor.reason in [getattr(event, name, "") for name in hidden]:
        return replace(actor, reason="")
    return actor


def _changes(before, after, fields, names) -> list[Change]:
    if after.pgh_label == "delete":
        return []
    changes = []
    for field in fields:
        old = getattr(before, field.attname) if before else None
        new = getattr(after, field.attname)
        if old != new and not (before is None and new in (None, "", [])):
            label = str(field.verbose_name)
            changes.append(Change(label[:1].upper() + label[1:], _shown(field, old, names), _shown(field, new, names)))
    return changes


def _related_names(events, fields) -> dict:
    """The names of all rows that the events point to, one query a table: {(field, pk): name}."""
    names = {}
    for field in fields:
        if field.is_relation:
            wanted = {getattr(event, field.attname) for event in events} - {None}
            found = field.related_model._base_manager.in_bulk(wanted) if wanted else {}
            gone = _last_names(field.related_model, wanted - found.keys())
            names |= {(field.name, pk): str(found.get(pk) or gone.get(pk) or _("(deleted)")) for pk in wanted}
    return names


def _last_names(model, keys) -> dict:
    """The names that rows had which are gone, as far as their history tells: {pk: name}."""
    if not keys or not hasattr(model, "pgh_event_model") or "name" not in {field.name for field in model._meta.fields}:
        return {}
    events = event_model(model).objects.filter(pgh_obj_id__in=keys).order_by("pgh_id").values_list("pgh_obj_id", "name")
    return {pk: _("%(name)s (deleted)") % {"name": name} for pk, name in events}


def _shown(field, value, names) -> str:
    if value in (None, "", []):
        return ""
    if field.is_relation:
        return names[field.name, value]
    if say := getattr(field.model, "keys_in_words", {}).get(field.name):  # what is kept as keys says the room itself
        return "\n".join(map(say, value))
    if isinstance(value, list) and field.base_field.choices:
        return "\n".join(_shown(field.base_field, each, names) for each in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "\n".join(_told(each) for each in value) if isinstance(value, list) else _told(value)


def _told(value) -> str:
    """Days, moments and numbers as the reader's language writes them; a note of the data's compilers in it."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, time):
        return time_format(value, "TIME_FORMAT")
    return number(value) if isinstance(value, Decimal) else told(str(value))


@dataclass(frozen=True)
class Source:
    """A kind of row that shows in the timeline of a region.

    `region` is the way from its history to the region, `label` the expression that names
    the row, `page` the name of the screen that shows it and `key` the column that screen asks for.
    """

    model: type[Model]
    region: str
    label: object
    page: str
    key: str = "pgh_obj_id"
    has_state: bool = False


def region_events(sources, region, *, limit: int, skip: int = 0) -> list[tuple]:
    """The newest events of the region's rows after the first `skip`, in one query over all sources.

    What one transaction did alike to rows that one page shows is one event: sixty seats of a new decree.
    Returns tuples (at, what, context, position of the source in `sources`, key, state, count, key of
    the first row, key of the last one, name).
    """
    parts = [_part(position, source, region) for position, source in enumerate(sources)]
    # One transaction gives all its events one moment: the rest of the order keeps pages apart.
    ordered = parts[0].union(*parts[1:], all=True).order_by("-line_at", "-line_source", "-line_event")
    return list(ordered[skip : skip + limit])


def _part(position, source, region):
    events = event_model(source.model).objects.filter(**{source.region: region.pk})
    # The names begin alike so that they meet no column of a history table.
    alike = {
        "line_at": F("pgh_created_at"),
        "line_what": F("pgh_label"),
        "line_context": F("pgh_context"),
        "line_source": Value(position),
        "line_key": F(source.key),
        "line_state": F("state") if source.has_state else Value(""),
    }
    # Counted without DISTINCT, which would sort them all; one row alone is known by its key.
    told = {
        "line_count": Count("pgh_id"),
        "line_first": Min("pgh_obj_id"),
        "line_last": Max("pgh_obj_id"),
        "line_name": Max(Cast(source.label, CharField())),
        "line_event": Max("pgh_id"),
    }
    return events.order_by().annotate(**alike).values(*alike).annotate(**told).values_list(*alike, *told)
