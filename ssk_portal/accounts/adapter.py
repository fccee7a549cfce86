"""What the portal asks of allauth: nobody signs up by themselves; guessing is slowed; mails speak the person's language."""

import logging
import time
from smtplib import SMTPException

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ssk_portal.accounts import inviting, lockout
from ssk_portal.accounts.backend import user_called
from ssk_portal.accounts.events import EventKind, record
from ssk_portal.common.errors import NotNow

log = logging.getLogger(__name__)
WRONG = _("The user name or the password is wrong.")


class Adapter(DefaultAccountAdapter):
    # One text for every kind of name, so that nothing is said about which accounts exist.
    error_messages = DefaultAccountAdapter.error_messages | {"username_password_mismatch": WRONG, "email_password_mismatch": WRONG}

    def is_open_for_signup(self, request):
        return False

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        # "You have signed in" says nothing that the next page does not show; nor does "codes have been made",
        # nor, to whoever came by the link of a mail, "the password has been changed".
        name = message_template or ""
        if name.endswith("password_changed.txt") and not request.user.is_authenticated:
            return
        says_something = ("password" in name or name.startswith("mfa/")) if level == messages.SUCCESS else "recovery_codes" not in name
        if says_something:
            super().add_message(request, level, message_template, message_context, extra_tags, message)

    # Signing in

    def pre_authenticate(self, request, **credentials):
        try:
            lockout.count_try(*self._counted(request, credentials))
        except lockout.Locked as locked:
            sentence = ngettext(
                "Too many failed attempts from here with this name. Try again in %(minutes)s minute.",
                "Too many failed attempts from here with this name. Try again in %(minutes)s minutes.",
                locked.minutes,
            )
            raise ValidationError(sentence % {"minutes": locked.minutes}, code="locked") from None

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user:
            lockout.forget_tries(*self._counted(request, credentials))
        return user

    def authentication_failed(self, request, **credentials):
        typed, user = self._meant(credentials)
        record(EventKind.SIGN_IN_FAILED, user=user, typed=typed, request=request)
        if lockout.pause_left(*self._counted(request, credentials)):
            record(EventKind.PAUSED, user=user, typed=typed, request=request)

    def login(self, request, user):
        super().login(request, user)
        record(EventKind.SIGNED_IN, user=user, request=request)

    def logout(self, request):
        if request.user.is_authenticated:
            record(EventKind.SIGNED_OUT, user=request.user, request=request)
        super().logout(request)

    def _counted(self, request, credentials) -> tuple[str, str]:
        """The account and the address under which a try is counted; of the newer addresses (IPv6) the part that names the line."""
        typed, user = self._meant(credentials)
        return (user.username if user else typed.lower()[:254]), get_ip(request)

    @staticmethod
    def _meant(credentials):
        """What was typed, and the account that has this name."""
        typed = credentials.get("username") or credentials.get("email") or ""
        return typed, user_called(typed)

    def get_client_ip(self, request):
        try:
            return super().get_client_ip(request)
        except ImproperlyConfigured:
            # Fewer proxies wrote their address than the setting names: what they say is not trusted.
            return request.META["REMOTE_ADDR"]

    # Confirming

    def is_reauthentication_required(self, *, app, **kwargs):
        """Asked again before a second step is changed; not of who has none yet and has just signed in."""
        user, signed_in = context.request.user, get_authentication_records(context.request, context.request.user)
        just_now = signed_in and time.time() - signed_in[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        excused = app == "allauth.mfa" and just_now and not user.has_factor
        return not excused and super().is_reauthentication_required(app=app, **kwargs)

    # Passwords

    def clean_password(self, password, user=None):
        if user and user.must_change_password and user.check_password(password):
            raise ValidationError(_("Choose a password that differs from the one you were given."))
        return super().clean_password(password, user)

    def set_password(self, user, password):
        """Set the password that the person chose: a first password or an invitation is done with it."""
        user.must_change_password = False
        super().set_password(user, password)
        inviting.accept(user)

    def get_password_change_redirect_url(self, request):
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    # Mails

    def format_email_subject(self, subject):
        return f"Portal SSK: {subject}"

    def get_reset_password_from_key_url(self, key):
        # From the settings, never from the Host header of whoever asks.
        address = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.PORTAL_URL + address.replace("UID-KEY", key)

    def send_password_reset_mail(self, user, email, context):
        with translation.override(user.language):
            super().send_password_reset_mail(user, email, context)

    def send_mail(self, template_prefix, email, context):
        try:
            super().send_mail(template_prefix, email, {**context, "help_contact": settings.HELP_CONTACT})
        except (OSError, SMTPException) as error:
            log.error("a mail could not be sent (%s)", type(error).__name__)  # its words may hold the address
            raise NotNow(_("The portal cannot send e-mail at this moment. Try again later, or ask the administrator of your region for a new first password.")) from error
