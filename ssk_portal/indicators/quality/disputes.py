"""Values that disagree: several of one indicator, region, year and area, or several targets of one layer."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.text import capfirst

from ssk_portal.indicators.models import Achievement, Target
from ssk_portal.indicators.why import why_it_counts

MODELS = {"achievement": Achievement, "target": Target}


@dataclass(frozen=True)
class Dispute:
    """The values of one group, the one that counts first, and why it does."""

    sides: list

    @property
    def first(self):
        return self.sides[0]

    @property
    def kind(self) -> str:
        return self.first._meta.model_name

    # For the columns of the table.
    @property
    def indicator(self):
        return self.first.indicator

    @property
    def region(self):
        return self.first.region

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def why(self) -> str:
        """Why the first one counts; empty where none does."""
        return capfirst(why_it_counts(self.sides))


def disputes(region, *, kinds=("achievement", "target"), **narrowed) -> list[Dispute]:
    """Every group in `region` and below whose settled values differ, `narrowed` to fields of a figure; one query a kind."""
    return [dispute for kind in kinds for dispute in _disputes(MODELS[kind], region, narrowed)]


def _disputes(model, region, narrowed) -> list[Dispute]:
    rivals = model.objects.settled().filter(**{name: OuterRef(name) for name in model.group}).exclude(value=OuterRef("value"))
    differing = model.objects.settled().within(region).filter(Exists(rivals), **narrowed)
    related = ("indicator", "region", "publisher", *(["layer"] if model is Target else []))
    found: dict[tuple, list] = {}
    for row in differing.select_related(*related).order_by("indicator__order", "indicator_id", "region__code", "-year", "area", "pk"):
        found.setdefault(row.group_key, []).append(row)
    return [Dispute(sorted(sides, key=lambda row: (not row.counts, row.value, row.pk))) for sides in found.values()]
