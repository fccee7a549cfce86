"""Regions in the administration pages: kept by the centre. They stand here because their screens do."""

from django.contrib import admin

from ssk_portal.regions.models import Alias, Region
from ssk_portal.screens.admin import ChoicesInUse, PortalAdmin, ScopedInline


class AliasInline(ScopedInline):
    model = Alias


@admin.register(Region)
class RegionAdmin(PortalAdmin):
    """Corrections and splits. A region is never deleted here: rows and history point to it."""

    change_permission = "region.change"
    list_display = ("code", "kind", "name", "province", "time_zone", "population")
    list_display_links = ("code", "name")
    list_filter = (("level", ChoicesInUse), ("kind", ChoicesInUse), "time_zone")
    list_select_related = ("province",)
    search_fields = ("code", "name", "aliases__name")
    autocomplete_fields = ("parent", "province")
    inlines = (AliasInline,)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_search_results(self, request, queryset, search_term):
        rows, repeats = super().get_search_results(request, queryset, search_term)
        if request.GET.get("field_name") in ("region", "district"):
            # Asked by a field of another page: what cannot be saved there is not offered.
            rows = rows.within(request.user.region)
        return rows, repeats


@admin.register(Alias)
class AliasAdmin(PortalAdmin):
    change_permission = "region.change"
    list_display = ("name", "kind", "region")
    list_filter = ("kind",)
    list_select_related = ("region",)
    search_fields = ("name", "region__name", "region__code")
    autocomplete_fields = ("region",)
