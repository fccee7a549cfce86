"""The page of figures and charts beside the board: pictures, each with its table, and the tables as files."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ssk_portal.common.charts import Axis, Chart
from ssk_portal.common.numbers import asked_number, is_key, number
from ssk_portal.milestones.models import Assistance
from ssk_portal.regions.models import Region
from ssk_portal.reporting import figures
from ssk_portal.reporting.pace import Period, Scope, Spread, Year, running, spreads_of, year_of
from ssk_portal.screens.base import PageScreen
from ssk_portal.screens.exports import asked_kind, export

YEARS = range(2010, 2101)


def year_chart(year: Year, today) -> SafeString:
    """Approvals as they grew up to today, the plan to the year's end."""
    last = today.replace(year=year.year, month=12, day=31) if year.year != today.year else today
    done = [(day.toordinal(), total) for day, total in running(year.approved, last)]
    plan = [(day.toordinal(), total) for day, total in running(year.planned, last.replace(month=12, day=31))]
    first, end = plan[0][0], plan[-1][0]
    months = [(last.replace(month=month, day=1).toordinal(), str(MONTHS_3[month]).capitalize()) for month in range(1, 13)]
    totals = {"year": year.year, "approved": number(done[-1][1]), "planned": number(plan[-1][1]), "day": date_format(last)}
    desc = _("%(approved)s approvals up to %(day)s.") % totals
    desc += " " + (_("%(planned)s are planned for the whole year.") % totals if year.planned else _("There is no plan.")) + " " + _("The table holds the months.")
    chart = Chart("approvals", _("Approvals in %(year)s, added up, against the plan") % totals, desc, Axis(first, end, months), Axis.of([done[-1][1], plan[-1][1]], whole=True))
    if year.planned:
        chart.steps(plan, name="target")
    return chart.steps(done).svg()


def spread_chart(period: Period, spreads: list[Spread]) -> SafeString:
    """A bar a milestone, as high as the median, with the middle half as a stroke."""
    numbers = [spread.number for spread in spreads]
    words = {"period": period.label, "medians": "; ".join(f"M{one.number} {number(one.middle)}" for one in spreads)}
    chart = Chart(
        f"pace-{period}",
        _("%(period)s: days by milestone") % words,
        _("Median days: %(medians)s. The table holds the spread.") % words,
        Axis(min(numbers) - 0.5, max(numbers) + 0.5, [(place, f"M{place}") for place in numbers]),
        Axis.of([one.high for one in spreads]),
        width=320,
        height=220,
    )
    chart.bars([(one.number, one.middle) for one in spreads], share=0.5)
    for one in spreads:
        chart.spread(one.number, one.low, one.high)
    return chart.svg()


def at_once(spreads: list[Spread]) -> bool:
    """Whether a step mostly ends on the day it begins, in every milestone."""
    return all(one.high == 0 for one in spreads)


class BoardCharts(PageScreen):
    """How fast the milestones of a province, or of all, are approved: over a year against the plan, step by step, province by province."""

    permission = "board.province"
    template_name = "reporting/board_charts.html"

    def get(self, request, **kwargs):
        self._read()
        tables: dict[str, Callable] = {"persetujuan": self._months_table, "langkah": self._spreads_table, "provinsi": self._provinces_table}
        if (kind := asked_kind(request)) and (name := request.GET.get("tabel", "")) in tables:
            return export(tables[name](), kind=kind, name=f"grafik-{name}-{self.region.code}-{self.scope.year}")
        return super().get(request, **kwargs)

    def _read(self):
        asked, own = self.request.GET, self.request.user.region
        self.today = timezone.localdate()
        self.provinces = list(Region.objects.provinces()) if own.is_country else [own]
        key = asked.get("provinsi", "")
        chosen = [province for province in self.provinces if own.is_country and is_key(key) and province.pk == int(key)]
        self.region = chosen[0] if chosen else own
        year = asked_number(asked.get("tahun", ""))
        self.cohorts = list(Assistance.objects.within(self.region).order_by("-cohort_year").values_list("cohort_year", flat=True).distinct())
        self.years = list(range(self.today.year, min([*self.cohorts, self.today.year]) - 1, -1))
        self.scope = Scope(
            year if year and year in YEARS else self.today.year,
            None if self.region.is_country else self.region.pk,
            asked_number(asked.get("angkatan", "")) or None,
        )

    @property
    def months(self):
        return year_of(self.scope).months(self.today)

    def _months_table(self):
        yield [_("Month"), _("Approved"), _("Approved up to then"), _("Planned"), _("Planned up to then")]
        for first, *counted in self.months:
            yield [f"{first:%Y-%m}", *counted]

    def _spreads_table(self):
        yield [_("Stage"), "Milestone", _("How many"), _("A quarter within (days)"), _("Median (days)"), _("Three quarters within (days)"), _("Longest (days)")]
        for one in spreads_of(self.scope):
            yield [str(one.period.label), f"M{one.number}", one.count, one.low, one.middle, one.high, one.longest]

    def _provinces_table(self):
        yield [_("Region"), _("Decisions"), _("Sent back"), _("Sent back (%)"), _("Median days in review")]
        for region, one in self.regions:
            yield [str(region), one.count, one.returned, one.share, one.median]

    @property
    def regions(self):
        """The country's figures, and those of the province that is looked at, or of all that have any."""
        counted = figures.decisions()
        shown = self.provinces if self.region.is_country else [self.region]
        rows = [(province, counted[province.pk]) for province in shown if province.pk in counted]
        return [("Indonesia", counted[None]), *rows] if None in counted and counted[None].count else []

    def get_context_data(self, **kwargs):
        year, spreads = year_of(self.scope), spreads_of(self.scope)
        periods = [(period, [one for one in spreads if one.period == period]) for period in Period]
        scope = self.scope
        return super().get_context_data(
            region=self.region,
            breadcrumbs=[(_("Board"), self._board_address()), (_("Charts"), None)],
            scope=scope,
            provinces=self.provinces if self.request.user.region.is_country else [],
            cohorts=self.cohorts,
            years=sorted({*self.years, scope.year}, reverse=True),
            in_use=scope.cohort or scope.year != self.today.year or self.region != self.request.user.region,
            approvals=year_chart(year, self.today) if year.approved or year.planned else "",
            planned=bool(year.planned),
            months=[(str(MONTHS[first.month]).capitalize(), *counted) for first, *counted in year.months(self.today)],
            # Bars of no days would be an empty frame.
            paces=[(period.label, "" if at_once(rows) else spread_chart(period, rows), rows) for period, rows in periods if rows],
            at_once=[period.label for period, rows in periods if rows and at_once(rows)],
            lacking=[period.label for period, rows in periods if not rows],
            regions=self.regions,
            **kwargs,
        )

    def _board_address(self):
        if self.region.is_country or self.region == self.request.user.region:
            return reverse("reporting:board")
        return reverse("reporting:board_province", args=[self.region.code])
