"""The pages of the second step: allauth's flow, with the portal's words, events and mails."""

from urllib.parse import quote

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as base
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from ssk_portal.accounts.events import EventKind, record
from ssk_portal.accounts.factors import recovery, twice
from ssk_portal.accounts.factors.adapter import FactorAdapter, why_no_passkeys
from ssk_portal.accounts.factors.forms import NewRecoveryCodesForm
from ssk_portal.accounts.mails import tell_of_event

INDEX = reverse_lazy("mfa_index")
PROFILE = (_("Profile"), reverse_lazy("accounts:profile_update"))


class Titled:
    title = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"title": self.title, "breadcrumbs": self.trail()}

    def trail(self) -> list[tuple]:
        """The way here: the profile, the page of the factors, this page."""
        above = [PROFILE, (FactorIndex.title, INDEX)]
        return [*(step for step in above if step[0] != self.title), (self.title, None)]


def note_down(request, kind, what: str = "") -> None:
    """Write the event down, and tell the person by mail: it may not have been they. In the person's own language."""
    with translation.override(request.user.language):
        tell_of_event(record(kind, user=request.user, note=str(what)))


# Signing in


@method_decorator(login_not_required, name="dispatch")
class SignInStep(Titled, base.AuthenticateView):
    title = _("Second step")

    def dispatch(self, request, *args, **kwargs):
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            twice.wait_for_twin(request)
            if to := twice.follow(request):
                return redirect(to)
            response = super().dispatch(request, *args, **kwargs)
        if getattr(response, "url", "") == reverse("account_login"):
            messages.info(request, _("This sign-in took too long, or was finished in another window. Please begin again."))
        return response

    def form_valid(self, form):
        key = self.request.session.session_key
        response = super().form_valid(form)
        twice.leave_word(self.request, key, response.url)
        return response

    def trail(self):
        return []

    def get_context_data(self, **kwargs):
        has = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        by_recovery = "pemulihan" in self.request.GET or "totp" not in has
        return super().get_context_data(**kwargs) | {"has": has, "by_recovery": by_recovery}


class Confirms(Titled):
    """Asked again before something is changed that guards the account."""

    title = _("Confirm that it is you")

    def trail(self):
        return [PROFILE, (self.title, None)]


class ConfirmByPassword(Confirms, account.ReauthenticateView):
    pass


class ConfirmByCode(Confirms, base.ReauthenticateView):
    pass


class ConfirmByPasskey(Confirms, webauthn.ReauthenticateWebAuthnView):
    def form_invalid(self, form):
        for sentence in form.errors.get("credential", []):
            messages.error(self.request, sentence)
        return redirect(self.request.get_full_path())


# The own factors


class FactorIndex(Titled, base.IndexView):
    title = _("Two-step sign-in")

    def form_invalid(self, form):
        return redirect("mfa_generate_recovery_codes")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"codes_left": recovery.left(self.request.user), "why_no_passkeys": why_no_passkeys(self.request)}


def after_set_up(user):
    """To the recovery codes, while there are none; else to the page of the factors."""
    return "mfa_index" if recovery.kept_by(user) else "mfa_generate_recovery_codes"


class AppActivate(Titled, totp.ActivateTOTPView):
    title = _("Set up the authenticator app")

    def dispatch(self, request, *args, **kwargs):
        # Sent twice by a double click: it is set up already, and the codes were not seen yet. Asked before allauth
        # does: the session that says "has just confirmed" may not be written yet by the first of the two.
        if request.user.is_authenticated and is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return redirect(after_set_up(request.user))
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self):
        return reverse(after_set_up(self.request.user))

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
    title = _("Turn off the authenticator app")
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


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class RecoveryCodes(Titled, FormView):
    """Makes ten codes and shows them in the answer, once. They can be kept as a file or on paper while they stand there."""

    title = _("Recovery codes")
    form_class = NewRecoveryCodesForm
    template_name = "mfa/recovery_codes/ask.html"

    def dispatch(self, request, *args, **kwargs):
        # Codes stand in for another second step; where there is none, that comes first.
        return super().dispatch(request, *args, **kwargs) if request.user.has_factor else redirect(INDEX)

    def get_initial(self):
        return {"press": recovery.new_press()}

    def form_valid(self, form):
        codes = recovery.make(self.request.user, form.cleaned_data["press"])
        # The page itself holds the file: asked for once more, the codes could not be told.
        text = "\r\n".join([f"Portal SSK: {self.request.user.username}", *codes, ""])
        context = self.get_context_data(codes=codes, as_file=f"data:text/plain;charset=utf-8,{quote(text)}")
        return render(self.request, "mfa/recovery_codes/shown.html", context)

    def form_invalid(self, form):
        return redirect("mfa_generate_recovery_codes")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"codes_left": recovery.left(self.request.user)}


class PasskeyAdd(Titled, webauthn.AddWebAuthnView):
    title = _("Add a passkey")

    def get_success_url(self):
        return reverse(after_set_up(self.request.user))

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
