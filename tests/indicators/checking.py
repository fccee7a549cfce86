"""Figures to be checked: drafts of one district, what is published of it, and what is warned of."""

from ssk_portal.indicators.models import Achievement, Indicator, Publisher
from tests.indicators import factories


def draft(regions, code="sanitasi-layak", *, year=2022, value="78", **fields) -> Achievement:
    indicator = Indicator.objects.get(code=code)
    common = {"indicator": indicator, "region": regions["63.09"], "publisher": Publisher.objects.get(code="pokja"), "source": "Laporan 2022, hal. 3"}
    return Achievement.objects.get(pk=Achievement.objects.create(**common, year=year, value=value, **fields).pk)


def warned(row) -> list[str]:
    return [warning.check for warning in Achievement.objects.get(pk=row.pk).warnings]


def publish(*points, **columns):
    factories.publish(*(factories.row(year=str(year), value=value, **columns) for year, value in points))
