"""The forms of users: a new one, a changed one, a step with its reason, the own profile."""

from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from ssk_portal.accounts.actions import may_give, note_refused, regions_given_by, roles_given_by
from ssk_portal.accounts.grants import LEVELS, Role
from ssk_portal.accounts.models import User
from ssk_portal.accounts.nip import NipInput
from ssk_portal.regions.models import Region
from ssk_portal.screens.forms import REASON, PortalForm


class ByProvince(ModelChoiceIterator):
    """Regions under the name of their province."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        group, choices = None, []
        for region in self.queryset.select_related("province"):
            name = str(region.province or region)
            if name != group and choices:
                yield (group, choices)
                choices = []
            group = name
            choices.append(self.choice(region))
        if choices:
            yield (group, choices)


class RegionChoiceField(forms.ModelChoiceField):
    """One region, from a list parted by provinces."""

    iterator = ByProvince


class AsksPost:
    """A form that gives a post. One above the giver's reach, which the page does not offer, is refused and written down."""

    user: User
    data: Any
    instance: User
    add_error: Any
    errors: Any

    def clean(self):
        data = super().clean()
        if asked := self._beyond_reach():
            # The field's own sentence would speak of a choice that is not listed.
            self.errors.pop("role", None)
            self.add_error("role", _("You cannot give this post."))
            note_refused(*asked, user=self.instance, typed=self.data.get("username", ""), by=self.user)
        return data

    def _beyond_reach(self) -> tuple[Role, Region] | None:
        """The post that was sent, where it exists but is not the giver's to give."""
        role, region = self.data.get("role"), self.data.get("region") or ""
        if role not in Role.values or not (region.isascii() and region.isdigit()):
            return None
        found = Region.objects.at_work().filter(pk=int(region)).first() if len(region) < 19 else None
        return (Role(role), found) if found and not may_give(self.user, role, found) else None


ABOUT = ("name", "nip", "post", "agency", "email", "telephone")
INVITATION, FIRST_PASSWORD = "invitation", "first_password"


class UserForm(AsksPost, PortalForm):
    """A user's post and particulars. A changed post is saved once its effect was shown."""

    sections = ((_("The person"), ("username", *ABOUT)), (_("Post in the portal"), ("role", "region")))
    how_to = (
        _("The role says what this person may do, the region for which rows. Both together are the post."),
        _("An administrator gives posts inside their own reach only."),
    )
    # "role/region" whose effect stood on the page when the button was pressed.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = User
        fields = (*ABOUT, "role", "region")
        field_classes = {"region": RegionChoiceField, "nip": NipInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = (self.instance.role, self.instance.region) if self.instance.pk else None
        self.effect_to_show = None

    def narrow(self):
        self.fields["role"].choices = [("", ""), *[(role.value, role.label) for role in roles_given_by(self.user)]]
        self.fields["region"].queryset = regions_given_by(self.user)
        self.fields["email"].help_text = _("For notices and a forgotten password. May stay empty where the office has no e-mail.")
        if self.instance.pk == self.user.pk:
            del self.fields["email"]  # the own one is changed on the profile, after confirming who it is

    def clean(self):
        data = super().clean()
        role, region = data.get("role"), data.get("region")
        if not role or not region or "role" in self.errors:
            return data
        if region.level not in LEVELS[Role(role)]:
            self.add_error("region", _("This role does not fit the level of the region."))
        elif self.before and (role, region) != self.before and data.get("seen") != f"{role}/{region.pk}":
            self.effect_to_show = (role, region)
        return data


class NewUserForm(UserForm):
    """A new account, and how its person first gets in."""

    sections = (*UserForm.sections, (_("First sign-in"), ("how", "language")))
    how = forms.ChoiceField(
        label=_("How the person gets in"),
        widget=forms.RadioSelect,
        initial=FIRST_PASSWORD,
        choices=[
            (INVITATION, _("Send an invitation by e-mail: a link, valid for three days and once, on which the person chooses a password")),
            (FIRST_PASSWORD, _("Give a first password, to be handed over by you and changed at the first sign-in")),
        ],
    )

    class Meta(UserForm.Meta):
        fields = ("username", *ABOUT, "role", "region", "language")

    def narrow(self):
        super().narrow()
        self.fields["language"].help_text = _("Of the pages and of the e-mails to this person, who can change it.")

    def clean_username(self):
        return self.cleaned_data["username"].lower()

    def clean(self):
        data = super().clean()
        if data.get("how") == INVITATION and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("An invitation needs an e-mail address. Without one, give a first password."))
        return data


class UserStepForm(PortalForm):
    """Nothing but the reason, which stands in the history."""

    class Meta:
        model = User
        fields = ()

    def narrow(self):
        self.fields[REASON].label = _("Reason")


SEEN_BY = _("Seen only by the administrators of your province and of the centre. May stay empty.")


class ProfileForm(PortalForm):
    """What a person keeps about themselves. The post is given by an administrator."""

    sections = (
        (_("Who you are"), ("name", "nip", "post", "agency")),
        (_("How you are reached"), ("telephone", "rhythm")),
        (_("Pages and e-mails"), ("language",)),
    )

    class Meta:
        model = User
        fields = ("name", "nip", "post", "agency", "telephone", "rhythm", "language")
        field_classes = {"nip": NipInput}

    def narrow(self):
        for name in ("nip", "telephone"):
            self.fields[name].help_text = SEEN_BY
        self.fields["rhythm"].help_text = _("Once a day means at 07.00 in your time zone. Notices are in the portal in any case.")


class EmailForm(PortalForm):
    """The own e-mail address."""

    class Meta:
        model = User
        fields = ("email",)

    def narrow(self):
        self.fields["email"].help_text = SEEN_BY
