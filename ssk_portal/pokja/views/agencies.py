"""The list of expected agencies: everyone reads it, the centre keeps it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.actions import delete_expected
from ssk_portal.pokja.agency_list import ExpectedAgencyFilter, ExpectedAgencyTable
from ssk_portal.pokja.forms import ExpectedAgencyForm
from ssk_portal.pokja.models import ExpectedAgency
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen

TITLE = _("Expected agencies")


class ExpectedAgencyList(ListScreen):
    in_reach_only = False
    permission = "reference.view"
    model = ExpectedAgency
    table_class = ExpectedAgencyTable
    filterset_class = ExpectedAgencyFilter
    title = TITLE
    lead = _("Which agencies a Pokja is expected to have at its table, and the words by which its seats are recognised. No official list was found: each entry names its source.")
    create_url = "pokja:expectedagency_create"
    create_label = _("Add an agency")
    create_permission = "reference.change"

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=[(_("Reference"), reverse("reporting:reference")), (TITLE, None)], **kwargs)


class _Agency:
    permission = "reference.change"
    model = ExpectedAgency

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=[(_("Reference"), reverse("reporting:reference")), (TITLE, reverse("pokja:expectedagency_list"))], **kwargs)


class ExpectedAgencyCreate(_Agency, CreateScreen):
    form_class = ExpectedAgencyForm
    title = _("Add an agency")

    def get_context_data(self, **kwargs):
        return super().get_context_data(cancel_url=reverse("pokja:expectedagency_list"), **kwargs)


class ExpectedAgencyUpdate(_Agency, UpdateScreen):
    """The form of an agency, from which its history and its deletion are reached."""

    template_name = conflict_form = "pokja/expectedagency_form.html"
    form_class = ExpectedAgencyForm


class ExpectedAgencyDelete(_Agency, DeleteScreen):
    def remove(self, row):
        delete_expected(row, by=self.request.user)

    def after_delete(self, row):
        return row.get_absolute_url()
