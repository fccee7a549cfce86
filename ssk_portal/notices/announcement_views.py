"""Announcements: kept by the administrator of the country, read by everybody on top of every page."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.notices.models import Announcement
from ssk_portal.screens.edits import CreateScreen, DeleteScreen, UpdateScreen
from ssk_portal.screens.forms import DateInput, PortalForm
from ssk_portal.screens.lists import ListScreen, PortalTable, SearchFilterSet

TITLE = _("Announcements")


class AnnouncementForm(PortalForm):
    sections = ((_("What is announced"), ["text_id", "text_en"]), (_("When it is shown"), ["first_day", "last_day"]))
    how_to = (
        _("The text stands on top of every page, that of sign-in too, from the first to the last day, by Western Indonesia Time (WIB)."),
        _("Announce planned work some days ahead: say from when to when the portal is not available, and what to do until then."),
    )

    class Meta:
        model = Announcement
        fields = ["text_id", "text_en", "first_day", "last_day"]
        widgets = {"first_day": DateInput, "last_day": DateInput}


class AnnouncementFilter(SearchFilterSet):
    search_fields = ("text_id", "text_en")

    class Meta:
        model = Announcement
        fields = ("q",)


class AnnouncementTable(PortalTable):
    title_column = "text"
    text = tables.Column(_("Announcement"), order_by=("text_id",), linkify=("notices:announcement_update", [tables.A("pk")]))

    class Meta(PortalTable.Meta):
        model = Announcement
        fields = ("text", "first_day", "last_day")
        order_by = "-first_day"


class AnnouncementList(ListScreen):
    in_reach_only = False
    permission = "announcement.change"
    model = Announcement
    table_class = AnnouncementTable
    filterset_class = AnnouncementFilter
    title = TITLE
    lead = _("What stands on top of every page for some days: planned work, a new address, a closed help desk.")
    empty_text = _("Nothing has been announced yet.")
    create_url = "notices:announcement_create"
    create_label = _("New announcement")
    create_permission = "announcement.change"

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=[(_("Reference"), reverse("reporting:reference")), (TITLE, None)], **kwargs)


class _Announcement:
    permission = "announcement.change"
    model = Announcement

    def get_context_data(self, **kwargs):
        list_url = reverse("notices:announcement_list")
        kwargs = {"cancel_url": list_url, "breadcrumbs": [(_("Reference"), reverse("reporting:reference")), (TITLE, list_url)], **kwargs}
        return super().get_context_data(**kwargs)


class AnnouncementCreate(_Announcement, CreateScreen):
    form_class = AnnouncementForm
    title = _("New announcement")


class AnnouncementUpdate(_Announcement, UpdateScreen):
    template_name = conflict_form = "notices/announcement_form.html"
    form_class = AnnouncementForm
    title = _("Change the announcement")


class AnnouncementDelete(DeleteScreen):
    permission = "announcement.change"
    model = Announcement

    def after_delete(self, row):
        return reverse("notices:announcement_list")
