"""Screens of the schemes: read by everyone, kept by the centre."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.forms.schemes import ClinicTypeForm, PreparationForm, SchemeForm
from ssk_portal.clinics.lists import SchemeFilter, SchemeTable
from ssk_portal.clinics.models import ClinicType, Preparation, Scheme
from ssk_portal.clinics.views.clinics import trail, with_preparations
from ssk_portal.clinics.views.sections import sections_of
from ssk_portal.screens.base import DetailScreen
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen


class SchemeList(ListScreen):
    in_reach_only = False
    permission = "reference.view"
    model = Scheme
    table_class = SchemeTable
    filterset_class = SchemeFilter
    title = _("Clinic schemes")
    lead = _("Which coaching clinics the programme had in which years, and what each is for.")
    create_url = "clinics:scheme_create"
    create_label = _("Add a scheme")
    create_permission = "reference.change"
    template_name = "clinics/clinic_list.html"

    def get_queryset(self):
        return super().get_queryset().annotate(count=Count("types"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(sections=sections_of(self.request.user, "clinics:scheme_list"), breadcrumbs=trail((self.title, None)), **kwargs)


class SchemeDetail(DetailScreen):
    permission = "reference.view"
    change_permission = "reference.change"
    model = Scheme

    def get_context_data(self, **kwargs):
        types = with_preparations(self.object.types)
        return super().get_context_data(types=types, breadcrumbs=trail((_("Clinic schemes"), reverse("clinics:scheme_list")), (str(self.object), None)), **kwargs)


class Definition:
    """What the screens of the definitions share: who may change them."""

    permission = "reference.change"


class SchemeCreate(Definition, CreateScreen):
    model = Scheme
    form_class = SchemeForm
    title = _("Add a scheme")


class SchemeUpdate(Definition, UpdateScreen):
    model = Scheme
    form_class = SchemeForm
    title = _("Change the scheme")


class SchemeDelete(Definition, DeleteScreen):
    model = Scheme

    def after_delete(self, row):
        return reverse("clinics:scheme_list")


class ClinicTypeCreate(Definition, CreateScreen):
    model = ClinicType
    form_class = ClinicTypeForm
    parent_model = Scheme
    parent_field = "scheme"
    title = _("Add a clinic type")


class ClinicTypeUpdate(Definition, UpdateScreen):
    model = ClinicType
    form_class = ClinicTypeForm
    title = _("Change the clinic type")


class ClinicTypeDelete(Definition, DeleteScreen):
    model = ClinicType

    def after_delete(self, row):
        return row.scheme.get_absolute_url()


class PreparationCreate(Definition, CreateScreen):
    model = Preparation
    form_class = PreparationForm
    parent_model = ClinicType
    parent_field = "clinic_type"
    title = _("Add a milestone that the clinic prepares")


class PreparationUpdate(Definition, UpdateScreen):
    model = Preparation
    form_class = PreparationForm
    title = _("Change the milestone that the clinic prepares")


class PreparationDelete(Definition, DeleteScreen):
    model = Preparation

    def after_delete(self, row):
        return row.clinic_type.get_absolute_url()
