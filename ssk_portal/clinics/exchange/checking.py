"""Everything that may be wrong in a file of events, told in one go: where, and what was expected."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.validators import extend

from ssk_portal.clinics.exchange.jsontext import is_kept
from ssk_portal.clinics.exchange.sense import Problem, Step, out_of_order, unknown_regions
from ssk_portal.clinics.exchange.shape import year_of
from ssk_portal.clinics.exchange.writing import schema
from ssk_portal.clinics.numbering import Numbering
from ssk_portal.common.files import shown

# What a column of whole numbers holds.
LARGEST = 2**63 - 1
# More faults than this are not listed: the first ones say what is wrong with the file.
MOST = 10_000


# PostgreSQL keeps no NUL, and half a surrogate pair is no character.
UNFIT = re.compile("[\0\ud800-\udfff]")


def _is_text(_checker: Any, value: Any) -> bool:
    return isinstance(value, str) and not UNFIT.search(value)


def _is_number(_checker: Any, value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and is_kept(value)


def _is_whole(checker: Any, value: Any) -> bool:
    return _is_number(checker, value) and value == int(value) and abs(value) <= LARGEST


def _items(validator: Any, wanted: Mapping, entries: Any, _schema: Mapping) -> Iterator[Any]:
    """A list may hold a million texts or numbers: those that are right are passed over at once."""
    plain = wanted["type"] in ("string", "integer")
    for place, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not plain or not validator.is_type(entry, wanted["type"]) or entry < wanted.get("minimum", entry):
            yield from validator.descend(entry, wanted, path=place)


_types = Draft202012Validator.TYPE_CHECKER.redefine_many({"string": _is_text, "number": _is_number, "integer": _is_whole})
_Validator = extend(Draft202012Validator, {"items": _items}, type_checker=_types)


def problems_of(document: Any) -> list[str]:
    """One sentence for each thing that is wrong, with the event's id and the path of the key."""
    errors = _Validator(_whole_lines(schema()), format_checker=FormatChecker(["date"])).iter_errors(document)
    found: list[Problem] = [(list(error.absolute_path), _expected(error)) for error in islice(errors, MOST)]
    events = document.get("events") if isinstance(document, dict) else None
    # Where the list was cut short, what follows may be of any shape.
    if isinstance(events, list) and len(found) < MOST:
        bad = {tuple(path[:end]) for path, _sentence in found for end in range(1, len(path) + 1)}
        found += islice(_twice(events), MOST)
        for check in (_not_in_scheme, out_of_order, unknown_regions):
            found += islice(check(events, bad), MOST)
    found.sort(key=lambda problem: [(isinstance(step, str), step) for step in problem[0]])
    told = [_placed(path, sentence, events) for path, sentence in found[:MOST]]
    return told if len(found) < MOST else [*told, _("there may be more; correct these first")]


def _whole_lines(part: Any) -> Any:
    """The schema with patterns that end at the end of the text: Python's `$` lets a line break follow."""
    if isinstance(part, dict):
        return {key: entry.replace("$", r"\Z") if key == "pattern" and isinstance(entry, str) else _whole_lines(entry) for key, entry in part.items()}
    return [_whole_lines(entry) for entry in part] if isinstance(part, list) else part


def _twice(events: list) -> Iterator[Problem]:
    ids = Counter(event["id"] for event in events if isinstance(event, dict) and isinstance(event.get("id"), str))
    for number, event in enumerate(events):
        if isinstance(event, dict) and isinstance(event.get("id"), str) and ids[event["id"]] > 1:
            yield ["events", number, "id"], _("expected an id of its own; this one stands %(count)s times in the file") % {"count": ids[event["id"]]}


def _not_in_scheme(events: list, bad: set[tuple[Step, ...]]) -> Iterator[Problem]:
    """Clinic and milestone numbers that the schemes of the event's year do not have. `bad`: paths at or above faults told already."""
    numbering = Numbering()
    for number, event in enumerate(events):
        if not isinstance(event, dict) or any(("events", number, key) in bad for key in ("programme_year", "date_start", "published")):
            continue
        year = year_of(event)
        holders: list[tuple[tuple[Step, ...], Any]] = [(("events", number), {"clinic_numbers": event.get("clinic_numbers")})]
        districts = event.get("districts")
        holders += [(("events", number, "districts", place), entry) for place, entry in enumerate(districts if isinstance(districts, list) else [])]
        for path, holder in holders:
            for key, sentence in _numbers_of(holder, numbering, None if year is None else int(year)):
                if sentence and (*path, key) not in bad:
                    yield [*path, key], sentence


