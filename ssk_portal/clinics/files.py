"""The verbs of photos and files: give several at once, take one away."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from ssk_portal.audit.actors import acting, because
from ssk_portal.clinics.models import Clinic, ClinicFile, FileKind, Session
from ssk_portal.documents.actions import keep


def give_files(clinic: Clinic, uploads, *, kind: str, by, caption: str = "", session: Session | None = None, reason: str = "") -> tuple[list[ClinicFile], list[str]]:
    """Keep the files with the event. Returns the rows of those that are taken, and a sentence for each that is not."""
    with transaction.atomic(), acting(by), because(reason):
        return _given(clinic, uploads, {"kind": kind, "caption": caption, "session": session}, by)


def _given(clinic, uploads, said, by):
    given, refused = [], []
    last = clinic.files.aggregate(last=Max("order"))["last"] or 0
    for order, upload in enumerate(uploads, last + 1):
        try:
            document = keep(upload, region=clinic.region, by=by, photo=said["kind"] == FileKind.PHOTO)
        except ValidationError as error:
            refused += error.messages
        else:
            given.append(ClinicFile.objects.create(clinic=clinic, document=document, order=order, **said))
    return given, refused
