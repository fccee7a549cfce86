"""Assistances: which districts are in the programme, since when, by which decree."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.errors import NotNow
from ssk_portal.common.nested import unnest
from ssk_portal.milestones.actions import record_assistance, remove_assistance, why_not_removed
from ssk_portal.milestones.forms.assistance import AssistanceForm
from ssk_portal.milestones.lists import AssistanceFilter, AssistanceTable
from ssk_portal.milestones.models import Assistance, ReportedStatus
from ssk_portal.milestones.overview import reported_of, strip_of
from ssk_portal.milestones.views.crumbs import crumbs, tabs
from ssk_portal.screens.base import DetailScreen
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen


def _trail(*rest):
    return crumbs((_("Assistance"), reverse("milestones:assistance_list")), *rest)


class AssistanceList(ListScreen):
    model = Assistance
    permission = "milestone.view"
    template_name = "milestones/list.html"
    table_class = AssistanceTable
    filterset_class = AssistanceFilter
    title = gettext_lazy("Assistance")
    lead = gettext_lazy("The districts in the programme, by the year in which they entered.")
    empty_text = gettext_lazy("No district is recorded as assisted yet.")
    create_url = "milestones:assistance_create"
    create_label = gettext_lazy("Record an assistance")
    create_permission = "assistance.change"

    def get_queryset(self):
        return super().get_queryset().select_related("district__province", "scheme", "decree")

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=tabs(self.request.user, "assistances"), **kwargs)


class AssistanceDetail(DetailScreen):
    model = Assistance
    permission = "milestone.view"
    change_permission = "assistance.change"
    template_name = "milestones/assistance_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("district__province", "scheme", "decree").annotate(reported=reported_of("district"))

    def get_context_data(self, **kwargs):
        row = self.object
        return super().get_context_data(
            breadcrumbs=_trail((str(row), None)),
            strip=strip_of(row.progresses.order_by("milestone__number").for_lists()),
            reported=unnest(ReportedStatus, row.reported),
            **kwargs,
        )


class AssistanceCreate(CreateScreen):
    model = Assistance
    permission = "assistance.change"
    form_class = AssistanceForm
    title = gettext_lazy("Record an assistance")

    def write(self, form):
        return record_assistance(form.instance, by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=_trail((self.title, None)), **kwargs)


class AssistanceUpdate(UpdateScreen):
    model = Assistance
    permission = "assistance.change"
    form_class = AssistanceForm
    title = gettext_lazy("Change the assistance")

    def asks_reason(self, row) -> bool:
        """No: the levels above keep the assistances themselves, they do not correct them."""
        return False

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"breadcrumbs": _trail((str(self.object), self.object.get_absolute_url()), (_("Change"), None)), **kwargs})


class AssistanceDelete(DeleteScreen):
    model = Assistance
    permission = "assistance.change"

    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        if sentence := why_not_removed(row):
            raise NotNow(sentence)
        return row

    def remove(self, row):
        remove_assistance(row, by=self.request.user)

    def after_delete(self, row):
        return reverse("milestones:assistance_list")

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=_trail((str(self.object), self.object.get_absolute_url()), (_("Delete"), None)), **kwargs)
