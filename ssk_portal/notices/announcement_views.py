"""The screens of announcements, for the administrator of the country."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from ssk_portal.notices import tables
from ssk_portal.notices.forms import AnnouncementForm
from ssk_portal.notices.models import Announcement
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen

ANNOUNCEMENTS = gettext_lazy("Announcements")


class AnnouncementList(ListScreen):
    in_reach_only = False
    permission = "announcement.change"
    model = Announcement
    table_class = tables.AnnouncementTable
    filterset_class = tables.AnnouncementFilter
    title = ANNOUNCEMENTS
    lead = gettext_lazy("What is shown at the top of every page for some days: planned work, a new address, a closed help desk.")
    empty_text = gettext_lazy("Nothing has been announced yet.")
    create_url = "notices:announcement_create"
    create_label = gettext_lazy("New announcement")
    create_permission = "announcement.change"

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=[(gettext_lazy("Reference"), reverse("reporting:reference")), (ANNOUNCEMENTS, None)], **kwargs)


class _Announcement:
    permission = "announcement.change"
    model = Announcement

    def get_context_data(self, **kwargs):
        list_url = reverse("notices:announcement_list")
        kwargs = {"cancel_url": list_url, "breadcrumbs": [(gettext_lazy("Reference"), reverse("reporting:reference")), (ANNOUNCEMENTS, list_url)], **kwargs}
        return super().get_context_data(**kwargs)


class AnnouncementCreate(_Announcement, CreateScreen):
    form_class = AnnouncementForm
    title = gettext_lazy("New announcement")


class AnnouncementUpdate(_Announcement, UpdateScreen):
    template_name = conflict_form = "notices/announcement_form.html"
    form_class = AnnouncementForm
    title = gettext_lazy("Change the announcement")


class AnnouncementDelete(DeleteScreen):
    permission = "announcement.change"
    model = Announcement

    def after_delete(self, row):
        return reverse("notices:announcement_list")
