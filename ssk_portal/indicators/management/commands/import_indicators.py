"""`import_indicators FILE`: takes a csv of published targets and achievements into the portal."""

from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from ssk_portal.accounts.commands import ActingCommand
from ssk_portal.audit.actors import acting
from ssk_portal.common.files import Unreadable, content_of
from ssk_portal.indicators.csv_import.importing import import_figures
from ssk_portal.indicators.csv_import.reading import Refused

# As much as the most lines that are read (`csv_import/reading.py`) take.
MOST_MB = 64
# So many lines take longer than two seconds.
LARGE = 5_000


class Command(ActingCommand):
    help = "Take a csv of published figures into the portal: all of it or nothing; the same file again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        super().add_arguments(parser)

    def handle(self, *args, file, **options):
        user = self.actor(options)
        try:
            content = content_of(file, most_mb=MOST_MB)
            if content.count(b"\n") > LARGE:
                self.stdout.write(_("%(file)s: checking and writing") % {"file": file})
            with acting(user):
                outcome = import_figures(content)
        except Unreadable as error:
            raise CommandError(f"{file}: {error}") from None
        except Refused as refusal:
            for problem in refusal.problems:
                self.stderr.write(f"{file}: {problem}")
            raise CommandError(_("%(file)s: %(count)s faults; nothing was taken.") % {"file": file, "count": len(refusal.problems)}) from None
        for remark in outcome.remarks:
            self.stdout.write(f"{file}: {remark}")
        self.stdout.write(str(outcome))
