"""`manage.py export_clinics [FILE]`: all events in the format clinic-events/1."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from ssk_portal.clinics.exchange.writing import document, with_parts
from ssk_portal.clinics.models import Clinic
from ssk_portal.common.commands import PortalCommand
from ssk_portal.common.files import why


class Command(PortalCommand):
    help = "Write all events in the format clinic-events/1 into FILE, else onto the screen."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?")

    def handle(self, *args, file, **options):
        # In the order in which they were recorded, so that a file comes out as it went in.
        clinics = with_parts(Clinic.objects.order_by("pk")).iterator(chunk_size=500)
        if file is None:
            for piece in document(clinics):
                self.stdout.write(piece, ending="")
            return
        try:
            self._write(file, document(clinics))
        except OSError as error:
            raise CommandError(_("%(file)s cannot be written: %(why)s") % {"file": file, "why": why(error)}) from None
        self.stdout.write(_("%(count)s events written to %(file)s.") % {"count": Clinic.objects.count(), "file": file})

    def _write(self, file: Path, pieces: Iterator[str]) -> None:
        """Beside the target first, so that a broken run leaves the old file whole; into a pipe or device straight."""
        if file.exists() and not file.is_file():
            with file.open("w", encoding="utf-8", newline="\n") as device:
                device.writelines(pieces)
            return
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=file.parent, prefix=f".{file.name[:50]}.", delete=False) as part:
            try:
                part.writelines(pieces)
                part.close()
                os.chmod(part.name, 0o644)
                os.replace(part.name, file)
            except BaseException:
                os.unlink(part.name)
                raise
