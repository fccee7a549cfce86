"""Which files a requirement takes: what its field offers and says, and what is asked of each file."""

from django.conf import settings
from django.utils.translation import gettext as _

from ssk_portal.common.uploads import office
from ssk_portal.common.uploads.kinds import ACCEPT, ACCEPTED, PICTURES, TAKEN, check
from ssk_portal.milestones.models import FileGroup, Requirement

TYPES = {FileGroup.PDF: ("application/pdf",), FileGroup.PICTURE: PICTURES, FileGroup.WORD: (office.DOCX,), FileGroup.EXCEL: (office.XLSX,)}


def accepted_by(requirement: Requirement) -> tuple[str, ...]:
    """The content types it takes; all that the portal knows where it names no kinds."""
    if not requirement.accepts:
        return tuple(ACCEPTED)
    return tuple(kind for group in requirement.accepts for kind in TYPES[FileGroup(group)])


def check_for(requirement: Requirement, upload) -> str:
    """The content type of a file given for it. Raises ValidationError, with a sentence, when it is not taken."""
    return check(upload, accepted_by(requirement))


def offered_by(requirement: Requirement) -> str:
    """The endings that its field offers."""
    if not requirement.accepts:
        return ACCEPT
    return ",".join(f".{ending}" for kind in accepted_by(requirement) for ending in ACCEPTED[kind])


def sentence_of(requirement: Requirement) -> str:
    """What its field says beside itself: kinds and limit."""
    if not requirement.accepts:
        return str(TAKEN)
    words = {
        FileGroup.PDF: "PDF",
        FileGroup.PICTURE: _("pictures (JPG, PNG, WebP)"),
        FileGroup.WORD: "Word (docx)",
        FileGroup.EXCEL: "Excel (xlsx)",
    }
    told = ", ".join(str(words[FileGroup(group)]) for group in requirement.accepts)
    return _("Accepted: %(kinds)s, up to %(limit)s MB.") % {"kinds": told, "limit": settings.UPLOAD_LIMIT_MB}
