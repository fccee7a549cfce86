"""Files on forms: one that a row keeps, and several given at once."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.uploads.kinds import ACCEPT, ACCEPTED, TAKEN, check


@dataclass(frozen=True)
class Kept:
    """What the field shows of the file that stands already."""

    name: str
    url: str


class FileInput(forms.ClearableFileInput):
    clear_checkbox_label = gettext_lazy("Remove this file")


def file_field(label) -> forms.FileField:
    """The field of the one file that a row keeps."""
    return forms.FileField(label=label, required=False, help_text=TAKEN, widget=FileInput(attrs={"accept": ACCEPT}))


class KeepsFile:
    """For a form with a `file_field` named `file`: the file that was chosen now, that it is checked, and that it is asked for again."""

    def show_kept(self, document, url: str) -> None:
        """Show `document`, which the row has already, handed out at `url`."""
        self.initial["file"] = Kept(document.name, url)

    def full_clean(self):
        # A browser does not send a chosen file twice by itself; where the form is shown again, the page says so.
        # Before the check: a field that was looked at keeps its words.
        if "file" in self.fields and (upload := self.files.get("file")):
            self.fields["file"].help_text = _("Choose the file “%(name)s” again before you save: it was not kept.") % {"name": upload.name}
        super().full_clean()

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if self._is_new(upload):
            check(upload)
        return upload

    def _is_new(self, upload) -> bool:
        return bool(upload) and upload is not self.initial.get("file")

    @property
    def new_file(self):
        """The file that was chosen now, if any."""
        upload = self.cleaned_data.get("file")
        return upload if self._is_new(upload) else None

    @property
    def removes_file(self) -> bool:
        return self.cleaned_data.get("file") is False


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class FilesInputField(forms.Field):
    """Any number of files, or `one`. Which of them are taken is asked by `sorted_out`, file by file.

    Made anew for each form, so it speaks the language of whoever reads.
    """

    widget = FilesInput

    def __init__(self, *, accept=ACCEPT, taken=TAKEN, one=False, **kwargs):
        several = _("Several files can be chosen.")  # apart: the catalogue does not look into formatted texts
        super().__init__(required=False, help_text=taken if one else f"{several} {taken}", **kwargs)
        self.widget.attrs["accept"] = accept
        if not one:
            self.widget.attrs["multiple"] = True


def sorted_out(uploads, accepted=ACCEPTED) -> tuple[list, list[str]]:
    """The files that are taken, and a sentence for each that is not."""
    taken, refused = [], []
    for upload in uploads or []:
        try:
            check(upload, accepted)
        except ValidationError as error:
            refused += error.messages
        else:
            taken.append(upload)
    return taken, refused
