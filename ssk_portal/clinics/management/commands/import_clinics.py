"""`manage.py import_clinics FILE`: take in a file of events in the format clinic-events/1."""

import os
import time
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from ssk_portal.accounts.commands import ActingCommand
from ssk_portal.clinics.exchange.reading import MOST_MB, Refused, import_events, read_file
from ssk_portal.common.commands import count
from ssk_portal.common.files import shown

# Checking more than this (in bytes) takes longer than two seconds.
LARGE = 500_000


class Command(ActingCommand):
    help = "Import a file of events (clinic-events/1): all or nothing; the same file again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--most-mb", type=count, default=MOST_MB, metavar="MB", help=f"how large the file may be (default: {MOST_MB})")
        super().add_arguments(parser)

    def handle(self, *args, file, most_mb=MOST_MB, **options):
        user = self.actor(options)
        if os.path.exists(file) and os.path.getsize(file) > LARGE:
            self.stdout.write(_("%(file)s: checking") % {"file": file})
        try:
            report = import_events(read_file(file, most_mb=most_mb), by=user, progress=self._progress())
        except Refused as refusal:
            for problem in refusal.problems:
                self.stderr.write(f"{file}: {problem}")
            raise CommandError(_("%(file)s: nothing was imported; %(count)s problem(s), see above.") % {"file": file, "count": len(refusal.problems)}) from None
        for remark in [*report.remarks, *report.doubts, *self._replaced(report)]:
            self.stdout.write(f"{file}: {remark}")
        counts = {"changes": len(report.made) + len(report.changed), "made": len(report.made), "changed": len(report.changed), "unchanged": len(report.unchanged)}
        self.stdout.write(_("%(changes)s changes: %(made)s events made, %(changed)s changed, %(unchanged)s unchanged.") % counts)

    def _replaced(self, report):
        """What stood there before, of events that the file changed: it may have been mended by hand."""
        for slug, differences in report.changed.items():
            for difference in differences:
                yield _("event “%(id)s”: changed %(what)s") % {"id": shown(slug), "what": difference}

    def _progress(self):
        """A line now and then, once it has taken more than two seconds."""
        told = time.monotonic()

        def tell(done, total):
            nonlocal told
            if time.monotonic() - told > 2:
                told = time.monotonic()
                self.stdout.write(_("%(done)s of %(total)s events") % {"done": done, "total": total})

        return tell
