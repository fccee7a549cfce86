"""The forms of the second step, in the portal's words."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ssk_portal.accounts.events import EventKind, record
from ssk_portal.accounts.factors import codes
from ssk_portal.accounts.forms import Plain

DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 20}


class Code(Plain):
    """The code of the app, or a recovery code, in one field."""

    labels = {"code": _("Code")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= DIGITS

    def clean_code(self):
        codes.count_try(self.user)
        self.authenticator = codes.accept(self.user, self.cleaned_data["code"])
        if self.authenticator is None:
            codes.failed(self.user)
            raise get_adapter().validation_error("incorrect_code")
        codes.succeeded(self.user)
        return self.cleaned_data["code"]

    def save(self):
        super().save()
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            record(EventKind.RECOVERY_USED, user=self.user)


class SignInCodeForm(Code, base.AuthenticateForm):
    pass


class ConfirmCodeForm(Code, base.ReauthenticateForm):
    pass


class ConfirmPasswordForm(Plain, account.ReauthenticateForm):
    labels = {"password": _("Password")}


class ActivateAppForm(Plain, totp.ActivateTOTPForm):
    """The first code proves that the app has the secret, and is used up by that."""

    labels = {"code": _("Code that the app shows")}

    def __init__(self, *args, **kwargs):
        shown = context.request.session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        if shown:
            # Loaded anew or open in two tabs: the picture that was scanned stays good.
            self.secret = context.request.session[SECRET_SESSION_KEY] = shown
        self.fields["code"].widget.attrs |= DIGITS

    def clean_code(self):
        codes.count_try(self.user)
        self.step = codes.step_of(self.secret, self.cleaned_data["code"])
        if self.step is None:
            raise get_adapter().validation_error("incorrect_code")
        codes.succeeded(self.user)
        return self.cleaned_data["code"]


class DeactivateAppForm(Plain, totp.DeactivateTOTPForm):
    pass


class NewRecoveryCodesForm(forms.Form):
    """Asks for nothing; it says which press of the button it was (`recovery.make`)."""

    press = forms.CharField(max_length=100, widget=forms.HiddenInput)


REFUSED = _("The passkey was not accepted. Try once more.")


class AnswerField(forms.JSONField):
    """What the browser answers."""

    default_error_messages = {"required": REFUSED, "invalid": REFUSED}

    def to_python(self, value):
        try:
            return super().to_python(value)
        except RecursionError:  # thousands of brackets
            raise ValidationError(REFUSED) from None


class Passkey(Plain):
    """Whatever comes that is no passkey's answer is refused like a wrong code."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"] = AnswerField(widget=forms.HiddenInput)

    def clean_credential(self):
        codes.count_try(self.user)
        try:
            factor = super().clean_credential()
        except (ValidationError, AttributeError, KeyError, TypeError, ValueError):
            codes.failed(self.user, note="passkey")
            raise ValidationError(REFUSED) from None
        codes.succeeded(self.user)
        return factor


class SignInPasskeyForm(Passkey, webauthn.AuthenticateWebAuthnForm):
    pass


class ConfirmPasskeyForm(Passkey, webauthn.ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(Plain, webauthn.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"] = AnswerField(widget=forms.HiddenInput)
        self.fields["name"] = forms.CharField(
            label=_("Name of this passkey"), required=False, max_length=60, help_text=_("So that you know it again: the telephone or computer it lies on.")
        )

    def clean(self):
        try:
            return super().clean()
        except (AttributeError, KeyError, TypeError, ValueError):
            raise ValidationError(REFUSED) from None
