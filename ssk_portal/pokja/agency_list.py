"""The list of expected agencies: columns and filters."""

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.addresses import linked
from ssk_portal.pokja.models import AgencyLevel, ExpectedAgency
from ssk_portal.screens.lists import PortalTable, SearchFilterSet


class ExpectedAgencyFilter(SearchFilterSet):
    search_fields = ("name_id", "name_en", "code")
    level = django_filters.ChoiceFilter(label=_("Expected in"), choices=AgencyLevel.choices)
    compulsory = django_filters.ChoiceFilter(label=_("Weight"), choices=[("True", _("compulsory")), ("False", _("advised"))])

    class Meta:
        model = ExpectedAgency
        fields = ("q", "level", "compulsory")


def _form_of(record, table):
    may = table.request.user.may("reference.change")
    return reverse("pokja:expectedagency_update", args=[record.pk]) if may else None


class ExpectedAgencyTable(PortalTable):
    name = tables.Column(_("Expected agency"), order_by=("name_id",), linkify=_form_of)
    compulsory = tables.Column(_("Weight"))
    patterns = tables.Column(_("Key words"), orderable=False)

    class Meta(PortalTable.Meta):
        model = ExpectedAgency
        fields = ("order", "name", "level", "compulsory", "patterns", "basis", "source")
        order_by = "order"

    def render_compulsory(self, value):
        return _("compulsory") if value else _("advised")

    value_compulsory = render_compulsory

    def render_source(self, value):
        return linked(value)

    def value_source(self, value):
        return value

    def render_patterns(self, value):
        return ", ".join(value)

    value_patterns = render_patterns
