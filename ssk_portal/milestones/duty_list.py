"""The provinces and their yearly duties: a row for each province, a column for each duty."""

import django_filters
import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.templatetags.looks import state_badge
from ssk_portal.milestones.models import Milestone, Progress
from ssk_portal.milestones.overview import detail_of
from ssk_portal.regions.models import Region
from ssk_portal.screens.lists import PortalTable, SearchFilterSet


def years(request):
    """The years of which duties were begun, the newest first."""
    known = Progress.objects.visible_to(request.user).duties().order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in known]


class DutyFilter(SearchFilterSet):
    search_fields = ("name", "code")
    year = django_filters.ChoiceFilter(label=gettext_lazy("Programme year"), method="leave", empty_label=None)

    class Meta:
        model = Region
        fields = ("q", "year")

    def __init__(self, *args, request, years, **kwargs):
        super().__init__(*args, request=request, **kwargs)
        self.filters["year"].extra["choices"] = years

    def leave(self, rows, name, value):
        """The year chooses the duties, not the provinces."""
        return rows


class DutyColumn(tables.Column):
    """One duty: its state, how long or what is missing, and the way to its page."""

    def __init__(self, number: int, **kwargs):
        super().__init__(empty_values=(), orderable=False, **kwargs)
        self.number = number

    def render(self, record):
        row = record.duties.get(self.number)
        if row is None:
            return "–"
        detail = detail_of(row)
        badge = state_badge(row.state, row.get_state_display())
        return format_html('<a href="{}">{}</a>{}', row.get_absolute_url(), badge, format_html(' <span class="text-muted small">{}</span>', detail) if detail else "")

    def value(self, record):
        row = record.duties.get(self.number)
        return " – ".join(filter(None, (str(row.get_state_display()), detail_of(row)))) if row else ""


class DutyTable(PortalTable):
    title_column = "province"
    province = tables.Column(accessor="name", order_by=("code",), linkify=lambda record: record.get_absolute_url(), verbose_name=gettext_lazy("Province"))

    class Meta(PortalTable.Meta):
        order_by = ("province",)


def columns_of(milestones: list[Milestone]) -> list[tuple[str, DutyColumn]]:
    """A column for each duty, by its name in the address: `t1`, `t2` …"""
    return [
        (f"t{milestone.number}", DutyColumn(milestone.number, verbose_name=_("%(short)s %(name)s") % {"short": milestone.short, "name": milestone.name}))
        for milestone in milestones
    ]
