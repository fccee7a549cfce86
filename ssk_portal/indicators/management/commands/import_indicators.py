"""`import_indicators FILE`: takes a csv of published targets and achievements into the portal."""

from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from ssk_portal.accounts.commands import ActingCommand
from ssk_portal.audit.actors import acting
from ssk_portal.indicators.csv_file import Refused
from ssk_portal.indicators.importing import import_figures


class Command(ActingCommand):
    help = "Take a csv of published figures into the portal: all of it or nothing; the same file again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        super().add_arguments(parser)

    def handle(self, *args, file, **options):
        try:
            with acting(self.actor(options)):
                outcome = import_figures(file.read_bytes())
        except OSError as error:
            raise CommandError(_("%(file)s cannot be read: %(reason)s") % {"file": file, "reason": error.strerror}) from error
        except Refused as refusal:
            for problem in refusal.problems:
                self.stderr.write(f"{file}: {problem}")
            raise CommandError(_("%(file)s: %(count)s faults; nothing was taken.") % {"file": file, "count": len(refusal.problems)}) from None
        for remark in outcome.remarks:
            self.stdout.write(f"{file}: {remark}")
        self.stdout.write(str(outcome))
