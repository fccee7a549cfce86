"""The page of the brief for the head of a district, and its paper."""

from django.utils.translation import gettext as _

from ssk_portal.common.pdf import paper
from ssk_portal.reporting.brief.paper import brief_paper
from ssk_portal.reporting.brief.summary import Brief, brief_of, districts_read
from ssk_portal.reporting.regions import trail
from ssk_portal.screens.base import PageScreen, Screen, row_or_404


class _OfDistrict(Screen):
    """Read by whoever reads the red thread of the district: it, its province, the country."""

    permission = "region.view"
    http_method_names = ["get", "head"]

    def brief(self) -> Brief:
        user = self.request.user
        return brief_of(row_or_404(districts_read(user), code=self.kwargs["code"]), user)


class RegionBrief(_OfDistrict, PageScreen):
    template_name = "reporting/region_brief.html"

    def get_context_data(self, **kwargs):
        brief = self.brief()
        return super().get_context_data(brief=brief, region=brief.region, breadcrumbs=trail(brief.region, (_("Brief for the head of the region"), None)), **kwargs)


class RegionBriefPrint(_OfDistrict):
    """One sheet, Indonesian whatever language the page is read in."""

    def get(self, request, code):
        return paper(brief_paper(self.brief, by=request.user), f"ringkasan-{code}.pdf")
