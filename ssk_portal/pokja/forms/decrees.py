"""The form of a decree, with its scan."""

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ssk_portal.documents.forms import KeepsFile, file_field
from ssk_portal.pokja.models import Decree
from ssk_portal.screens.forms import DateInput, DeleteForm, PortalForm


class DecreeForm(KeepsFile, PortalForm):
    file = file_field(_("Scanned decree"))

    ends_replaced = forms.BooleanField(
        label=_("The replaced decree ends early"),
        required=False,
        help_text=_("It is then recorded as revoked on the day on which this one begins; its “valid to” stays as written."),
    )

    sections = (
        (_("Kind, number, and signatory"), ["kind", "kind_as_written", "number", "date", "signatory", "legal_basis"]),
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
            self.show_kept(self.instance.scan, reverse("pokja:decree_scan", args=[self.instance.pk]))

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
