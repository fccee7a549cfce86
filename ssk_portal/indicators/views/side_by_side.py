"""The targets of one region, layer beside layer."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ssk_portal.indicators.side_by_side import targets_side_by_side
from ssk_portal.indicators.views.crumbs import crumbs, tabs
from ssk_portal.regions.models import Region
from ssk_portal.screens.base import PageScreen, RowScreen, row_or_404


class RegionTargets(PageScreen, RowScreen):
    model = Region
    permission = "figure.view"
    template_name = "indicators/region_targets.html"

    def get_context_data(self, code, **kwargs):
        region, user = row_or_404(self.get_queryset().at_work().select_related("parent"), code=code), self.request.user
        layers, rows = targets_side_by_side(region, user)
        return super().get_context_data(
            region=region,
            layers=layers,
            rows=rows,
            may_enter=user.may("figure.publish") or (user.may("figure.fill") and region == user.region),
            title=_("Targets of %(region)s") % {"region": region.full_name},
            breadcrumbs=crumbs((region.full_name, reverse("indicators:region_figures", args=[region.code])), (_("Targets"), None)),
            tabs=tabs(user, "region" if region == user.region else ""),
            **kwargs,
        )
