"""Numbers as people write and read them: decimal comma in Indonesian, decimal point in English."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext as _

MINUS = "−"
NO_BREAK = "\u00a0"  # between a number and its unit: no line ends there. Files get a plain one (`screens/exports.py`, `screens/sheets/template.py`).
# What word processors make of a minus before a number.
DASH = re.compile(r"[–‐‑﹣－](?=\s*[0-9])")
# What people type where they have no number.
NO_DATA = re.compile(r"[-–—]+|n\W*/?\W*a|(belum|tidak) ada( data)?|belum|kosong|nihil|tad|no data( yet)?", re.IGNORECASE)
PERCENT = re.compile(r"(%|persen|percent)$", re.IGNORECASE)
# A blank may part thousands; anywhere else it is a sign that was not hit: 77 09 is not 7709.
APART = re.compile(r"[0-9][ \u00a0]+[0-9]")
THOUSANDS_APART = re.compile(r"[-−]?[0-9]{1,3}([ \u00a0][0-9]{3})+([.,][0-9]+)?")
WHOLE_DIGITS, PLACES = 15, 30  # what somebody types at most, and a spreadsheet keeps; longer ones are slips, and no arithmetic of the portal is made for them
BEYOND = Decimal(10) ** WHOLE_DIGITS


def parse_number(text: str) -> Decimal:
    """Read a typed number; comma and point are both understood as decimal signs.

    Raises ValidationError where it can be read in two ways (`1.000`), not at all, or is longer than any real one.
    """
    read = _read(text)
    if abs(read) >= BEYOND or len(format(read, "f").partition(".")[2]) > PLACES:
        words = {"text": text if len(text) <= 40 else f"{text[:39]}…", "digits": WHOLE_DIGITS, "places": PLACES}
        raise ValidationError(_("“%(text)s” is too long: at most %(digits)s digits, and %(places)s after the decimal sign."), params=words, code="too_long")
    return read


def _read(text: str) -> Decimal:
    if NO_DATA.fullmatch(text.strip()):
        raise ValidationError(_("“%(text)s” is not a number. No data is not zero: leave it out until there is a number."), params={"text": text}, code="no_data")
    text = DASH.sub(MINUS, text.strip(), count=1) if DASH.match(text.strip()) else text
    plain = PERCENT.sub("", text.strip()).strip()
    if APART.search(plain) and not THOUSANDS_APART.fullmatch(plain):
        raise ValidationError(_("“%(text)s” is not a number."), params={"text": text}, code="invalid")
    digits = PERCENT.sub("", text.strip().replace("\u00a0", "").replace(" ", "")).replace(MINUS, "-")
    if not re.fullmatch(r"-?[0-9]+([.,][0-9]+)*", digits):
        raise ValidationError(_("“%(text)s” is not a number."), params={"text": text}, code="invalid")
    signs = re.findall(r"[.,]", digits)
    if len(signs) == 1:
        whole, fraction = re.split(r"[.,]", digits)
        if len(fraction) == 3 and whole.lstrip("-") not in ("", "0"):
            raise ValidationError(
                _("“%(text)s” can be read in two ways. Write %(thousand)s or %(decimal)s."),
                params={"text": text, "thousand": whole + fraction, "decimal": typed(f"{whole}.{fraction.rstrip('0')}".rstrip("."))},
                code="ambiguous",
            )
        return Decimal(f"{whole}.{fraction}")
    if len(signs) > 1:
        return _grouped(digits, signs, text)
    return Decimal(digits)


def is_percentage(text: str) -> bool:
    """Whether a number was typed as a percentage: 87 %, 87 persen."""
    return bool(PERCENT.search(text.strip()))


def _grouped(digits: str, signs: list[str], text: str) -> Decimal:
    """A number with thousand signs: 1.250.000 or 1.250.000,50 (or the English way round)."""
    thousand, decimal = signs[0], signs[-1] if signs[-1] != signs[0] else None
    whole, _sign, fraction = digits.partition(decimal) if decimal else (digits, "", "")
    groups = whole.split(thousand)
    if signs.count(thousand) != len(groups) - 1 or any(len(group) != 3 for group in groups[1:]) or "," in fraction or "." in fraction:
        raise ValidationError(_("“%(text)s” is not a number."), params={"text": text}, code="invalid")
    return Decimal("".join(groups) + (f".{fraction}" if fraction else ""))


def number(value, *, places: int | None = None) -> str:
    """`value` with the language's decimal and thousand signs; `places` fixes the decimals shown.

    Without `places` the value is shown as it is kept, less trailing noughts.
    """
    value = Decimal(value)
    if places is None:
        places = len(format(value, "f").partition(".")[2].rstrip("0"))
    shown = f"{value.copy_abs():,.{places}f}"  # abs() would round to 28 digits
    decimal, thousand = get_format("DECIMAL_SEPARATOR"), get_format("THOUSAND_SEPARATOR")
    shown = shown.translate({ord(","): thousand, ord("."): decimal})
    return (MINUS if value < 0 else "") + shown


def typed(value, *, sign: str = "") -> str:
    """`value` as a person types it: without thousand signs, and never so that `parse_number` reads it in two ways; `sign` is the decimal sign, unless it is the language's."""
    whole, _point, fraction = format(Decimal(value), "f").partition(".")
    if len(fraction) == 3:
        fraction += "0"
    return whole + ((sign or get_format("DECIMAL_SEPARATOR")) + fraction if fraction else "")


def quantity(value, unit: str) -> str:
    """A value with its unit, never parted: `39,47 %`, `Rp 1.250.000`, `12 KK`."""
    return f"Rp{NO_BREAK}{number(value)}" if unit == "Rp" else f"{number(value)}{NO_BREAK}{unit}"


def unparted(text: str) -> str:
    """A text that somebody wrote, with its percentages never parted at the end of a line."""
    return re.sub(r"(?<=[0-9]) (?=%)", NO_BREAK, text)


LONGEST_KEY = 18  # digits; the database counts no further, and Python refuses to read thousands of them


def is_key(text: str) -> bool:
    """Whether a text can be the key of a row."""
    return text.isdecimal() and len(text) <= LONGEST_KEY


def asked_number(text: str, *, digits: int = 4) -> int | None:
    """A number from an address, of at most so many digits, as a year has; None for whatever else stands there."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None
