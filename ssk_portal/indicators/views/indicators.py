"""Indicators: the list, the page of each, the definitions."""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.indicators.defining import add_indicator, change_definition, versions_of
from ssk_portal.indicators.forms.definitions import DefinitionChangeForm
from ssk_portal.indicators.forms.indicators import IndicatorForm
from ssk_portal.indicators.lists import IndicatorFilter, IndicatorTable, with_figures
from ssk_portal.indicators.models import Achievement, DefinitionChange, Indicator, Target
from ssk_portal.indicators.views.crumbs import Defining, crumbs
from ssk_portal.screens.base import PageScreen, RowScreen, row_or_404
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen


class IndicatorList(Defining, ListScreen):
    model = Indicator
    in_reach_only = False
    permission = "figure.view"
    table_class = IndicatorTable
    filterset_class = IndicatorFilter
    title = gettext_lazy("Indicators")
    lead = gettext_lazy("What is counted, how, and where the regions stand.")
    create_url = "indicators:indicator_create"
    create_permission = "indicator.change"

    @property
    def create_label(self):
        return _("Add an indicator") if self.request.user.region.is_country else _("Add a local indicator")

    def get_queryset(self):
        rows = with_figures(super().get_queryset().select_related("part_of", "region"), regions=Count("region", distinct=True))
        return rows.order_by("order", "name_id", "region__code")


class IndicatorDetail(PageScreen, RowScreen):
    """One indicator: what it means. Where the regions stand with it is told by the comparison."""

    model = Indicator
    permission = "figure.view"
    template_name = "indicators/indicator_detail.html"

    def get_queryset(self):
        """With the answers whether this person keeps it and whether there are figures of it, in the same statement."""
        mine = Indicator.objects.editable_by(self.request.user).filter(pk=OuterRef("pk"))
        figures = [Exists(model.objects.filter(indicator=OuterRef("pk"))) for model in (Achievement, Target)]
        return super().get_queryset().select_related("part_of", "region").annotate(kept=Exists(mine), counted=figures[0] | figures[1])

    def get_context_data(self, pk, **kwargs):
        indicator = row_or_404(self.get_queryset(), pk=pk)
        relatives = Indicator.objects.filter(Q(part_of=indicator) | Q(pk__in=Indicator.objects.rungs_beside(indicator)))
        return super().get_context_data(
            indicator=indicator,
            parts=[row for row in relatives if row.part_of_id == indicator.pk],
            rungs=[row for row in relatives if indicator.is_on_ladder_of(row)],
            versions=versions_of(indicator.changes.all()),
            breadcrumbs=crumbs((str(indicator), None)),
            may_change=indicator.kept and self.request.user.may("indicator.change"),
            **kwargs,
        )


class IndicatorWrite:
    model = Indicator
    permission = "indicator.change"
    form_class = IndicatorForm

    def asks_reason(self, row) -> bool:
        # A changed definition changes what all its figures mean.
        return True

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=crumbs(), **kwargs)


class IndicatorCreate(IndicatorWrite, CreateScreen):
    def get_title(self):
        region = self.request.user.region
        return _("Add an indicator") if region.is_country else _("Add a local indicator of %(region)s") % {"region": region.full_name}

    def write(self, form):
        return add_indicator(form.instance, by=self.request.user)


class IndicatorUpdate(IndicatorWrite, UpdateScreen):
    turn = "indicator_no_circle"

    def get_queryset(self):
        return super().get_queryset().select_related("region")

    def write(self, form):
        asked = form.cleaned_data
        said = {"note": asked.get("change_id") or form.reason, "note_en": asked.get("change_en", ""), "source": asked.get("change_source", "")}
        return change_definition(form.instance, since=form.counted_otherwise_since, by=self.request.user, **said)


class IndicatorDelete(DeleteScreen):
    model = Indicator
    permission = "indicator.change"

    def why_not(self, row):
        return _("Figures of this indicator exist, so it stays.") if row.has_figures else ""

    def after_delete(self, row):
        return reverse("indicators:indicator_list")


class _Change:
    """A change of definition: kept by whoever keeps the indicator, on its page."""

    model = DefinitionChange
    permission = "indicator.change"

    def asks_reason(self, row) -> bool:
        # Whoever moves or takes away a change has values compared that were not, or the other way round; a new one names its source.
        return isinstance(row, DefinitionChange)

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
