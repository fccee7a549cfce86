"""One indicator in one region: its values, chart, targets and pace on a page of their own."""

from django.db.models import Prefetch
from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from ssk_portal.indicators.comparison.peers import PROVINCES
from ssk_portal.indicators.models import Area, DefinitionChange, Indicator
from ssk_portal.indicators.series import series_of
from ssk_portal.indicators.views.crumbs import crumbs
from ssk_portal.regions.models import Region
from ssk_portal.screens.base import PageScreen, RowScreen, row_or_404


class SeriesDetail(PageScreen, RowScreen):
    model = Region
    permission = "figure.view"
    template_name = "indicators/series.html"

    def get_context_data(self, pk, code, **kwargs):
        region = row_or_404(self.get_queryset().at_work().select_related("parent"), code=code)
        changes = Prefetch("changes", DefinitionChange.objects.order_by("-year"))
        indicator = row_or_404(Indicator.objects.visible_to(self.request.user).counted_in(region).select_related("region").prefetch_related(changes), pk=pk)
        series = series_of(indicator, region, self._area(), user=self.request.user, changes=list(indicator.changes.all()))
        here = reverse("indicators:series", args=[pk, code])
        return super().get_context_data(
            series=series,
            line=series.line,
            indicator=indicator,
            region=region,
            comparison=_comparison(series),
            tabs=[{"label": Area(each).label, "url": f"{here}?area={each}", "current": each == series.area} for each in series.areas] if len(series.areas) > 1 else [],
            breadcrumbs=crumbs((region.full_name, reverse("indicators:region_figures", args=[code])), (str(indicator), None)),
            **kwargs,
        )

    def _area(self) -> str:
        asked = self.request.GET.get("area", "")
        if asked and asked not in Area.values:
            raise Http404
        return asked


def _comparison(series) -> str:
    """Where the region stands among others in the year of its value: the country and a province with what those below come to, a district with those around it."""
    asked = {"di": PROVINCES if series.region.is_country else series.region.code[:2], "area": series.area}
    if series.line and series.line.achievement:
        asked["tahun"] = series.line.achievement.year
    return f"{reverse('indicators:comparison', args=[series.indicator.pk])}?{urlencode(asked)}"
