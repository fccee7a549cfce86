"""The definitions: schemes, their milestones, requirements and wordings. All read them, the centre keeps them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.documents.screens import FileScreen
from ssk_portal.milestones.defining import milestones_of, save_requirement, with_running
from ssk_portal.milestones.editions import remove_scheme
from ssk_portal.milestones.forms import definitions as forms
from ssk_portal.milestones.models import Milestone, MilestoneScheme, Requirement, Wording
from ssk_portal.milestones.scheme_list import SchemeFilter, SchemeTable
from ssk_portal.milestones.views.crumbs import crumbs, tabs
from ssk_portal.screens.base import DetailScreen
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen


def _trail(*rest):
    return crumbs((_("Definitions"), reverse("milestones:scheme_list")), *rest)


class SchemeList(ListScreen):
    model = MilestoneScheme
    in_reach_only = False
    permission = "reference.view"
    template_name = "milestones/list.html"
    table_class = SchemeTable
    filterset_class = SchemeFilter
    title = gettext_lazy("Milestone definitions")
    lead = gettext_lazy("What the milestones are and what has to be shown for each, by period of the programme.")
    create_url = "milestones:scheme_create"
    create_label = gettext_lazy("Add a scheme")
    create_permission = "reference.change"

    def get_queryset(self):
        return with_running(super().get_queryset()).select_related("followed_by")

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=tabs(self.request.user, "schemes"), **kwargs)


class SchemeDetail(DetailScreen):
    model = MilestoneScheme
    permission = "reference.view"
    change_permission = "reference.change"
    template_name = "milestones/scheme_detail.html"

    def get_queryset(self):
        return with_running(super().get_queryset()).select_related("follows", "followed_by")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(breadcrumbs=_trail((str(self.object), None)), milestones=milestones_of(self.object), **kwargs)
        # What it asks for is changed while it is a draft; what explains it, always.
        return context | {"changes": context["editable"] and not self.object.why_frozen}


class _Definition:
    """What the screens of a definition have in common: who keeps it, the way back, what a scheme in force refuses."""

    permission = "reference.change"
    related: tuple[str, ...] = ()
    frozen = True  # whether a scheme in force refuses it

    def get_queryset(self):
        return super().get_queryset().select_related(*self.related) if self.related else super().get_queryset()

    def why_not(self, row) -> str:
        """What a scheme in force asks for is changed by a new edition."""
        return row.why_frozen if self.frozen else ""

    def get_context_data(self, **kwargs):
        row = self.object or getattr(self, "parent", None)
        trail = _trail((str(row), row.get_absolute_url())) if row else _trail()
        return super().get_context_data(**{"breadcrumbs": trail, **kwargs})


class SchemeCreate(_Definition, CreateScreen):
    model = MilestoneScheme
    form_class = forms.SchemeForm
    title = gettext_lazy("Add a scheme")


class SchemeUpdate(_Definition, UpdateScreen):
    model = MilestoneScheme
    frozen = False  # its name, years and sources explain; the code stays once it is in force
    form_class = forms.SchemeForm
    title = gettext_lazy("Change the scheme")


class SchemeDelete(_Definition, DeleteScreen):
    model = MilestoneScheme

    def remove(self, row):
        remove_scheme(row, by=self.request.user)

    def after_delete(self, row):
        return reverse("milestones:scheme_list")


class MilestoneCreate(_Definition, CreateScreen):
    model = Milestone
    parent_model, parent_field = MilestoneScheme, "scheme"
    form_class = forms.MilestoneForm
    title = gettext_lazy("Add a milestone")


class MilestoneUpdate(_Definition, UpdateScreen):
    model = Milestone
    related = ("scheme",)
    form_class = forms.MilestoneForm
    title = gettext_lazy("Change the milestone")


class MilestoneDelete(_Definition, DeleteScreen):
    model = Milestone
    related = ("scheme",)

    def after_delete(self, row):
        return row.scheme.get_absolute_url()


class _RequirementWrite(_Definition):
    model = Requirement
    related = ("milestone__scheme", "template")
    form_class = forms.RequirementForm

    def write(self, form):
        return save_requirement(form.instance, template=form.new_file, remove_template=form.removes_file, by=self.request.user)


class RequirementCreate(_RequirementWrite, CreateScreen):
    parent_model, parent_field = Milestone, "milestone"
    title = gettext_lazy("Add a requirement")


class RequirementUpdate(_RequirementWrite, UpdateScreen):
    title = gettext_lazy("Change the requirement")


class RequirementExplain(_RequirementWrite, UpdateScreen):
    """The help, the English, the source and the template file: free in a scheme in force too."""

    form_class = forms.ExplanationForm
    title = gettext_lazy("Change explanation and template")
    frozen = False


class RequirementTemplate(FileScreen):
    """The template file, for everyone signed in."""

    permission = "reference.view"
    model = Requirement
    column = "template"


class RequirementDelete(_Definition, DeleteScreen):
    model = Requirement
    related = ("milestone__scheme",)

    def after_delete(self, row):
        return row.get_absolute_url()


class WordingCreate(_Definition, CreateScreen):
    model = Wording
    frozen = False
    parent_model, parent_field = Milestone, "milestone"
    form_class = forms.WordingForm
    title = gettext_lazy("Add a wording")


class WordingUpdate(_Definition, UpdateScreen):
    model = Wording
    frozen = False  # how sources word it is no part of what is asked
    related = ("milestone",)
    form_class = forms.WordingForm
    title = gettext_lazy("Change the wording")


class WordingDelete(_Definition, DeleteScreen):
    model = Wording
    frozen = False
    related = ("milestone",)

    def after_delete(self, row):
        return row.get_absolute_url()
