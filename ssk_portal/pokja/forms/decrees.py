"""The form of a decree, with its scan."""

from dataclasses import dataclass

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ssk_portal.common.uploads.kinds import ACCEPT, TAKEN, check
from ssk_portal.pokja.models import Decree
from ssk_portal.screens.forms import DateInput, DeleteForm, PortalForm


@dataclass(frozen=True)
class KeptScan:
    """What the file field shows of the scan that stands already."""

    name: str
    url: str


class ScanInput(forms.ClearableFileInput):
    clear_checkbox_label = _("Remove this file")


class DecreeForm(PortalForm):
    file = forms.FileField(label=_("Scanned decree"), required=False, help_text=TAKEN, widget=ScanInput(attrs={"accept": ACCEPT}))

    ends_replaced = forms.BooleanField(
        label=_("The replaced decree ends early"),
        required=False,
        help_text=_("It is then recorded as revoked on the day on which this one begins; its “valid to” stays as written."),
    )

    sections = (
        (_("The decree"), ["kind", "kind_as_written", "number", "date", "signatory", "legal_basis"]),
        (_("Term"), ["valid_from", "valid_to", "period_as_written", "supersedes", "ends_replaced", "revoked_on"]),
        (_("Document and remarks"), ["file", "note"]),
    )
    how_to = (
        _("Leave a day empty where the decree does not name it: the portal then says that the term is not known."),
        _("A new decree that replaces this one is recorded as a decree of its own, which names the one it replaces."),
    )

    class Meta:
        model = Decree
        fields = [
            "kind", "kind_as_written", "number", "date", "signatory", "legal_basis", "valid_from", "valid_to",
            "period_as_written", "supersedes", "revoked_on", "note",
        ]  # fmt: skip
        widgets = {
            **dict.fromkeys(("date", "valid_from", "valid_to", "revoked_on"), DateInput),
            "legal_basis": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def narrow(self):
        others = Decree.objects.filter(pokja__region=self.instance.pokja.region).exclude(pk=self.instance.pk)
        self.fields["supersedes"].queryset = others.select_related("pokja")
        self.fields["supersedes"].label_from_instance = lambda decree: f"{decree} – {decree.pokja}"
        if self.instance.scan:
            self.initial["file"] = KeptScan(self.instance.scan.name, reverse("pokja:decree_scan", args=[self.instance.pk]))
        self.name_file_again()

    def name_file_again(self):
        # A browser does not send a chosen file twice by itself; where the form is shown again, the page says so.
        if upload := self.files.get("file"):
            self.fields["file"].help_text = _("Choose the file “%(name)s” again before you save: it was not kept.") % {"name": upload.name}

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload and upload is not self.initial.get("file"):
            check(upload)
        return upload

    def replaced(self, cleaned):
        """The decree that this one replaces."""
        return cleaned.get("supersedes")

    def _check_what_ends(self, replaced, begins):
        if replaced is None:
            self.add_error("supersedes", _("Choose the decree that ends early."))
        elif begins is None and "valid_from" not in self.errors:
            self.add_error("valid_from", _("Fill in the first day: the replaced decree ends on the day before."))

    def _check_order(self, replaced, begins):
        """A decree follows the one that it replaces, whether that one ends by itself or not."""
        if replaced and begins and replaced.begins and replaced.begins >= begins:
            at = "supersedes" if "supersedes" in self.fields else "valid_from"
            self.add_error(at, _("That decree begins on %(day)s, not before this one.") % {"day": date_format(replaced.begins, "DATE_FORMAT")})

    @property
    def new_scan(self):
        """The file that was chosen now, if any."""
        upload = self.cleaned_data.get("file")
        return upload if upload and upload is not self.initial.get("file") else None

    @property
    def removes_scan(self) -> bool:
        return self.cleaned_data.get("file") is False

    def clean(self):
        cleaned = super().clean()
        # The terms are compared as they will be once the replaced decree has ended.
        self.instance.ends_replaced = cleaned.get("ends_replaced", False)
        replaced, begins = self.replaced(cleaned), cleaned.get("valid_from") or cleaned.get("date")
        if self.instance.ends_replaced:
            self._check_what_ends(replaced, begins)
        self._check_order(replaced, begins)
        date, revoked = cleaned.get("date"), cleaned.get("revoked_on")
        if date and revoked and revoked < date:
            self.add_error("revoked_on", _("The decree cannot be revoked before its own date."))
        return cleaned


class DecreeDeleteForm(DeleteForm):
    """Where the decree has seats, one says that they go with it."""

    def __init__(self, *args, seats: int, **kwargs):
        super().__init__(*args, **kwargs)
        if seats:
            label = ngettext("Delete its %(count)s seat and who sits in it too", "Delete its %(count)s seats and who sits in them too", seats) % {"count": seats}
            self.fields["with_seats"] = forms.BooleanField(label=label, error_messages={"required": _("Tick this, or keep the decree: its seats do not stand without it.")})
            self.order_fields(["with_seats"])
