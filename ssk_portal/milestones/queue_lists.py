"""The lists of the queue: its columns, its filters with how many each would leave, the requests to reopen."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import quote

import django_filters
import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ssk_portal.common.templatetags.looks import state_badge
from ssk_portal.common.times import days_since
from ssk_portal.milestones.deadlines import days_late, late, promised
from ssk_portal.milestones.lists import STATE
from ssk_portal.milestones.models import Progress
from ssk_portal.regions.models import Region
from ssk_portal.screens.exports import EXPORT
from ssk_portal.screens.lists import NUMBER, MomentColumn, PortalTable, SearchFilterSet

NOBODY, MINE, LATE = "nobody", "mine", "yes"
OFFICER = "officer"
FILTERS = "filters"  # under this name a row's address carries the filter that led to it


@dataclass(frozen=True)
class Quick:
    """A filter one press away, and how many rows it leaves."""

    label: str
    query: str
    count: int
    current: bool


class Counted:
    """All that waits for one reviewer, counted for the filters: read once a page."""

    def __init__(self, rows, user):
        self.rows, self.user = list(rows), user

    def regions(self):
        return self._counted((row.region.code, row.region_id, row.region.full_name) for row in self.rows)

    def milestones(self):
        return self._counted((row.milestone.number, row.milestone.number, row.milestone.short) for row in self.rows)

    def officers(self):
        holders = [row.reviewer for row in self.rows if row.reviewer_id not in (None, self.user.pk)]
        named = self._counted((holder.shown_name, holder.pk, holder.shown_name) for holder in holders)
        return [_choice(NOBODY, _("nobody yet"), self.free), _choice(MINE, _("I myself"), self.mine), *named]

    @property
    def free(self) -> int:
        return sum(row.reviewer_id is None for row in self.rows)

    @property
    def mine(self) -> int:
        return sum(row.reviewer_id == self.user.pk for row in self.rows)

    @property
    def late(self) -> int:
        return sum(days_late(row) > 0 for row in self.rows)

    def quick(self, asked) -> list[Quick]:
        """The filters that are pressed most; `asked` is the address's own."""
        found = [
            (_("All"), {}, len(self.rows)),
            (_("Late"), {"late": LATE}, self.late),
            (_("Nobody yet"), {OFFICER: NOBODY}, self.free),
            (_("Reviewed by me"), {OFFICER: MINE}, self.mine),
        ]
        now = {name: asked[name] for name in ("late", OFFICER) if asked.get(name)}
        return [Quick(label, "&".join(f"{name}={value}" for name, value in wanted.items()), count, wanted == now) for label, wanted, count in found]

    @staticmethod
    def _counted(named) -> list[tuple]:
        """Choices in order, each with its number: `Kabupaten Tabalong (3)`."""
        return [_choice(value, label, number) for (_order, value, label), number in sorted(Counter(named).items())]


def _choice(value, label, number: int) -> tuple:
    return value, f"{label} ({number})"


