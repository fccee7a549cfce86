"""Several files for one requirement."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ssk_portal.documents.kinds import EXTENSIONS, check


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class FilesInputField(forms.Field):
    """Any number of files. Which of them are taken is asked by `sorted_out`, file by file."""

    widget = FilesInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {"multiple": True, "accept": ",".join(f".{ending}" for ending in EXTENSIONS)}


def limits() -> str:
    """Which files are taken, as a sentence beside the field."""
    kinds = ", ".join(EXTENSIONS)
    return _("Several files can be chosen. Kinds: %(kinds)s; each at most %(limit)s MB.") % {"kinds": kinds, "limit": settings.UPLOAD_LIMIT_MB}


def sorted_out(uploads) -> tuple[list, list[str]]:
    """The files that are taken, and a sentence for each that is not."""
    taken, refused = [], []
    for upload in uploads or []:
        try:
            check(upload)
        except ValidationError as error:
            refused += error.messages
        else:
            taken.append(upload)
    return taken, refused
