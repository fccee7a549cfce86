"""Signing out here; “Tempat Anda sedang masuk”: where one is signed in at this moment, and signing out there."""

from allauth.account.views import LogoutView
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ssk_portal.accounts import actions
from ssk_portal.accounts.models import Session
from ssk_portal.accounts.own_views import under_profile
from ssk_portal.screens.base import PageScreen, Screen


class SignOut(LogoutView):
    def post(self, *args, **kwargs):
        """Whoever sits down next finds no page of the portal by the button *back*: some browsers keep pages even where they are told not to."""
        answer = super().post(*args, **kwargs)
        answer["Clear-Site-Data"] = '"cache", "storage"'
        return answer


class SessionList(PageScreen):
    """The own open sessions, the one in use marked."""

    permission = "profile.change"
    template_name = "accounts/session_list.html"

    def get_context_data(self, **kwargs):
        sessions = list(Session.objects.open().filter(user=self.request.user).order_by("-used"))
        for session in sessions:
            session.is_this = session.session_key == self.request.session.session_key
        title, others = _("Where you are signed in"), sum(not session.is_this for session in sessions)
        return super().get_context_data(title=title, breadcrumbs=under_profile(title), sessions=sessions, others=others, **kwargs)


class SessionEnd(Screen):
    """Signs out of one other session (`session`: its handle), or of all others (no handle)."""

    permission = "profile.change"
    http_method_names = ["post"]
    already = gettext_lazy("Nothing was open there any more.")

    def post(self, request):
        if not request.form_key_claimed:
            raise PermissionDenied
        ended = actions.end_sessions(request.user, keep=request.session.session_key, handle=request.POST.get("session", ""), by=request.user)
        done = ngettext("Signed out of %(count)s other session.", "Signed out of %(count)s other sessions.", ended) % {"count": ended}
        messages.success(request, done if ended else self.already)
        return redirect("accounts:session_list")
