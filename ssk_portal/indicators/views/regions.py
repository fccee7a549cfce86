"""The figures of one region: all indicators in one table, with gaps, charts, disputes and sources."""

from django.http import Http404
from django.utils.translation import gettext as _

from ssk_portal.common.numbers import asked_number
from ssk_portal.indicators.models import Sector
from ssk_portal.indicators.quality.told import OF_FIGURES, disagreements_of, with_disagreements
from ssk_portal.indicators.reading import read
from ssk_portal.indicators.views.crumbs import crumbs, tabs
from ssk_portal.regions.models import Region
from ssk_portal.screens.base import PageScreen, RowScreen, row_or_404


class RegionFigures(PageScreen, RowScreen):
    model = Region
    permission = "figure.view"
    template_name = "indicators/region_figures.html"

    def get_context_data(self, code, **kwargs):
        region = row_or_404(with_disagreements(self.get_queryset().at_work().select_related("parent"), OF_FIGURES), code=code)
        year, sector = self._year(), self._sector()
        user = self.request.user
        current = "region" if region == user.region else ""
        return super().get_context_data(
            region=region,
            year=year,
            sector=sector,
            sectors=Sector.choices,
            **vars(read(region, user, year=year, sector=sector)),
            disagreements=disagreements_of(region),
            may_enter=user.may("figure.publish") or (user.may("figure.fill") and region == user.region),
            title=_("Indicators of %(region)s") % {"region": region.full_name},
            breadcrumbs=crumbs((region.full_name, None)),
            tabs=tabs(user, current),
            **kwargs,
        )

    def _year(self) -> int | None:
        year = self.request.GET.get("tahun", "")
        if not year:
            return None
        if len(year) != 4 or (asked := asked_number(year)) is None:
            raise Http404
        return asked

    def _sector(self) -> str:
        sector = self.request.GET.get("sektor", "")
        if sector and sector not in Sector.values:
            raise Http404
        return sector
