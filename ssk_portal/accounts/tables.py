"""The lists of users: columns and filters."""

import django_filters
import django_tables2 as tables
from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django_filters.filters import QuerySetRequestMixin

from ssk_portal.accounts.actions import regions_given_by, roles_given_by
from ssk_portal.accounts.grants import Role
from ssk_portal.accounts.invitations import Invitation, InvitationState
from ssk_portal.accounts.models import User
from ssk_portal.accounts.user_forms import RegionChoiceField
from ssk_portal.regions.models import Region
from ssk_portal.screens.lists import MomentColumn, PortalTable, SearchFilterSet


def roles(request):
    return [(role.value, role.label) for role in roles_given_by(request.user)] if request else Role.choices


class RegionFilter(QuerySetRequestMixin, django_filters.Filter):
    """A region with all below it."""

    field_class = RegionChoiceField

    def filter(self, rows, region):
        return rows.within(region) if region else rows


class UserFilterSet(SearchFilterSet):
    search_fields = ("name", "username", "agency", "post", "email", "region__name")
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices)
    region = RegionFilter(label=_("Region"), empty_label=settings.FILTERS_EMPTY_CHOICE_LABEL, queryset=lambda request: regions_given_by(request.user))
    is_active = django_filters.ChoiceFilter(label=_("State"), choices=[("true", _("active")), ("false", _("deactivated"))], method="in_state")
    invitation = django_filters.ChoiceFilter(label=_("Invitation"), choices=InvitationState.choices, method="invited")

    class Meta:
        model = User
        fields = ["q", "role", "region", "is_active", "invitation"]

    def in_state(self, rows, name, value):
        return rows.filter(is_active=value == "true")

    def invited(self, rows, name, value):
        return rows.filter(invitation__in=Invitation.objects.in_state(value))


class UserTable(PortalTable):
    name = tables.Column(linkify=True)
    region = tables.Column(order_by=("region__code",))
    is_active = tables.Column(verbose_name=_("State"))
    last_login = MomentColumn(verbose_name=_("Last sign-in"))

    class Meta(PortalTable.Meta):
        model = User
        fields = ("name", "username", "role", "region", "agency", "is_active", "last_login")
        order_by = ("name",)

    def value_is_active(self, value, record):
        if not value:
            return str(_("anonymised") if record.anonymised_at else _("deactivated"))
        invitation = getattr(record, "invitation", None)
        return str(invitation.state.label if invitation and invitation.is_pending else _("active"))

    render_is_active = value_is_active


class MissingFilterSet(SearchFilterSet):
    search_fields = ("name", "code", "province__name")
    level = django_filters.ChoiceFilter(label=_("What is missing"), choices=[("district", _("district staff")), ("province", _("provincial officer (reviewer)"))])
    region = RegionFilter(
        label=_("Region"), empty_label=settings.FILTERS_EMPTY_CHOICE_LABEL, queryset=lambda request: regions_given_by(request.user).filter(level__in=["country", "province"])
    )

    class Meta:
        model = Region
        fields = ["q", "level", "region"]


def without_account(rows):
    """Of the regions in `rows`: districts without active staff, provinces without an active reviewer."""
    staffed = User.objects.active().filter(role=Role.DISTRICT).values("region")
    reviewed = User.objects.active().filter(role=Role.PROVINCIAL).values("region")
    return rows.filter((Q(level="district") & ~Q(pk__in=staffed)) | (Q(level="province") & ~Q(pk__in=reviewed)))


class MissingTable(PortalTable):
    title_column = "region"
    region = tables.Column(accessor="full_name", linkify=True, order_by=("name",), verbose_name=_("Region"))
    province = tables.Column(accessor="province__name", order_by=("province__name",), verbose_name=_("Province"))
    missing = tables.Column(accessor="level", verbose_name=_("What is missing"))
    create = tables.Column(accessor="pk", orderable=False, verbose_name=_("Step"), exclude_from_export=True)

    class Meta(PortalTable.Meta):
        model = Region
        fields = ("region", "code", "province", "missing", "create")
        order_by = ("code",)

    @staticmethod
    def _role(region) -> Role:
        return Role.DISTRICT if region.is_district else Role.PROVINCIAL

    def value_missing(self, record):
        return str(_("district staff") if record.is_district else _("provincial officer (reviewer)"))

    render_missing = value_missing

    def render_create(self, record):
        address = reverse("accounts:user_create") + "?" + urlencode({"role": self._role(record), "region": record.pk})
        return format_html('<a href="{}">{}</a>', address, _("Create an account"))
