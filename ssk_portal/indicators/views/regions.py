"""The figures of one region: all indicators in one table, with gaps, disputes and sources."""

from django.http import Http404
from django.utils.translation import gettext as _

from ssk_portal.indicators.models import SETTLED, Achievement, Target
from ssk_portal.indicators.reading import lines_of
from ssk_portal.indicators.views.crumbs import crumbs, tabs
from ssk_portal.regions.models import Region
from ssk_portal.screens.base import PageScreen, RowScreen, row_or_404


class RegionFigures(PageScreen, RowScreen):
    model = Region
    permission = "figure.view"
    template_name = "indicators/region_figures.html"

    def get_context_data(self, code, **kwargs):
        region = row_or_404(self.get_queryset().at_work().select_related("parent"), code=code)
        year = self._year()
        user = self.request.user
        current = "region" if region == user.region else ""
        return super().get_context_data(
            region=region,
            year=year,
            years=self._years(region),
            lines=lines_of(region, year),
            at_work=[*self._at_work(Achievement, region), *self._at_work(Target, region)],
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
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            raise Http404
        return int(year)

    def _years(self, region) -> list[int]:
        """The years of which anything is known, newest first."""
        known = Achievement.objects.settled().of(region).order_by().values_list("year").union(Target.objects.settled().of(region).order_by().values_list("year"))
        return sorted((year for (year,) in known), reverse=True)

    def _at_work(self, model, region):
        """Drafts and what waits for review, for whoever may see them."""
        rows = model.objects.visible_to(self.request.user).of(region).exclude(state__in=SETTLED)
        return rows.select_related("indicator", "region").order_by("state", "-year", "pk")
