"""The board as a file: what is seen, in the order it is seen, under lines that say what that is."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ssk_portal.reporting.board import PROVINCE, left_of, number_of, rows_of
from ssk_portal.review.states import State


def said(title: str, day, told) -> list[list]:
    """The lines above the headings: whose board, as of which day, filters and order; `told` is label and value."""
    return [[title], [_("As of"), date_format(day)], *([label, value] for label, value in told), []]


def sheet(cells, numbers, provinces) -> Iterator[list]:
    """The cells as rows, headings first: a row a district."""
    words = dict(State.choices)
    of_each = (_("State"), _("Year"), _("Days in state"), _("Missing"), _("Late"))
    yield [_("Code"), _("Province"), _("Regency or city"), _("Cohort"), _("Left the programme"), *(f"{heading} M{number}" for number in numbers for heading in of_each)]
    for row in rows_of(cells):
        code, kind, name, cohort = row[0][:4]
        if kind == PROVINCE:
            continue
        found = {number_of(cell): cell for cell in row}
        line = [code, provinces[code[:2]], f"{kind.capitalize()} {name}", cohort, _("yes") if left_of(row[0]) else None]
        for number in numbers:
            line += _columns(found[number], words) if number in found else [_("not assisted") if None in found else None, *[None] * 4]
        yield line


def _columns(cell, words) -> list:
    _number, _pk, state, days, lacking, round_, late, *_rest = cell[4:]
    return [str(words[state]), round_ or 1, days, lacking, _("yes") if late else None]
