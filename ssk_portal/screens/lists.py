"""Lists: filter, sort, search, page, and export what is seen."""

from typing import Any

import django_filters
import django_tables2 as tables
from django import forms
from django.db.models import Q
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django_tables2 import RequestConfig
from django_tables2.columns.base import LinkTransform

from ssk_portal.common.times import moment
from ssk_portal.screens.base import RowScreen
from ssk_portal.screens.exports import EXPORT, asked_kind, export
from ssk_portal.screens.forms import helper
from ssk_portal.screens.found import carried, leading_back

PER_PAGE = 25
NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}  # attrs of a column of numbers
NOTHING = "–"  # what a cell without a value shows
EMPTY = flatatt({"data-none": True})


class YearFilter(django_filters.NumberFilter):
    """A year of four digits. A number of any size would be worked out digit by digit: 1e99999999 keeps a server busy for hours."""

    field_class = forms.IntegerField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, min_value=1000, max_value=9999, **kwargs)


class SearchFilterSet(django_filters.FilterSet):
    """A filter form with one search box over `search_fields`; every word must be found."""

    search_fields: tuple[str, ...] = ()
    # Of rows that nobody sees beyond the own reach: whoever reaches one province or one district is not asked which.
    within_reach = False
    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=100, widget=forms.TextInput(attrs={"type": "search"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.within_reach and self.request is not None:
            region = self.request.user.region
            if not region.is_country:
                self.filters.pop("province", None)
            if region.is_district:
                self.filters.pop("district", None)

    def search(self, rows, name, text):
        for word in text.split()[:8]:
            anywhere = Q()
            for field in self.search_fields:
                anywhere |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(anywhere)
        return rows

    @property
    def form(self):
        form = super().form
        form.helper = helper(form)
        return form

    @property
    def in_use(self) -> bool:
        """Whether any filter is set, so that an empty list can say why it is empty."""
        return self.form.is_valid() and any(value not in (None, "", []) for value in self.form.cleaned_data.values())


class PortalTable(tables.Table):
    """The columns of a list. On a phone each row is a card, which the `title_column` heads."""

    title_column = "name"
    # Of rows that nobody sees beyond the own reach: a column that would name the own place in every row is kept for the file.
    within_reach = False

    class Meta:
        attrs = {"class": "table table-portal table-stack"}
        template_name = "django_tables2/portal.html"
        default = NOTHING
        empty_text = None

    def __init__(self, *args, request=None, **kwargs):
        if request is not None:
            # How many rows make a page is ours to say: the table would take any number from the address, and break at one below nought.
            request.GET = request.GET.copy()
            request.GET.pop("per_page", None)
        super().__init__(*args, request=request, **kwargs)

    def before_render(self, request):
        if self.within_reach:
            region = request.user.region
            same = {"province": not region.is_country, "district": region.is_district}
            for column in self.columns:
                if same.get(column.name) and column.name != self.title_column:
                    self.columns.hide(column.name)

    def attributes(self):
        """What each cell of a column carries, put together once."""
        return [flatatt({**column.column.attrs.get("td", {}), "data-label": column.header, "data-title": column.name == self.title_column}) for column in self.columns]

    def lines(self):
        """The rows of the page, each as pairs of attributes and cell; a phone leaves out the cells in which nothing stands."""
        attributes = self.attributes()
        return [[(carried + EMPTY if cell == NOTHING else carried, cell) for carried, cell in zip(attributes, row, strict=True)] for row in self.paginated_rows]


class MomentColumn(tables.Column):
    """A moment with its zone, on the screen and in the file."""

    def render(self, value):
        return moment(value)

    def value(self, value):
        return value


class LeadingBack(LinkTransform):
    """The link of a column, with the way back to the list as it stands."""

    def __init__(self, link: LinkTransform, carried: str):
        super().__init__(attrs=link.attrs)
        self.link, self.carried = link, carried

    def compose_url(self, **row):
        url = self.link.compose_url(**row)
        return url and leading_back(url, self.carried)


class ListScreen(RowScreen, TemplateView):
    """All rows of one kind that the person may see. Filters and order stand in the address."""

    template_name = "generic/list.html"
    table_class: type[PortalTable]
    filterset_class: type[SearchFilterSet]
    title: Any = ""
    lead: Any = ""
    empty_text = _("Nothing has been recorded yet.")
    # Whether a person sees the rows of the own reach only; an empty list then says which reach that is.
    in_reach_only = True
    create_url: str | None = None
    create_label: Any = ""
    create_permission: str = ""
    per_page = PER_PAGE
    # Whether the pages of its rows lead back to it as it was filtered; no where its room has a way of its own.
    leads_back = True

    def get(self, request, *args, **kwargs):
        self.filterset = self.get_filterset(self.get_queryset())
        rows = self.filterset.qs if self.filterset.is_valid() else self.get_queryset()
        self.table = self.get_table(rows)
        RequestConfig(request, paginate=False if request.GET.get(EXPORT) else {"per_page": self.per_page, "silent": True}).configure(self.table)
        self.lead_back()
        if kind := asked_kind(request):
            return export(self.table.as_values(), kind=kind, name=self.export_name())
        return super().get(request, *args, **kwargs)

    def lead_back(self) -> None:
        way = carried(self.request, without=(EXPORT,)) if self.leads_back else ""
        for column in self.table.columns if way else ():
            if column.link:
                column.link = LeadingBack(column.link, way)

    def get_filterset(self, rows) -> SearchFilterSet:
        return self.filterset_class(self.request.GET, queryset=rows, request=self.request)

    def get_table(self, rows) -> PortalTable:
        """The table of the rows that the filter left."""
        return self.table_class(rows, request=self.request)

    def export_name(self) -> str:
        return str(self.model._meta.verbose_name_plural).replace(" ", "-").lower()

    def get_create_url(self) -> str | None:
        may = self.create_url and self.request.user.may(self.create_permission)
        return reverse(self.create_url) if may else None

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            table=self.table,
            filter=self.filterset,
            title=self.title,
            lead=self.lead,
            empty_text=self.empty_text,
            create_url=self.get_create_url(),
            create_label=self.create_label,
            region_shown=self.request.user.region if self.in_reach_only else None,
            **kwargs,
        )
