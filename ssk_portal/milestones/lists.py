"""The lists of milestones: columns and filters of progress and of assistances."""

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ssk_portal.common.times import days_since
from ssk_portal.milestones.models import Assistance, Milestone, Progress
from ssk_portal.regions.models import Region
from ssk_portal.review.states import State
from ssk_portal.screens.lists import NUMBER, PortalTable, SearchFilterSet

STATE = "{% load looks %}{% state_badge record.state record.get_state_display %}"


def _assisted(request, level):
    """The provinces or districts, in reach, where districts are assisted."""
    assisted = Assistance.objects.visible_to(request.user)
    path = "district__province" if level == "province" else "district"
    return Region.objects.filter(pk__in=assisted.values(path)).order_by("code")


def provinces(request):
    return _assisted(request, "province")


def districts(request):
    return _assisted(request, "district")


def numbers():
    """The milestones that any scheme knows."""
    known = Milestone.objects.order_by("number").values_list("number", flat=True).distinct()
    return [(number, f"M{number}") for number in known]


class AssistanceFilter(SearchFilterSet):
    search_fields = ("district__name", "district__code", "district__province__name", "decree__number", "facilitator")
    province = django_filters.ModelChoiceFilter(label=_("Province"), field_name="district__province", queryset=provinces)
    cohort = django_filters.NumberFilter(label=_("Cohort"), field_name="cohort_year")

    class Meta:
        model = Assistance
        fields = ("q", "province", "cohort", "scheme", "basis")


class AssistanceTable(PortalTable):
    title_column = "district"
    district = tables.Column(linkify=True, order_by=("district__code",), verbose_name=_("Regency or city"), accessor="district__full_name")
    province = tables.Column(accessor="district__province__name", verbose_name=_("Province"))
    cohort_year = tables.Column(attrs=NUMBER)

    class Meta(PortalTable.Meta):
        model = Assistance
        fields = ("district", "province", "cohort_year", "scheme", "decree", "basis")
        order_by = ("district",)

    def render_cohort_year(self, value):
        return str(value)


class ProgressFilter(SearchFilterSet):
    search_fields = ("region__name", "region__code", "milestone__name_id", "milestone__name_en", "summary")
    province = django_filters.ModelChoiceFilter(label=_("Province"), field_name="region__province", queryset=provinces)
    district = django_filters.ModelChoiceFilter(label=_("Regency or city"), field_name="region", queryset=districts)
    milestone = django_filters.ChoiceFilter(label="Milestone", field_name="milestone__number", choices=numbers)
    state = django_filters.ChoiceFilter(label=pgettext_lazy("review", "State"), choices=[choice for choice in State.choices if choice[0] != State.PUBLISHED])
    cohort = django_filters.NumberFilter(label=_("Cohort"), field_name="assistance__cohort_year")

    class Meta:
        model = Progress
        fields = ()


class ProgressTable(PortalTable):
    title_column = "milestone"
    district = tables.Column(accessor="region__full_name", order_by=("region__code",), verbose_name=_("Regency or city"))
    province = tables.Column(accessor="region__province__name", verbose_name=_("Province"))
    cohort = tables.Column(accessor="assistance__cohort_year", verbose_name=_("Cohort"), attrs=NUMBER)
    milestone = tables.Column(linkify=lambda record: record.get_absolute_url(), order_by=("milestone__number",), verbose_name="Milestone")
    state = tables.TemplateColumn(STATE, verbose_name=pgettext_lazy("review", "State"))
    days = tables.Column(accessor="state_since", order_by=("-state_since",), verbose_name=_("Days in this state"), attrs=NUMBER)
    missing_count = tables.Column(verbose_name=_("Missing"), attrs=NUMBER)

    class Meta(PortalTable.Meta):
        order_by = ("district", "-cohort", "milestone")

    def render_cohort(self, value):
        return str(value)

    def render_days(self, value):
        return days_since(value)

    def value_days(self, value):
        return days_since(value)

    def value_state(self, record):
        return record.get_state_display()

    def render_missing_count(self, record):
        return record.missing_count if record.is_open else "–"

    def value_missing_count(self, record):
        return record.missing_count if record.is_open else None


class QueueTable(ProgressTable):
    waiting = tables.Column(accessor="submitted_at", order_by=("submitted_at",), verbose_name=_("Days waiting"), attrs=NUMBER)
    held_by = tables.Column(accessor="reviewer", order_by=("reviewer__name",), verbose_name=_("Reviewed by"), default="–")

    class Meta(PortalTable.Meta):
        exclude = ("days", "missing_count", "province")
        sequence = ("waiting", "district", "cohort", "milestone", "state", "held_by")
        # The rows come oldest first.
        order_by = None

    def render_waiting(self, value):
        return days_since(value)

    value_waiting = render_waiting
