"""What a row of a template makes different of a figure, in words."""

from typing import Any

from ssk_portal.common.numbers import number, quantity
from ssk_portal.indicators.filling import computed_value
from ssk_portal.indicators.models.achievements import NUMBERS
from ssk_portal.screens.sheets.columns import as_shown

TEXTS = ("source", "page", "note", "indicator_as_published", "framework", "published_via")


def differ(figure, values: dict[str, Any], headings: dict[str, str]) -> dict[str, str]:
    """The differences in words, by column; they are put into the figure. Of a new one all that is filled in is told."""
    is_new, told = figure._state.adding, {}
    for name, value in _wanted(figure, values).items():
        before = getattr(figure, name, None)
        if _is_same(before, value) and not (is_new and name == "value"):
            continue
        said = _said(figure, name, value)
        told[name] = f"{headings[name]}: {said}" if is_new else f"{headings[name]}: {_said(figure, name, before)} → {said}"
        setattr(figure, name, value)
    _tell_computed(figure, values, headings, told)
    return told


def _wanted(figure, values) -> dict[str, Any]:
    wanted = {name: values[name] for name in (*NUMBERS, "publisher", *TEXTS) if name in values}
    return wanted | {"value": computed_value(figure.indicator, values["numerator"], values["denominator"])} if values["value"] is None else wanted


def _tell_computed(figure, values, headings, told) -> None:
    """A value that was left empty was computed, and it is said so."""
    computed = values["value"] is None
    if computed and ("value" in told or not figure.computed):
        figure.computed = True
        told["value"] = f"{headings['value']}: {figure.read_back}"
    elif not computed and getattr(figure, "computed", False):
        figure.computed = False
        told["value"] = f"{headings['value']}: {figure.shown_value}"


def _is_same(before, value) -> bool:
    """A cell is one line, whatever the text is."""
    return " ".join(before.split()) == value if isinstance(before, str) else before == value


def _said(figure, name, value) -> str:
    """A number is said the way it was read, the value with its unit."""
    if value is None or name not in NUMBERS:
        return as_shown(value)
    return quantity(value, figure.indicator.unit) if name == "value" else number(value)
