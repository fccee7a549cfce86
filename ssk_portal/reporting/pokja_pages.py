"""The recap of the Pokja as pages: a province by regency and city, the country by province."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from ssk_portal.pokja.overview import overviews
from ssk_portal.regions.models import Level, Region
from ssk_portal.reporting import pokja_recap
from ssk_portal.screens.base import PageScreen, row_or_404
from ssk_portal.screens.exports import asked_kind, export


class PokjaRecap(PageScreen):
    """The Pokja of the regencies and cities of a province, its own first."""

    permission = "board.province"
    template_name = "reporting/pokja_recap.html"

    def get(self, request, code, **kwargs):
        self.region = row_or_404(Region.objects.provinces().within(request.user.region), code=code)
        regions = list(Region.objects.within(self.region).select_related("province").order_by("code"))
        self.lines = overviews(regions, request.user, timezone.localdate())
        asked = request.GET.get("status", "")
        self.state = asked if asked in dict(pokja_recap.STATES) else ""
        shown = [line for line in self.lines if self.state in ("", pokja_recap.state_of(line))]
        self.table = pokja_recap.RecapTable(shown, request=request)
        RequestConfig(request, paginate=False).configure(self.table)
        if kind := asked_kind(request):
            rows = [row.record for row in self.table.rows]  # in the order that is asked for
            return export(pokja_recap.sheet(rows), kind=kind, name=f"rekap-pokja-{code}")
        return super().get(request, **kwargs)

    def get_context_data(self, **kwargs):
        counted = pokja_recap.counts(line for line in self.lines if line.region.is_district)
        return super().get_context_data(
            region=self.region,
            breadcrumbs=_trail(self.request.user, self.region),
            table=self.table,
            unnamed=any(not line.names_known for line in self.lines),
            state=self.state,
            states=pokja_recap.STATES,
            districts=len({line.region.pk for line in self.lines if line.region.is_district}),
            counts=[(state, label, counted[state]) for state, label in pokja_recap.STATES if counted[state]],
            **kwargs,
        )


class PokjaRecapCountry(PageScreen):
    """The Pokja of all regencies and cities, summed up by province; a province is led to its own page."""

    permission = "board.province"
    template_name = "reporting/pokja_recap_country.html"

    def get(self, request, **kwargs):
        if not request.user.region.is_country:
            return PokjaRecap.as_view()(request, code=request.user.region.code)
        if not request.user.may("board.country"):
            raise PermissionDenied
        regions = list(Region.objects.filter(level=Level.DISTRICT).select_related("province").order_by("code"))
        self.rows = pokja_recap.by_province(overviews(regions, request.user, timezone.localdate(), changes=False))
        if kind := asked_kind(request):
            return export(pokja_recap.province_sheet(self.rows), kind=kind, name="rekap-pokja-ID")
        return super().get(request, **kwargs)

    def get_context_data(self, **kwargs):
        total = pokja_recap.total(self.rows)
        states = [(state, label) for state, label in pokja_recap.STATES if total[state] and state != pokja_recap.NO_POKJA]
        rows = [(row, [(label, row.states[state]) for state, label in states]) for row in self.rows]
        total_states = [(label, total[state]) for state, label in states]
        return super().get_context_data(breadcrumbs=_trail(self.request.user), rows=rows, states=states, total=total, total_states=total_states, **kwargs)


def _trail(user, province=None):
    """From the list of the Pokja to the recap; the country passes its own on the way to a province."""
    country = (_("Recap"), reverse("reporting:pokja_recap_country") if province else None)
    here = [(province.full_name, None)] if province else []
    return [("Pokja", reverse("pokja:pokja_list")), *([country] if user.region.is_country or not province else []), *here]
