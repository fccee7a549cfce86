"""The log of review in the administration pages: to be read, never written there."""

from django.contrib import admin

from ssk_portal.review.models import Comment, Step
from ssk_portal.screens.admin import ReadOnlyAdmin


@admin.register(Step)
class StepAdmin(ReadOnlyAdmin):
    list_display = ("at", "name", "from_state", "to_state", "actor_name", "actor_region", "content_type", "object_id")
    list_filter = ("name", "content_type")
    list_select_related = ("content_type",)
    search_fields = ("actor_name", "actor_region", "note")
    date_hierarchy = "at"


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ("at", "actor_name", "text", "content_type", "object_id")
    list_filter = ("content_type",)
    list_select_related = ("content_type",)
    search_fields = ("actor_name", "text")
    date_hierarchy = "at"
