"""Regions held against each other: which indicators can be compared, and the comparison of one."""

from itertools import chain, islice
from statistics import median

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import RequestConfig

from ssk_portal.common.numbers import quantity
from ssk_portal.indicators.comparison import charts
from ssk_portal.indicators.comparison.compared import Compared
from ssk_portal.indicators.comparison.peers import PROVINCES, Regions, peers_offered, years_in, years_of
from ssk_portal.indicators.comparison.tables import ComparisonListTable, ComparisonTable
from ssk_portal.indicators.forms.comparison import ComparisonForm
from ssk_portal.indicators.lists import IndicatorFilter, with_figures
from ssk_portal.indicators.models import Area, Indicator, break_years
from ssk_portal.indicators.views.crumbs import Tabbed, crumbs
from ssk_portal.regions.models import Level
from ssk_portal.screens.base import PageScreen, RowScreen, row_or_404
from ssk_portal.screens.exports import asked_kind, export
from ssk_portal.screens.lists import ListScreen


class ComparisonList(Tabbed, ListScreen):
    """Where a comparison begins: the indicators, with how much is known of each."""

    model = Indicator
    in_reach_only = False
    permission = "figure.view"
    table_class = ComparisonListTable
    filterset_class = IndicatorFilter
    title = gettext_lazy("Comparison")
    lead = gettext_lazy("Choose an indicator to compare the regions.")
    current = "comparison"

    def get_queryset(self):
        provinces, districts = (Count("region", distinct=True, filter=Q(region__level=level)) for level in (Level.PROVINCE, Level.DISTRICT))
        return with_figures(super().get_queryset(), newest=Max("year"), provinces=provinces, districts=districts)


class Comparison(PageScreen, RowScreen):
    """One indicator of many regions: ranks, target, spread, two years, what is missing."""

    model = Indicator
    permission = "figure.view"
    template_name = "indicators/comparison.html"

    def get(self, request, pk, **kwargs):
        self.indicator = row_or_404(self.get_queryset().annotate(breaks=break_years()), pk=pk)
        self._read()
        if kind := asked_kind(request):
            return self._export(kind)
        return super().get(request, pk=pk, **kwargs)

    def _read(self):
        asked, regions = self.request.GET, Regions(self.indicator)
        offered = peers_offered(regions, self.indicator)
        peers = offered.get(asked.get("di", "")) or offered.get(self._home()) or next(iter(offered.values()))
        area = asked.get("area") if asked.get("area") in Area.values else Area.TOTAL
        years = years_in(peers, years_of(self.indicator, area))
        self.form = form = ComparisonForm(asked, offered=offered, peers=peers, area=area, years=years)
        asked_years = {"year": form.year, "newest": form.newest, "other_year": form.other_year}
        self.compared = Compared(self.indicator, peers, regions, **asked_years, area=area, breaks=self.indicator.breaks)
        self.shown = [place for place in self.compared.standing if form.shows(place)]

    def _home(self) -> str:
        """Whom a person looks at first: the centre the provinces, a province its districts, a district those around it."""
        region = self.request.user.region
        return PROVINCES if region.is_country else region.code[:2]

    def _table(self, places, **options):
        table = ComparisonTable(places, compared=self.compared, **options)  # a table that is told the request makes pages of 25
        RequestConfig(self.request, paginate=False).configure(table)
        return table

    def _export(self, kind):
        """What is seen, in its order; the regions without a value at the end."""
        missing = [place for place in self.compared.missing if self.form.shows(place)] if not self.form.cleaned_data.get("target") else []
        rows = chain(self._table(self.shown).as_values(), islice(self._table(missing).as_values(), 1, None))
        above = [[line] for line in (self._title(), self._what(), *self._wholes_told())]
        return export(rows, kind=kind, name=f"{_('comparison')}-{self.indicator.code}-{self.compared.peers.key}", above=above)

    def _title(self) -> str:
        return _("Comparison: %(indicator)s") % {"indicator": self.indicator.name}

    def _what(self) -> str:
        """`Kabupaten/kota di Kalimantan Selatan, 2021, total`"""
        year, other = self.compared.year, self.compared.other_year
        years = _("%(year)s beside %(other)s") % {"year": year, "other": other} if other else str(year or _("the newest of each"))
        return ", ".join([self.compared.peers.label, years, str(Area(self.compared.area).label)])

    def _wholes_told(self):
        """The region above in words, published and computed apart."""
        for whole in self.compared.wholes:
            said = {"region": self.compared.peers.above, "year": whole.year}
            if whole.published:
                value = quantity(whole.published.value, self.indicator.unit)
                yield _("%(region)s %(year)s, published: %(value)s (%(publisher)s)") % {**said, "value": value, "publisher": whole.published.publisher}
            if whole.computed:
                yield _("%(region)s %(year)s, computed: %(value)s (%(how)s)") % {**said, "value": whole.computed.shown, "how": whole.computed.how}

    def get_context_data(self, **kwargs):
        compared, standing = self.compared, self.compared.standing
        line = compared.line if standing else None
        values = charts.values_of(standing)
        bins = charts.bins_of(values) if values else []
        reached = [place.gap.reached for place in standing if place.gap]
        return super().get_context_data(
            indicator=self.indicator,
            title=self._title(),
            what=self._what(),
            breadcrumbs=crumbs((str(self.indicator), self.indicator.get_absolute_url()), (_("Comparison"), None)),
            form=self.form,
            in_use=any(self.request.GET.get(name) for name in self.form.fields),
            compared=compared,
            standing=standing,
            shows=bool(standing or compared.wholes),
            table=self._table(self.shown, axis=charts.row_axis(standing, line), own=self.request.user.region) if self.shown else None,
            own=next((place for place in compared.places if place.region == self.request.user.region), None),
            own_shown=any(place.region == self.request.user.region for place in self.shown),
            line=line,
            middle=median(values) if values else None,
            held=len(reached),
            reached=sum(reached),
            ranks=charts.ranks_chart(standing, line) if standing else "",
            spread=charts.spread_chart(standing, bins, line) if len(standing) >= charts.FEWEST else "",
            bins=bins,
            publishers=sorted({place.known.publisher for place in standing}),
            breaks=compared.breaks,
            **kwargs,
        )
