"""The screens about oneself: the profile, and what one may see and do."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.accounts import actions
from ssk_portal.accounts.event_views import latest_events
from ssk_portal.accounts.events import SIGN_INS
from ssk_portal.accounts.grants import Role
from ssk_portal.accounts.models import User
from ssk_portal.accounts.reach import reach_of
from ssk_portal.accounts.user_forms import EmailForm, ProfileForm
from ssk_portal.regions.models import Level
from ssk_portal.screens import kept
from ssk_portal.screens.base import PageScreen
from ssk_portal.screens.edits import UpdateScreen


def under_profile(title) -> list[tuple]:
    """The breadcrumbs of a page about oneself: the profile, then this page."""
    return [(ProfileUpdate.title, reverse("accounts:profile_update")), (title, None)]


class OwnRow(UpdateScreen):
    """Nothing else can be reached from here: the row is always the own one."""

    permission = "profile.change"
    model = User
    context_object_name = "account"

    def get_object(self, queryset=None):
        # A form without a key of its own writes nothing, and holds nothing.
        rows = User.objects.select_for_update(of=("self",)) if getattr(self.request, "form_key_claimed", False) else User.objects.all()
        return get_object_or_404(rows.select_related("region"), pk=self.request.user.pk)

    def get_success_url(self):
        return reverse("accounts:profile_update")


class ProfileUpdate(OwnRow):
    """The own particulars."""

    template_name = "accounts/profile_form.html"
    form_class = ProfileForm
    title = _("Profile")

    def get_context_data(self, **kwargs):
        return super().get_context_data(events=latest_events(self.request.user, self.request.user, SIGN_INS), **kwargs)

    def form_valid(self, form):
        response = super().form_valid(form)
        if response.status_code == 302:
            self._speak(response, self.object.language)
        return response

    def _speak(self, response, language):
        """The pages follow in the chosen language, as after the language switch."""
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE, secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY, samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )  # fmt: skip


class EmailUpdate(OwnRow):
    """The own e-mail address. Who has it gets a new password by it, so whoever changes it confirms first to be the person."""

    template_name = "accounts/email_form.html"
    form_class = EmailForm
    title = _("Change e-mail address")
    done = _("The e-mail address has been changed.")

    def dispatch(self, request, *args, **kwargs):
        if not is_reauthentication_required(request, app="accounts"):
            return super().dispatch(request, *args, **kwargs)
        if request.method == "POST":
            kept.keep(request, owner=request.user.pk, why=kept.CONFIRM)
        return redirect_to_login(request.get_full_path(), get_adapter().get_reauthentication_methods(request.user)[0]["url"])

    def write(self, form):
        return actions.change_own_email(form.save(commit=False), by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=under_profile(self.title), cancel_url=reverse("accounts:profile_update"), **kwargs)


class Rights(PageScreen):
    """“Hak akses saya”: what one may see and do, and who may help."""

    permission = "profile.change"
    template_name = "accounts/rights.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            title=_("My access rights"),
            breadcrumbs=under_profile(_("My access rights")),
            reach=reach_of(user.region),
            may_do=user.rights,
            helpers=administrators_for(user),
            **kwargs,
        )


def administrators_for(user):
    """Who can change this person's account: administrators of the own province and of the country."""
    regions = [region for region in (user.region_id, user.region.province_id) if region]
    rows = User.objects.people().active().filter(role=Role.ADMINISTRATOR).select_related("region").exclude(pk=user.pk)
    return rows.filter(Q(region__level=Level.COUNTRY) | Q(region__in=regions)).order_by("-region__level", "name")
