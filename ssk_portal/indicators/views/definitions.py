"""Target layers and publishers: everyone reads them, the centre keeps them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.indicators.actions import save_publisher
from ssk_portal.indicators.forms.definitions import LayerForm, PublisherForm
from ssk_portal.indicators.lists import LayerFilter, LayerTable, PublisherFilter, PublisherTable
from ssk_portal.indicators.models import Publisher, TargetLayer
from ssk_portal.indicators.views.crumbs import Defining, crumbs
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen


class LayerList(Defining, ListScreen):
    model = TargetLayer
    in_reach_only = False
    permission = "reference.view"
    table_class = LayerTable
    filterset_class = LayerFilter
    title = gettext_lazy("Target layers")
    lead = gettext_lazy("The plans that set targets. They may disagree; all are kept side by side.")
    create_url = "indicators:layer_create"
    create_label = gettext_lazy("Add a layer")
    create_permission = "reference.change"


class PublisherList(Defining, ListScreen):
    model = Publisher
    in_reach_only = False
    permission = "reference.view"
    table_class = PublisherTable
    filterset_class = PublisherFilter
    title = gettext_lazy("Publishers")
    lead = gettext_lazy("Who publishes figures. Where several give a value for one year, the first in this order is the reference.")
    create_url = "indicators:publisher_create"
    create_label = gettext_lazy("Add a publisher")
    create_permission = "reference.change"


class _Definition:
    permission = "reference.change"

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=crumbs((self.list_name, self.model().get_absolute_url())), **kwargs)

    def after_delete(self, row):
        return row.get_absolute_url()


class _Change(_Definition, UpdateScreen):
    """The form of a definition, from which its history and its deletion are reached."""

    template_name = conflict_form = "indicators/definition_form.html"

    def get_context_data(self, **kwargs):
        row = self.object
        return super().get_context_data(
            delete_url=reverse(self.delete_page, args=[row.pk]),
            history_url=reverse("reporting:row_history", args=[row._meta.app_label, row._meta.model_name, row.pk]),
            **kwargs,
        )


class _Layer:
    model = TargetLayer
    form_class = LayerForm
    list_name = gettext_lazy("Target layers")


class LayerCreate(_Layer, _Definition, CreateScreen):
    title = gettext_lazy("Add a layer")


class LayerUpdate(_Layer, _Change):
    delete_page = "indicators:layer_delete"


class LayerDelete(_Definition, DeleteScreen):
    model = TargetLayer
    list_name = _Layer.list_name

    def why_not(self, row):
        return _("Targets of this layer exist, so it stays.") if row.targets.exists() else ""


class _Publisher:
    model = Publisher
    form_class = PublisherForm
    list_name = gettext_lazy("Publishers")


class PublisherCreate(_Publisher, _Definition, CreateScreen):
    title = gettext_lazy("Add a publisher")


class PublisherUpdate(_Publisher, _Change):
    delete_page = "indicators:publisher_delete"

    def write(self, form):
        return save_publisher(form.instance, by=self.request.user)


class PublisherDelete(_Definition, DeleteScreen):
    model = Publisher
    list_name = _Publisher.list_name

    def why_not(self, row):
        return _("Figures of this publisher exist, so it stays.") if row.achievements.exists() or row.targets.exists() else ""
