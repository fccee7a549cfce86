"""The rows of a template to take away: each indicator of each region, with what stands and what was a year before."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.numbers import quantity
from ssk_portal.indicators.models import Area, Direction, Indicator, Target
from ssk_portal.indicators.template.vocabulary import LETTERS, Vocabulary
from ssk_portal.regions.models import Region
from ssk_portal.review.states import State
from ssk_portal.screens.sheets.template import LOCKED, Leaf

DEFINITIONS = gettext_lazy("Definitions")


@dataclass(frozen=True)
class Wanted:
    """Which template somebody asked for."""

    year: int
    regions: list[Region]
    indicators: list[Indicator]

    @property
    def places(self) -> Iterator[tuple[Region, Indicator]]:
        """Every indicator that is counted in each region."""
        for region in self.regions:
            yield from ((region, indicator) for indicator in self.indicators if indicator.is_counted_in(region))


def rows_of(wanted: Wanted, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The rows by name of column; two queries, however many they are.

    Of regions that this person does not write for, names and codes only: such rows are for the region itself.
    """
    figures, before = _figures(wanted, vocabulary), _before(wanted, vocabulary)
    rows = []
    for region, indicator in wanted.places:
        for layer in _layers(region, vocabulary):
            key = (region.pk, indicator.pk, layer and layer.pk)
            kept = figures.pop(key, []) if vocabulary.may_fill(region) else []
            common = _about(region, indicator, layer, wanted, vocabulary) | {"before": before.get(key, "")}
            rows += [common | _of(figure, vocabulary) for figure in kept] or [common]
        for key in [key for key in figures if key[:2] == (region.pk, indicator.pk)] if vocabulary.model is Target else ():
            rows += [_about(region, indicator, figure.layer, wanted, vocabulary) | {"before": before.get(key, "")} | _of(figure, vocabulary) for figure in figures.pop(key)]
    return rows


def _layers(region, vocabulary) -> list:
    """The layers of which a region gets an empty row; achievements have none."""
    return [layer for layer in vocabulary.layers if layer.level == region.level] if vocabulary.model is Target else [None]


def _figures(wanted, vocabulary) -> dict[tuple, list]:
    """What this person may write of that year, or has written and submitted, by region, indicator and layer."""
    found = defaultdict(list)
    related = ("layer",) if vocabulary.model is Target else ()
    rows = vocabulary.model.objects.visible_to(vocabulary.user).filter(year=wanted.year, region__in=wanted.regions, indicator__in=wanted.indicators)
    rows = rows.filter(state=State.PUBLISHED) if vocabulary.publishes else rows.exclude(state=State.PUBLISHED)
    for row in rows.select_related("publisher", *related).order_by("publisher__order", "pk"):
        found[row.region_id, row.indicator_id, getattr(row, "layer_id", None)].append(row)
    return found


def _before(wanted, vocabulary) -> dict[tuple, str]:
    """What counted a year before, with who says so."""
    rows = vocabulary.model.objects.settled().filter(
        year=wanted.year - 1, area=Area.TOTAL, region__in=wanted.regions, indicator__in=wanted.indicators, **{vocabulary.model.mark: True}
    )
    units = {indicator.pk: indicator.unit for indicator in wanted.indicators}
    found = {}
    for row in rows.select_related("publisher"):
        shown = quantity(row.value, units[row.indicator_id])
        found[row.region_id, row.indicator_id, getattr(row, "layer_id", None)] = f"{shown} ({row.publisher})" if row.publisher else shown
    return found


def _about(region, indicator, layer, wanted, vocabulary) -> dict[str, Any]:
    about = {
        "mark": vocabulary.mark(wanted.year),
        "region": region.code,
        "region_name": region.full_name,
        "indicator": indicator.code,
        "indicator_name": indicator.name,
        "unit": indicator.get_unit_display(),
        "year": wanted.year,
        "area": Area.TOTAL.label,
    }
    return about | {"layer": layer.name} if layer else about


def _of(figure, vocabulary) -> dict[str, Any]:
    """What stands, as it is filled in."""
    numbers = {name: value for name in ("value", "numerator", "denominator") if (value := getattr(figure, name, None)) is not None}
    if getattr(figure, "computed", False):
        del numbers["value"]  # left empty it is computed again
    texts = {name: getattr(figure, name) for name in ("source", "page", "note", "indicator_as_published", "framework", "published_via")}
    told = {"code": f"{LETTERS[vocabulary.model]}{figure.pk}", "area": figure.get_area_display(), "state": figure.get_state_display()}
    return told | numbers | texts | {"publisher": figure.publisher and figure.publisher.name, LOCKED: not figure.is_open and not figure.is_published}


def definitions(indicators) -> Leaf:
    """How the indicators of the template are defined; nobody changes it here."""
    head = [_("Code"), _("Indicator"), _("Unit"), _("Direction"), _("Definition"), _("Numerator"), _("Denominator"), _("Method"), _("Who reports"), _("Possible values")]
    lines = [
        [
            indicator.code, indicator.name, indicator.get_unit_display(), Direction(indicator.direction).label, indicator.definition, indicator.numerator, indicator.denominator,
            indicator.method, indicator.reporter, _range(indicator),
        ] for indicator in indicators
    ]  # fmt: skip
    return Leaf(DEFINITIONS, (22, 34, 12, 18, 50, 34, 34, 40, 30, 18), [head, *lines])


def _range(indicator) -> str:
    low, high = (quantity(bound, indicator.unit) if bound is not None else "" for bound in (indicator.lowest, indicator.highest))
    return f"{low or '…'} – {high or '…'}" if low or high else ""
