"""Several files for one requirement."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ssk_portal.common.uploads.kinds import ACCEPT, TAKEN, check


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class FilesInputField(forms.Field):
    """Any number of files. Which of them are taken is asked by `sorted_out`, file by file.

    Made anew for each form, so it speaks the language of whoever reads.
    """

    widget = FilesInput

    def __init__(self, *, accept=ACCEPT, taken=TAKEN, **kwargs):
        several = _("Several files can be chosen.")  # apart: the catalogue does not look into formatted texts
        super().__init__(required=False, help_text=f"{several} {taken}", **kwargs)
        self.widget.attrs |= {"multiple": True, "accept": accept}


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
