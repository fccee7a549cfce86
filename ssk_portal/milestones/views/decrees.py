"""Ministerial decrees: the list, the page with the districts, the file, and entering all districts of one."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ssk_portal.common.constraints import wait_turn
from ssk_portal.documents.screens import FileScreen
from ssk_portal.milestones.decrees import save_decree
from ssk_portal.milestones.enlisting import enlist
from ssk_portal.milestones.forms.decrees import DecreeDistrictsForm, MinisterialDecreeForm
from ssk_portal.milestones.lists import DecreeFilter, DecreeTable
from ssk_portal.milestones.models import Assistance, MinisterialDecree
from ssk_portal.milestones.views.crumbs import crumbs, tabs
from ssk_portal.screens.base import DetailScreen, row_or_404
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen


def _trail(*rest):
    return crumbs((_("Ministerial decrees"), reverse("milestones:decree_list")), *rest)


class DecreeList(ListScreen):
    model = MinisterialDecree
    in_reach_only = False
    permission = "milestone.view"
    template_name = "milestones/list.html"
    table_class = DecreeTable
    filterset_class = DecreeFilter
    title = gettext_lazy("Ministerial decrees")
    lead = gettext_lazy("The decrees of the Minister of Home Affairs by which regencies and cities enter the programme.")
    empty_text = gettext_lazy("No decree is recorded yet.")
    create_url = "milestones:decree_create"
    create_label = gettext_lazy("Record a decree")
    create_permission = "assistance.change"

    def get_queryset(self):
        counted = Count("assistances", filter=_in_reach(self.request.user))
        return super().get_queryset().select_related("document", "region").annotate(district_count=counted)

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=tabs(self.request.user, "decrees"), **kwargs)


def _in_reach(user):
    return Q(assistances__in=Assistance.objects.visible_to(user).values("pk"))


class DecreeDetail(DetailScreen):
    model = MinisterialDecree
    permission = "milestone.view"
    change_permission = "assistance.change"
    template_name = "milestones/decree_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("document__uploaded_by", "region")

    def get_context_data(self, **kwargs):
        user = self.request.user
        districts = Assistance.objects.visible_to(user).filter(decree=self.object).select_related("district__province", "scheme").order_by("district__code")
        return super().get_context_data(breadcrumbs=_trail((str(self.object), None)), districts=list(districts), **kwargs)


class _WriteDecree:
    model = MinisterialDecree
    permission = "assistance.change"
    form_class = MinisterialDecreeForm

    def write(self, form):
        return save_decree(form.instance, file=form.new_file, remove_file=form.removes_file, by=self.request.user)


class DecreeCreate(_WriteDecree, CreateScreen):
    title = gettext_lazy("Record a ministerial decree")

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=_trail((self.title, None)), cancel_url=reverse("milestones:decree_list"), **kwargs)


class DecreeUpdate(_WriteDecree, UpdateScreen):
    title = gettext_lazy("Change the ministerial decree")

    def get_queryset(self):
        return super().get_queryset().select_related("document", "region")

    def get_context_data(self, **kwargs):
        trail = _trail((str(self.object), self.object.get_absolute_url()), (_("Change"), None))
        return super().get_context_data(**{"breadcrumbs": trail, **kwargs})


class DecreeDelete(DeleteScreen):
    """One that names no district; with districts it is refused, and the page names them."""

    model = MinisterialDecree
    permission = "assistance.change"

    def after_delete(self, row):
        return reverse("milestones:decree_list")

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=_trail((str(self.object), self.object.get_absolute_url()), (_("Delete"), None)), **kwargs)


class DecreeFile(FileScreen):
    permission = "milestone.view"
    model = MinisterialDecree


class DecreeDistricts(CreateScreen):
    """All districts of a decree: first what would become of each line, then all of them or none."""

    model = Assistance
    permission = "assistance.change"
    form_class = DecreeDistrictsForm
    parent_model = MinisterialDecree
    parent_field = "decree"
    template_name = "milestones/decree_districts.html"
    title = gettext_lazy("Enter the regencies and cities")

    def get_parent(self, pk):
        """Any decree: whoever recorded it, each province enters its own districts."""
        return row_or_404(self.get_parents(), pk=pk)

    def asks_reason(self, parent) -> bool:
        return False

    def form_valid(self, form):
        again = "again" in self.request.POST
        if "confirm" in self.request.POST and form.new_count and not again:
            # The lines are compared once more while nobody else enters any.
            wait_turn("districts of decrees")
            form.full_clean()
            if form.is_valid() and form.shown == self.request.POST.get("shown"):
                return super().form_valid(form)
        return self.render_to_response(self.get_context_data(form=form, preview=form.is_valid() and not again))

    def saved_before(self) -> bool:
        """The same list again finds nothing new."""
        return False

    def write(self, form):
        made = enlist(form.lines, form.instance, by=self.request.user)
        self.done = ngettext("%(count)s regency or city was recorded.", "%(count)s regencies and cities were recorded.", len(made)) % {"count": len(made)}
        return self.parent

    def get_context_data(self, **kwargs):
        trail = _trail((str(self.parent), self.parent.get_absolute_url()), (self.title, None))
        return super().get_context_data(**{"breadcrumbs": trail, **kwargs}) | {"can_add_another": False}
