"""The log of review in the administration pages: to be read, never written there."""

from django.contrib import admin

from ssk_portal.review.models import Comment, Step
from ssk_portal.screens.admin import KindOfRowFilter, ReadOnlyAdmin, kind_of_row, row_told_of


@admin.register(Step)
class StepAdmin(ReadOnlyAdmin):
    list_display = ("at", "name", "from_state", "to_state", "actor_name", "actor_region", kind_of_row)
    list_filter = ("name", ("content_type", KindOfRowFilter))
    list_select_related = ("content_type",)
    search_fields = ("actor_name", "actor_region", "note")
    date_hierarchy = "at"
    fields = (kind_of_row, row_told_of, "name", "from_state", "to_state", "at", "actor", "actor_name", "actor_role", "actor_region", "note")


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ("at", "actor_name", "text", kind_of_row)
    list_filter = (("content_type", KindOfRowFilter),)
    list_select_related = ("content_type",)
    search_fields = ("actor_name", "text")
    date_hierarchy = "at"
    fields = (kind_of_row, row_told_of, "text", "at", "actor", "actor_name", "actor_role")
