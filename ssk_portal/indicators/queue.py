"""The reviewer's queue of figures: which regions wait, and what stood in the year before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from ssk_portal.indicators.models import Achievement, Target
from ssk_portal.regions.models import Region
from ssk_portal.review.waiting import to_review


@dataclass
class Waiting:
    """One region: how many achievements and targets wait for a decision, and since when."""

    region: Region
    achievements: int = 0
    targets: int = 0
    since: datetime | None = None

    @property
    def count(self) -> int:
        return self.achievements + self.targets


def regions_waiting(user) -> list[Waiting]:
    """The regions whose figures wait for `user`, the longest waiting first; three queries."""
    counted: dict[int, dict] = {}
    for model, name in ((Achievement, "achievements"), (Target, "targets")):
        for row in model.objects.filter(to_review(user, model, "region")).order_by().values("region").annotate(count=Count("pk"), since=Min("submitted_at")):
            known = counted.setdefault(row["region"], {})
            known[name] = row["count"]
            known["since"] = min(row["since"], known.get("since", row["since"]))
    regions = Region.objects.select_related("province").in_bulk(counted)
    return sorted((Waiting(regions[pk], **known) for pk, known in counted.items()), key=lambda waiting: (waiting.since, waiting.region.code))


def years_before(targets: Sequence[Target]) -> dict[int, Target]:
    """For each target the one in force of the same layer, nearest before its year, by key; one query."""
    if not targets:
        return {}
    wanted = {f"{name}__in": {getattr(target, name) for target in targets} for name in ("indicator_id", "region_id", "area", "layer_id")}
    earlier = list(Target.objects.filter(**wanted, in_force=True).select_related("indicator").order_by("-year"))
    found = {}
    for target in targets:
        place = (target.indicator_id, target.area, target.layer_id)
        known = next((row for row in earlier if row.year < target.year and (row.indicator_id, row.area, row.layer_id) == place), None)
        if known:
            found[target.pk] = known
    return found
