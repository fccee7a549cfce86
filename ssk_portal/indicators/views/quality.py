"""How good the data are: a page each for coverage, disputes, warnings, sources and doubts, of one region and those below."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import RequestConfig

from ssk_portal.indicators.forms.quality import CoverageForm, DisputesForm, FiguresForm, QualityForm, SourcesForm, WarningsForm, places
from ssk_portal.indicators.quality import tables
from ssk_portal.indicators.quality.coverage import coverage
from ssk_portal.indicators.quality.disputes import disputes
from ssk_portal.indicators.quality.sources import doubted, sources
from ssk_portal.indicators.quality.warnings import Asking
from ssk_portal.indicators.views.crumbs import crumbs, tabs
from ssk_portal.screens.base import PageScreen
from ssk_portal.screens.exports import asked_kind, export
from ssk_portal.screens.lists import PER_PAGE

PARTS = (
    ("data_quality", gettext_lazy("Coverage")),
    ("quality_disputes", gettext_lazy("Values that differ")),
    ("disagreement_list", gettext_lazy("Other disagreements")),
    ("quality_warnings", gettext_lazy("Unanswered warnings")),
    ("quality_sources", gettext_lazy("Sources")),
    ("quality_doubts", gettext_lazy("Doubted figures")),
)


class InScope:
    """One region, the asker's own where none is named. Settled figures of every region are read by all."""

    part: str

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.scope = None

    def choose_scope(self):
        code = self.request.GET.get("wilayah") or self.request.user.region.code
        self.offered = places(code)
        self.scope = next((region for region in self.offered if region.code == code), None)
        if self.scope is None:
            raise Http404

    def get_context_data(self, **kwargs):
        parts = [{"label": label, "url": f"{reverse(f'indicators:{name}')}?wilayah={self.scope.code}", "current": name == self.part} for name, label in PARTS]
        return super().get_context_data(
            scope=self.scope,
            parts=parts,
            tabs=tabs(self.request.user, "quality"),
            breadcrumbs=crumbs((_("Data quality"), None)),
            clear_url=f"{self.request.path}?wilayah={self.scope.code}",
            **kwargs,
        )


class QualityScreen(InScope, PageScreen):
    """A page of one part: narrowed by its form, a file of what is seen."""

    permission = "figure.view"
    template_name = "indicators/quality.html"
    form_class: type[QualityForm] = FiguresForm
    table_class: type[tables.QualityTable]
    lead = ""
    none = ""

    def get(self, request, *args, **kwargs):
        self.choose_scope()
        self.form = self.form_class(request.GET, region=self.scope, offered=self.offered)
        if kind := asked_kind(request):
            name = _("data-quality")
            return export(self.file(), kind=kind, name=f"{name}-{self.scope.code}-{self.part.removeprefix('quality_')}")
        return super().get(request, *args, **kwargs)

    def found(self) -> list:
        """What this part lists."""
        raise NotImplementedError

    def file(self):
        return self.table_class.file(self.found())

    def get_context_data(self, **kwargs):
        asked = bool(self.form.asked)
        return super().get_context_data(filter={"form": self.form, "in_use": asked}, lead=self.lead, none=self.none, **self.listed(), **kwargs)

    def listed(self) -> dict:
        table = self.table_class(self.found(), request=self.request)
        RequestConfig(self.request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
        return {"table": table}


class DataQuality(QualityScreen):
    part = "data_quality"
    template_name = "indicators/quality_coverage.html"
    form_class = CoverageForm
    lead = gettext_lazy("How many regions have an approved or published value, by indicator and year.")

    def found(self):
        asked = self.form.asked
        return coverage(self.scope, self.form.level, until=asked.get("tahun"), area=asked.get("area", ""))

    def file(self):
        years, rows = self.found()
        yield [_("Indicator"), _("Regions"), *(str(year) for year in years)]
        for row in rows:
            yield [row.indicator.name, row.total, *(cell.known for cell in row.cells)]

    def listed(self):
        years, rows = self.found()
        return {"years": years, "rows": rows, "level": self.form.level}


class QualityDisputes(QualityScreen):
    part = "quality_disputes"
    form_class = DisputesForm
    table_class = tables.DisputeTable
    lead = gettext_lazy("Values of one indicator, region, year and area that differ, and differing targets of one layer. All are kept; one counts.")
    none = gettext_lazy("No two values disagree here.")

    def found(self):
        kind = self.form.asked.get("jenis")
        return disputes(self.scope, **self.form.narrowed, **({"kinds": [kind]} if kind else {}))


class QualityWarnings(QualityScreen):
    part = "quality_warnings"
    form_class = WarningsForm
    table_class = tables.WarningTable
    lead = gettext_lazy(
        "What is likely wrong with an achievement and was not answered. A published figure is read by everyone all the same; "
        "the centre answers on its page, or corrects it. The limits are our own; a warning does not prove an error."
    )
    none = gettext_lazy("No warning is unanswered here.")

    def found(self):
        asked = self.form.narrowed
        asking = Asking(self.scope, self.request.user, indicator=asked.get("indicator"), area=asked.get("area", ""))
        return list(asking.unanswered(year=asked.get("year"), check=self.form.asked.get("periksa", "")))


class QualitySources(QualityScreen):
    part = "quality_sources"
    form_class = SourcesForm
    table_class = tables.SourceTable
    lead = gettext_lazy("Who published the figures, at which address, and how many they are. Whether an address still answers is not asked.")
    none = gettext_lazy("No source is named here.")

    def found(self):
        faulty = self.form.asked.get("mutu")
        return [source for source in sources(self.scope) if source.fault or not faulty]


class QualityDoubts(QualityScreen):
    part = "quality_doubts"
    table_class = tables.DoubtTable
    lead = gettext_lazy("Figures whose note or plan says that they are in conflict, doubtful or a draft. They are kept as published, and count last.")
    none = gettext_lazy("No figure is doubted here.")

    def found(self):
        return doubted(self.scope, **self.form.narrowed)
