"""Notices and mails in the Django admin: to look at. Notices are one's own."""

from django.contrib import admin

from ssk_portal.notices.models import Announcement, Mail, Notice
from ssk_portal.screens.admin import ReadOnlyAdmin, kind_of_row


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ["row", "kind", "actor_name", "at", "read_at", "mailed_at"]
    fields = ["user", "kind", kind_of_row, "row", "url", "actor_name", "note", "at", "read_at", "mailed_at"]
    list_filter = ["kind", ("read_at", admin.EmptyFieldListFilter)]
    search_fields = ["row", "actor_name", "note"]
    date_hierarchy = "at"


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    list_display = ["subject", "user", "address", "at", "tries", "sent_at", "next_try_at"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter), ("next_try_at", admin.EmptyFieldListFilter)]
    search_fields = ["subject", "address", "user__name"]
    date_hierarchy = "at"
    list_select_related = ["user"]


@admin.register(Announcement)
class AnnouncementAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "first_day", "last_day"]
    list_filter = ["last_day"]
    search_fields = ["text_id", "text_en"]
