"""Values that disagree: several of one indicator, region, year and area, or several targets of one layer."""

from django.db.models import Exists, OuterRef

from ssk_portal.indicators.groups import FigureGroup
from ssk_portal.indicators.models import Achievement, Target

MODELS = {"achievement": Achievement, "target": Target}


def disputes(region, *, kinds=("achievement", "target"), **narrowed) -> list[FigureGroup]:
    """Every group in `region` and below whose settled values differ, the one that counts first; `narrowed` to fields of a figure; one query a kind."""
    return [group for kind in kinds for group in _disputes(MODELS[kind], region, narrowed)]


def _disputes(model, region, narrowed) -> list[FigureGroup]:
    rivals = model.objects.settled().filter(**{name: OuterRef(name) for name in model.group}).exclude(value=OuterRef("value"))
    differing = model.objects.settled().within(region).filter(Exists(rivals), **narrowed)
    related = ("indicator", "region", "publisher", *(["layer"] if model is Target else []))
    found: dict[tuple, list] = {}
    for row in differing.select_related(*related).order_by("indicator__order", "indicator_id", "region__code", "-year", "area", "pk"):
        found.setdefault(row.group_key, []).append(row)
    return [FigureGroup(sorted(rows, key=lambda row: (not row.counts, row.value, row.pk))) for rows in found.values()]
