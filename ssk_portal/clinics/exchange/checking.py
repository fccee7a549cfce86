"""Everything that may be wrong in a file of events, told in one go: where, and what was expected."""

import re
from collections import Counter
from decimal import Decimal

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.validators import extend

from ssk_portal.clinics.exchange.jsontext import is_kept
from ssk_portal.clinics.exchange.shape import year_of
from ssk_portal.clinics.exchange.writing import schema
from ssk_portal.clinics.numbering import Numbering

# What a column of whole numbers holds.
LARGEST = 2**63 - 1


# PostgreSQL keeps no NUL, and half a surrogate pair is no character.
UNFIT = re.compile("[\0\ud800-\udfff]")


def _is_text(_checker, value) -> bool:
    return isinstance(value, str) and not UNFIT.search(value)


def _is_number(_checker, value) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and is_kept(value)


def _is_whole(checker, value) -> bool:
    return _is_number(checker, value) and value == int(value) and abs(value) <= LARGEST


_types = Draft202012Validator.TYPE_CHECKER.redefine_many({"string": _is_text, "number": _is_number, "integer": _is_whole})
_Validator = extend(Draft202012Validator, type_checker=_types)


def problems_of(document) -> list[str]:
    """One sentence for each thing that is wrong, with the event's id and the path of the key."""
    errors = list(_Validator(_whole_lines(schema()), format_checker=FormatChecker(["date"])).iter_errors(document))
    found = [(list(error.absolute_path), _expected(error)) for error in errors]
    events = document.get("events") if isinstance(document, dict) else None
    if isinstance(events, list):
        bad = {tuple(path) for path, _sentence in found}
        found += _twice(events) + _not_in_scheme(events, bad)
    found.sort(key=lambda problem: [(isinstance(step, str), step) for step in problem[0]])
    return [_placed(path, sentence, events) for path, sentence in found]


def _whole_lines(part):
    """The schema with patterns that end at the end of the text: Python's `$` lets a line break follow."""
    if isinstance(part, dict):
        return {key: entry.replace("$", r"\Z") if key == "pattern" and isinstance(entry, str) else _whole_lines(entry) for key, entry in part.items()}
    return [_whole_lines(entry) for entry in part] if isinstance(part, list) else part


def _twice(events):
    ids = Counter(event["id"] for event in events if isinstance(event, dict) and isinstance(event.get("id"), str))
    return [
        (["events", number, "id"], _("expected an id of its own; this one stands %(count)s times in the file") % {"count": ids[event["id"]]})
        for number, event in enumerate(events)
        if isinstance(event, dict) and isinstance(event.get("id"), str) and ids[event["id"]] > 1
    ]


def _not_in_scheme(events, bad):
    """Clinic and milestone numbers that the schemes of the event's year do not have."""
    numbering, found = Numbering(), []

    def ask(path, holder, year):
        numbers, milestone = holder.get("clinic_numbers"), holder.get("milestone")
        if isinstance(numbers, list) and not _any_below(bad, (*path, "clinic_numbers")):
            sentence = numbering.why_not_clinics([int(number) for number in numbers], year)
            found.extend([([*path, "clinic_numbers"], sentence)] if sentence else [])
        if isinstance(milestone, str) and (*path, "milestone") not in bad:
            sentence = numbering.why_not_milestone(milestone, year)
            found.extend([([*path, "milestone"], sentence)] if sentence else [])

    for number, event in enumerate(events):
        if not isinstance(event, dict) or any(("events", number, key) in bad for key in ("programme_year", "date_start", "published")):
            continue
        year = year_of(event)
        year = None if year is None else int(year)
        ask(("events", number), {"clinic_numbers": event.get("clinic_numbers")}, year)
        districts = event.get("districts")
        for place, district in enumerate(districts if isinstance(districts, list) else []):
            if isinstance(district, dict):
                ask(("events", number, "districts", place), district, year)
    return found


def _any_below(bad, path) -> bool:
    return any(place[: len(path)] == path for place in bad)


def _placed(path, sentence, events) -> str:
    """`event “brief-000”, districts[0].milestone: …`."""
    if len(path) < 2 or path[0] != "events":
        whole = _("the file")
        return f"{_path(path) or whole}: {sentence}"
    event = events[path[1]]
    name = event.get("id") if isinstance(event, dict) and isinstance(event.get("id"), str) else None
    place = _path(path[2:])
    titled = _("event “%(id)s”") % {"id": _short(name)} if name else _("event number %(number)s") % {"number": path[1] + 1}
    return f"{titled} ({_path(path[:2])}){', ' + place if place else ''}: {sentence}"


def _path(steps) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


def _expected(error) -> str:
    """What was expected, and what stands there."""
    value, wanted = error.instance, error.validator_value
    match error.validator:
        case "required":
            # One error a missing key; jsonschema names it in quotes at the beginning.
            return _("the key “%(key)s” is missing") % {"key": error.message.split("'")[1]}
        case "additionalProperties":
            extra = sorted(set(value) - set(error.schema["properties"]))
            return _("unknown key %(keys)s; the format has no such key") % {"keys": ", ".join(f"“{_short(key)}”" for key in extra)}
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
            return _("expected a text of the form %(pattern)s; found %(found)s") % {"pattern": wanted.replace(r"\Z", "$"), "found": _named(value)}
    raise NotImplementedError(error.validator)


def _mistyped(wanted, value) -> str:
    words = {
        "string": _("a text"), "null": "null", "array": _("a list"), "object": _("an object"), "number": _("a number"),
        "integer": _("a whole number of at most 18 digits"),
    }  # fmt: skip
    kinds = _(" or ").join(words[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted))
    if isinstance(value, str) and "string" in wanted:
        return _("expected a text without NUL or broken characters; found one with such a character")
    return _("expected %(wanted)s; found %(found)s") % {"wanted": kinds, "found": _named(value)}


def _named(value) -> str:
    """What stands there, short enough for a line."""
    if isinstance(value, dict):
        return _("an object")
    if isinstance(value, list):
        return _("a list")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f"“{_short(value)}”"
    return str(value) if is_kept(value) else _("a number that is no number or too large")


def _short(text: str) -> str:
    """At most 80 characters, each printable."""
    shown = text if len(text) <= 80 else text[:79] + "…"
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in shown)
