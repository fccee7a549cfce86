"""The screens of institutions."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.forms import InstitutionForm
from ssk_portal.pokja.lists import InstitutionFilter, InstitutionTable
from ssk_portal.pokja.models import Institution, Position
from ssk_portal.screens.base import DetailScreen
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen


class InstitutionList(ListScreen):
    in_reach_only = False
    permission = "institution.view"
    model = Institution
    table_class = InstitutionTable
    filterset_class = InstitutionFilter
    title = _("Institutions")
    lead = _("Agencies, operators, banks, companies and forums of all regions, by name. Contacts are shown inside their own province only.")
    empty_text = _("No institution has been recorded yet.")
    create_url = "pokja:institution_create"
    create_label = _("Record an institution")
    create_permission = "institution.change"

    def get_queryset(self):
        return super().get_queryset().select_related("region", "kind")


class InstitutionDetail(DetailScreen):
    permission = "institution.view"
    change_permission = "institution.change"
    model = Institution
    template_name = "pokja/institution_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("region__province", "kind", "predecessor").prefetch_related("successors")

    def get_context_data(self, **kwargs):
        institution, user = self.object, self.request.user
        seats = Position.objects.visible_to(user).filter(institution=institution).select_related("pokja").order_by("pokja__name", "rank", "order", "pk")
        return super().get_context_data(
            title=institution.name,
            breadcrumbs=[("Pokja", reverse("pokja:pokja_list")), (_("Institutions"), reverse("pokja:institution_list")), (institution.name, None)],
            contacts_shown=institution.contacts_shown_to(user),
            seats=seats,
            **kwargs,
        )


class InstitutionCreate(CreateScreen):
    permission = "institution.change"
    model = Institution
    form_class = InstitutionForm
    title = _("Record an institution")

    def get_context_data(self, **kwargs):
        return super().get_context_data(cancel_url=reverse("pokja:institution_list"), **kwargs)


class InstitutionUpdate(UpdateScreen):
    permission = "institution.change"
    model = Institution
    form_class = InstitutionForm

    def asks_reason(self, row):
        """The levels above keep institutions as of their own; nothing is corrected here."""
        return False

    def get_title(self):
        return _("Change %(name)s") % {"name": self.object}


class InstitutionDelete(DeleteScreen):
    permission = "institution.change"
    model = Institution

    def after_delete(self, row):
        return reverse("pokja:institution_list")
