"""Signing in by user name or e-mail."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q

from ssk_portal.accounts.models import User


def user_called(login: str) -> User | None:
    """The user whose user name or e-mail is `login`. A user name has no @, so only one can be meant."""
    return User.objects.filter(Q(username=login.lower()) | Q(email__iexact=login)).first() if login else None


class PortalBackend(ModelBackend):
    def authenticate(self, request, username=None, password=None, email=None, **credentials):
        """The active user with this name and password, or None.

        Whether the account exists cannot be told from the time: one password is hashed in any case.
        """
        user = user_called(username or email or "")
        if user is None or not password:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id):
        """The active user of this number, with the region, or None. A page reads them with its session (`sessions`)."""
        return User.objects.select_related("region").filter(pk=user_id, is_active=True).first()

    # The roles say what a user may do; Django's own permissions are not used.

    def has_perm(self, user_obj, perm, obj=None):
        return False

    def get_all_permissions(self, user_obj, obj=None):
        return set()
