"""Overwrites the particulars of a person on an attendance list, in the row and in its history. It cannot be undone."""

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from ssk_portal.accounts.commands import ActingCommand
from ssk_portal.clinics.erasure import anonymise_attendance
from ssk_portal.clinics.models import Attendance
from ssk_portal.common.errors import NotNow


class Command(ActingCommand):
    help = "Anonymise a person on the attendance list of an event: name, post, telephone, gender, in the row and its history. Cannot be undone."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("attendance", type=int, help="number of the row, as in the address of its page")
        parser.add_argument("--reason", required=True, help="why; stands in the history")
        parser.add_argument("--for-good", action="store_true", help="do it; without this nothing is changed")

    def handle(self, *args, **options):
        by = self.actor(options)
        row = Attendance.objects.within(by.region).filter(pk=options["attendance"]).select_related("clinic").first()
        if row is None:
            raise CommandError(f"There is no row {options['attendance']} on a list in reach.")
        if not options["for_good"]:
            self.stdout.write(f"{row} ({row.clinic}) would be anonymised. Nothing was changed; add --for-good to do it. It cannot be undone.")
            return
        try:
            anonymise_attendance(row, by=by, reason=options["reason"])
        except (NotNow, ValidationError) as error:
            raise CommandError(error.sentence if isinstance(error, NotNow) else " ".join(error.messages)) from None
        self.stdout.write(f"Anonymised: attendance {row.pk}.")