class QueueFilter(SearchFilterSet):
    search_fields = ("region__name", "region__code", "milestone__name_id", "milestone__name_en", "summary")
    province = django_filters.ChoiceFilter(label=gettext_lazy("Province"), field_name="region")
    district = django_filters.ChoiceFilter(label=gettext_lazy("Regency or city"), field_name="region")
    milestone = django_filters.ChoiceFilter(label="Milestone", field_name="milestone__number")
    officer = django_filters.ChoiceFilter(label=gettext_lazy("Reviewed by"), method="of_officer")
    late = django_filters.ChoiceFilter(label=gettext_lazy("Promised day"), method="only_late")

    class Meta:
        model = Progress
        fields = ()

    def __init__(self, data=None, queryset=None, *, request=None, counted: Counted, **more):
        super().__init__(data, queryset, request=request, **more)
        # Whose work it is stands one level below: the country reviews provinces, a province its districts.
        below, other = ("province", "district") if counted.user.region.is_country else ("district", "province")
        del self.filters[other]
        choices = {below: counted.regions(), "milestone": counted.milestones(), "officer": counted.officers(), "late": [_choice(LATE, _("late"), counted.late)]}
        for name, found in choices.items():
            self.filters[name].extra["choices"] = found + self._chosen_before(name, found)

    def _chosen_before(self, name, found) -> list[tuple]:
        """What the address still asks for though nothing of it waits any more: an empty list, not an error."""
        value = (self.data or {}).get(name, "")
        if not value.isdecimal() or len(value) > 9 or value in {str(key) for key, _label in found}:
            return []
        region = Region.objects.within(self.request.user.region).filter(pk=value).first() if name in ("province", "district") else None
        return [_choice(value, region or (f"M{value}" if name == "milestone" else "–"), 0)]

    def of_officer(self, rows, _name, value):
        if value == NOBODY:
            return rows.filter(reviewer=None)
        return rows.filter(reviewer=self.request.user.pk if value == MINE else value)

    def only_late(self, rows, _name, _value):
        return late(rows)


class QueueTable(PortalTable):
    title_column = "milestone"
    waiting = tables.Column(accessor="submitted_at", order_by=("submitted_at",), verbose_name=gettext_lazy("Days waiting"), attrs=NUMBER)
    promised = tables.Column(empty_values=(), orderable=False, verbose_name=gettext_lazy("Promised by"))
    district = tables.Column(accessor="region__full_name", order_by=("region__code",), verbose_name=gettext_lazy("Region"))
    milestone = tables.Column(linkify=lambda record, table: table.address_of(record), order_by=("milestone__number", "round"), verbose_name="Milestone")
    round = tables.Column(verbose_name=gettext_lazy("Year in the milestone"), attrs=NUMBER)
    state = tables.TemplateColumn(STATE, verbose_name=pgettext_lazy("review", "State"))
    held_by = tables.Column(accessor="reviewer", order_by=("reviewer__name",), verbose_name=gettext_lazy("Reviewed by"), default=gettext_lazy("nobody yet"))
    action = tables.TemplateColumn(template_name="milestones/_queue_action.html", verbose_name="", orderable=False, exclude_from_export=True)

    class Meta(PortalTable.Meta):
        # The rows come oldest first.
        order_by = None

    def address_of(self, record) -> str:
        """The page where it is reviewed, with the filter that the way on keeps to."""
        asked = self.request.GET.copy()
        for name in ("page", "sort", EXPORT):
            asked.pop(name, None)
        query = asked.urlencode()
        return record.get_review_url() + (f"?{FILTERS}={quote(query, safe='')}" if query else "")

    def render_waiting(self, value, record):
        return days_since(value, record.region.time_zone)

    value_waiting = render_waiting

    def render_promised(self, record):
        """The day until which an answer is promised; late in word, shape and colour."""
        mark = state_badge("late", _("late")) if days_late(record) else ""
        day = promised(record)
        return format_html("{} {}", date_format(day) if day else "–", mark)

    def value_promised(self, record):
        return promised(record)

    def value_state(self, record):
        return record.get_state_display()


class AskedFilter(SearchFilterSet):
    search_fields = ("region__name", "region__code", "milestone__name_id", "milestone__name_en")

    class Meta:
        model = Progress
        fields = ()


class AskedTable(PortalTable):
    """What its region asked to have reopened."""

    title_column = "milestone"
    asked_at = MomentColumn(verbose_name=gettext_lazy("Asked"))
    district = tables.Column(accessor="region__full_name", order_by=("region__code",), verbose_name=gettext_lazy("Region"))
    milestone = tables.Column(linkify=lambda record: record.get_review_url(), order_by=("milestone__number", "round"), verbose_name="Milestone")
    asked_by = tables.Column(verbose_name=gettext_lazy("Asked by"))
    asked_note = tables.Column(verbose_name=gettext_lazy("Reason"), orderable=False)

    class Meta(PortalTable.Meta):
        order_by = None
