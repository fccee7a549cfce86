"""Several users at once from a sheet: all or nothing; first passwords are shown once, to be printed."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ssk_portal.accounts import actions
from ssk_portal.accounts.grants import Role
from ssk_portal.accounts.models import User
from ssk_portal.accounts.tables import without_account
from ssk_portal.accounts.user_forms import FIRST_PASSWORD, INVITATION, NewUserForm
from ssk_portal.regions.models import Region
from ssk_portal.regions.names import RegionNames
from ssk_portal.screens.base import PageScreen
from ssk_portal.screens.sheets.columns import Column, email, telephone
from ssk_portal.screens.sheets.preview import Change
from ssk_portal.screens.sheets.screen import ImportScreen

FIRST_PASSWORDS = "first_passwords"
# Each first password takes a tenth of a second to be made safe: a page is not waited for any longer.
MOST = 100
HOW = {gettext_lazy("Invitation"): INVITATION, gettext_lazy("First password"): FIRST_PASSWORD}
LANGUAGES = {gettext_lazy("Indonesian"): "id", gettext_lazy("English"): "en"}


class UserImport(ImportScreen):
    """New accounts from a sheet. Each row goes through the form of a single account, so it is asked the same."""

    permission = "user.change"
    title = gettext_lazy("Several users from a sheet")
    lead = gettext_lazy("Accounts for many people in one go. Anything wrong in a row is shown first; then all are created, or none.")
    sheet_title = gettext_lazy("Users")
    file_name = "pengguna-baru"
    template_label = gettext_lazy("Download the sheet (Excel) with the regions that have no account yet")
    most_rows = MOST
    how_to = (
        gettext_lazy("One person a line. Regions without an account are in the sheet already; a line without name, user name and e-mail is left out."),
        gettext_lazy("Write a region with its kind, Kabupaten Tabalong or Kota Banjarbaru, or its code; older names are understood."),
        gettext_lazy("Without an e-mail address a person gets a first password, which you hand over. At most 100 people in one sheet."),
    )

    def get_columns(self):
        roles = {role.label: role.value for role in actions.roles_given_by(self.request.user)}
        return (
            Column("name", gettext_lazy("name"), longest=150, width=30),
            Column("username", gettext_lazy("user name"), longest=60, hint=gettext_lazy("Small letters, digits, dot, dash or underscore.")),
            Column("role", gettext_lazy("role"), choices=roles, also={role.label: role.value for role in Role}, required=True),
            Column("region", gettext_lazy("region"), read=self._region, required=True, width=34),
            Column("email", gettext_lazy("e-mail"), email, longest=254, width=30),
            Column("telephone", gettext_lazy("telephone"), telephone, longest=30),
            Column("nip", "NIP", longest=40),
            Column("post", gettext_lazy("post"), longest=150),
            Column("agency", gettext_lazy("agency"), longest=150),
            Column("language", gettext_lazy("language"), choices=LANGUAGES, hint=gettext_lazy("Of the pages and e-mails; empty means Indonesian.")),
            Column("how", gettext_lazy("how the person gets in"), choices=HOW, hint=gettext_lazy("Empty means a first password. An invitation needs an e-mail address.")),
        )

    def get_rows(self):
        """A line for each region in reach that nobody could act for."""
        user: Any = self.request.user
        missing = without_account(Region.objects.within(user.region))
        return [{"role": (Role.DISTRICT if region.is_district else Role.PROVINCIAL).label, "region": region.full_name} for region in missing]

    @cached_property
    def _names(self) -> RegionNames:
        return RegionNames()

    def _region(self, cell: str) -> Region:
        region = self._names.by_code.get(cell.upper()) or self._names.find_any(cell)
        if region is None:
            raise ValidationError(_("“%(text)s” is not known, or is the name of several regions. Write it with its kind, or the code.") % {"text": cell[:60]})
        return region

    def plan(self, sheet):
        rows = [row for row in sheet.rows if any(row.cells[name] for name in ("name", "username", "email"))]
        if len(rows) > MOST:
            sheet.add_fault(_("At most %(count)s people are taken from one sheet. Send it in several parts.") % {"count": MOST})
            return []
        forms = [(row, self._form(row)) for row in rows]
        for row, form in forms:
            told = {column.name for column in sheet.columns if column.name not in row.values}
            for name, errors in form.errors.items():
                if name not in told:
                    sheet.add_fault(" ".join(errors), row=row.number, column=name)
        for name in ("username", "email"):
            self._tell_twice(sheet, rows, name)
        return [] if sheet.faults else [self._change(row, form) for row, form in forms]

    def _form(self, row) -> NewUserForm:
        values = {"how": FIRST_PASSWORD, "language": "id"} | {name: value for name, value in row.values.items() if value not in (None, "")}
        if "region" in values:
            values["region"] = str(values["region"].pk)
        return NewUserForm(values, user=self.request.user)

    @staticmethod
    def _tell_twice(sheet, rows, name):
        first: dict[str, int] = {}
        for row in rows:
            written = row.values.get(name, "").lower()
            if written and first.setdefault(written, row.number) != row.number:
                sheet.add_fault(_("This is in row %(row)s already.") % {"row": first[written]}, row=row.number, column=name)

    @staticmethod
    def _change(row, form):
        user, how = form.instance, form.cleaned_data["how"]
        said = _("invitation to %(address)s") % {"address": user.email} if how == INVITATION else _("first password")
        return Change(row.number, user.name, is_new=True, differences=(f"{user.get_role_display()} · {user.region}", f"{user.username} · {said}"), value=(user, how))

    def carry_out(self, changes):
        shown, invited, by = [], 0, self.request.user
        for change in changes:
            user, how = change.value
            if how == INVITATION:
                actions.create_invited(user, by=by)
                invited += 1
            else:
                password = actions.create_user(user, by=by)
                shown.append((user.pk, password))
        if shown:
            self.request.session[FIRST_PASSWORDS] = shown
        if invited:
            sentence = ngettext("%(count)s invitation goes out within five minutes.", "%(count)s invitations go out within five minutes.", invited)
            messages.info(self.request, sentence % {"count": invited})

    def get_success_url(self):
        # Where passwords were given they come first: they are shown once.
        waiting = FIRST_PASSWORDS in self.request.session
        return reverse("accounts:user_passwords_shown" if waiting and self.request.method == "POST" else "accounts:user_list")


class UserPasswordsShown(PageScreen):
    """The first passwords of several new users, once, to be printed and cut apart."""

    permission = "user.change"
    template_name = "accounts/user_passwords_shown.html"

    def get_context_data(self, **kwargs):
        given = dict(self.request.session.pop(FIRST_PASSWORDS, []))
        people = User.objects.visible_to(self.request.user).filter(pk__in=given).select_related("region").order_by("region__code", "name")
        slips = [(person, given[person.pk]) for person in people]
        trail = [(_("Users"), reverse("accounts:user_list")), (_("First passwords"), None)]
        return super().get_context_data(title=_("First passwords"), breadcrumbs=trail, slips=slips, portal=settings.PORTAL_URL, **kwargs)
