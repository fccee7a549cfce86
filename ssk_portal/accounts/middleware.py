"""Signed in or not: how long a session lives, and what becomes of a form that comes too late."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _

from ssk_portal.screens import kept, once

# The time of use is written down at most once a minute, so that reading pages does not write.
STEP = timedelta(minutes=1)
PASSWORD_PAGES = {"account_change_password", "account_logout", "set_language"}


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
        """A first password is changed before anything else is done."""
        elsewhere = request.resolver_match.url_name not in PASSWORD_PAGES
        if elsewhere and request.user.is_authenticated and request.user.must_change_password:
            return redirect("account_change_password")
        return None

    def _over(self, request) -> bool:
        now = timezone.now()
        began = self._time(request, "began", now)
        used = self._time(request, "used", now)
        if now - began > settings.SESSION_LONGEST or now - used > settings.SESSION_IDLE:
            return True
        if now - used > STEP:
            request.session["used"] = now.isoformat()
        return False

    @staticmethod
    def _time(request, name, now) -> datetime:
        if name not in request.session:
            request.session[name] = now.isoformat()
        return datetime.fromisoformat(request.session[name])


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
        if owner:
            kept.keep(request, owner=owner)
        return redirect_to_login(kept.page_of(request), resolve_url(settings.LOGIN_URL))
