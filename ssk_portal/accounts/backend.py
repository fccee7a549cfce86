"""Signing in by user name or e-mail, and reading the signed-in user with the region in one query."""

from functools import cache

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q

from ssk_portal.accounts.models import User
from ssk_portal.common.statements import fetch
from ssk_portal.regions.models import Region


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
        """The signed-in user, with the region and the number of unread notices: one statement a page for all three.

        Every page asks it, so the statement is put together once and its row read as it is.
        """
        statement, of_user, of_region = _signed_in()
        found = fetch(statement, [user_id])
        if not found:
            return None
        unread, *columns = found[0]
        user = User.from_db("default", of_user, columns[: len(of_user)])
        user.region = Region.from_db("default", of_region, columns[len(of_user) :])
        user.unread_notices = unread
        return user

    # The roles say what a user may do; Django's own permissions are not used.

    def has_perm(self, user_obj, perm, obj=None):
        return False

    def get_all_permissions(self, user_obj, obj=None):
        return set()


@cache
def _signed_in() -> tuple[str, list[str], list[str]]:
    """The statement that reads an active user, and the fields that its columns fill: the user's, then the region's."""
    users, regions = User._meta.concrete_fields, Region._meta.concrete_fields
    columns = [f'"user"."{field.column}"' for field in users] + [f'"region"."{field.column}"' for field in regions]
    statement = f"""
        SELECT (SELECT count(*) FROM notices_notice WHERE user_id = "user".id AND read_at IS NULL), {", ".join(columns)}
        FROM accounts_user "user" JOIN regions_region region ON region.id = "user".region_id
        WHERE "user".id = %s AND "user".is_active
    """  # noqa: S608 - names of our own columns
    return statement, [field.attname for field in users], [field.attname for field in regions]
