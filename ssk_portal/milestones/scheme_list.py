"""The list of schemes: columns and filters; which edition is in force, a draft, or replaced."""

import django_filters
import django_tables2 as tables
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from ssk_portal.milestones.models import MilestoneScheme
from ssk_portal.regions.models import Level
from ssk_portal.screens.lists import NUMBER, PortalTable, SearchFilterSet

STATES = [("in_force", pgettext_lazy("edition", "in force")), ("draft", pgettext_lazy("edition", "draft")), ("replaced", pgettext_lazy("edition", "replaced by a newer edition"))]


class SchemeTable(PortalTable):
    name = tables.Column(accessor="name_id", linkify=True, verbose_name=gettext_lazy("Scheme"))
    level = tables.Column(accessor="level_words", order_by=("level", "-valid_from"), verbose_name=gettext_lazy("Whose work"))
    state = tables.Column(accessor="state_words", order_by=("in_force_since",), verbose_name=pgettext_lazy("edition", "State"))
    running = tables.Column(verbose_name=gettext_lazy("Districts working under it"), attrs=NUMBER)

    class Meta(PortalTable.Meta):
        model = MilestoneScheme
        fields = ("name", "level", "edition", "state", "running", "valid_from", "valid_to", "code")

    def render_name(self, record):
        return str(record)

    def render_running(self, record, value):
        return value if record.level == Level.DISTRICT else "–"

    def render_valid_from(self, value):
        return str(value)

    render_valid_to = render_valid_from


class SchemeFilter(SearchFilterSet):
    search_fields = ("code", "name_id", "name_en", "note")
    state = django_filters.ChoiceFilter(label=pgettext_lazy("edition", "State"), method="standing", choices=STATES)

    class Meta:
        model = MilestoneScheme
        fields = ("q", "level", "state")

    def standing(self, rows, name, state):
        replaced = Q(followed_by__in_force_since__isnull=False)
        if state == "draft":
            return rows.filter(in_force_since=None)
        return rows.filter(replaced) if state == "replaced" else rows.exclude(in_force_since=None).exclude(replaced)
