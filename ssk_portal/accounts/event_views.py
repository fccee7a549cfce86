"""The list of account events, for the administrators in whose reach the accounts are, and their lines on other pages."""

import django_filters
import django_tables2 as tables
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.accounts.events import AccountEvent, EventKind
from ssk_portal.audit.timeline import history_of
from ssk_portal.screens.forms import DateInput
from ssk_portal.screens.lists import ListScreen, MomentColumn, PortalTable, SearchFilterSet


class AccountEventFilterSet(SearchFilterSet):
    search_fields = ("user__name", "user__username", "typed", "by__name", "note")
    kind = django_filters.ChoiceFilter(label=gettext_lazy("What happened"), choices=EventKind.choices)
    account = django_filters.CharFilter(label=gettext_lazy("User name"), method="of_account", max_length=60)
    first = django_filters.DateFilter(label=gettext_lazy("From (day)"), field_name="at", lookup_expr="date__gte", widget=DateInput)
    last = django_filters.DateFilter(label=gettext_lazy("Up to (day)"), field_name="at", lookup_expr="date__lte", widget=DateInput)

    class Meta:
        model = AccountEvent
        fields = ["q", "kind", "account", "first", "last"]

    def of_account(self, rows, name, value):
        return rows.filter(Q(user__username=value.lower()) | Q(typed=value.lower()))


class AccountEventTable(PortalTable):
    title_column = "kind"
    account = tables.Column(accessor="typed", empty_values=(), order_by=("user__name", "typed"), verbose_name=gettext_lazy("Account"))
    at = MomentColumn()
    by = tables.Column(order_by=("by__name",))
    address = tables.Column(orderable=False)  # the order would tell what the cell does not

    class Meta(PortalTable.Meta):
        model = AccountEvent
        fields = ("at", "kind", "account", "by", "address", "note")

    def value_account(self, record):
        if record.user:
            return record.user.shown_name
        return _("%(name)s (no such account)") % {"name": record.typed} if record.typed else _("no such account")

    def value_address(self, record):
        return record.address_for(self.request.user) or ""

    def render_address(self, record):
        return self.value_address(record) or "–"

    def render_account(self, record):
        shown = self.value_account(record)
        return format_html('<a href="{}">{}</a>', record.user.get_absolute_url(), shown) if record.user else shown


class AccountEventList(ListScreen):
    permission = "user.view"
    model = AccountEvent
    table_class = AccountEventTable
    filterset_class = AccountEventFilterSet
    title = gettext_lazy("Account events")
    lead = gettext_lazy("Sign-ins and failures, pauses, passwords, second steps and refused posts of the accounts in your reach. Nobody can alter this record.")
    empty_text = gettext_lazy("Nothing has happened to an account yet.")

    def get_queryset(self):
        return super().get_queryset().select_related("user__region", "by__region")


# Of the history of an account: what makes its post.
POST = {"role", "region", "is_active"}


def post_changes(user) -> list:
    """What the history tells of the account's post, newest first: role, region, active or not."""
    others = [field.name for field in user._meta.concrete_fields if field.name not in POST]
    return [entry for entry in history_of(user, hidden=others) if entry.changes]


def latest_events(user, reader, kinds=None, *, count: int = 8) -> list[tuple]:
    """The newest events of one account, of these kinds or of all, each with the internet address that `reader` is told."""
    rows = AccountEvent.objects.of_person(user).select_related("user__region", "by__region")
    return [(event, event.address_for(reader)) for event in (rows.filter(kind__in=kinds) if kinds else rows)[:count]]
