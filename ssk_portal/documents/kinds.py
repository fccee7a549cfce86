"""Which files are taken, known by their content; a name alone proves nothing."""

import zipfile

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ACCEPTED = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    DOCX: ("docx",),
    XLSX: ("xlsx",),
}
EXTENSIONS = sorted(ending for endings in ACCEPTED.values() for ending in endings)
# What Office files unpack to at the most, so that a small file cannot fill the disk.
UNPACKED_LIMIT = 500 * 1024 * 1024


def check(upload) -> str:
    """The content type of an uploaded file.

    Raises ValidationError, with a sentence, for a file that is empty, too large, of
    another kind than its name says, or of a kind that is not taken.
    """
    limit = settings.UPLOAD_LIMIT_MB
    if upload.size == 0:
        raise ValidationError(_("The file “%(name)s” is empty."), params={"name": upload.name})
    if upload.size > limit * 1024 * 1024:
        raise ValidationError(_("The file “%(name)s” is larger than %(limit)s MB."), params={"name": upload.name, "limit": limit})
    found = _by_content(upload)
    ending = upload.name.rsplit(".", 1)[-1].lower()
    if found not in ACCEPTED:
        raise ValidationError(
            _("The file “%(name)s” is of a kind that is not taken. Send one of: %(kinds)s."), params={"name": upload.name, "kinds": ", ".join(EXTENSIONS)}
        )
    if ending not in ACCEPTED[found]:
        raise ValidationError(
            _("The file “%(name)s” is not what its name says: its content is %(kind)s."), params={"name": upload.name, "kind": ACCEPTED[found][0].upper()}
        )
    return found


def _by_content(upload) -> str | None:
    upload.seek(0)
    guess = filetype.guess_mime(upload.read(8192))
    upload.seek(0)
    if guess in (DOCX, XLSX, "application/zip"):
        return _office(upload)
    return guess


def _office(upload) -> str | None:
    """Which Office file a zip is, read from its directory; nothing is unpacked."""
    try:
        with zipfile.ZipFile(upload) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            unpacked = sum(entry.file_size for entry in entries)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return None
    finally:
        upload.seek(0)
    if unpacked > UNPACKED_LIMIT or len(entries) > 10_000 or any(name.endswith("vbaProject.bin") for name in names):
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None
