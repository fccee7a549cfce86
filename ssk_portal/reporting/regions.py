"""The pages of regions: a province, a district with its red thread, and their timelines."""

from django.db.models import F, OuterRef, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ssk_portal.clinics.models import Clinic
from ssk_portal.common.nested import nested, unnest
from ssk_portal.indicators.models import Achievement, Target
from ssk_portal.milestones.models import ReportedStatus
from ssk_portal.milestones.overview import reported_of
from ssk_portal.pokja.models import Decree, Pokja
from ssk_portal.regions.models import Region
from ssk_portal.reporting import board
from ssk_portal.reporting.timelines import timeline
from ssk_portal.review.states import State
from ssk_portal.screens.base import PageScreen, RowScreen, row_or_404


class RegionDetail(RowScreen):
    """A region's page. For a district: Pokja, milestones, clinics, indicators, timeline."""

    permission = "region.view"
    model = Region

    def get(self, request, code):
        regions = self.get_queryset().at_work().select_related("parent", "province").annotate(reported=reported_of("pk", most=6))
        self.region = row_or_404(regions, code=code)
        return self._page()

    def _page(self):
        region, user = self.region, self.request.user
        in_reach = user.region.reaches(region)
        context = {
            "region": region,
            "in_reach": in_reach,
            "pokjas": self._pokjas(),
            "clinics": self._clinics(),
            "figures": self._figures(),
            "timeline": timeline(region, limit=8) if in_reach else [],
            "zone": region.time_zone,
        }
        if region.is_district:
            context |= self._milestones(in_reach)
        elif region.is_province and in_reach:
            context["groups"] = board.by_district(board.cells_of(region))
            context["numbers"] = board.numbers_of(context["groups"])
            context["body"] = board.body(context["groups"], context["numbers"])
        template = "reporting/district_detail.html" if region.is_district else "reporting/province_detail.html"
        return render(self.request, template, context)

    def _pokjas(self):
        decrees = Decree.objects.filter(pokja=OuterRef("pk")).order_by(F("date").desc(nulls_last=True), "-pk")
        pokjas = list(Pokja.objects.visible_to(self.request.user).of(self.region).select_related("secretariat").annotate(newest=nested(decrees, most=1)))
        for pokja in pokjas:
            pokja.decree = next(iter(unnest(Decree, pokja.newest)), None)
        return pokjas

    def _clinics(self):
        clinics = Clinic.objects.visible_to(self.request.user)
        taking_part = Q(participations__district=self.region)
        return clinics.filter(Q(region=self.region) | taking_part).distinct()[:8]

    def _figures(self):
        settled = Achievement.objects.settled().of(self.region).filter(is_reference=True)
        newest = settled.order_by("indicator__order", "indicator_id", "-year").distinct("indicator__order", "indicator_id")
        target = Target.objects.settled().filter(indicator=OuterRef("indicator"), region=OuterRef("region"), area=OuterRef("area"), year__gte=OuterRef("year"), in_force=True)
        figures = list(newest.select_related("indicator", "publisher").annotate(nearest=nested(target.order_by("year", "layer__order"), "layer", most=1)))
        for figure in figures:
            figure.target = next(iter(unnest(Target, figure.nearest, "layer")), None)
        return figures

    def _milestones(self, in_reach):
        group = board.by_district(board.cells_of(self.region))[0] if in_reach else []
        statuses = unnest(ReportedStatus, self.region.reported) if in_reach else []
        return {"cohort": group[0][3] if group else None, "steps": _strip(group), "statuses": statuses}


def _strip(group) -> list[dict]:
    """The progress strip of one district, from its cells of the board."""
    steps = []
    for cell in group:
        number_, pk, state, days, missing = cell[4], cell[5], cell[6], cell[7], cell[8]
        if number_ is None:
            continue
        detail = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
        if missing:
            detail += ", " + gettext("%(count)s missing") % {"count": missing}
        url = reverse("milestones:progress_detail", args=[pk])
        steps.append({"number": number_, "name": f"Milestone {number_}", "state": state, "state_label": State(state).label, "url": url, "detail": detail})
    return steps


class RegionTimeline(PageScreen):
    """All that happened in a region's rows, newest first."""

    permission = "history.view"
    template_name = "reporting/region_timeline.html"
    limit = 50

    def get_context_data(self, **kwargs):
        regions = Region.objects.within(self.request.user.region)
        region = row_or_404(regions, code=self.kwargs["code"])
        page = self._page_number()
        entries = timeline(region, limit=self.limit + 1, skip=(page - 1) * self.limit)
        older = page + 1 if len(entries) > self.limit else None
        return super().get_context_data(region=region, timeline=entries[: self.limit], older=older, page=page, zone=region.time_zone, **kwargs)

    def _page_number(self) -> int:
        asked = self.request.GET.get("halaman", "")
        return int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked) <= 10_000 else 1
