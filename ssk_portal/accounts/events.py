"""What happened to an account: sign-ins and failures, pauses, passwords, factors, refusals. Never changed.

The history tells what became of a user's row; this tells what somebody tried, also where
nothing came of it. The table is append-only, whoever writes.
"""

import re

import pgtrigger
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.constraints import one_of
from ssk_portal.common.records import never_emptied
from ssk_portal.regions.scoping import ScopedQuerySet


class EventKind(models.TextChoices):
    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Failed sign-in")
    PAUSED = "paused", _("Sign-in paused after too many failures")
    PAUSE_ENDED = "pause_ended", _("Pause ended by an administrator")
    SIGNED_OUT = "signed_out", _("Signed out")
    SESSIONS_ENDED = "sessions_ended", _("Other sessions signed out")
    PASSWORD_GIVEN = "password_given", _("First password given")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    RESET_ASKED = "reset_asked", _("Link to a new password asked for")
    RESET_DONE = "reset_done", _("New password set by a link")
    EMAIL_CHANGED = "email_changed", _("E-mail address changed")
    INVITED = "invited", _("Invited by e-mail")
    INVITATION_USED = "invitation_used", _("Invitation used")
    POST_REFUSED = "post_refused", _("Post refused")
    FACTOR_ADDED = "factor_added", _("Second step of sign-in set up")
    FACTOR_REMOVED = "factor_removed", _("Second step of sign-in turned off")
    FACTOR_FAILED = "factor_failed", _("Failed second step of sign-in")
    FACTOR_RESET = "factor_reset", _("Second step of sign-in reset by an administrator")
    RECOVERY_MADE = "recovery_made", _("Recovery codes made")
    RECOVERY_USED = "recovery_used", _("Recovery code used")
    DATA_TAKEN = "data_taken", _("Own data downloaded")


# What did not come about: written once the request is over, because its own transaction is taken back.
REFUSED = {EventKind.SIGN_IN_FAILED, EventKind.PAUSED, EventKind.POST_REFUSED, EventKind.FACTOR_FAILED}
# What a person's own page tells of signing in.
SIGN_INS = [EventKind.SIGNED_IN, EventKind.SIGN_IN_FAILED, EventKind.PAUSED, EventKind.PAUSE_ENDED, EventKind.FACTOR_FAILED, EventKind.RECOVERY_USED]


class AccountEventQuerySet(ScopedQuerySet):
    """Read by the administrators in whose reach the account is, and by its own person. A name that no account has: by the country."""

    region_path = "user__region"

    def visible_to(self, user):
        return self.within(user.region) if user.may("user.view") else self.of_person(user)

    def editable_by(self, user):
        return self.none()

    def of_person(self, user):
        return self.filter(user_id=user.pk)


class AccountEvent(models.Model):
    kind = models.CharField(_("what happened"), max_length=20, choices=EventKind)
    at = models.DateTimeField(_("when"), default=timezone.now)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="account_events", verbose_name=_("account"))
    typed = models.CharField(_("name typed"), max_length=60, blank=True, help_text="Where no account was meant, and only what looks like a name")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"), help_text="Empty: the person, or whoever tried to be it")
    address = models.GenericIPAddressField(_("internet address"), null=True)
    note = models.TextField(_("note"), blank=True)

    objects = AccountEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("account event")
        verbose_name_plural = _("account events")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "-at"], name="account_event_of_user"), models.Index(fields=["-at", "-id"], name="account_event_latest")]
        constraints = [one_of("kind", EventKind), models.CheckConstraint(condition=Q(user=None) | Q(typed=""), name="account_event_one_name")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete), never_emptied]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.user or self.typed}"

    def address_for(self, reader) -> str | None:
        """The internet address, which is that of whoever acted: told to the person and to those in whose reach they are."""
        actor = self.by or self.user
        if actor is None or actor.pk == reader.pk or (reader.may("user.view") and reader.region.reaches(actor.region)):
            return self.address
        return None


USER_NAME = re.compile(r"[a-z0-9._-]+")
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
SHORTEST_PASSWORD = 12
LONGEST_NAME = 60


def like_a_name(text: str) -> str:
    """`text` if it can be kept: an e-mail address, or a user name too short to be a password typed into the wrong box."""
    text = text.strip().lower()
    is_name = USER_NAME.fullmatch(text) and len(text) < SHORTEST_PASSWORD
    return text if len(text) <= LONGEST_NAME and (is_name or E_MAIL.fullmatch(text)) else ""


def record(kind: EventKind, *, user=None, typed: str = "", by=None, request=None, note: str = "") -> AccountEvent:
    """Write down what happened to the account of `user`, or under the name that was `typed` where no account has it.

    `by` is who did it where it was not the person. The request is found where none is
    handed over. What was refused outlives the transaction of its request.
    """
    request = request or context.request
    event = AccountEvent(kind=kind, user=user, typed="" if user else like_a_name(typed), by=by, note=note)
    event.address = get_adapter().get_client_ip(request) if request else None
    if kind in REFUSED and hasattr(request, "refused"):
        request.refused.append(event)
    else:
        event.save(force_insert=True)
    return event


class RefusalsKept:
    """Middleware, outside of the forms' transactions: writes what was refused once the request is over."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.refused = []
        response = self.get_response(request)
        if request.refused:
            AccountEvent.objects.bulk_create(request.refused)
        return response
