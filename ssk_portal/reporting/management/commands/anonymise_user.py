"""Overwrites the particulars of a former user in all rows and in the history. It cannot be undone."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import CommandError

from ssk_portal.accounts.commands import ActingCommand
from ssk_portal.accounts.erasure import ask_anonymise
from ssk_portal.accounts.models import User
from ssk_portal.audit.actors import acting
from ssk_portal.common.errors import NotNow
from ssk_portal.reporting.people.erasure import anonymise_user


class Command(ActingCommand):
    help = "Anonymise a deactivated user: name, user name, contacts, NIP, post and agency, in rows, history, notices and mails. Cannot be undone."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("user", help="user name")
        parser.add_argument("--reason", required=True, help="why; stands in the history")
        parser.add_argument("--for-good", action="store_true", help="do it; without this nothing is changed")

    def handle(self, *args, **options):
        by = self.actor(options)
        user = User.objects.people().filter(username=options["user"].lower()).select_related("region").first()
        if user is None:
            raise CommandError(f"There is no user {options['user']!r}.")
        try:
            ask_anonymise(user, by)
            if not options["for_good"]:
                self.stdout.write(f"{user.name} ({user.region}) would be anonymised. Nothing was changed; add --for-good to do it. It cannot be undone.")
                return
            with acting(by):
                anonymise_user(user, by=by, reason=options["reason"])
        except (NotNow, ValidationError, PermissionDenied) as error:
            raise CommandError(_sentence(error)) from None
        self.stdout.write(f"Anonymised: account {user.pk}.")


def _sentence(error) -> str:
    if isinstance(error, PermissionDenied):
        return "This account is out of reach of --by."
    return error.sentence if isinstance(error, NotNow) else " ".join(error.messages)
