"""The recap of the coaching clinics as pages: a province's year, the country's year, a district over the years."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ssk_portal.clinics.standing import Standing
from ssk_portal.clinics.views.sections import sections_of
from ssk_portal.common.numbers import asked_number
from ssk_portal.regions.models import Region
from ssk_portal.reporting import clinic_recap as recap
from ssk_portal.screens.base import PageScreen, row_or_404
from ssk_portal.screens.exports import asked_kind, export

YEARS = range(1990, 2200)


class ClinicRecap(PageScreen):
    """What became of the coaching clinics of a region, for whoever stands in it or above."""

    permission = "clinic.view"

    def get(self, request, code=None, **kwargs):
        own = request.user.region
        self.region = own if code is None else row_or_404(Region.objects.within(own).select_related("province"), code=code)
        page = _District if self.region.is_district else _Country if self.region.is_country else _Province
        return page(request, self.region).answer(self)

    def page(self, template: str, **context):
        self.template_name = template
        return self.render_to_response(
            self.get_context_data(region=self.region, breadcrumbs=self._trail(), sections=sections_of(self.request.user, "reporting:clinic_recap"), **context)
        )

    def _trail(self):
        """From the events over the own recap to that of the region that is looked at."""
        other = self.region.pk != self.request.user.region_id
        own = (_("Recap"), reverse("reporting:clinic_recap") if other else None)
        return [(_("Coaching clinics"), reverse("clinics:clinic_list")), own, *([(self.region.full_name, None)] if other else [])]


class _Year:
    """The recap of one year: of a province, of the country."""

    def __init__(self, request, region):
        self.request, self.region = request, region
        self.years = recap.years_of(region, request.user)
        asked, this_year = asked_number(request.GET.get("tahun", "")), timezone.localdate().year
        self.year = asked if asked and asked in YEARS else next(iter(self.years), this_year)
        self.lines = recap.lines_of(region, request.user, self.year)

    def context(self) -> dict:
        counted = recap.total(self.lines)
        return {
            "year": self.year,
            "years": sorted({*self.years, self.year}, reverse=True),
            "empty": not any(line.cells or line.agreed.total for line in self.lines),
            "counts": [(label, counted[key]) for key, label in recap.COUNTED],
            "agreed": sum((line.agreed for line in self.lines), recap.Agreed()),
        }


class _Province(_Year):
    def answer(self, screen):
        clinics = recap.clinics_of(self.year)
        numbers = recap.columns_of(self.lines, clinics)
        if kind := asked_kind(self.request):
            return export(recap.sheet(self.lines, numbers), kind=kind, name=f"rekap-coaching-clinic-{self.region.code}-{self.year}")
        columns = [(number, clinics.get(number, ""), self._summed(number)) for number in numbers]
        rows = [(line, [self._cell(line, number) for number in [*numbers, None]]) for line in self.lines]
        legend = [(standing.badge, standing.label) for standing in Standing]
        return screen.page("reporting/clinic_recap.html", columns=columns, rows=rows, legend=legend, **self.context())

    def _summed(self, number) -> list[tuple]:
        counted = sum((recap.counted(line.shown(number)) for line in self.lines), recap.Counter())
        return [(label, counted[key]) for key, label in recap.COUNTED if counted[key]]

    def _cell(self, line, number) -> dict | None:
        """The event that tells most of a clinic, and where to read on: its page, or the list where there are several."""
        event = line.shown(number)
        if event is None:
            return None
        more = len(line.cells[number]) - 1
        of_number = f"&number={number}" if number else ""
        several = f"{reverse('clinics:clinic_list')}?district={line.district.pk}&year={self.year}{of_number}"
        return {"event": event, "url": several if more else reverse("clinics:clinic_detail", args=[event.pk]), "more": more}


class _Country(_Year):
    def answer(self, screen):
        rows = recap.by_province(self.lines)
        if kind := asked_kind(self.request):
            return export(recap.province_sheet(rows), kind=kind, name=f"rekap-coaching-clinic-ID-{self.year}")
        shown = [(row, [(label, row.counted[key]) for key, label in recap.COUNTED]) for row in rows]
        return screen.page("reporting/clinic_recap_country.html", rows=shown, headings=[label for _key, label in recap.COUNTED], **self.context())


class _District:
    def __init__(self, request, region):
        self.request = request
        self.events, self.agreed = recap.history_of(region, request.user)

    def answer(self, screen):
        if kind := asked_kind(self.request):
            return export(recap.history_sheet(self.events), kind=kind, name=f"rekap-coaching-clinic-{screen.region.code}")
        rows = [(event, recap.numbers_of(event), reverse("clinics:clinic_detail", args=[event.pk])) for event in self.events]
        return screen.page("reporting/clinic_recap_district.html", rows=rows, agreed=self.agreed)
