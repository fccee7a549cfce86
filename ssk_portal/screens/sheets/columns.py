"""The columns of a sheet: what they are called, and how a cell of each is read."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ssk_portal.common.numbers import parse_number, typed

EXACT = 10**15  # a spreadsheet keeps no more digits of a number; of a longer one, such as an NIP, the last are lost
LOST = re.compile(r"\d([.,]\d+)?[Ee]\+\d+")  # how a spreadsheet writes a number of more digits than it keeps: 1,99001E+17
DASHES = re.compile(r"[-–—−]+")  # where lists on paper leave nothing empty; in a free text it stays as it is written, and among numbers it is asked back
LISTED = 12  # so many choices are named in a sentence; of more, the sheet has the list


def text(cell: str) -> str:
    return cell


@dataclass(frozen=True)
class Column:
    """One column. Its title and the words of its choices are lazy texts, so that they are understood in every language.

    `read` turns a cell's text, an empty one too, into a value or raises ValidationError with
    the sentence for the person. Where there are `choices` (value by words, perhaps none yet), a cell holds one
    of them or nothing; what `also` names is understood too, but not offered. `hint` stands on the sheet that says how to fill in.
    A `locked` column says what a row is about: in the template it cannot be typed over. A `numeric` one holds numbers.
    """

    name: str
    title: Any
    read: Callable[[str], Any] = text
    required: bool = False
    longest: int = 200
    choices: Mapping[Any, Any] | None = None
    also: Mapping[Any, Any] | None = None
    hint: Any = ""
    width: int = 24
    locked: bool = False
    numeric: bool = False

    def value_of(self, cell: str) -> Any:
        """The value of a cell. Raises ValidationError with the sentence for the person."""
        if DASHES.fullmatch(cell) and (self.choices is not None or self.read not in (text, decimal)):
            cell = ""
        if self.required and not cell:
            raise ValidationError(_("This cell must be filled in."))
        if len(cell) > self.longest:
            raise ValidationError(_("At most %(count)s characters fit here.") % {"count": self.longest})
        if LOST.fullmatch(cell):
            raise ValidationError(_("The spreadsheet program took this for a number, and its last digits are lost. Format the cell as text and write it once more."))
        return self.read(cell) if self.choices is None else self._chosen(cell)

    @property
    def heading(self) -> str:
        """The title as it stands at the head of the column, in the reader's language."""
        return capfirst(str(self.title))

    @cached_property
    def titles(self) -> set[str]:
        """The heading in every language, as it is compared."""
        return in_every_language(self.title)

    @cached_property
    def _known(self) -> dict[str, tuple[Any, Any]]:
        """(words, value) of each choice, by the words as they are compared; the first of like words counts."""
        known: dict[str, tuple[Any, Any]] = {}
        for words, value in [*(self.choices or {}).items(), *(self.also or {}).items()]:
            for written in in_every_language(words):
                known.setdefault(written, (words, value))
        return known

    @cached_property
    def _offered(self) -> list[str]:
        """The words of what can be chosen. What is understood and then refused, as of another region, is not proposed."""
        offered = set((self.choices or {}).values())
        return [written for written, (_words, value) in self._known.items() if value in offered]

    def _chosen(self, cell):
        if not cell:
            return None
        choices = self.choices or {}
        if cell in choices:
            return choices[cell]  # just as it is written, where two differ by their case only
        if found := self._known.get(same(cell)):
            return found[1]
        offered = [str(words) for words in choices]
        shown = {"text": shortened(cell), "choices": ", ".join(offered)}
        if near := difflib.get_close_matches(same(cell)[:100], self._offered, 1, 0.7):
            raise ValidationError(_("“%(text)s” is not known here. Is “%(near)s” meant?") % {**shown, "near": self._known[near[0]][0]})
        if not offered:
            raise ValidationError(_("“%(text)s” is not known here.") % shown)
        if len(offered) > LISTED:
            raise ValidationError(_("“%(text)s” is not known here. Choose from the list in the cell.") % shown)
        raise ValidationError(_("“%(text)s” is not known here. Choose one of: %(choices)s.") % shown)


def same(written: str) -> str:
    """A heading or a choice without what people write differently: case, spaces, the star of a required column."""
    return " ".join(written.replace("*", " ").split()).casefold()


def in_every_language(words) -> set[str]:
    """Lazy words as they are compared, in every language of the portal."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.add(same(str(words)))
    return found


def decimal(cell: str) -> Decimal | None:
    """A number with a decimal comma or point. What can be read in two ways is refused, and so is what a spreadsheet made a date of."""
    if not cell:
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell, re.ASCII):
        raise ValidationError(_("This cell holds a date: the spreadsheet program took the number for one. Format the cell as text and write the number once more."))
    if re.fullmatch(r"\d{1,4}:\d\d(:\d\d)?", cell, re.ASCII):
        raise ValidationError(_("This cell holds an hour: the spreadsheet program took the number for one. Format the cell as text and write the number once more."))
    return parse_number(cell)


def email(cell: str) -> str:
    """An e-mail address, or nothing. Raises ValidationError for what is none."""
    if cell:
        validate_email(cell)
    return cell


def telephone(cell: str) -> str:
    """A telephone number. Of one that a spreadsheet took for a number the first sign is lost: the nought, or the plus before 62.

    Numbers without either have at most eight digits in Indonesia, so a longer one can be told; a shorter one stays.
    """
    if re.fullmatch(r"62\d{9,12}", cell, re.ASCII):
        return f"+{cell}"
    return f"0{cell}" if re.fullmatch(r"[2-9]\d{8,11}", cell, re.ASCII) else cell


def as_text(value: Any) -> str:
    """A cell as a person reads it, on one line: whole numbers without a point, days as 2026-09-20.

    Signs that cannot be seen are left out: they come along when people copy, and PostgreSQL keeps no zero byte.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    # Some programs part a letter from its accent; then no name would be found again.
    return " ".join("".join(sign for sign in unicodedata.normalize("NFC", str(value)) if sign.isprintable() or sign.isspace()).split())


def as_digits(value: Any) -> str:
    """A cell of a numeric column. A number kept as such is read in one way only, and to as many digits as a spreadsheet shows."""
    if isinstance(value, float) and abs(value) < EXACT:
        return typed(Decimal(format(value, ".15g")))
    return as_text(value)


def as_shown(value: Any) -> str:
    """A value in the list of what would change."""
    if value in (None, ""):
        return "–"
    return date_format(value) if isinstance(value, date) else str(value)


def shortened(cell: str) -> str:
    """A cell's text as it may stand in a sentence."""
    return cell if len(cell) <= 80 else f"{cell[:79]}…"
