"""The pages about a person across all rooms: the own data, and anonymising a former user."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.accounts.erasure import ask_anonymise
from ssk_portal.accounts.events import EventKind, record
from ssk_portal.accounts.models import User
from ssk_portal.accounts.own_views import under_profile
from ssk_portal.reporting.people.erasure import anonymise_user
from ssk_portal.reporting.people.own_data import sheets
from ssk_portal.screens.base import PageScreen
from ssk_portal.screens.edits import UpdateScreen
from ssk_portal.screens.exports import export_book
from ssk_portal.screens.forms import REASON, PortalForm

DOWNLOAD = "unduh"


class OwnData(PageScreen):
    """“Data saya”: what the portal holds about whoever asks, and the file with it."""

    permission = "profile.change"
    template_name = "reporting/own_data.html"

    def get(self, request, *args, **kwargs):
        if DOWNLOAD in request.GET:
            record(EventKind.DATA_TAKEN, user=request.user)
            return export_book(sheets(request.user), name=f"data-saya-{request.user.username}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=_("My data"), breadcrumbs=under_profile(_("My data")), **kwargs)


class AnonymiseForm(PortalForm):
    """A reason, and the word that it is meant: nothing brings the particulars back."""

    sure = forms.BooleanField(label=_("I have read what is overwritten, and know that it cannot be undone"), error_messages={"required": _("Confirm it, or leave this page.")})

    class Meta:
        model = User
        fields = ()

    def narrow(self):
        self.fields[REASON].label = _("Reason")
        self.fields[REASON].help_text = _("Kept in the history. Do not name the person in it.")
        self.order_fields([REASON, "sure"])


class UserAnonymise(UpdateScreen):
    """Overwrites what names a former user, in every room. Said before, done once, not undone."""

    permission = "user.change"
    template_name = "reporting/user_anonymise.html"
    model = User
    context_object_name = "account"
    form_class = AnonymiseForm
    title = _("Anonymise the account")
    done = _("The account has been anonymised.")

    def get_object(self, queryset=None):
        user = super().get_object(queryset)
        ask_anonymise(user, self.request.user)
        return user

    def asks_reason(self, row):
        return True

    def write(self, form):
        anonymise_user(self.object, by=self.request.user, reason=form.reason)
        return self.object

    def get_context_data(self, **kwargs):
        trail = [(_("Users"), reverse("accounts:user_list")), (self.object.shown_name, self.object.get_absolute_url()), (self.title, None)]
        return super().get_context_data(breadcrumbs=trail, **kwargs)
