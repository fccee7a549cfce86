"""JSON text in and out without loss: numbers digit by digit, no key silently dropped.

A number written with a point or an exponent keeps at least one decimal place, so that
`1e30` and `1000000000000000000000000000000` come out as they went in.
"""

import json
from collections import Counter
from decimal import Decimal, localcontext
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.files import Unreadable, shown

# More digits than this, before or after the point, no published figure has.
MOST_DIGITS = 400
NOT_KEPT = Decimal("NaN")
# A number of at most so many digits is written out with all of them, 39.470 as 39.470.
WRITTEN_OUT = 30

# What Python's reader says, in our words.
FAULTS = {
    "Expecting value": gettext_lazy("a value is expected here"),
    "Expecting property name enclosed in double quotes": gettext_lazy("a key in double quotation marks is expected here"),
    "Expecting ':' delimiter": gettext_lazy("a colon is expected here"),
    "Expecting ',' delimiter": gettext_lazy("a comma or the closing bracket is expected here"),
    "Extra data": gettext_lazy("the file should end here"),
    "Unterminated string starting at": gettext_lazy("the text that begins here has no closing quotation mark"),
    "Invalid control character at": gettext_lazy("a line break or control character stands inside a text"),
    "Invalid \\escape": gettext_lazy("the backslash here does not begin a sign that JSON knows"),
    "Invalid \\uXXXX escape": gettext_lazy("four hexadecimal digits are expected after \\u"),
}


def read(data: bytes) -> Any:
    """The value that `data` holds. Raises Unreadable where it is not JSON."""
    if data.startswith(b"PK\3\4"):
        raise Unreadable(_("the file is an Excel file or another packed one, not JSON"))
    try:
        text = data.decode("utf-8").lstrip("\ufeff")  # one mark in front, or two where programs add their own
    except UnicodeDecodeError as error:
        raise Unreadable(_("the file is not UTF-8 (byte %(byte)s); save it as UTF-8") % {"byte": error.start}) from None
    if not text.strip():
        raise Unreadable(_("the file is empty"))
    if "\0" in text:
        raise Unreadable(_("the file is not UTF-8 (byte %(byte)s); save it as UTF-8") % {"byte": data.index(b"\0")})
    try:
        return json.loads(text, parse_int=_whole, parse_float=_decimal, parse_constant=lambda _name: NOT_KEPT, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise Unreadable(_("the file is not JSON: line %(line)s, column %(column)s: %(what)s") % {
            "line": error.lineno, "column": error.colno, "what": FAULTS.get(error.msg, error.msg),
        }) from None  # fmt: skip
    except RecursionError:
        raise Unreadable(_("the file is nested too deeply to be clinic-events/1")) from None


def _whole(text: str) -> int | Decimal:
    return int(text) if len(text) <= MOST_DIGITS else NOT_KEPT


def _decimal(text: str) -> Decimal:
    with localcontext(prec=5 * MOST_DIGITS) as context:
        context.clear_traps()
        value = Decimal(text)
        if not is_kept(value):
            return NOT_KEPT
        return value.quantize(Decimal("0.1")) if places(value) <= 0 else value


def places(value: Decimal) -> int:
    """How many places after the point a finite number is written with; negative for 1E+3."""
    return -int(value.as_tuple().exponent)


def is_kept(value: int | Decimal) -> bool:
    """Whether the database can keep the number digit by digit."""
    if isinstance(value, int):
        return True
    return value.is_finite() and value.adjusted() < MOST_DIGITS and places(value) < 2 * MOST_DIGITS


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        [(twice, _count)] = Counter(key for key, _value in pairs).most_common(1)
        raise Unreadable(_("the key “%(key)s” is there twice in one object; each key may be there once") % {"key": shown(twice)})
    return found


def write(value: Any, indent: int = 0) -> str:
    """`value` as JSON, one blank of indent a level; Decimal is written as a number."""
    if isinstance(value, Decimal):
        return _number(value)
    if not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    inner, outer = "\n" + " " * (indent + 1), "\n" + " " * indent
    if isinstance(value, dict):
        entries = [f"{json.dumps(key, ensure_ascii=False)}: {write(entry, indent + 1)}" for key, entry in value.items()]
        opening, closing = "{", "}"
    else:
        entries = [write(entry, indent + 1) for entry in value]
        opening, closing = "[", "]"
    if not entries:
        return opening + closing
    return opening + inner + f",{inner}".join(entries) + outer + closing


def _number(value: Decimal) -> str:
    written = format(value, "f")
    if places(value) <= 0 or len(written) <= WRITTEN_OUT:
        return written
    # The shortest form where it means the very same number, else every digit.
    short = repr(float(value))
    return short if Decimal(short) == value else written
