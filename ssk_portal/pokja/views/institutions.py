"""The screens of institutions."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.forms import InstitutionForm, MergeForm, OtherForm
from ssk_portal.pokja.lists import InstitutionFilter, InstitutionTable
from ssk_portal.pokja.merging import links_of, merge_institutions, merged_into
from ssk_portal.pokja.models import Institution, Position
from ssk_portal.pokja.names import alike_in
from ssk_portal.screens.base import DetailScreen
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen, WriteScreen
from ssk_portal.screens.lists import ListScreen


def trail(*further):
    """The way back, one and the same on every page of an institution: over the Pokja and the list."""
    return [("Pokja", reverse("pokja:pokja_list")), (_("Institutions"), reverse("pokja:institution_list")), *further]


def trail_to(institution, here):
    """The way from a page about one institution."""
    return trail((institution.name, institution.get_absolute_url()), (here, None))


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

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=[trail()[0], (self.title, None)], **kwargs)


class InstitutionDetail(DetailScreen):
    permission = "institution.view"
    change_permission = "institution.change"
    model = Institution
    template_name = "pokja/institution_detail.html"

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            # Older links lead on to the one that it was merged into.
            if kept := merged_into(kwargs["pk"]):
                return redirect(kept)
            raise

    def get_queryset(self):
        return super().get_queryset().select_related("region__province", "kind", "predecessor").prefetch_related("successors")

    def get_context_data(self, **kwargs):
        institution, user = self.object, self.request.user
        seats = Position.objects.visible_to(user).filter(institution=institution).select_related("pokja").order_by("pokja__name", "rank", "order", "pk")
        return super().get_context_data(
            title=institution.name,
            breadcrumbs=trail((institution.name, None)),
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
        return super().get_context_data(cancel_url=reverse("pokja:institution_list"), breadcrumbs=trail((self.title, None)), **kwargs)


class InstitutionUpdate(UpdateScreen):
    permission = "institution.change"
    model = Institution
    form_class = InstitutionForm
    turn = "institution_no_circle"

    def get_queryset(self):
        return super().get_queryset().select_related("region")

    def asks_reason(self, row):
        """The levels above keep institutions as of their own; nothing is corrected here."""
        return False

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=trail_to(self.object, _("Change")), **kwargs)


class InstitutionMerge(UpdateScreen):
    """Merging: first which one is given up for this one (`?lembaga=12`), then what goes over, and why."""

    permission = "institution.change"
    model = Institution
    form_class = MergeForm
    turn = "institution_no_circle"
    template_name = "pokja/institution_merge.html"
    done = _("Merged. All links stand with this institution now.")

    def get_queryset(self):
        return super().get_queryset().select_related("region", "kind")

    def asks_reason(self, row):
        """Every merger asks for one, of whoever does it."""
        return False

    def get_title(self):
        return _("Merge into %(name)s") % {"name": self.object}

    @cached_property
    def other(self) -> OtherForm:
        chosen = self.request.GET if "lembaga" in self.request.GET else None
        return OtherForm(chosen, kept=self.object, user=self.request.user)

    @property
    def given_up(self) -> Institution | None:
        return self.other.cleaned_data.get("lembaga") if self.other.is_valid() else None

    def form_valid(self, form):
        if self.given_up is None:
            return self.form_invalid(form)
        return WriteScreen.form_valid(self, form)  # what changed in the names meanwhile is no obstacle

    def write(self, form):
        return merge_institutions(self.object, self.given_up, by=self.request.user, reason=form.reason)

    def get_context_data(self, **kwargs):
        given_up = self.given_up
        more = {"given_up": given_up, "links": links_of(given_up)} if given_up else {"near": alike_in(self.object.region, self.object.names, but=self.object)[:10]}
        return super().get_context_data(other=self.other, breadcrumbs=trail_to(self.object, _("Merge")), **more, **kwargs)


class InstitutionDelete(DeleteScreen):
    permission = "institution.change"
    model = Institution

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=trail_to(self.object, _("Delete")), **kwargs)

    def after_delete(self, row):
        return reverse("pokja:institution_list")
