"""Whether a row still says what the template said, and all that a figure needs."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ssk_portal.indicators.filling import computed_value, percent_fault
from ssk_portal.indicators.models import Achievement
from ssk_portal.indicators.models.achievements import NUMBERS
from ssk_portal.regions.names import is_name_of
from ssk_portal.screens.sheets.columns import same
from ssk_portal.screens.sheets.reading import Row


def faults_in(row: Row, model) -> list[tuple[str, str]]:
    """What is wrong with a row by itself: column and sentence."""
    return [(column, sentence) for column, sentence in (_region(row), _indicator(row), _unit(row), *_signs(row), _value(row, model), _publisher(row, model)) if sentence]


def _region(row):
    """Names and units belong to their codes; otherwise cells were moved against each other."""
    region, written = row.values["region"], same(row.values["region_name"])
    moved = written and not is_name_of(region, written)
    return "region_name", moved and _("The code %(code)s belongs to %(name)s. Were cells moved?") % {"code": region.code, "name": region.full_name}


def _indicator(row):
    indicator, written = row.values["indicator"], same(row.values["indicator_name"])
    moved = written and written not in (same(indicator.name_id), same(indicator.name_en))
    return "indicator_name", moved and _("The code %(code)s belongs to “%(name)s”. Were cells moved?") % {"code": indicator.code, "name": indicator.name}


def _unit(row):
    indicator, written = row.values["indicator"], same(row.values["unit"])
    unit = indicator.get_unit_display()
    return "unit", written and written not in (same(indicator.unit), same(str(unit))) and _("“%(indicator)s” is counted in %(unit)s.") % {"indicator": indicator, "unit": unit}


def _signs(row):
    """A percentage stands only where one is counted."""
    return [(name, percent_fault(row.values["indicator"], name, row.cells[name])) for name in NUMBERS if name in row.cells]


def _value(row, model):
    """The value, or of a percentage the two numbers that give it."""
    values = row.values
    if values["value"] is not None:
        return "value", ""
    try:
        if model is Achievement and not (values["code"] and values["numerator"] is values["denominator"] is None):
            computed_value(values["indicator"], values["numerator"], values["denominator"])
            return "value", ""
    except ValidationError as error:
        return next((column, " ".join(sentences)) for column, sentences in error.message_dict.items())
    if values["code"]:
        return "value", _("A figure that is there is not deleted by an empty cell. Delete it on its page, or write the value.")
    return "value", _("Write the value. No data yet is not zero: leave such a year out.")


def _publisher(row, model):
    return "publisher", model is Achievement and row.values["publisher"] is None and _("This cell must be filled in.")
