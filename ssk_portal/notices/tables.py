"""The lists of notices, of mails and of announcements: columns and filters."""

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from ssk_portal.notices.models import Announcement, Kind, Mail, Notice
from ssk_portal.screens.lists import MomentColumn, PortalTable, SearchFilterSet


class NoticeFilterSet(SearchFilterSet):
    search_fields = ("row", "actor_name", "note")
    kind = django_filters.ChoiceFilter(label=_("What happened"), choices=Kind.choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=[("unread", _("unread")), ("read", _("read"))], method="in_state")

    class Meta:
        model = Notice
        fields = ["q", "kind", "state"]

    def in_state(self, rows, name, value):
        return rows.filter(read_at__isnull=value == "unread")


class NoticeTable(PortalTable):
    title_column = "sentence"
    state = tables.Column(accessor="is_read", order_by=("read_at",), verbose_name=_("State"))
    sentence = tables.TemplateColumn(template_name="notices/notice_cell.html", order_by=("row",), verbose_name=_("What happened"))
    at = MomentColumn()
    steps = tables.TemplateColumn(template_name="notices/notice_steps.html", orderable=False, verbose_name=_("Step"), exclude_from_export=True)

    class Meta(PortalTable.Meta):
        model = Notice
        fields = ("state", "sentence", "at", "steps")

    def value_state(self, value):
        return str(_("read") if value else _("unread"))

    render_state = value_state

    def value_sentence(self, record):
        return f"{record.sentence} {record.note}".strip()


class MailFilterSet(SearchFilterSet):
    search_fields = ("subject", "address", "user__name", "user__username")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[("waiting", _("waiting")), ("sent", _("sent")), ("failed", _("given up")), ("dropped", _("dropped"))], method="in_state"
    )

    class Meta:
        model = Mail
        fields = ["q", "state"]

    def in_state(self, rows, name, value):
        return getattr(rows, value)()


class MailTable(PortalTable):
    """On the page one cell says how a mail stands; the file has each part of that in a column of its own."""

    title_column = "subject"
    subject = tables.Column(linkify=True)
    user = tables.TemplateColumn(template_name="notices/mail_person.html", order_by=("user__name",))
    address = tables.Column(visible=False)
    at = MomentColumn()
    state = tables.TemplateColumn(template_name="notices/mail_state.html", accessor="state_label", orderable=False, verbose_name=_("State"))
    tries = tables.Column(visible=False)
    sent_at = MomentColumn(visible=False)
    reason = tables.Column(visible=False, verbose_name=_("Why it was not sent"))

    class Meta(PortalTable.Meta):
        model = Mail
        fields = ("subject", "user", "address", "at", "state", "tries", "sent_at", "reason")

    def value_user(self, value):
        return str(value)

    def value_state(self, value):
        return str(value)


class AnnouncementFilter(SearchFilterSet):
    search_fields = ("text_id", "text_en")

    class Meta:
        model = Announcement
        fields = ("q",)


class AnnouncementTable(PortalTable):
    title_column = "text"
    text = tables.Column(_("Announcement"), order_by=("text_id",), linkify=("notices:announcement_update", [tables.A("pk")]))
    first_day = tables.Column(attrs={"td": {"class": "nowrap"}})
    last_day = tables.Column(attrs={"td": {"class": "nowrap"}})

    class Meta(PortalTable.Meta):
        model = Announcement
        fields = ("text", "first_day", "last_day")
        order_by = "-first_day"
