"""The lists of the Pokja and of institutions: columns and filters."""

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.templatetags.looks import state_badge
from ssk_portal.pokja.models import Brand, DecreeStatus, Institution, InstitutionKind, Member, Pokja
from ssk_portal.pokja.models.terms import VALID
from ssk_portal.regions.models import Level, Region
from ssk_portal.screens.lists import NUMBER, PortalTable, SearchFilterSet


def _narrowed(regions, request):
    """The regions of the chosen province, where one is chosen: 552 are hard to find one's way in."""
    chosen = request.GET.get("province")
    return regions.filter(province__code=chosen) if chosen else regions


def regions_seen(request):
    """The regions whose Pokja the person may read: those in reach, and the province around them."""
    own = request.user.region
    seen = Region.objects.within(own).exclude(level=Level.COUNTRY) | Region.objects.filter(pk=own.province_id)
    return _narrowed(seen, request)


def all_regions(request):
    return _narrowed(Region.objects.at_work(), request)


class ByPlace(SearchFilterSet):
    """A filter form that also asks where. Addresses name the places by code."""

    province = django_filters.ModelChoiceFilter(label=_("Province"), queryset=Region.objects.provinces(), field_name="region__province", to_field_name="code")
    region = django_filters.ModelChoiceFilter(label=_("Region"), queryset=all_regions, to_field_name="code")


LACKING = "lacking"


class PokjaFilter(ByPlace):
    search_fields = ("name", "region__name", "region__code", "secretariat__name", "secretariat_as_written", "decrees__number")
    region = django_filters.ModelChoiceFilter(label=_("Region"), queryset=regions_seen, to_field_name="code")
    brand = django_filters.ChoiceFilter(label=_("Kind"), choices=Brand.choices)
    decree = django_filters.ChoiceFilter(label=_("Decree"), method="by_decree", choices=[*DecreeStatus.choices, (LACKING, _("none in force"))])

    class Meta:
        model = Pokja
        fields = ["q", "province", "region", "brand", "decree"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.request.user.region.is_country:
            # Everything in reach lies in one province.
            del self.filters["province"]

    def by_decree(self, rows, name, state):
        return rows.exclude(decree_state__in=VALID) if state == LACKING else rows.filter(decree_state=state)

    def search(self, rows, name, text):
        # A Pokja with several decrees would show more than once.
        return super().search(rows, name, text).distinct()


class PokjaTable(PortalTable):
    region = tables.Column(_("Region"), order_by="region__code", linkify=lambda record: record.region.get_absolute_url())
    name = tables.Column(_("Name"), linkify=True)
    brand = tables.Column(_("Kind"))
    decree = tables.Column(_("Newest decree"), accessor="newest_decree", orderable=False, default="–")
    decree_state = tables.Column(_("Decree today"), order_by=("decree_state", "in_force_until"))
    in_force_until = tables.Column(_("In force until"), default="–", attrs={"td": {"class": "nowrap"}})
    sitting_count = tables.Column(_("Members"), attrs=NUMBER)
    vacant_count = tables.Column(_("Vacant seats"), attrs=NUMBER)

    class Meta(PortalTable.Meta):
        model = Pokja
        fields = ["region", "name", "brand", "decree", "decree_state", "in_force_until", "sitting_count", "vacant_count"]
        order_by = "region"

    def render_decree_state(self, value, record):
        if record.successor_id:
            return self.value_decree_state(value, record)
        status = DecreeStatus(value)
        return state_badge(status.badge, status.label)

    def value_decree_state(self, value, record):
        return gettext("continued by another Pokja") if record.successor_id else DecreeStatus(value).label

    def render_in_force_until(self, value):
        return date_format(value)

    def value_in_force_until(self, value):
        return value

    def render_sitting_count(self, value, record):
        return value if record.names_known else "–"

    render_vacant_count = render_sitting_count

    def value_sitting_count(self, value, record):
        return value if record.names_known else None

    value_vacant_count = value_sitting_count


class InstitutionFilter(ByPlace):
    search_fields = ("name", "short_name", "former_names", "region__name", "region__code")
    kind = django_filters.ModelChoiceFilter(label=_("Kind"), queryset=InstitutionKind.objects.all(), to_field_name="code")

    class Meta:
        model = Institution
        fields = ["q", "province", "region", "kind"]


class InstitutionTable(PortalTable):
    region = tables.Column(_("Region"), order_by="region__code")
    name = tables.Column(_("Name"), linkify=True)
    short_name = tables.Column(_("Short name"), default="–")
    kind = tables.Column(_("Kind"), order_by="kind__order")

    class Meta(PortalTable.Meta):
        model = Institution
        fields = ["region", "name", "short_name", "kind"]
        order_by = ("region", "name")


class FormerFilter(SearchFilterSet):
    search_fields = ("name", "post", "position__title", "position__office")

    class Meta:
        model = Member
        fields = ["q"]


class FormerTable(PortalTable):
    """Who left a Pokja. Contacts stand in no list."""

    leads = False  # whether a name leads to its form
    name = tables.Column(linkify=lambda record, table: reverse("pokja:member_update", args=[record.pk]) if table.leads else None)
    position = tables.Column(_("Position"), order_by=("position__rank", "position__order"))
    decree = tables.Column(_("By decree"), accessor="position__decree", order_by="position__decree__valid_from", default="–")
    since = tables.Column(_("Since"), default="–", attrs={"td": {"class": "nowrap"}})
    until = tables.Column(_("Until"), attrs={"td": {"class": "nowrap"}})

    class Meta(PortalTable.Meta):
        model = Member
        fields = ["name", "post", "position", "decree", "since", "until"]
        order_by = "-until"

    def render_since(self, value):
        return date_format(value)

    def value_since(self, value):
        return value

    def render_until(self, value):
        return date_format(value)

    def value_until(self, value):
        return value
