"""The list of regions: provinces, regencies and cities, with search by name or code."""

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.numbers import number
from ssk_portal.regions.models import Kind, Level, Region
from ssk_portal.screens.lists import NUMBER, ListScreen, PortalTable, SearchFilterSet

SHOWN = (Level.PROVINCE, Level.DISTRICT)
KINDS = [(kind.value, kind.label) for kind in (Kind.PROVINCE, Kind.REGENCY, Kind.CITY)]


class RegionFilter(SearchFilterSet):
    search_fields = ("name", "code", "aliases__name", "province__name")
    province = django_filters.ModelChoiceFilter(label=_("Province"), queryset=Region.objects.provinces(), empty_label=_("all"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=KINDS, empty_label=_("all"))

    class Meta:
        model = Region
        fields = ["q", "province", "kind"]

    def search(self, rows, name, text):
        # A region with several older names would show more than once.
        return super().search(rows, name, text).distinct()


class RegionTable(PortalTable):
    code = tables.Column(_("Code"))
    name = tables.Column(_("Name"), linkify=True)
    province = tables.Column(_("Province"), accessor="province__name", order_by="province__code")
    time_zone = tables.Column(_("Time zone"))
    population = tables.Column(_("Population"), attrs=NUMBER)

    class Meta(PortalTable.Meta):
        model = Region
        fields = ["code", "name", "province", "time_zone", "population"]
        order_by = "code"

    def render_name(self, record):
        return record.full_name

    value_name = render_name

    def render_time_zone(self, record):
        return record.get_time_zone_display()

    def render_population(self, value):
        return number(value)

    def value_population(self, value):
        return value


class RegionList(ListScreen):
    in_reach_only = False
    permission = "region.view"
    model = Region
    table_class = RegionTable
    filterset_class = RegionFilter
    title = _("Regions")
    lead = _("Provinces, regencies and cities with the codes of the Ministry of Home Affairs.")

    def get_queryset(self):
        return super().get_queryset().filter(level__in=SHOWN).select_related("province")
