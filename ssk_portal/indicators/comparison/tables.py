"""The tables of the comparison: the regions in their ranks, and which indicators can be compared."""

from urllib.parse import urlencode

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.charts import Axis
from ssk_portal.common.numbers import quantity
from ssk_portal.indicators.comparison.charts import row_bar
from ssk_portal.indicators.comparison.compared import Compared
from ssk_portal.indicators.models import Area, Indicator
from ssk_portal.screens.lists import NUMBER, PortalTable

GOOD, BAD, NOTHING = "gap-good", "gap-bad", mark_safe('<span class="nothing">–</span>')
MANY, PART = 100, 50  # more rows than these stand in parts of so many; a phone shows one part at a time
OWN = "wilayah-saya"  # the place of the reader's own region in the page


def _number(name: str) -> dict:
    """A column of numbers whose cells have their own place on a phone."""
    return {**NUMBER, "td": {"class": f"number {name}"}}


class ComparisonTable(PortalTable):
    title_column = "region"
    rank = tables.Column(verbose_name=gettext_lazy("Rank"), attrs=_number("rank"))
    # What is not visible stands in the files; on the page the region's name is enough, and the rest inside of other cells.
    code = tables.Column(accessor="region__code", verbose_name=gettext_lazy("Code"), visible=False)
    region = tables.Column(accessor="region__full_name", order_by=("region__name",), verbose_name=gettext_lazy("Region"))
    province = tables.Column(empty_values=(), verbose_name=gettext_lazy("Province"), order_by=("region__code",), attrs={"td": {"class": "place"}})
    value = tables.Column(accessor="known__value", verbose_name=gettext_lazy("Achievement"), attrs=_number("value"))
    bar = tables.Column(empty_values=(), orderable=False, exclude_from_export=True, verbose_name=gettext_lazy("As a bar"), attrs={"td": {"class": "chart chart-row"}})
    year = tables.Column(accessor="known__year", verbose_name=gettext_lazy("Year"), attrs=NUMBER)
    target = tables.Column(accessor="target_words", verbose_name=gettext_lazy("Target in force"), visible=False)
    gap = tables.Column(verbose_name=gettext_lazy("Gap"), order_by=("gap__points",))
    other = tables.Column(accessor="other__value", verbose_name=gettext_lazy("Other year"), attrs=NUMBER)
    change = tables.Column(verbose_name=gettext_lazy("Change over the years"), order_by=("change__size",))
    computed = tables.Column(accessor="computed__rounded", verbose_name=gettext_lazy("Computed from its districts"))
    of_two = tables.Column(accessor="known__computed", verbose_name=gettext_lazy("computed from numerator and denominator"), visible=False)
    publisher = tables.Column(accessor="known__publisher", verbose_name=gettext_lazy("Publisher"), visible=False)
    dispute = tables.Column(accessor="known__dispute", verbose_name=gettext_lazy("Disputes"), visible=False)
    source = tables.Column(accessor="known__source", verbose_name=gettext_lazy("Source"), visible=False)

    class Meta(PortalTable.Meta):
        order_by = ("rank",)
        template_name = "indicators/comparison_table.html"

    def __init__(self, places, *, compared: Compared, axis: Axis | None = None, own=None, **options):
        """`own` is the region of whoever reads: its row, and those of what lies in it, are marked."""
        self.compared, self.axis, self.own = compared, axis, own
        self.unit = compared.indicator.unit
        super().__init__(places, exclude=self._not_asked(compared), **options)
        if compared.other_year:
            self.columns["value"].column.verbose_name = f"{_('Achievement')} {compared.year}"
            self.columns["other"].column.verbose_name = f"{_('Achievement')} {compared.other_year}"
            first, last = sorted((compared.year or 0, compared.other_year))
            self.columns["change"].column.verbose_name = f"{_('Change over the years')} {first}–{last}"

    @staticmethod
    def _not_asked(compared: Compared) -> list[str]:
        """The columns that would hold nothing, or the same in every row."""
        peers, known = compared.peers, [place.known for place in compared.places if place.known]
        asked = {
            ("other", "change"): compared.other_year,
            ("year",): compared.newest,
            ("of_two",): any(value.computed for value in known),
            ("target", "gap"): any(place.gap or place.no_gap for place in compared.places),
            ("computed",): any(place.computed for place in compared.places),
            ("dispute",): any(value.dispute for value in known),
            # In the districts of one province it is the heading.
            ("province",): peers.above and peers.above.is_country and not peers.is_of_provinces,
        }
        return [name for names, is_asked in asked.items() if not is_asked for name in names]

    def body(self):
        """All rows as one piece of markup, from escaped cells."""
        # Reversed once: the pages of figures lie under their list, by key.
        self.figures, self.series = reverse("indicators:achievement_list"), reverse("indicators:series", args=[self.compared.indicator.pk, "-"]).removesuffix("-/")
        self.asked = f"?area={self.compared.area}" if self.compared.area != Area.TOTAL else ""
        drawn = [(attributes, getattr(self, f"cell_{column.name}")) for attributes, column in zip(self.attributes(), self.columns, strict=True)]
        rows = [
            f"<tr{self._mark(row.record.region)}>{''.join(f'<td{attributes}>{conditional_escape(cell(row.record))}</td>' for attributes, cell in drawn)}</tr>" for row in self.rows
        ]
        if not self.parts:
            return mark_safe(f"<tbody>{''.join(rows)}</tbody>")  # noqa: S308 - the cells are escaped
        return mark_safe("".join(f'<tbody class="part" id="{name}">{"".join(rows[first - 1 : last])}</tbody>' for name, first, last in self.parts))  # noqa: S308 - the same

    def _mark(self, region) -> str:
        if self.own is None or self.own.is_country:
            return ""
        if region.pk == self.own.pk:
            return f' class="own" id="{OWN}"'
        # Among the districts of the own province each would be marked.
        return ' class="own"' if region.province_id == self.own.pk and self.compared.peers.above != self.own else ""

    @property
    def parts(self) -> list[tuple[str, int, int]]:
        """Of a long table the name, first and last row of each part, to jump to."""
        count = len(self.rows)
        if count <= MANY:
            return []
        return [(f"baris-{first}", first, min(first + PART - 1, count)) for first in range(1, count + 1, PART)]

    def cell_rank(self, place):
        return str(place.rank)

    def cell_region(self, place):
        name = place.region.name if place.region.is_province else place.region.full_name
        return format_html('<a href="{}{}/{}">{}</a>', self.series, place.region.code, self.asked, name)

    def cell_province(self, place):
        return self.compared.regions.by_key[place.region.province_id].name

    def cell_value(self, place):
        known = place.known
        said = format_html(
            '<a class="fw-semibold" href="{}{}/">{}</a><small class="text-muted d-block">{}</small>', self.figures, known.pk, quantity(known.value, self.unit), self._whose(known)
        )
        return format_html('{}<small class="text-danger d-block">{}</small>', said, known.dispute) if known.dispute else said

    @staticmethod
    def _whose(known):
        return f"{known.publisher}, {_('computed')}" if known.computed else known.publisher

    def cell_bar(self, place):
        return row_bar(place, self.axis) if self.axis else ""

    def cell_year(self, place):
        return str(place.known.year)

    def cell_gap(self, place):
        if not (place.gap or place.no_gap):
            return NOTHING
        looks = (GOOD if place.gap.reached else BAD) if place.gap else "text-muted"
        return format_html('<span class="{}">{}</span><small class="text-muted d-block">{} {}</small>', looks, place.gap or place.no_gap, _("target:"), place.target_words)

    def cell_other(self, place):
        return format_html('<a href="{}{}/">{}</a>', self.figures, place.other.pk, quantity(place.other.value, self.unit)) if place.other else NOTHING

    def cell_change(self, place):
        if not place.change:
            return NOTHING
        return format_html('<span class="{}">{}</span>', (GOOD if place.change.improves else BAD) if place.change.size else "text-muted", place.change)

    def cell_computed(self, place):
        if not place.computed:
            return NOTHING
        return format_html('{} <small class="text-muted d-block">{}</small>', place.computed.shown, place.computed.how)

    def value_province(self, record):
        return self.cell_province(record)

    def value_of_two(self, value):
        return _("computed") if value else ""

    def value_gap(self, value):
        return str(value)

    def value_change(self, value):
        return str(value)

    def value_computed(self, record):
        return f"{record.computed.shown} ({record.computed.how})" if record.computed else ""


class ComparisonListTable(PortalTable):
    """Which indicators can be compared: in how many regions they have a value, and since when."""

    name = tables.Column(order_by=("name_id",), verbose_name=gettext_lazy("Indicator"))
    newest = tables.Column(verbose_name=gettext_lazy("Newest year"), attrs=NUMBER, default="–")
    provinces = tables.Column(verbose_name=gettext_lazy("Provinces with figures"), attrs=NUMBER)
    districts = tables.Column(verbose_name=gettext_lazy("Regencies and cities with figures"), attrs=NUMBER)

    class Meta(PortalTable.Meta):
        model = Indicator
        fields = ("name", "sector", "unit", "direction", "newest", "provinces", "districts")

    def render_name(self, record, value):
        asked = self.request.GET.get("di", "")
        return format_html('<a href="{}{}">{}</a>', reverse("indicators:comparison", args=[record.pk]), f"?{urlencode({'di': asked})}" if asked else "", value)

    def value_name(self, value):
        return value

    def render_newest(self, value):
        return str(value)

    def value_newest(self, value):
        return value
