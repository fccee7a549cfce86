"""Taking up the definitions and the published figures from the files in `fixtures/`.

Only what is missing is made: what an officer has edited since stays as edited.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from ssk_portal.indicators.importing import Outcome, import_figures
from ssk_portal.indicators.models import Indicator, Publisher, TargetLayer

FIXTURES = settings.BASE_DIR / "fixtures"


def load_reference(folder: Path = FIXTURES) -> int:
    """Make the indicators, target layers and publishers that are missing; returns how many."""
    with transaction.atomic():
        return sum((_load_indicators(folder), _load(TargetLayer, folder / "target_layers.json"), _load(Publisher, folder / "publishers.json")))


def load_figures(folder: Path = FIXTURES) -> Outcome:
    """Take `indicators.csv` through the importer; a second time changes nothing."""
    return import_figures((folder / "indicators.csv").read_bytes())


def _missing(model, path: Path) -> Iterator[dict]:
    known = set(model.objects.values_list("code", flat=True))
    return (entry for entry in json.loads(path.read_text(encoding="utf-8")) if entry["code"] not in known)


def _load(model, path: Path) -> int:
    return len([_make(model, entry) for entry in _missing(model, path)])


def _load_indicators(folder: Path) -> int:
    """An indicator stands in the file after the one it is part of."""
    made = 0
    for entry in _missing(Indicator, folder / "indicators.json"):
        whole = entry["part_of"]
        _make(Indicator, entry | {"part_of": Indicator.objects.get(code=whole) if whole else None})
        made += 1
    return made


def _make(model, entry: dict):
    row = model(**entry)
    row.full_clean()
    row.save()
    return row
