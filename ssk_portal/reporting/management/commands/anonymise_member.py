"""Overwrites the particulars of a former member of a Pokja in the row and in its history. It cannot be undone."""

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from ssk_portal.accounts.commands import ActingCommand
from ssk_portal.common.errors import NotNow
from ssk_portal.pokja.models import Member
from ssk_portal.reporting.people.erasure import anonymise_member


class Command(ActingCommand):
    help = "Anonymise a member of a Pokja who has left: name, post, contacts, in the row and its history, and on attendance lists. Cannot be undone."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("member", type=int, help="number of the member's row, as in the address of its page")
        parser.add_argument("--reason", required=True, help="why; stands in the history")
        parser.add_argument("--for-good", action="store_true", help="do it; without this nothing is changed")

    def handle(self, *args, **options):
        by = self.actor(options)
        member = Member.objects.editable_by(by).filter(pk=options["member"]).select_related("position__pokja").first()
        if member is None:
            raise CommandError(f"There is no member {options['member']} in reach.")
        if not options["for_good"]:
            self.stdout.write(f"{member.name} ({member.position.pokja}) would be anonymised. Nothing was changed; add --for-good to do it. It cannot be undone.")
            return
        try:
            anonymise_member(member, by=by, reason=options["reason"])
        except (NotNow, ValidationError) as error:
            raise CommandError(error.sentence if isinstance(error, NotNow) else " ".join(error.messages)) from None
        self.stdout.write(f"Anonymised: member {member.pk}.")
