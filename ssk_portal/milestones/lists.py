"""The lists of milestones: columns and filters of progress and of assistances."""

import django_filters
import django_tables2 as tables
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ssk_portal.common.times import days_since
from ssk_portal.milestones.models import Assistance, Milestone, MinisterialDecree, Progress
from ssk_portal.regions.models import Level, Region
from ssk_portal.review.states import State
from ssk_portal.screens.lists import NUMBER, PortalTable, SearchFilterSet, YearFilter

STATE = "{% load looks %}{% state_badge record.state record.get_state_display %}"


def _assisted(request, level):
    """The provinces or districts, in reach, where districts are assisted."""
    assisted = Assistance.objects.visible_to(request.user)
    path = "district__province" if level == "province" else "district"
    return Region.objects.filter(pk__in=assisted.values(path)).order_by("code")


def provinces(request):
    return _assisted(request, "province")


def provinces_at_work(request):
    """Those and the provinces that have duties."""
    duties = Progress.objects.visible_to(request.user).duties()
    return Region.objects.filter(Q(pk__in=provinces(request).order_by().values("pk")) | Q(pk__in=duties.values("region"))).order_by("code")


def districts(request):
    return _assisted(request, "district")


def stages():
    """The milestones that any scheme knows."""
    known = Milestone.objects.filter(scheme__level=Level.DISTRICT).order_by("number").values_list("number", flat=True).distinct()
    return [(number, f"M{number}") for number in known]


def stages_and_duties():
    """Those, then the duties of provinces by their short names."""
    known = Milestone.objects.order_by("number").values_list("scheme__level", "number", "symbol").distinct()
    milestones = {number: (number, f"M{number}") for level, number, _symbol in known if level == Level.DISTRICT}
    duties = {symbol: (symbol, symbol) for level, number, symbol in known if level == Level.PROVINCE and symbol}
    return [*milestones.values(), *duties.values()]


STANDING = [("in", _("in the programme")), ("left", _("left the programme"))]


class AssistanceFilter(SearchFilterSet):
    search_fields = ("district__name", "district__code", "district__province__name", "decree__number", "facilitator")
    within_reach = True
    province = django_filters.ModelChoiceFilter(label=_("Province"), field_name="district__province", queryset=provinces)
    cohort = YearFilter(label=_("Cohort"), field_name="cohort_year")
    standing = django_filters.ChoiceFilter(label=_("In the programme"), choices=STANDING, method="by_standing")

    class Meta:
        model = Assistance
        fields = ("q", "province", "cohort", "standing", "scheme", "basis")

    def by_standing(self, rows, name, value):
        return rows.left() if value == "left" else rows.in_programme()


class AssistanceTable(PortalTable):
    title_column = "district"
    within_reach = True
    district = tables.Column(linkify=True, order_by=("district__code",), verbose_name=_("Regency or city"), accessor="district__full_name")
    province = tables.Column(accessor="district__province__name", verbose_name=_("Province"))
    cohort_year = tables.Column(attrs=NUMBER)
    decree = tables.Column(linkify=lambda record: record.decree.get_absolute_url() if record.decree else None)
    standing = tables.Column(order_by=("left_on",), verbose_name=_("In the programme"))

    class Meta(PortalTable.Meta):
        model = Assistance
        fields = ("district", "province", "cohort_year", "decree", "facilitator", "standing", "basis")
        order_by = ("district",)

    def render_cohort_year(self, value):
        return str(value)

    def render_basis(self, record, value):
        """What is stated by a source, or inferred from one, is said only where one is named."""
        return value if record.source else "–"

    def value_basis(self, record):
        return record.get_basis_display() if record.source else ""


class DecreeFilter(SearchFilterSet):
    search_fields = ("number", "source")
    cohort = YearFilter(label=_("Cohort"), field_name="cohort_year")

    class Meta:
        model = MinisterialDecree
        fields = ("q", "cohort")


class DecreeTable(PortalTable):
    title_column = "number"
    number = tables.Column(linkify=True)
    cohort_year = tables.Column(attrs=NUMBER, verbose_name=_("Cohort"))
    district_count = tables.Column(verbose_name=_("Regencies and cities"), attrs=NUMBER)
    document = tables.Column(linkify=lambda record: record.get_file_url(), verbose_name=_("File"))

    class Meta(PortalTable.Meta):
        model = MinisterialDecree
        fields = ("number", "date", "cohort_year", "district_count", "document", "region")
        order_by = ("-cohort_year", "number")

    def render_cohort_year(self, value):
        return str(value)


class ProgressFilter(SearchFilterSet):
    search_fields = ("region__name", "region__code", "milestone__name_id", "milestone__name_en", "summary")
    within_reach = True
    province = django_filters.ModelChoiceFilter(label=_("Province"), field_name="region__province", queryset=provinces_at_work)
    district = django_filters.ModelChoiceFilter(label=_("Regency or city"), field_name="region", queryset=districts)
    milestone = django_filters.ChoiceFilter(label="Milestone", choices=stages_and_duties, method="by_milestone")
    state = django_filters.ChoiceFilter(label=pgettext_lazy("review", "State"), choices=[choice for choice in State.choices if choice[0] != State.PUBLISHED])
    cohort = YearFilter(label=_("Cohort"), field_name="assistance__cohort_year")

    class Meta:
        model = Progress
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.request is not None and self.request.user.region.is_district:
            self.filters["milestone"].extra["choices"] = stages  # it sees no duty of its province

    def by_milestone(self, rows, name, value):
        """A number is a milestone of districts, a short name a duty of provinces."""
        if value.isdigit():
            return rows.filter(assistance__isnull=False, milestone__number=value)
        return rows.duties().filter(milestone__symbol=value)


class ProgressTable(PortalTable):
    title_column = "milestone"
    within_reach = True
    district = tables.Column(accessor="region__full_name", order_by=("region__code",), verbose_name=_("Region"))
    province = tables.Column(accessor="region__province__name", verbose_name=_("Province"))
    cohort = tables.Column(accessor="assistance__cohort_year", verbose_name=_("Cohort"), attrs=NUMBER)
    milestone = tables.Column(linkify=lambda record: record.get_absolute_url(), order_by=("milestone__number", "round"), verbose_name="Milestone")
    year = tables.Column(verbose_name=_("Programme year"), attrs=NUMBER)
    state = tables.TemplateColumn(STATE, verbose_name=pgettext_lazy("review", "State"))
    days = tables.Column(accessor="state_since", order_by=("-state_since",), verbose_name=_("Days in this state"), attrs=NUMBER)
    missing_count = tables.Column(verbose_name=_("Missing"), attrs=NUMBER)
    # In files only: the page of the milestone shows it.
    source = tables.Column(accessor="decision_note", verbose_name=_("Source of what is historical"), visible=False)

    class Meta(PortalTable.Meta):
        order_by = ("district", "-cohort", "milestone")

    def render_milestone(self, record):
        return f"{record.short} {record.milestone.name}"

    def render_year(self, value):
        return str(value)

    def value_year(self, value):
        return value

    def value_source(self, record):
        return record.decision_note if record.state == State.HISTORICAL else ""

    def render_cohort(self, value):
        return str(value)

    def render_days(self, value, record):
        return days_since(value, record.region.time_zone)

    value_days = render_days

    def value_state(self, record):
        return record.get_state_display()

    def render_missing_count(self, record):
        return record.missing_count if record.is_open else "–"

    def value_missing_count(self, record):
        return record.missing_count if record.is_open else None
