"""The disagreements between sources of one region, read in the region's own statement."""

from django.db.models import OuterRef

from ssk_portal.common.nested import nested, unnest
from ssk_portal.indicators.models import Disagreement
from ssk_portal.indicators.models.disagreements import About

LINKS = ("indicator", "other_indicator")
OF_FIGURES, OF_ALL_ELSE = (About.FIGURE,), (About.CLINIC, About.REGION)


def with_disagreements(regions, about):
    """`regions`, each with what `disagreements_of` tells: those `about` something of these kinds."""
    return regions.annotate(told=nested(Disagreement.objects.filter(region=OuterRef("pk"), about__in=about).order_by("about", "topic_id"), *LINKS))


def disagreements_of(region) -> list[Disagreement]:
    """What `with_disagreements` read along with `region`; asks nothing more."""
    rows = unnest(Disagreement, region.told, *LINKS)
    for row in rows:
        row.region = region
    return rows
