"""The screens of notices: a person's own inbox, and for the centre the mails that went out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.notices import actions, tables
from ssk_portal.notices.models import Mail, Notice
from ssk_portal.screens.base import DetailScreen, RowScreen
from ssk_portal.screens.edits import StepScreen
from ssk_portal.screens.lists import ListScreen


class NoticeList(ListScreen):
    permission = "notice.view"
    template_name = "notices/notice_list.html"
    model = Notice
    table_class = tables.NoticeTable
    filterset_class = tables.NoticeFilterSet
    title = gettext_lazy("Notices")
    lead = gettext_lazy("What happened with the work that concerns you. Unread notices come first.")
    empty_text = gettext_lazy("You have no notices yet.")

    def get_queryset(self):
        return super().get_queryset().order_by(F("read_at").asc(nulls_first=True), "-at", "-pk")


class NoticeOpen(StepScreen):
    """Opens what a notice is about; the notice is read with that."""

    permission = "notice.view"
    model = Notice

    def post(self, request, *args, **kwargs):
        if not request.form_key_claimed:
            raise PermissionDenied
        notice = self.get_object()
        actions.read([notice.pk], by=request.user)
        return redirect(notice.url)


class NoticeRead(StepScreen):
    """Marks one notice as read without opening it."""

    permission = "notice.view"
    model = Notice
    done = gettext_lazy("Marked as read.")

    def take(self, row):
        actions.read([row.pk], by=self.request.user)


class NoticeReadAll(RowScreen):
    """Marks all of one's own notices as read."""

    permission = "notice.view"
    model = Notice
    http_method_names = ["post"]

    def post(self, request):
        if not request.form_key_claimed:
            raise PermissionDenied
        count = actions.read(None, by=request.user)
        messages.success(request, _("Marked as read: %(count)s.") % {"count": count})
        return redirect(reverse("notices:notice_list"))


class MailList(ListScreen):
    permission = "mail.view"
    model = Mail
    table_class = tables.MailTable
    filterset_class = tables.MailFilterSet
    title = gettext_lazy("E-mails")
    lead = gettext_lazy("What the portal sent by e-mail, what is waiting, and what failed.")
    empty_text = gettext_lazy("No e-mail has been written yet.")

    def get_queryset(self):
        return super().get_queryset().select_related("user")


class MailDetail(DetailScreen):
    permission = "mail.view"
    template_name = "notices/mail_detail.html"
    model = Mail

    def get_queryset(self):
        return super().get_queryset().select_related("user")

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.object.subject, **kwargs)


class MailSendAgain(StepScreen):
    """Puts a mail that was given up back into the outbox."""

    permission = "mail.view"
    model = Mail
    done = gettext_lazy("The e-mail is sent again within five minutes.")

    def take(self, row):
        actions.send_again(row, by=self.request.user)
