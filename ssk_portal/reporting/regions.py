"""The pages of regions: a province, a district with its red thread, and their timelines."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from ssk_portal.common.numbers import asked_number
from ssk_portal.indicators.quality.told import OF_ALL_ELSE, disagreements_of, with_disagreements
from ssk_portal.regions.models import Region
from ssk_portal.reporting import board, board_body, thread
from ssk_portal.reporting.timelines import timeline
from ssk_portal.screens.base import PageScreen, RowScreen, row_or_404


class RegionDetail(RowScreen):
    """A region's page. For a district the red thread: where it stands, what is open, and all that belongs to it."""

    permission = "region.view"
    model = Region

    def get(self, request, code):
        regions = self.get_queryset().at_work().select_related("parent", "province")
        self.region = row_or_404(with_disagreements(thread.attached(regions, request.user), OF_ALL_ELSE), code=code)
        return self._page()

    def _page(self):
        region, user = self.region, self.request.user
        in_reach = user.region.reaches(region)
        context = {
            "region": region,
            "breadcrumbs": trail(region),
            "in_reach": in_reach,
            "own": user.region_id == region.pk,
            "pokjas": thread.pokjas_of(region, user),
            "clinics": thread.clinics_of(region, user),
            "figures": thread.figures_of(region),
            "disagreements": disagreements_of(region),
            "timeline": timeline(region, limit=8) if in_reach else [],
            "zone": region.time_zone,
        }
        if region.is_district and in_reach:
            late = region.agreed["late"] if region.agreed else 0
            context |= thread.milestones_of(region) | {"statuses": thread.statuses_of(region), "agreements": thread.agreements_of(region), "late": late}
        elif region.is_province and in_reach:
            cells = board.cells_of(region)
            numbers = board.numbers_of(cells)
            context |= {"numbers": numbers, "body": board_body.body_of(cells, numbers), "duties": thread.duties_of(region)}
        template = "reporting/district_detail.html" if region.is_district else "reporting/province_detail.html"
        return render(self.request, template, context)


def trail(region, *rest):
    """The way from the list of regions to `region`, and on to a page about it."""
    above = [(region.parent.full_name, region.parent.get_absolute_url())] if region.is_district else []
    here = (region.full_name, region.get_absolute_url() if rest else None)
    return [(gettext("Regions"), reverse("reporting:region_list")), *above, here, *rest]


class RegionTimeline(PageScreen):
    """All that happened in a region's rows, newest first."""

    permission = "history.view"
    template_name = "reporting/region_timeline.html"
    limit = 50

    def get_context_data(self, **kwargs):
        regions = Region.objects.within(self.request.user.region).select_related("parent")
        region = row_or_404(regions, code=self.kwargs["code"])
        page = self._page_number()
        entries = timeline(region, limit=self.limit + 1, skip=(page - 1) * self.limit)
        older = page + 1 if len(entries) > self.limit else None
        way = trail(region, (gettext("Timeline"), None))
        return super().get_context_data(breadcrumbs=way, region=region, timeline=entries[: self.limit], older=older, page=page, zone=region.time_zone, **kwargs)

    def _page_number(self) -> int:
        return asked_number(self.request.GET.get("halaman", "")) or 1
