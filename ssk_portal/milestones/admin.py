"""Milestones in the administration pages: definitions by the centre, the rest for repair."""

from django.contrib import admin

from ssk_portal.milestones.actions import begin_progress
from ssk_portal.milestones.models import (
    Assessment,
    Assistance,
    Deadline,
    Evidence,
    Milestone,
    MilestoneScheme,
    MinisterialDecree,
    Progress,
    ReportedStatus,
    Requirement,
    ReviewDraft,
    Wording,
)
from ssk_portal.screens.admin import PortalAdmin, ReadOnlyAdmin, ReferenceAdmin, ScopedInline


class DraftAdmin(ReferenceAdmin):
    """What a scheme in force asks for is looked at here; a new edition changes it, in the portal's own pages."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not getattr(obj, "why_frozen", "")

    has_delete_permission = has_change_permission

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "scheme":
            kwargs["queryset"] = MilestoneScheme.objects.filter(in_force_since=None)
        if db_field.name == "milestone":
            kwargs["queryset"] = Milestone.objects.filter(scheme__in_force_since=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(MilestoneScheme)
class MilestoneSchemeAdmin(DraftAdmin):
    list_display = ("name_id", "name_en", "code", "valid_from", "valid_to")
    list_filter = (("valid_to", admin.EmptyFieldListFilter),)
    search_fields = ("code", "name_id", "name_en")


class WordingInline(ScopedInline):
    model = Wording


class RequirementInline(ScopedInline):
    model = Requirement


@admin.register(Milestone)
class MilestoneAdmin(DraftAdmin):
    list_display = ("__str__", "name_en", "scheme", "assistance_year", "basis")
    list_filter = ("scheme", "basis")
    list_select_related = ("scheme",)
    search_fields = ("name_id", "name_en")
    autocomplete_fields = ("scheme",)
    inlines = (RequirementInline, WordingInline)


@admin.register(Wording)
class WordingAdmin(ReferenceAdmin):
    list_display = ("text", "year", "milestone", "source")
    list_filter = ("milestone__scheme", "year")
    list_select_related = ("milestone",)
    search_fields = ("text", "source")
    autocomplete_fields = ("milestone",)


@admin.register(Requirement)
class RequirementAdmin(DraftAdmin):
    list_display = ("title_id", "milestone", "kind", "compulsory", "basis")
    list_filter = ("milestone__scheme", "milestone__number", "kind", "compulsory", "basis")
    list_select_related = ("milestone",)
    search_fields = ("title_id", "title_en", "source")
    autocomplete_fields = ("milestone",)


@admin.register(Assistance)
class AssistanceAdmin(PortalAdmin):
    list_display = ("district", "cohort_year", "scheme", "decree", "basis")
    list_filter = ("cohort_year", "basis", "scheme")
    list_select_related = ("district", "scheme", "decree")
    search_fields = ("district__name", "district__code", "decree__number", "source")
    autocomplete_fields = ("district", "scheme", "decree")

    def get_readonly_fields(self, request, obj=None):
        # The drafts hang on both: an assistance of the wrong district is deleted, not moved.
        return ("district", "scheme") if obj else ()

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        begin_progress(obj)


@admin.register(MinisterialDecree)
class MinisterialDecreeAdmin(PortalAdmin):
    list_display = ("number", "date", "cohort_year", "region", "source")
    list_filter = ("cohort_year",)
    list_select_related = ("region",)
    search_fields = ("number", "source")

    def has_add_permission(self, request):
        # A decree is recorded by a region, in the portal's own pages.
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_add_permission(request) and (obj is None or MinisterialDecree.objects.editable_by(request.user).filter(pk=obj.pk).exists())

    has_delete_permission = has_change_permission


@admin.register(Deadline)
class DeadlineAdmin(ReadOnlyAdmin):
    """To look at: the dates are set in the portal's own pages, a province's with a reason."""

    list_display = ("__str__", "level", "region", "submit_by", "review_by")
    list_filter = ("level", "cohort_year")
    list_select_related = ("region",)
    search_fields = ("region__name", "reason")


@admin.register(Progress)
class ProgressAdmin(PortalAdmin):
    """The draft's text, for repair. States change by the steps of review alone."""

    actions = None
    list_display = ("__str__", "assistance", "state", "state_since", "submitted_by", "decided_by")
    list_filter = ("state", "milestone__number", "assistance__cohort_year")
    list_select_related = ("region", "assistance__district", "milestone", "submitted_by", "decided_by")
    search_fields = ("region__name", "region__code", "summary")
    readonly_fields = (
        "region", "assistance", "milestone", "round", "year",
        "state", "state_since", "submitted_by", "submitted_at", "reviewer", "begun_at", "decided_by", "decided_at", "decision_note",
    )  # fmt: skip

    def has_add_permission(self, request, obj=None):
        # A draft begins with its assistance.
        return False

    def has_change_permission(self, request, obj=None):
        allowed = request.user.is_active and request.user.may("admin.use") and request.user.may(self.change_permission)
        return allowed and (obj is None or (obj.is_open and Progress.objects.visible_to(request.user).filter(pk=obj.pk).exists()))

    has_delete_permission = has_add_permission


@admin.register(Evidence)
class EvidenceAdmin(PortalAdmin):
    """What was given, to look at: giving and taking back is the district's."""

    actions = None
    list_display = ("__str__", "progress", "requirement", "given_by", "given_at")
    list_filter = ("requirement__kind", "progress__state")
    list_select_related = ("progress__region", "progress__milestone", "requirement", "document", "given_by")
    search_fields = ("title", "text", "document__name", "progress__region__name")

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    """What reviewers said about requirements, to look at."""

    list_display = ("__str__", "progress", "verdict", "written_by", "written_at", "told_at")
    list_filter = ("verdict",)
    list_select_related = ("progress__region", "progress__milestone", "requirement", "written_by")
    search_fields = ("remark", "progress__region__name")


@admin.register(ReviewDraft)
class ReviewDraftAdmin(ReadOnlyAdmin):
    """Notes that reviewers have not sent yet, to look at."""

    list_display = ("__str__", "written_by", "written_at")
    list_select_related = ("progress__region", "progress__milestone", "progress__assistance", "written_by")
    list_filter = ("written_at",)
    search_fields = ("progress__region__name",)


@admin.register(ReportedStatus)
class ReportedStatusAdmin(ReferenceAdmin):
    list_display = ("district", "label", "as_of", "basis", "source")
    list_filter = ("programme_year", "expected", "after", "basis")
    list_select_related = ("district",)
    search_fields = ("district__name", "district__code", "source", "note", "event")
    autocomplete_fields = ("district",)
