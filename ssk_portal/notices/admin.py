"""Notices and mails in the Django admin: to look at. Notices are one's own."""

from django.contrib import admin

from ssk_portal.notices.models import Mail, Notice
from ssk_portal.screens.admin import ReadOnlyAdmin


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ["row", "kind", "actor_name", "at", "read_at", "mailed_at"]
    list_filter = ["kind"]
    search_fields = ["row", "actor_name", "note"]


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    list_display = ["subject", "user", "address", "at", "tries", "sent_at", "next_try_at"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter), ("next_try_at", admin.EmptyFieldListFilter)]
    search_fields = ["subject", "address", "user__name"]
    list_select_related = ["user"]
