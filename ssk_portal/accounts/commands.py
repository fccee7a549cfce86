"""Commands that write: who acts is named with `--by`, else it is the portal itself."""

from django.core.management.base import CommandError

from ssk_portal.accounts.models import User
from ssk_portal.common.commands import PortalCommand


class ActingCommand(PortalCommand):
    """A command with the option `--by USER`; its `handle` asks `self.actor(options)` who acts."""

    def add_arguments(self, parser):
        parser.add_argument("--by", metavar="USER", help="user name of the person who acts; without it the portal itself acts (Sistem)")

    def actor(self, options) -> User:
        """The user who acts. Raises CommandError for a name that no active user has."""
        name = options.get("by")
        if not name:
            return User.objects.system()
        user = User.objects.active().people().filter(username=name.lower()).select_related("region").first()
        if user is None:
            raise CommandError(f"--by: there is no active user {name!r}.")
        return user
