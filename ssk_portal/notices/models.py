"""Notices: what a person was told, and the mails that went out.

The notice in the portal is the truth; a mail only carries it further.
"""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.records import Record, tracked
from ssk_portal.notices.announcements import Announcement

__all__ = ["Announcement", "Kind", "Mail", "Notice"]


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user)

    editable_by = visible_to

    def unread(self):
        return self.filter(read_at=None)


class Kind(models.TextChoices):
    """What happened. The sentences stand in `sentences.py`."""

    SUBMIT = "submit", _("Submitted")
    BEGIN = "begin", _("Review begun")
    TAKE_OVER = "take_over", _("Review taken over")
    SEND_BACK = "send_back", _("Sent back")
    APPROVE = "approve", _("Approved")
    ASK_REOPEN = "ask_reopen", _("Asked to reopen")
    REOPEN = "reopen", _("Reopened")
    RECORD_HISTORICAL = "record_historical", _("Recorded as historical")
    COMMENT = "comment", _("Comment")
    PUBLISH = "publish", _("Made public")
    WITHDRAW_PUBLICATION = "withdraw_publication", _("Publication withdrawn")
    CALL_OFF = "call_off", _("Called off")
    TAKE_BACK = "take_back", _("Takes place after all")
    SUBMIT_DUE = "submit_due", _("To be submitted soon")
    REMIND = "remind", _("Reminded")
    REVIEW_LATE = "review_late", _("Promised answer is late")
    ALL_IN = "all_in", _("All districts have submitted")
    DECREE_ENDS = "decree_ends", _("Decree expires")
    OPENED = "opened", _("Opened to be filled in")
    LEFT = "left", _("Left the programme")
    STAYS = "stays", _("Leaving undone")
    MOVED = "moved", _("Moved to a new edition")


@tracked
class Notice(Record):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("for"))
    kind = models.CharField(_("what happened"), max_length=30, choices=Kind)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.BigIntegerField()
    about = GenericForeignKey("content_type", "object_id")
    row = models.CharField(_("about"), max_length=300, help_text=_("The row's name at that time"))
    url = models.CharField(_("address"), max_length=300)
    actor_name = models.CharField(_("by"), max_length=150)
    note = models.TextField(_("note"), blank=True)
    day = models.DateField(_("day"), null=True, blank=True, help_text=_("The day a reminder speaks of"))
    days_before = models.PositiveSmallIntegerField(_("days before"), null=True, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        constraints = [
            # Of a day, a person is told once so many days before; other notices name no day.
            models.UniqueConstraint(fields=["user", "kind", "content_type", "object_id", "day", "days_before"], name="reminder_once"),
        ]
        indexes = [
            models.Index(fields=["user", "-at"]),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["at"], condition=Q(mailed_at=None), name="notice_unmailed"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.row}"

    def get_absolute_url(self):
        return reverse("notices:notice_list")

    @property
    def is_read(self) -> bool:
        return self.read_at is not None

    @property
    def sentence(self) -> str:
        from ssk_portal.notices.sentences import sentence_of

        return sentence_of(self)


class MailQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.may("mail.view") else self.none()

    editable_by = visible_to

    def waiting(self):
        return self.exclude(next_try_at=None)

    def sent(self):
        return self.exclude(sent_at=None)

    def failed(self):
        """Mails that were given up."""
        return self.filter(sent_at=None, next_try_at=None).exclude(error=OVER)

    def dropped(self):
        """Weekly mails that had nothing to tell any more when their turn came."""
        return self.filter(sent_at=None, next_try_at=None, error=OVER)


UNWANTED = "unwanted"  # stands as the error of a mail that was dropped, not refused
OVER = "over"  # the same of a digest that had nothing to tell any more when its turn came


@tracked
class Mail(Record):
    """A mail to send, sent, or given up after too many tries."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mails", verbose_name=_("for"))
    address = models.EmailField(_("e-mail"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    at = models.DateTimeField(_("written"), auto_now_add=True)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True, db_index=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)
    about_account = models.BooleanField(_("about the account itself"), default=False, help_text=_("Sent however often the person chose to get notices."))

    digest = models.CharField(_("digest"), max_length=30, blank=True, editable=False, help_text=_("Which kind of weekly e-mail it is; empty for all others."))
    week = models.DateField(_("week"), null=True, blank=True, editable=False, help_text=_("The Monday of the week that a weekly e-mail is for."))

    objects = MailQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("e-mail message")
        verbose_name_plural = _("e-mail messages")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=Q(sent_at=None) | Q(next_try_at=None), name="mail_sent_or_waiting", violation_error_message=_("A sent e-mail is not sent again.")),
            models.CheckConstraint(condition=Q(digest="", week=None) | (~Q(digest="") & Q(week__isnull=False)), name="mail_digest_has_week"),
            models.UniqueConstraint(fields=["user", "digest", "week"], condition=~Q(digest=""), name="mail_digest_once_a_week"),
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("notices:mail_detail", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether it was dropped because there was nothing to tell any more."""
        return self.error == OVER

    @property
    def has_failed(self) -> bool:
        return self.sent_at is None and self.next_try_at is None and not self.is_over

    @property
    def reason(self):
        """Why it was not sent: the mail server's own words, or ours in the reader's language."""
        ours = {UNWANTED: _("The person takes no e-mails any more."), OVER: _("Nothing of it was open any more when it was to go out.")}
        return ours.get(self.error, self.error)

    @property
    def state_label(self):
        return _("sent") if self.sent_at else _("dropped") if self.is_over else _("given up") if self.has_failed else _("waiting")
