"""What must hold of a figure beside its region, indicator and layer, whoever writes it and through which door.

Where a rule is the database's too, it stands in `guards.py` and in the constraints; here it is
said in sentences, at the field that has to be mended. A single column's own limits are asked apart.
"""

from django.utils.translation import gettext as _

from ssk_portal.indicators.checks import out_of_range


def faults_of(figure) -> dict[str, str]:
    """What forbids to keep `figure` as it is, by field; what is not filled in is not judged."""
    found = {"indicator": _place_fault(figure), "source": _source_fault(figure), "layer": _layer_fault(figure), "value": _value_fault(figure)}
    return {field: sentence for field, sentence in found.items() if sentence}


def _place_fault(figure) -> str:
    if not (figure.indicator_id and figure.region_id) or figure.indicator.is_counted_in(figure.region):
        return ""
    said = {"indicator": figure.indicator, "home": figure.indicator.home}
    return _("“%(indicator)s” is a local indicator of %(home)s; figures of it are kept there only.") % said


def _source_fault(figure) -> str:
    return _("A published figure names its source.") if figure.is_published and not figure.source else ""


def _layer_fault(figure) -> str:
    """National and provincial layers are entered by those levels."""
    if not (_is_own_target(figure) and figure.layer_id and figure.region_id) or figure.layer.level == figure.region.level:
        return ""
    return _("Targets of the layer “%(layer)s” are entered by another level.") % {"layer": figure.layer}


def _value_fault(figure) -> str:
    """Of an achievement it is a warning only, which can be answered."""
    if not (_is_own_target(figure) and figure.indicator_id) or figure.value is None:
        return ""
    return out_of_range(figure.indicator, figure.value)


def _is_own_target(figure) -> bool:
    """A published target is kept as it was published; one's own cannot be meant so."""
    return figure.mark == "in_force" and not figure.is_published
