"""The pages of the second step: allauth's flow, with the portal's words, events and mails."""

from urllib.parse import quote

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ssk_portal.accounts.events import EventKind, record
from ssk_portal.accounts.factors.adapter import FactorAdapter, Unreadable, why_no_passkeys
from ssk_portal.accounts.mails import tell_of_event

INDEX = reverse_lazy("mfa_index")


class Titled:
    title = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"title": self.title, "breadcrumbs": self.trail()}

    def trail(self) -> list[tuple]:
        """The way here: the profile, the page of the factors, this page."""
        above = [(_("Profile"), reverse("accounts:profile_update")), (FactorIndex.title, INDEX)]
        return [*(step for step in above if step[0] != self.title), (self.title, None)]


def note_down(request, kind, what: str = "") -> None:
    """Write the event down, and tell the person by mail: it may not have been they. In the person's own language."""
    with translation.override(request.user.language):
        tell_of_event(record(kind, user=request.user, note=str(what)))


# Signing in


class SignInStep(Titled, base.AuthenticateView):
    title = _("Second step")

    def trail(self):
        return []

    def get_context_data(self, **kwargs):
        has = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        by_recovery = "pemulihan" in self.request.GET or "totp" not in has
        return super().get_context_data(**kwargs) | {"has": has, "by_recovery": by_recovery}


class ConfirmByPassword(Titled, account.ReauthenticateView):
    title = _("Confirm that it is you")


class ConfirmByCode(Titled, base.ReauthenticateView):
    title = _("Confirm that it is you")


class ConfirmByPasskey(Titled, webauthn.ReauthenticateWebAuthnView):
    title = _("Confirm that it is you")

    def form_invalid(self, form):
        for sentence in form.errors.get("credential", []):
            messages.error(self.request, sentence)
        return redirect(self.request.get_full_path())


# The own factors


class FactorIndex(Titled, base.IndexView):
    title = _("Two-step sign-in")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        codes = context["authenticators"].get("recovery_codes")
        try:
            left = len(codes.get_unused_codes()) if codes else 0
        except Unreadable:
            left = 0
        return context | {"codes_left": left, "codes_unseen": bool(codes and not codes.did_view), "why_no_passkeys": why_no_passkeys(self.request)}


def after_set_up(user):
    """The recovery codes, while nobody has seen them; else the page of the factors."""
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return "mfa_view_recovery_codes" if codes and not codes.wrap().did_view else "mfa_index"


class AppActivate(Titled, totp.ActivateTOTPView):
    title = _("Set up the authenticator app")

    def dispatch(self, request, *args, **kwargs):
        # Sent twice by a double click: it is set up already, and the codes were not seen yet. Asked before allauth
        # does: the session that says "has just confirmed" may not be written yet by the first of the two.
        if request.user.is_authenticated and is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return redirect(after_set_up(request.user))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return context | {"secret_in_groups": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))}

    def form_valid(self, form):
        try:
            with transaction.atomic():
                response = super().form_valid(form)
        except IntegrityError:  # sent twice at the same moment: the other one has set it up
            return redirect(after_set_up(self.request.user))
        app = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        app.data["last_step"] = form.step  # this code is used up
        app.save(update_fields=["data"])
        # Who has just shown password and code is not asked again before the recovery codes are shown.
        post_authentication(self.request, app, reauthenticated=True)
        note_down(self.request, EventKind.FACTOR_ADDED, _("Authenticator app"))
        return response


class AppDeactivate(Titled, totp.DeactivateTOTPView):
    title = _("Take off the authenticator app")
    success_url = INDEX

    def dispatch(self, request, *args, **kwargs):
        # Sent twice by a double click: it is off already.
        if request.user.is_authenticated and not is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return redirect(INDEX)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        response = super().form_valid(form)
        note_down(self.request, EventKind.FACTOR_REMOVED, _("Authenticator app"))
        return response


class RecoveryCodes(Titled, recovery.ViewRecoveryCodesView):
    """Shows the codes once. They can be kept as a file or on paper while they stand here."""

    title = _("Recovery codes")

    def get_context_data(self, **kwargs):
        try:
            context = super().get_context_data(**kwargs)
        except Unreadable:
            raise Http404 from None
        codes = context["unused_codes"] if context["can_view_codes"] else []
        # The page itself holds the file: asked for once more, the codes would not be told.
        text = "\r\n".join([f"Portal SSK: {self.request.user.username}", *codes, ""])
        return context | {"codes": codes, "as_file": f"data:text/plain;charset=utf-8,{quote(text)}"}


class NewRecoveryCodes(Titled, recovery.GenerateRecoveryCodesView):
    title = _("New recovery codes")

    def form_valid(self, form):
        response = super().form_valid(form)
        note_down(self.request, EventKind.RECOVERY_MADE)
        return response


class PasskeyAdd(Titled, webauthn.AddWebAuthnView):
    title = _("Add a passkey")

    def get_context_data(self, **kwargs):
        # allauth forgets the form with its faults.
        return super().get_context_data() | {"why_no_passkeys": why_no_passkeys(self.request)} | kwargs

    def form_valid(self, form):
        response = super().form_valid(form)
        post_authentication(self.request, Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.WEBAUTHN).latest("pk"), reauthenticated=True)
        note_down(self.request, EventKind.FACTOR_ADDED, form.cleaned_data["name"])
        return response


class PasskeyRemove(Titled, webauthn.RemoveWebAuthnView):
    title = _("Remove a passkey")
    success_url = INDEX

    def form_valid(self, form):
        passkey = self.get_object()
        if not FactorAdapter().can_delete_authenticator(passkey):
            form.add_error(None, ValidationError(FactorAdapter.error_messages["cannot_delete_authenticator"]))
            return self.form_invalid(form)
        response = super().form_valid(form)
        note_down(self.request, EventKind.FACTOR_REMOVED, passkey.wrap().name)
        return response
