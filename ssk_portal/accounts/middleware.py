"""Signed in or not: how long a session lives, and what becomes of a form that comes too late."""

from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from ssk_portal.accounts.sessions import DEVICE_LENGTH
from ssk_portal.screens import kept, once

# The time of use is written down at most once a minute, so that reading pages does not write.
STEP = timedelta(minutes=1)
PASSWORD_PAGES = {"account_change_password", "account_logout", "set_language"}
FACTOR_PAGES = PASSWORD_PAGES | {
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
}  # fmt: skip


def user_of(request):
    """The signed-in user. The session brought the row along; where it does not hold, Django decides (and ends the session)."""
    content, user = request.session, request.session.get(auth.SESSION_KEY) and request.session.user
    if user and constant_time_compare(content.get(auth.HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return user
    return auth.get_user(request)


class SignedIn(AuthenticationMiddleware):
    """Django's, but the user is read in the statement that reads the session."""

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: user_of(request))


class SessionLimits:
    """Ends a session after a time without use, and after a working day in all."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.sent_too_late_by = None
        if request.user.is_authenticated and self._over(request):
            request.sent_too_late_by = request.user.pk
            auth.logout(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """A first password is changed, and a second step set up where the role asks for one, before anything else is done."""
        page, user = request.resolver_match.url_name, request.user
        if user.is_authenticated and user.must_change_password and page not in PASSWORD_PAGES:
            return redirect("account_change_password")
        if user.is_authenticated and user.must_have_factor and not user.has_factor and page not in FACTOR_PAGES:
            return redirect("mfa_index")
        return None

    def _over(self, request) -> bool:
        now, session = timezone.now(), request.session
        began, used = (datetime.fromisoformat(session.get(name, now.isoformat())) for name in ("began", "used"))
        if now - began > settings.SESSION_LONGEST or now - used > settings.SESSION_IDLE:
            return True
        if "began" not in session or now - used > STEP:
            address, device = get_adapter(request).get_client_ip(request) or None, request.headers.get("User-Agent", "")[:DEVICE_LENGTH]
            session.update({"began": began.isoformat(), "used": now.isoformat(), "address": address, "device": device})
        return False


class SignInFirst(LoginRequiredMiddleware):
    """Shuts every page but the few that are marked as open.

    A form that comes after its session has ended is not done. What was typed is kept for
    the same person, and signing in leads back to the page of the form. It stands behind
    the check against forged forms, so nothing foreign is kept.
    """

    def handle_no_permission(self, request, view):
        reading = request.method in ("GET", "HEAD")
        # Without a session (signed out in another tab) the form itself says whose it is.
        owner = request.sent_too_late_by or (None if reading else once.owner_of(request))
        if owner:
            messages.info(request, _("Your session has ended. Please sign in again."))
        if reading:
            return super().handle_no_permission(request, view)
        # Of a page of sign-in nothing is kept: a password or a code would lie readable in the session.
        if owner and not (request.resolver_match.url_name or "").startswith(("account_", "mfa_")):
            kept.keep(request, owner=owner)
        return redirect_to_login(kept.page_of(request), resolve_url(settings.LOGIN_URL))
