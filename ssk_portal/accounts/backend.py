"""Signing in by user name or e-mail, and reading the signed-in user with the region in one query."""

from allauth.account.auth_backends import AuthenticationBackend

from ssk_portal.accounts.models import User


class PortalBackend(AuthenticationBackend):
    def get_user(self, user_id):
        user = User.objects.select_related("region").filter(pk=user_id).first()
        return user if user and user.is_active else None

    # The roles say what a user may do; Django's own permissions are not used.

    def has_perm(self, user_obj, perm, obj=None):
        return False

    def get_all_permissions(self, user_obj, obj=None):
        return set()