def _numbers_of(holder: Any, numbering: Numbering, year: int | None) -> Iterator[tuple[str, str]]:
    """What is wrong with the clinic numbers and the milestone of an event or district, each with its key."""
    numbers = holder.get("clinic_numbers") if isinstance(holder, dict) else None
    if isinstance(numbers, list) and all(_is_whole(None, number) for number in numbers):
        yield "clinic_numbers", numbering.why_not_clinics({int(number) for number in numbers}, year)
    milestone = holder.get("milestone") if isinstance(holder, dict) else None
    if isinstance(milestone, str):
        yield "milestone", numbering.why_not_milestone(milestone, year)


def _placed(path: list[Step], sentence: str, events: Any) -> str:
    """`event “brief-000”, districts[0].milestone: …`."""
    if len(path) < 2 or path[0] != "events":
        whole = _("the file")
        return f"{_path(path) or whole}: {sentence}"
    number = int(path[1])
    event = events[number]
    name = event.get("id") if isinstance(event, dict) and isinstance(event.get("id"), str) else None
    place = _path(path[2:])
    titled = _("event “%(id)s”") % {"id": shown(name)} if name else _("event number %(number)s") % {"number": number + 1}
    return f"{titled} ({_path(path[:2])}){', ' + place if place else ''}: {sentence}"


def _path(steps: Iterable[Step]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


def _expected(error: Any) -> str:
    """What was expected, and what stands there."""
    value, wanted = error.instance, error.validator_value
    match error.validator:
        case "required":
            # One error a missing key; jsonschema names it in quotes at the beginning.
            return _("the key “%(key)s” is missing") % {"key": error.message.split("'")[1]}
        case "additionalProperties":
            extra = [f"“{shown(key)}”" for key in sorted(set(value) - set(error.schema["properties"]))]
            return _("unknown key %(keys)s; the format has no such key") % {"keys": ", ".join(extra[:20]) + (" …" if len(extra) > 20 else "")}
        case "type":
            return _mistyped(wanted, value)
        case "enum":
            return _("expected one of %(wanted)s; found %(found)s") % {"wanted": ", ".join("null" if one is None else one for one in wanted), "found": _named(value)}
        case "const":
            return _("expected “%(wanted)s”; found %(found)s") % {"wanted": wanted, "found": _named(value)}
        case "minimum":
            return _("expected %(least)s or more; found %(found)s") % {"least": wanted, "found": _named(value)}
        case "format":
            return _("expected a date that exists, written as 2023-09-20; found %(found)s") % {"found": _named(value)}
        case "pattern":
            return _("expected %(form)s; found %(found)s") % {"form": _form(wanted), "found": _named(value)}
    raise NotImplementedError(error.validator)


def _form(pattern: str) -> str:
    """What a pattern of the schema asks, in words."""
    if "pasca" in pattern:
        return _("a milestone written as 2, 1-3 or pasca-4")
    return _("a code of small letters a–z, digits and hyphens, which begins with a letter or digit")


def _mistyped(wanted: str | list[str], value: Any) -> str:
    words = {
        "string": _("a text"), "null": "null", "array": _("a list"), "object": _("an object"), "number": _("a number"),
        "integer": _("a whole number of at most 18 digits"),
    }  # fmt: skip
    kinds = _(" or ").join(words[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted))
    if isinstance(value, str) and "string" in wanted:
        return _("expected a text without NUL or broken characters; found one with such a character")
    return _("expected %(wanted)s; found %(found)s") % {"wanted": kinds, "found": _named(value)}


def _named(value: Any) -> str:
    """What stands there, short enough for a line."""
    if isinstance(value, dict):
        return _("an object")
    if isinstance(value, list):
        return _("a list")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f"“{shown(value)}”"
    return str(value) if is_kept(value) else _("a number that JSON does not know, or too large a one")
