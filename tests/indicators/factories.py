"""Figures for tests, made through the portal's own verbs, and the csv they come from."""

import csv
import io
from decimal import Decimal

from django.conf import settings

from ssk_portal.indicators.csv_import.importing import import_figures
from ssk_portal.indicators.csv_import.reading import COLUMNS
from ssk_portal.indicators.models import Achievement, Indicator, Publisher, Target, TargetLayer
from ssk_portal.regions.published import country_and_districts, rows, take_up, take_up_aliases
from ssk_portal.review.actions import advance

FIXTURES = settings.BASE_DIR / "fixtures"


def published_rows() -> list[dict]:
    """The rows of the published csv."""
    return list(rows(FIXTURES / "indicators.csv"))


def published_figures():
    """The whole published csv, taken through the importer."""
    return import_figures((FIXTURES / "indicators.csv").read_bytes())


def whole_country() -> None:
    """The 38 provinces and 514 districts, with their older names."""
    take_up(country_and_districts(FIXTURES))
    take_up_aliases(rows(FIXTURES / "region_aliases.csv"))


TABALONG = {
    "region_code": "63.09", "region": "Tabalong", "region_type": "kabupaten", "province": "Kalimantan Selatan",
    "indicator": "akses sanitasi layak", "indicator_as_published": "akses sanitasi layak", "area": "total", "year": "2021", "value": "77.09",
    "unit": "%", "kind": "achievement", "framework": "", "direction": "higher", "publisher": "BPS (Susenas)", "published_via": "Databoks 30 Sep 2022",
    "source": "https://example.org/susenas", "note": "",
}  # fmt: skip


def row(**changes) -> dict:
    """A row of the csv: Tabalong's improved sanitation of 2021, with changes."""
    return TABALONG | changes


def as_csv(*lines, columns=COLUMNS) -> bytes:
    """The lines as the bytes of a csv."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=columns, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode()


def publish(*lines):
    """The lines taken up as published figures."""
    return import_figures(as_csv(*lines))


def achievement(user, *, region=None, indicator="sanitasi-layak", year=2024, value="80", publisher="pokja", step=(), source="Laporan Pokja 2024, hal. 3", **fields):
    """A draft of `user`'s region; `step` lists the steps taken on it as (name, user) or (name, user, note)."""
    made = Achievement.objects.create(
        indicator=Indicator.objects.get(code=indicator), region=region or user.region, year=year, value=Decimal(value),
        publisher=Publisher.objects.get(code=publisher), source=source, **fields,
    )  # fmt: skip
    return walked(made, step)


def target(user, *, region=None, indicator="sanitasi-layak", year=2024, value="90", layer="rpjmd-kabupaten-kota", step=(), source="RPJMD 2021-2026, hal. 7", **fields):
    """A draft target of `user`'s region."""
    made = Target.objects.create(
        indicator=Indicator.objects.get(code=indicator), region=region or user.region, year=year, value=Decimal(value),
        layer=TargetLayer.objects.get(code=layer), source=source, **fields,
    )  # fmt: skip
    return walked(made, step)


def walked(row, steps):
    """`row` after the steps were taken."""
    for name, user, *note in steps:
        row = advance(row, name, by=user, note=note[0] if note else "")
    return row
