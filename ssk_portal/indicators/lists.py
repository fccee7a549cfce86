"""The lists of the room: columns and filters."""

import django_filters
import django_tables2 as tables
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.addresses import host_of
from ssk_portal.common.remarks import told
from ssk_portal.indicators.models import Achievement, Indicator, Publisher, Target, TargetLayer
from ssk_portal.regions.models import Level, Region
from ssk_portal.review.states import State
from ssk_portal.screens.lists import NUMBER, PortalTable, SearchFilterSet, YearFilter

STATE = "{% load looks %}{% state_badge record.state record.get_state_display %}"
VALUE = "{% load formats i18n %}{{ value|quantity:record.indicator.unit }}{% if record.computed %} <span class='badge'>{% translate 'computed' %}</span>{% endif %}"


class IndicatorFilter(SearchFilterSet):
    search_fields = ("name_id", "name_en", "definition_id", "definition_en", "region__name")
    whose = django_filters.ChoiceFilter(label=_("Holds"), method="held", choices=[("everywhere", _("everywhere")), ("local", _("locally only")), ("here", _("in my region"))])

    class Meta:
        model = Indicator
        fields = ("q", "sector", "unit", "direction", "whose")

    def held(self, rows, name, answer):
        if answer == "here":
            return rows.near(self.request.user.region)
        return rows.filter(region__isnull=answer == "everywhere")


def with_figures(indicators, **told):
    """`indicators` with what is `told` of their values that count, each by an aggregate over achievements."""
    # Apart from the rows: joined to them, tens of thousands of figures would be sorted with every column of their indicator.
    counting = Achievement.objects.filter(indicator=OuterRef("pk"), is_reference=True).order_by().values("indicator")
    asked = {name: Subquery(counting.annotate(told=aggregate).values("told")) for name, aggregate in told.items()}
    return indicators.annotate(**{name: Coalesce(each, 0) if isinstance(told[name], Count) else each for name, each in asked.items()})


class IndicatorTable(PortalTable):
    name = tables.Column(linkify=True, order_by=("name_id",), verbose_name=_("Indicator"))
    region = tables.Column(accessor="region__full_name", verbose_name=_("Holds in"), default=_("the whole country"), order_by=("region__code",))
    part_of = tables.Column(verbose_name=_("Part of"), default="–", order_by=("part_of__name_id",))
    regions = tables.Column(verbose_name=_("Regions with figures"), attrs=NUMBER)

    class Meta(PortalTable.Meta):
        model = Indicator
        fields = ("name", "region", "sector", "unit", "direction", "part_of", "regions")


class LayerFilter(SearchFilterSet):
    search_fields = ("name_id", "name_en", "code")

    class Meta:
        model = TargetLayer
        fields = ("q", "level")


def change_page(screen: str):
    """A link to the form of a definition, for whoever may change it."""

    def link(record, table):
        return reverse(screen, args=[record.pk]) if table.request.user.may("reference.change") else None

    return link


class LayerTable(PortalTable):
    name = tables.Column(order_by=("name_id",), verbose_name=_("Target layer"), linkify=change_page("indicators:layer_update"))
    patterns = tables.Column(orderable=False)

    class Meta(PortalTable.Meta):
        model = TargetLayer
        fields = ("order", "name", "level", "patterns")

    def render_level(self, record):
        return capfirst(record.get_level_display())

    value_level = render_level

    def render_patterns(self, value):
        return ", ".join(value)

    value_patterns = render_patterns


class PublisherFilter(SearchFilterSet):
    search_fields = ("name", "note_id", "note_en")

    class Meta:
        model = Publisher
        fields = ()


class PublisherTable(PortalTable):
    name = tables.Column(linkify=change_page("indicators:publisher_update"))
    for_own = tables.Column()
    note = tables.Column(orderable=False, verbose_name=_("Why it stands there"))

    class Meta(PortalTable.Meta):
        model = Publisher
        fields = ("order", "name", "for_own", "note")

    def render_for_own(self, value):
        return gettext("yes") if value else gettext("no")

    value_for_own = render_for_own


def provinces(request):
    return Region.objects.provinces().order_by("name")


