"""The files in the administration pages: only to be looked at."""

from django.contrib import admin

from ssk_portal.documents.models import Document
from ssk_portal.screens.admin import ReadOnlyAdmin


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Which files are kept; each is read on the page of the row that owns it."""

    list_display = ["name", "content_type", "size", "region", "uploaded_at", "uploaded_by"]
    list_filter = ["content_type", "uploaded_at"]
    search_fields = ["name", "sha256", "region__name", "uploaded_by__name"]
    list_select_related = ["region", "uploaded_by"]
