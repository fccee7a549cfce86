"""JSON text in and out without loss: numbers digit by digit, no key silently dropped.

A number written with a point or an exponent keeps at least one decimal place, so that
`1e30` and `1000000000000000000000000000000` come out as they went in.
"""

import json
from decimal import Decimal, localcontext

from django.utils.translation import gettext as _

# More digits than this, before or after the point, no published figure has.
MOST_DIGITS = 400
NOT_KEPT = Decimal("NaN")


class Unreadable(Exception):
    """The text is not JSON; carries the sentence for the person."""


def read(data: bytes):
    """The value that `data` holds. Raises Unreadable."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_("the file is not UTF-8 (byte %(byte)s); save it as UTF-8") % {"byte": error.start}) from None
    try:
        return json.loads(text, parse_int=_whole, parse_float=_decimal, parse_constant=lambda _name: NOT_KEPT, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise Unreadable(_("the file is not JSON: line %(line)s, column %(column)s: %(what)s") % {"line": error.lineno, "column": error.colno, "what": error.msg}) from None
    except RecursionError:
        raise Unreadable(_("the file is nested too deeply to be clinic-events/1")) from None


def _whole(text: str):
    return int(text) if len(text) <= MOST_DIGITS else NOT_KEPT


def _decimal(text: str) -> Decimal:
    with localcontext(prec=5 * MOST_DIGITS) as context:
        context.clear_traps()
        value = Decimal(text)
        if not is_kept(value):
            return NOT_KEPT
        return value.quantize(Decimal("0.1")) if value.as_tuple().exponent >= 0 else value


def is_kept(value) -> bool:
    """Whether the database can keep the number digit by digit."""
    if isinstance(value, int):
        return True
    return value.is_finite() and value.adjusted() < MOST_DIGITS and value.as_tuple().exponent > -2 * MOST_DIGITS


def _object(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Unreadable(_("the key “%(key)s” stands twice in one object; each key stands once") % {"key": twice})
    return found


def write(value, indent: int = 0) -> str:
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
    if value.as_tuple().exponent >= 0:
        return format(value, "f")
    # The shortest form where it means the very same number, else every digit.
    short = repr(float(value))
    return short if Decimal(short) == value else format(value, "f")
