"""Taking up the definitions from the files in `fixtures/`.

Only what is missing is made: what an officer has edited since stays as edited.
"""

import json
from pathlib import Path

from django.conf import settings
from django.db import transaction

from ssk_portal.indicators.models import DefinitionChange, Disagreement, Indicator, Publisher, TargetLayer
from ssk_portal.regions.models import Region

FIXTURES = settings.BASE_DIR / "fixtures"


def load_reference(folder: Path = FIXTURES) -> int:
    """Make the indicators, target layers and publishers that are missing; returns how many."""
    with transaction.atomic():
        return sum((_load_indicators(folder), _load(TargetLayer, folder / "target_layers.json"), _load(Publisher, folder / "publishers.json")))


def load_disagreements(folder: Path = FIXTURES) -> int:
    """Make the disagreements between sources that are missing, once regions and indicators are there; returns how many.

    One that names a region which the portal does not hold is left out: a portal may be filled with one province only.
    """
    regions = {region.code: region for region in Region.objects.at_work()}
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    entries = [entry for entry in _entries(Disagreement, folder / "disagreements.json") if entry["region"] in regions]
    linked = [entry | {"region": regions[entry["region"]]} | {name: indicators.get(entry[name]) for name in ("indicator", "other_indicator")} for entry in entries]
    with transaction.atomic():
        return len(_make(Disagreement, linked))


def _entries(model, path: Path) -> list[dict]:
    """The entries of a file that the portal does not hold yet."""
    known = set(model.objects.values_list("code", flat=True))
    return [entry for entry in json.loads(path.read_text(encoding="utf-8")) if entry["code"] not in known]


def _load(model, path: Path) -> int:
    return len(_make(model, _entries(model, path)))


def _load_indicators(folder: Path) -> int:
    """Those that are whole in themselves come first, then the parts of what is there."""
    waiting, made = _entries(Indicator, folder / "indicators.json"), 0
    while waiting:
        whole = {None: None} | {indicator.code: indicator for indicator in Indicator.objects.all()}
        ready = [entry | {"part_of": whole[entry["part_of"]]} for entry in waiting if entry["part_of"] in whole]
        if not ready:
            raise ValueError(f"part of an unknown indicator: {waiting[0]['code']}")
        made += _make_indicators(ready)
        waiting = [entry for entry in waiting if entry["part_of"] not in whole]
    return made


def _make_indicators(entries: list[dict]) -> int:
    """The indicators with the changes of their definitions."""
    changes = [entry.pop("changes", []) for entry in entries]
    rows = _make(Indicator, entries)
    _make(DefinitionChange, [change | {"indicator": row} for row, several in zip(rows, changes, strict=True) for change in several])
    return len(rows)


def _make(model, entries: list[dict]) -> list:
    rows = [model(**entry) for entry in entries]
    for row in rows:
        row.clean_fields()
    return model.objects.bulk_create(rows)
