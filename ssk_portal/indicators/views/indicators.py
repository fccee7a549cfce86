"""Indicators: the list, the page with where every region stands, the definitions."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.indicators.forms.definitions import DefinitionChangeForm, IndicatorForm
from ssk_portal.indicators.lists import IndicatorFilter, IndicatorTable, StandingFilter, StandingTable
from ssk_portal.indicators.models import DefinitionChange, Indicator
from ssk_portal.indicators.reading import standings
from ssk_portal.indicators.views.crumbs import Tabbed, crumbs
from ssk_portal.regions.models import Region
from ssk_portal.screens.base import row_or_404
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen


class IndicatorList(Tabbed, ListScreen):
    model = Indicator
    in_reach_only = False
    permission = "figure.view"
    table_class = IndicatorTable
    filterset_class = IndicatorFilter
    title = gettext_lazy("Indicators")
    lead = gettext_lazy("What is counted, how, and where the regions stand.")
    create_url = "indicators:indicator_create"
    create_label = gettext_lazy("Add an indicator")
    create_permission = "reference.change"
    current = "indicators"

    def get_queryset(self):
        with_figures = Count("achievements__region", distinct=True, filter=Q(achievements__is_reference=True))
        return super().get_queryset().select_related("part_of").annotate(regions=with_figures)


class IndicatorDetail(ListScreen):
    """One indicator: what it means, and the table of the regions."""

    model = Region
    in_reach_only = False
    permission = "figure.view"
    template_name = "indicators/indicator_detail.html"
    table_class = StandingTable
    filterset_class = StandingFilter

    def get(self, request, pk):
        self.indicator = row_or_404(Indicator.objects.visible_to(request.user).select_related("part_of"), pk=pk)
        return super().get(request)

    def get_queryset(self):
        return super().get_queryset().at_work()

    def get_table(self, rows):
        return StandingTable(standings(self.indicator, rows, **self.filterset.year_and_area), request=self.request)

    def export_name(self):
        return f"{_('indicator')}-{self.indicator.code}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            indicator=self.indicator,
            parts=self.indicator.parts.all(),
            changes=self.indicator.changes.all(),
            breadcrumbs=crumbs((str(self.indicator), None)),
            may_change=self.request.user.may("reference.change"),
            **kwargs,
        )


class IndicatorWrite:
    model = Indicator
    permission = "reference.change"
    form_class = IndicatorForm

    def asks_reason(self, row) -> bool:
        # A changed definition changes what all its figures mean.
        return True

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=crumbs(), **kwargs)


class IndicatorCreate(IndicatorWrite, CreateScreen):
    title = gettext_lazy("Add an indicator")


class IndicatorUpdate(IndicatorWrite, UpdateScreen):
    title = gettext_lazy("Change the indicator")


class IndicatorDelete(DeleteScreen):
    model = Indicator
    permission = "reference.change"

    def after_delete(self, row):
        return reverse("indicators:indicator_list")


class _Change:
    """A change of definition: kept by the centre, on the page of its indicator."""

    model = DefinitionChange
    permission = "reference.change"

    def get_context_data(self, **kwargs):
        indicator = self.object.indicator if self.object else self.parent
        return super().get_context_data(**{"breadcrumbs": crumbs((str(indicator), indicator.get_absolute_url()), (str(self.title), None)), **kwargs})


class DefinitionChangeCreate(_Change, CreateScreen):
    parent_model, parent_field = Indicator, "indicator"
    form_class = DefinitionChangeForm
    title = gettext_lazy("Record a change of definition")


class DefinitionChangeUpdate(_Change, UpdateScreen):
    form_class = DefinitionChangeForm
    title = gettext_lazy("Correct the change of definition")

    def get_queryset(self):
        return super().get_queryset().select_related("indicator")


class DefinitionChangeDelete(_Change, DeleteScreen):
    title = gettext_lazy("Delete")

    def get_queryset(self):
        return super().get_queryset().select_related("indicator")

    def after_delete(self, row):
        return row.indicator.get_absolute_url()
