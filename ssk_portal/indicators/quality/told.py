"""The disagreements between sources of one region, read in the region's own statement."""

from django.db.models import OuterRef

from ssk_portal.common.nested import nested, unnest
from ssk_portal.indicators.models import Disagreement

LINKS = ("indicator", "other_indicator")


def with_disagreements(regions):
    """`regions`, each with what `disagreements_of` tells."""
    return regions.annotate(told=nested(Disagreement.objects.filter(region=OuterRef("pk")).order_by("topic_id"), *LINKS))


def disagreements_of(region) -> list[Disagreement]:
    rows = unnest(Disagreement, region.told, *LINKS)
    for row in rows:
        row.region = region
    return rows
