"""The list of agreements: columns, filters, and how many are late where."""

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from urllib.parse import urlencode

import django_filters
import django_tables2 as tables
from django import forms
from django.db.models import Case, Count, F, Q, Value, When
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.models import Agreement, AgreementState
from ssk_portal.clinics.models.agreement import OPEN, SOON
from ssk_portal.common.templatetags.looks import state_badge
from ssk_portal.regions.days import today_there
from ssk_portal.regions.models import Region
from ssk_portal.screens.lists import MomentColumn, PortalTable, SearchFilterSet

UNSETTLED, LATE, DUE_SOON = "unsettled", "late", "soon"


def pressing_first(agreements):
    """What is still to be kept first, by its day; what is settled after it, the latest first."""
    to_keep = Case(When(state__in=OPEN, then=Value(0)), default=Value(1))
    day = Case(When(state__in=OPEN, then=F("due")))
    return agreements.order_by(to_keep, day.asc(nulls_last=True), F("due").desc(nulls_last=True), "pk")


class AgreementTable(PortalTable):
    title_column = "text"
    text = tables.Column(verbose_name=_("What was agreed"), linkify=True)
    district = tables.Column(verbose_name=_("Regency or city"), accessor="district__full_name", order_by=("district__name", "pk"), default="–")
    in_charge = tables.Column(verbose_name=_("In charge"), empty_values=(), order_by=("institution__name", "in_charge", "pk"))
    due = tables.Column(verbose_name=_("By"), empty_values=(), order_by=("due", "pk"))
    late = tables.Column(verbose_name=_("Days late"), accessor="days_late", visible=False)
    state = tables.Column(verbose_name=_("State"), order_by=("state", "due", "pk"))
    state_since = MomentColumn(visible=False)
    evidence = tables.Column(visible=False)
    document = tables.Column(verbose_name=_("File that shows it"), visible=False, accessor="document__name")
    reason = tables.Column(visible=False)
    clinic = tables.Column(verbose_name=_("Event"), linkify=lambda record: record.clinic.get_absolute_url(), order_by=("clinic__title", "pk"))

    class Meta(PortalTable.Meta):
        model = Agreement
        fields = ("text", "district", "in_charge", "due", "late", "state", "state_since", "evidence", "document", "reason", "clinic")

    def value_in_charge(self, record):
        return record.charge

    def render_in_charge(self, record):
        return self.value_in_charge(record) or "–"

    def render_due(self, record):
        if not record.due:
            return "–"
        weight = "text-danger fw-semibold" if record.is_overdue else "text-muted"
        return format_html('<span class="nowrap">{}</span><br><small class="{}">{}</small>', date_format(record.due), weight, record.due_words)

    def value_due(self, record):
        return record.due

    def render_state(self, record):
        return state_badge(record.badge, record.get_state_display())

    def value_state(self, record):
        return record.get_state_display()


class AgreementFilter(SearchFilterSet):
    search_fields = ("text", "in_charge", "institution__name", "district__name", "clinic__title", "evidence")

    state = django_filters.ChoiceFilter(label=_("State"), method="in_state", choices=[(UNSETTLED, _("still to be kept")), *AgreementState.choices])
    due = django_filters.ChoiceFilter(label=_("When due"), method="by_day", choices=[(LATE, _("late")), (DUE_SOON, _("within 14 days"))])
    province = django_filters.ChoiceFilter(label=_("Province"), field_name="district__province")
    district = django_filters.ChoiceFilter(label=_("Regency or city"), field_name="district")
    event = django_filters.ChoiceFilter(label=_("Event"), field_name="clinic")
    in_charge = django_filters.CharFilter(label=_("In charge"), method="of_charge", max_length=100, widget=forms.TextInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = ("district", "district__kind", "district__name", "district__province", "district__province__name", "clinic", "clinic__title", "clinic__slug")
        choices: dict[str, dict[int, str]] = {"district": {}, "province": {}, "event": {}}
        for district, kind, name, province, province_name, clinic, title, slug in self.queryset.order_by().values_list(*asked).distinct():
            choices["event"][clinic] = title or slug
            if district:
                choices["district"][district] = Region(kind=kind, name=name).full_name
                choices["province"][province] = province_name
        for filtered, found in choices.items():
            self.filters[filtered].extra["choices"] = sorted(found.items(), key=itemgetter(1))

    def in_state(self, rows, name, state):
        return rows.filter(state__in=OPEN) if state == UNSETTLED else rows.filter(state=state)

    def by_day(self, rows, name, when):
        if when == LATE:
            return rows.overdue()
        today = today_there("clinic__region")
        return rows.still_open().filter(due__gte=today, due__lte=today + SOON)

    def of_charge(self, rows, name, text):
        return rows.filter(Q(institution__name__icontains=text) | Q(in_charge__icontains=text))


@dataclass(frozen=True)
class Late:
    """So many agreements of one place are late; `query` finds them in the list."""

    name: str
    count: int
    query: str


def late_by_place(agreements, *, by_province: bool, province: int | None = None) -> list[Late]:
    """How many of the agreements are late, by district (of `province`) or by province, the most first; those that name no district last."""
    if province:
        agreements = agreements.filter(district__province=province)
    return late_places(count_late(agreements, by_province=by_province), by_province=by_province)


def count_late(agreements, *, by_province: bool, now: datetime | None = None):
    """The places of late agreements: key, kind, name, how many."""
    place = "district__province" if by_province else "district"
    return agreements.overdue(now).order_by().values_list(place, f"{place}__kind", f"{place}__name").annotate(count=Count("pk"))


def late_places(counted, *, by_province: bool) -> list[Late]:
    """What `count_late` counted, in the order of `late_by_place`."""
    key = "province" if by_province else "district"
    found = [Late(Region(kind=kind, name=name).full_name, count, urlencode({"due": LATE, key: pk})) for pk, kind, name, count in counted if pk]
    rest = [Late(gettext("without a regency or city"), count, "") for pk, _kind, _name, count in counted if not pk]
    return sorted(found, key=lambda place: (-place.count, place.name)) + rest
