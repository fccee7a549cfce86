"""`manage.py export_clinics [FILE]`: all events in the format clinic-events/1."""

import os
import tempfile
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from ssk_portal.clinics.exchange.writing import document, with_parts
from ssk_portal.clinics.models import Clinic
from ssk_portal.common.commands import PortalCommand


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
            raise CommandError(_("%(file)s cannot be written: %(why)s") % {"file": file, "why": error.strerror}) from None
        self.stdout.write(_("%(count)s events written to %(file)s.") % {"count": Clinic.objects.count(), "file": file})

    def _write(self, file, pieces):
        """Beside the target first, so that a broken run leaves the old file whole."""
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=file.parent, prefix=f".{file.name}.", delete=False) as part:
            try:
                part.writelines(pieces)
            except BaseException:
                os.unlink(part.name)
                raise
        os.chmod(part.name, 0o644)
        os.replace(part.name, file)
