"""Which files are taken, known by their content; a name alone proves nothing."""

import re

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.uploads import office, papers, pictures
from ssk_portal.common.uploads.names import clean_name

ACCEPTED = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg", "jfif"),  # the last is what Windows makes of pictures saved out of a browser
    "image/png": ("png",),
    "image/webp": ("webp",),
    office.DOCX: ("docx",),
    office.XLSX: ("xlsx",),
}
PICTURES = tuple(pictures.FORMATS)
EXTENSIONS = sorted(ending for endings in ACCEPTED.values() for ending in endings)
# For the file fields of forms: what they offer, and what they say.
ACCEPT = ",".join(f".{ending}" for ending in EXTENSIONS)
TAKEN = format_lazy(
    gettext_lazy("PDF, pictures (JPG, PNG, WebP), Word (docx) or Excel (xlsx), up to {limit} MB. Office files without macros."),
    limit=lazystr(settings.UPLOAD_LIMIT_MB),
)
ACCEPT_PICTURES = ",".join(f".{ending}" for kind in PICTURES for ending in ACCEPTED[kind])
TAKEN_PICTURES = format_lazy(
    gettext_lazy("Pictures (JPG, PNG, WebP), up to {limit} MB each. They are reduced to at most 2,000 pixels wide or high, and kept without the place where they were taken."),
    limit=lazystr(settings.UPLOAD_LIMIT_MB),
)

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check(upload, accepted=ACCEPTED, beside=()) -> str:
    """The content type of an uploaded file, which is one of those in `accepted`. Endings `beside` them are taken there too, and looked at elsewhere.

    Raises ValidationError, with a sentence, for a file that is empty, too large, of
    another kind than its name says, damaged, or that carries something that runs.
    """
    name = clean_name(upload.name or "")
    _check_size(upload, name)
    kind = kind_of(upload)
    if kind is None or kind not in accepted:
        raise ValidationError(_refusal(upload, name, accepted, beside))
    if name.rpartition(".")[2].lower() not in ACCEPTED[kind]:
        raise ValidationError(_("The file “%(name)s” is not what its name says: its content is %(kind)s."), params={"name": name, "kind": ACCEPTED[kind][0].upper()})
    if problem := _problem_of(upload, kind):
        raise ValidationError(problem, params={"name": name})
    upload.seek(0)
    return kind


def _check_size(upload, name):
    limit = settings.UPLOAD_LIMIT_MB
    if upload.size == 0:
        raise ValidationError(_("The file “%(name)s” is empty."), params={"name": name})
    if upload.size > limit * 1024 * 1024:
        raise ValidationError(_("The file “%(name)s” is larger than %(limit)s MB."), params={"name": name, "limit": limit})


def kind_of(upload) -> str | None:
    """The content type as its first bytes tell it; None for a kind that is not taken anywhere. `check` looks through the rest."""
    upload.seek(0)
    head = upload.read(8192)
    if head.startswith(b"PK\x03\x04"):
        return office.kind_of(upload)
    if re.match(rb"%PDF-[12]\.[0-9]", head):
        return "application/pdf"
    kind = filetype.guess_mime(head)
    return kind if kind in pictures.FORMATS else None


def _refusal(upload, name: str, accepted, beside) -> str:
    """Why a file is not taken. A workbook with a password looks like one of the old kind from outside."""
    endings = sorted(ending for taken in accepted for ending in ACCEPTED[taken])
    told = {"name": name, "kinds": ", ".join([*endings, *beside])}
    upload.seek(0)
    if upload.read(len(OLD_OFFICE)) == OLD_OFFICE:
        return _("The file “%(name)s” has a password or is in the old format of Office (xls, doc). Save it without a password as: %(kinds)s.") % told
    if name.rpartition(".")[2].lower() in endings:
        return _("The file “%(name)s” is not what its name says. Open it in the program that made it and save it as: %(kinds)s.") % told
    return _("The file “%(name)s” is of a type that is not accepted. Send one of: %(kinds)s.") % told


def _problem_of(upload, kind) -> str:
    """What is wrong inside, as a sentence; empty where nothing is."""
    if kind == "application/pdf":
        return papers.problem_of(upload)
    if kind in pictures.FORMATS:
        return pictures.problem_of(upload, kind)
    return office.problem_of(upload)
