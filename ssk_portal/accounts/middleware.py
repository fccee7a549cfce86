"""How long a session lives: it ends after a time without use, and after a working day in all."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import auth, messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

# The time of use is written down at most once a minute, so that reading pages does not write.
STEP = timedelta(minutes=1)
PASSWORD_PAGES = {"account_change_password", "account_logout", "set_language"}


class SessionLimits:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and self._over(request):
            auth.logout(request)
            messages.info(request, _("Your session has ended. Please sign in again."))
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """A first password is changed before anything else is done."""
        if request.user.is_authenticated and request.user.must_change_password:
            if request.resolver_match.url_name not in PASSWORD_PAGES:
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