def indicators(request):
    return Indicator.objects.near(request.user.region).select_related("region")


class IndicatorChoice(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, indicator):
        return indicator.full_name


class OfIndicator(django_filters.ModelChoiceFilter):
    field_class = IndicatorChoice


class FigureFilter(SearchFilterSet):
    search_fields: tuple[str, ...] = ("indicator__name_id", "indicator__name_en", "region__name", "region__code", "source", "note", "publisher__name")
    indicator = OfIndicator(label=_("Indicator"), queryset=indicators)
    province = django_filters.ModelChoiceFilter(label=_("Province"), field_name="region__province", queryset=provinces)
    level = django_filters.ChoiceFilter(label=_("Level"), field_name="region__level", choices=Level.choices[:3])
    year = YearFilter(label=_("Year"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices)
    counts = django_filters.ChoiceFilter(label=_("Counts"), choices=[("yes", _("what counts")), ("no", _("what does not count"))], method="what_counts")
    reach = django_filters.ChoiceFilter(label=_("Reach"), choices=[("own", _("my reach only"))], method="in_reach")

    def what_counts(self, rows, name, answer):
        return rows.filter(**{rows.model.mark: answer == "yes"})

    def in_reach(self, rows, name, answer):
        return rows.within(self.request.user.region)


class AchievementFilter(FigureFilter):
    class Meta:
        model = Achievement
        fields = ("q", "indicator", "province", "level", "year", "area", "publisher", "state", "counts", "reach")


class TargetFilter(FigureFilter):
    search_fields = (*FigureFilter.search_fields, "framework")

    class Meta:
        model = Target
        fields = ("q", "indicator", "province", "level", "year", "area", "layer", "state", "counts", "reach")


class FigureTable(PortalTable):
    title_column = "indicator"
    indicator = tables.Column(linkify=lambda record: record.get_absolute_url(), order_by=("indicator__name_id",))
    # Stands in the files; on the page the region's name is enough.
    code = tables.Column(accessor="region__code", verbose_name=_("Code"), visible=False)
    region = tables.Column(accessor="region__full_name", order_by=("region__code",), verbose_name=_("Region"))
    year = tables.Column(attrs=NUMBER)
    value = tables.TemplateColumn(VALUE, attrs=NUMBER)
    state = tables.TemplateColumn(STATE, verbose_name=_("State"))
    source = tables.Column(default="–")
    page = tables.Column(visible=False)

    def render_year(self, value):
        return str(value)

    def value_year(self, value):
        return value

    def value_value(self, value):
        return value

    def value_state(self, record):
        return record.get_state_display()

    def render_counts(self, record):
        if not record.counts:
            return "–"
        return format_html('<span class="badge">{}</span>', record._meta.get_field(record.mark).verbose_name)

    def value_counts(self, record):
        return str(record._meta.get_field(record.mark).verbose_name) if record.counts else ""

    def render_source(self, record):
        """Through whom it came, or the host of a long address; the file holds the address whole."""
        if not record.source.startswith("http"):
            return record.source
        name = told(record.published_via) or host_of(record.source) or record.source
        return format_html('<a class="text-break" href="{}" rel="noopener noreferrer">{}</a>', record.source, name)

    def value_source(self, value):
        return value


class AchievementTable(FigureTable):
    numerator = tables.Column(visible=False)
    denominator = tables.Column(visible=False)
    computed = tables.Column(visible=False, verbose_name=_("Computed"))
    counts = tables.Column(verbose_name=_("Counts"), empty_values=(), order_by=("is_reference",))

    class Meta(PortalTable.Meta):
        model = Achievement
        fields = ("indicator", "code", "region", "year", "area", "value", "numerator", "denominator", "computed", "publisher", "counts", "state", "source", "page")

    def value_computed(self, value):
        return gettext("computed") if value else ""


class TargetTable(FigureTable):
    counts = tables.Column(verbose_name=_("Counts"), empty_values=(), order_by=("in_force",))

    class Meta(PortalTable.Meta):
        model = Target
        fields = ("indicator", "code", "region", "year", "area", "layer", "value", "counts", "state", "source", "page")
