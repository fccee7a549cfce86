"""The columns of the pages on the quality of the data. The files hold one line for each value."""

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.numbers import number
from ssk_portal.common.remarks import told
from ssk_portal.indicators.models import Area
from ssk_portal.screens.lists import NUMBER, PortalTable


def region_link(region):
    return reverse("indicators:region_figures", args=[region.code])


def year_and_area(year: int, area: str):
    """The year, and under it whether it is of the towns or the villages."""
    return str(year) if area == Area.TOTAL else format_html('{}<div class="small">{}</div>', year, Area(area).label)


def figure_link(figure):
    return reverse("indicators:achievement_detail", args=[figure.pk])


class QualityTable(PortalTable):
    title_column = "indicator"

    class Meta(PortalTable.Meta):
        orderable = False

    def render_year(self, value):
        return str(value)

    def value_year(self, value):
        return value


class DisputeTable(QualityTable):
    """A dispute a line, with its values under one another."""

    indicator = tables.Column(linkify=lambda record: record.indicator.get_absolute_url(), verbose_name=gettext_lazy("Indicator"))
    region = tables.Column(linkify=lambda record: region_link(record.region), verbose_name=gettext_lazy("Region"))
    year = tables.Column(attrs=NUMBER, verbose_name=gettext_lazy("Year"))
    sides = tables.Column(accessor="rows", verbose_name=gettext_lazy("Values and who says so"))
    why = tables.Column(verbose_name=gettext_lazy("Why the first one counts"), default=gettext_lazy("none counts"))

    class Meta(QualityTable.Meta):
        pass

    def render_sides(self, record):
        return render_to_string("indicators/_sides.html", {"group": record})

    def render_year(self, record):
        return year_and_area(record.year, record.first.area)

    def render_why(self, value):
        return capfirst(value)

    @staticmethod
    def file(disputes):
        """One line for each value."""
        yield [
            _("Indicator"),
            _("Code"),
            _("Region"),
            _("Year"),
            _("Area"),
            _("Kind"),
            _("Layer"),
            _("Value"),
            _("Publisher"),
            _("Source"),
            _("Counts"),
            _("Why"),
            _("Note"),
        ]
        for dispute in disputes:
            for row in dispute.rows:
                place = [row.indicator.name, row.region.code, row.region.full_name, row.year, row.get_area_display(), str(row._meta.verbose_name)]
                counts = [_("yes"), capfirst(dispute.why)] if row.counts else [_("no"), ""]
                yield [*place, str(getattr(row, "layer", "")), row.value, str(row.publisher or ""), row.source, *counts, told(row.note)]


class WarningTable(QualityTable):
    title_column = "figure"
    figure = tables.Column(verbose_name=gettext_lazy("Figure"), accessor="figure__indicator__name", linkify=lambda record: figure_link(record.figure))
    region = tables.Column(linkify=lambda record: region_link(record.region), verbose_name=gettext_lazy("Region"))
    year = tables.Column(accessor="figure__year", attrs=NUMBER, verbose_name=gettext_lazy("Year"))
    value = tables.Column(accessor="figure__shown_value", attrs=NUMBER, verbose_name=gettext_lazy("Value"))
    publisher = tables.Column(accessor="figure__publisher", verbose_name=gettext_lazy("Publisher"))
    warned = tables.Column(verbose_name=gettext_lazy("Warning"))

    class Meta(QualityTable.Meta):
        pass

    def render_year(self, record):
        return year_and_area(record.figure.year, record.figure.area)

    def render_warned(self, record):
        draft = "" if record.figure.is_settled else format_html(' <span class="badge">{}</span>', _("not settled yet"))
        return format_html("{}{}", record.warned, draft)

    @staticmethod
    def file(found):
        yield [_("Indicator"), _("Code"), _("Region"), _("Year"), _("Area"), _("Value"), _("Publisher"), _("Check that warns"), _("Warning"), _("Settled")]
        for one in found:
            row = one.figure
            place = [row.indicator.name, one.region.code, one.region.full_name, row.year, str(Area(row.area).label)]
            yield [*place, row.value, row.publisher, str(one.warned.check.label), one.warned.sentence, _("yes") if row.is_settled else _("no")]


class SourceTable(QualityTable):
    title_column = "publisher"
    publisher = tables.Column(verbose_name=gettext_lazy("Publisher"), default=gettext_lazy("none named"))
    address = tables.Column(verbose_name=gettext_lazy("Source"), empty_values=(), orderable=False)
    achievements = tables.Column(verbose_name=gettext_lazy("Achievements"), attrs=NUMBER)
    targets = tables.Column(verbose_name=gettext_lazy("Targets"), attrs=NUMBER)
    newest = tables.Column(verbose_name=gettext_lazy("Newest year"), attrs=NUMBER)

    class Meta(PortalTable.Meta):
        pass

    def render_address(self, record):
        return render_to_string("indicators/_address.html", {"source": record})

    def render_achievements(self, value):
        return number(value)

    render_targets = render_achievements

    def render_newest(self, value):
        return str(value)

    @staticmethod
    def file(found):
        yield [_("Publisher"), _("Source"), _("Published through"), _("Achievements"), _("Targets"), _("Newest year"), _("Remark")]
        for source in found:
            yield [source.publisher, source.address, told(source.via), source.achievements, source.targets, source.newest, source.fault]


class DoubtTable(QualityTable):
    indicator = tables.Column(linkify=lambda record: record.get_absolute_url(), verbose_name=gettext_lazy("Figure"))
    region = tables.Column(linkify=lambda record: region_link(record.region), verbose_name=gettext_lazy("Region"))
    year = tables.Column(attrs=NUMBER, verbose_name=gettext_lazy("Year"))
    value = tables.Column(accessor="shown_value", attrs=NUMBER, verbose_name=gettext_lazy("Value"))
    publisher = tables.Column(verbose_name=gettext_lazy("Publisher"), default="–")
    note = tables.Column(verbose_name=gettext_lazy("What is doubted"), empty_values=())

    class Meta(QualityTable.Meta):
        pass

    def render_year(self, record):
        return year_and_area(record.year, record.area)

    def render_indicator(self, record):
        return f"{record.indicator} ({record._meta.verbose_name})"

    def render_note(self, record):
        # Where nothing is noted, the name of the plan says that it is a draft.
        return told(record.note) or record.framework

    @staticmethod
    def file(found):
        yield [_("Indicator"), _("Kind"), _("Code"), _("Region"), _("Year"), _("Area"), _("Value"), _("Publisher"), _("Note"), _("Plan as written"), _("Source")]
        for row in found:
            place = [row.indicator.name, str(row._meta.verbose_name), row.region.code, row.region.full_name, row.year, row.get_area_display()]
            yield [*place, row.value, str(row.publisher or ""), told(row.note), row.framework, row.source]
