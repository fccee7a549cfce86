"""The forms of users: a new one, a changed one, a step with its reason, the own profile."""

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from ssk_portal.accounts.actions import may_give, regions_given_by, roles_given_by
from ssk_portal.accounts.grants import LEVELS, Role
from ssk_portal.accounts.models import User
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
    iterator = ByProvince


ABOUT = ("name", "post", "agency", "email", "telephone")


class UserForm(PortalForm):
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
        field_classes = {"region": RegionChoiceField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = (self.instance.role, self.instance.region) if self.instance.pk else None
        self.effect_to_show = None

    def narrow(self):
        self.fields["role"].choices = [("", ""), *[(role.value, role.label) for role in roles_given_by(self.user)]]
        self.fields["region"].queryset = regions_given_by(self.user)
        self.fields["email"].help_text = _("For notices and a forgotten password. May stay empty where the office has no mail.")

    def clean(self):
        data = super().clean()
        role, region = data.get("role"), data.get("region")
        if not role or not region:
            return data
        if region.level not in LEVELS[Role(role)]:
            self.add_error("region", _("This role does not fit the level of the region."))
        elif not may_give(self.user, role, region):
            self.add_error("role", _("You cannot give this post."))
        elif self.before and (role, region) != self.before and data.get("seen") != f"{role}/{region.pk}":
            self.effect_to_show = (role, region)
        return data


class NewUserForm(UserForm):
    class Meta(UserForm.Meta):
        fields = ("username", *ABOUT, "role", "region")

    def clean_username(self):
        return self.cleaned_data["username"].lower()


class UserStepForm(PortalForm):
    """Nothing but the reason, which stands in the history."""

    class Meta:
        model = User
        fields = ()

    def narrow(self):
        self.fields[REASON].label = _("Reason")


class ProfileForm(PortalForm):
    """What a person keeps about themselves. The post is given by an administrator."""

    sections = (
        (_("Who you are"), ("name", "post", "agency")),
        (_("How you are reached"), ("email", "telephone", "rhythm")),
        (_("Pages and mails"), ("language",)),
    )

    class Meta:
        model = User
        fields = ("name", "post", "agency", "email", "telephone", "rhythm", "language")

    def narrow(self):
        self.fields["telephone"].help_text = _("Seen only by the administrators of your region.")
        self.fields["rhythm"].help_text = _("Once a day means at 07.00 of your time zone. Notices stand in the portal in any case.")
