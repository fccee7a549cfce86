"""Indicators in the administration pages: definitions by the centre, figures for repair."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from ssk_portal.indicators.actions import save_figure, save_publisher
from ssk_portal.indicators.defining import COUNTED
from ssk_portal.indicators.models import Achievement, DefinitionChange, Disagreement, Indicator, Publisher, Target, TargetLayer
from ssk_portal.screens.admin import ChoicesInUse, PortalAdmin, ReferenceAdmin


@admin.register(Indicator)
class IndicatorAdmin(ReferenceAdmin):
    """Local ones are read here and kept by their region; what figures stand on is changed on the portal's page, which asks what the change means."""

    list_display = ("name_id", "name_en", "region", "sector", "unit", "direction", "part_of", "order")
    list_filter = ("sector", "unit", "direction", "cumulative", ("part_of", admin.EmptyFieldListFilter), ("region", admin.EmptyFieldListFilter))
    list_select_related = ("part_of", "region")
    search_fields = ("code", "name_id", "name_en")
    autocomplete_fields = ("part_of", "region")

    def get_readonly_fields(self, request, obj=None):
        return ("region", "unit", *COUNTED) if obj is not None and obj.has_figures else ("region",)


@admin.register(DefinitionChange)
class DefinitionChangeAdmin(ReferenceAdmin):
    list_display = ("indicator", "year", "note_id", "source")
    list_filter = ("year",)
    list_select_related = ("indicator",)
    search_fields = ("indicator__name_id", "indicator__name_en", "note_id", "note_en")
    autocomplete_fields = ("indicator",)


@admin.register(TargetLayer)
class TargetLayerAdmin(ReferenceAdmin):
    list_display = ("name_id", "name_en", "code", "level", "order")
    list_filter = ("level",)
    search_fields = ("code", "name_id", "name_en")


@admin.register(Publisher)
class PublisherAdmin(ReferenceAdmin):
    list_display = ("name", "code", "order", "for_own", "series")
    list_filter = ("for_own",)
    search_fields = ("code", "name")

    def save_model(self, request, obj, form, change):
        save_publisher(obj, by=request.user)


@admin.register(Disagreement)
class DisagreementAdmin(ReferenceAdmin):
    list_display = ("topic_id", "region", "indicator", "one_id", "other_id")
    list_filter = (("region__level", ChoicesInUse), "indicator")
    list_select_related = ("region", "indicator")
    search_fields = ("code", "topic_id", "topic_en", "one_id", "other_id", "region__name")
    autocomplete_fields = ("region", "indicator", "other_indicator")


class FigureAdmin(PortalAdmin):
    """Values and sources. States change by the steps of review, and what counts by the rule or on the figure's page."""

    actions = None
    list_filter = ("state", ("region__level", ChoicesInUse), "area", "indicator", "year")
    search_fields = ("region__name", "region__code", "indicator__name_id", "indicator__name_en", "source", "note")
    always_readonly = ("document", "choice_reason", "state", "state_since", "submitted_by", "submitted_at", "reviewer", "begun_at", "decided_by", "decided_at", "decision_note")

    @admin.display(description=_("value"), ordering="value")
    def shown_value(self, figure):
        """With its unit, as the portal writes it."""
        return figure.shown_value

    def get_readonly_fields(self, request, obj=None):
        return (self.model.mark, *self.always_readonly)

    def save_model(self, request, obj, form, change):
        save_figure(obj, by=request.user)
        # Inside the admin's transaction: a row that was put out of the person's reach is not kept.
        if not self._in_reach(request, obj):
            raise PermissionDenied

    def _in_reach(self, request, obj) -> bool:
        # Repair reaches every region below, other than the screens; published figures are the centre's.
        if obj.is_published and not request.user.region.is_country:
            return False
        return type(obj).objects.within(request.user.region).filter(pk=obj.pk).exists()

    def has_delete_permission(self, request, obj=None):
        # A published number is corrected, never taken away.
        return (obj is None or not obj.is_published) and super().has_delete_permission(request, obj)


@admin.register(Target)
class TargetAdmin(FigureAdmin):
    list_display = ("indicator", "region", "year", "area", "layer", "shown_value", "in_force", "state")
    list_filter = (*FigureAdmin.list_filter, "layer", "in_force")
    list_select_related = ("indicator", "region", "layer")
    autocomplete_fields = ("indicator", "region", "layer", "publisher")


@admin.register(Achievement)
class AchievementAdmin(FigureAdmin):
    list_display = ("indicator", "region", "year", "area", "publisher", "shown_value", "is_reference", "state")
    list_filter = (*FigureAdmin.list_filter, "publisher", "is_reference")
    list_select_related = ("indicator", "region", "publisher")
    autocomplete_fields = ("indicator", "region", "publisher")
