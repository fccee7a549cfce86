"""An invitation by mail: asked for, sent, then accepted or run out.

The link in it is made when it is sent and is kept nowhere: only who has the mail has it.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.records import Record, tracked
from ssk_portal.regions.scoping import ScopedQuerySet

# How long the link in the mail is good: that of a forgotten password, too, for both are one.
VALID = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


class InvitationState(models.TextChoices):
    WAITING = "waiting", _("invitation waiting to be sent")
    OPEN = "open", _("invitation open")
    EXPIRED = "expired", _("invitation expired")
    FAILED = "failed", _("invitation not delivered")
    ACCEPTED = "accepted", _("invitation accepted")


class InvitationQuerySet(ScopedQuerySet):
    """Seen and sent by those who see and change the user."""

    region_path = "user__region"

    def visible_to(self, user):
        return self.within(user.region) if user.may("user.view") else self.filter(user=user)

    def editable_by(self, user):
        return self.within(user.region) if user.may("user.change") else self.none()

    def pending(self):
        return self.filter(accepted_at=None)

    def due(self, now):
        """What waits to be sent, and whose next try has come."""
        return self.pending().filter(next_try_at__lte=now, user__is_active=True).order_by("next_try_at", "pk")

    def in_state(self, state: str):
        """The invitations in `state`; the same rules as `Invitation.state`."""
        ran_out = timezone.now() - VALID
        return self.filter(
            {
                "accepted": Q(accepted_at__isnull=False),
                "waiting": Q(accepted_at=None, next_try_at__isnull=False),
                "failed": Q(accepted_at=None, next_try_at=None, sent_at=None),
                "open": Q(accepted_at=None, next_try_at=None, sent_at__gt=ran_out),
                "expired": Q(accepted_at=None, next_try_at=None, sent_at__lte=ran_out),
            }[state]
        )


@tracked
class Invitation(Record):
    """The invitation of one user. Sent again, it is the same row with a new time and a new link."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitation", verbose_name=_("for"))
    asked_at = models.DateTimeField(_("asked for"))
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True, db_index=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    error = models.CharField(_("last error"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_try_at=None) | Q(sent_at=None, accepted_at=None),
                name="invitation_sent_or_waiting",
                violation_error_message=_("A sent invitation does not wait to be sent."),
            )
        ]

    def __str__(self):
        return str(self.user)

    def get_absolute_url(self):
        return self.user.get_absolute_url()

    @property
    def valid_until(self):
        return self.sent_at + VALID if self.sent_at else None

    @property
    def state(self) -> InvitationState:
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.next_try_at:
            return InvitationState.WAITING
        if self.sent_at is None:
            return InvitationState.FAILED
        return InvitationState.OPEN if self.valid_until > timezone.now() else InvitationState.EXPIRED

    @property
    def is_pending(self) -> bool:
        return self.accepted_at is None
