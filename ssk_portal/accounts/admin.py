"""Users in the Django admin: the same verbs as on the portal's own screens."""

from allauth.account import admin as _allauth  # registers what is taken out below
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _mfa
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth import admin as _auth
from django.contrib.auth.models import Group

from ssk_portal.accounts import actions
from ssk_portal.accounts.invitations import Invitation
from ssk_portal.accounts.models import User
from ssk_portal.accounts.nip import NipInput
from ssk_portal.accounts.user_forms import AsksPost
from ssk_portal.screens.admin import ChoicesInUse, PortalAdmin, ReadOnlyAdmin
from ssk_portal.screens.forms import OneLineForm

# Rights come from the role and an e-mail stands in the user's row: neither table is used. Second factors are nobody's to look at.
# The modules are imported first, so that nothing registers them again.
assert _allauth
assert _auth
assert _mfa
admin.site.unregister([EmailAddress, Group, Authenticator])


class UserAdminForm(AsksPost, OneLineForm):
    """The post asked again, as on the portal's own page."""

    class Meta:
        field_classes = {"nip": NipInput}


@admin.register(User)
class UserAdmin(PortalAdmin):
    """Search and repair. An account is made, shut and given a password on the portal's screens only."""

    change_permission = "user.change"
    form = UserAdminForm
    list_display = ["name", "username", "role", "region", "is_active", "last_login"]
    list_filter = ["role", "is_active", ("region__level", ChoicesInUse)]
    list_select_related = ["region"]
    autocomplete_fields = ["region"]
    search_fields = ["name", "username", "email", "region__name"]
    fields = ["username", "name", "role", "region", "nip", "post", "agency", "email", "telephone", "rhythm", "language", "is_active", "must_change_password", "last_login"]
    readonly_fields = ["username", "is_active", "must_change_password", "last_login"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        return type("Form", (super().get_form(request, obj, change, **kwargs),), {"user": request.user})

    def get_readonly_fields(self, request, obj=None):
        own = obj is not None and obj.pk == request.user.pk
        return [*super().get_readonly_fields(request, obj), *(["email"] if own else [])]  # changed on the profile, after confirming

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return request.user.may(self.change_permission) and (obj is None or (not obj.why_locked and self._in_reach(request, obj)))

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "region":
            kwargs["queryset"] = actions.regions_given_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role":
            kwargs["choices"] = [(role.value, role.label) for role in actions.roles_given_by(request.user)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        actions.change_user(obj, by=request.user)


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """To look at: invitations are sent on the portal's screens."""

    list_display = ["user", "asked_at", "sent_at", "accepted_at", "tries", "next_try_at"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter), ("accepted_at", admin.EmptyFieldListFilter)]
    search_fields = ["user__name", "user__username"]
    date_hierarchy = "asked_at"
    list_select_related = ["user"]
