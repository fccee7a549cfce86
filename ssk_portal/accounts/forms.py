"""The forms of sign-in and passwords, in the portal's words."""

import time

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ssk_portal.accounts.backend import user_called
from ssk_portal.accounts.events import EventKind, record
from ssk_portal.accounts.links import links
from ssk_portal.accounts.models import User
from ssk_portal.accounts.validators import KindsOfCharactersValidator
from ssk_portal.common.errors import NotNow
from ssk_portal.screens.forms import OneLine, helper


class Plain(OneLine):
    """allauth's fields without their placeholders: the label says it already, and stays."""

    labels: dict = {}
    helps: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
        self.helper = helper(self)


LENGTH = _("At least 12 characters. A short sentence is easy to remember; common passwords are refused.")


def _what_a_password_needs() -> str:
    return f"{LENGTH} {KindsOfCharactersValidator().get_help_text()}".strip()


NEEDS = lazy(_what_a_password_needs, str)()
AGAIN = {"password1": _("New password"), "password2": _("New password, once more")}


class SignInForm(Plain, allauth.LoginForm):
    labels = {"login": _("User name or e-mail"), "password": _("Password")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class ChangePasswordForm(Plain, allauth.ChangePasswordForm):
    labels = {"oldpassword": _("Current password"), **AGAIN}
    helps = {"password1": NEEDS}

    def save(self):
        super().save()
        record(EventKind.PASSWORD_CHANGED, user=self.user)


class NewPasswordForm(Plain, allauth.ResetPasswordKeyForm):
    labels = AGAIN
    helps = {"password1": NEEDS}

    @transaction.atomic
    def save(self):
        """Use the link up: of two who send it at the same moment the second is refused, unless it is a double click."""
        self.user = User.objects.select_for_update(of=("self",)).select_related("region").get(pk=self.user.pk)
        if not links.check_token(self.user, self.temp_key):
            if self.user.check_password(self.cleaned_data["password1"]):
                return
            raise NotNow(_("This link is no longer valid: it was used already, or it is older than three days."))
        super().save()
        record(EventKind.RESET_DONE, user=self.user)


class LinkForm(allauth.UserTokenForm):
    """The link of a mail. While the account is shut it is good for nothing."""

    def _get_user(self, uidb36):
        user = super()._get_user(uidb36)
        return user if user and user.is_active else None


# Seconds that asking for a new password takes at least. The two mails differ by some milliseconds, which would tell.
EVEN_TIME = 0.4


class ForgottenPasswordForm(Plain, allauth.ResetPasswordForm):
    labels = {"email": _("E-mail")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.began = time.perf_counter()

    def save(self, request, **kwargs):
        """Send the link. An address without an account gets a mail as well, that says so:
        the page's answer and its time are the same for both.
        """
        try:
            return self._send(request, **kwargs)
        finally:
            time.sleep(max(0, self.began + EVEN_TIME - time.perf_counter()))

    def _send(self, request, **kwargs):
        email = self.cleaned_data["email"]
        record(EventKind.RESET_ASKED, user=user_called(email), typed=email, request=request)
        if self.users:
            return super().save(request, **kwargs)
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email
