"""Keeping a file and handing it out."""

import hashlib
import os
import tempfile

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse

from ssk_portal.common.uploads.kinds import ACCEPTED, PICTURES, check
from ssk_portal.common.uploads.names import clean_name
from ssk_portal.common.uploads.photos import ENDING, KIND, kept_photo, small_photo
from ssk_portal.common.uploads.pictures import BROKEN, FORMATS
from ssk_portal.common.uploads.positions import without_position
from ssk_portal.documents.models import Document


def keep(upload, *, region, by, photo=False) -> Document:
    """Store an uploaded file and its row. Raises ValidationError when the file is not taken.

    A `photo` is only to be looked at: it is kept smaller and packed anew, and what was sent is not kept.
    The file is on disk before the row is written; a file whose row was rolled back lies
    there under its checksum and is used again when it is sent once more.
    """
    content_type = check(upload, PICTURES if photo else ACCEPTED)
    name = clean_name(upload.name, ACCEPTED[content_type][0])
    if photo:
        pieces, content_type, name = [kept_photo(upload, content_type)], KIND, clean_name(f"{name.rpartition('.')[0]}.{ENDING}")
    else:
        pieces = _pieces(upload, content_type)
    sha256, size = _store(pieces)
    return Document.objects.create(region=region, name=name, content_type=content_type, size=size, sha256=sha256, uploaded_by=by)


def _pieces(upload, content_type):
    """What is kept of the file: all of it, but for what a photo tells about where it was taken."""
    return without_position(upload, content_type) if content_type in FORMATS else upload.chunks()


def _store(pieces) -> tuple[str, int]:
    """Write the bytes under their SHA-256: temporary file, flushed to disk, then renamed. Returns it and the size."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(dir=settings.MEDIA_ROOT)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in pieces:
                digest.update(chunk)
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        target = settings.MEDIA_ROOT / digest.hexdigest()[:2] / digest.hexdigest()
        target.parent.mkdir(exist_ok=True)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
    return digest.hexdigest(), size


def hand_out(document: Document):
    """The file as a response: PDF and pictures in place under a sandbox, the rest as a download.

    The caller has asked whether the person may see the row that owns the document.
    """
    try:
        file = document.path.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return _guarded(FileResponse(file, as_attachment=not document.opens_in_place, filename=document.name, content_type=document.content_type))


def hand_out_small(document: Document):
    """A picture in the size in which it stands among others. The caller asked as for `hand_out`."""
    if not document.is_image:
        raise Http404
    try:
        with document.path.open("rb") as file:
            return _guarded(HttpResponse(small_photo(file), content_type=KIND))
    except (FileNotFoundError, *BROKEN):
        raise Http404 from None


def _guarded(response):
    """Whatever the file holds, it runs nothing and is kept by nobody on the way."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'; frame-ancestors 'self'"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response
