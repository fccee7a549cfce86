"""The links by which somebody chooses a password: of an invitation and of a forgotten password."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator


class Links(PasswordResetTokenGenerator):
    """Good until the person signs in, chooses a password or gets another address, and never again once the account was shut."""

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}{user.deactivated_at or ''}"


links = Links()
