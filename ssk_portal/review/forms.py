"""The words that go with a step or a choice, in one box: what is wrong with them is told at it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ssk_portal.review.actions import why_too_long


def not_too_long(text: str) -> None:
    if sentence := why_too_long(text):
        raise ValidationError(sentence)


class NoteForm(forms.Form):
    """One note, printed by `components/note.html`; `needed` says whether nothing is done without. A page whose words are no note names the box in a subclass."""

    name = "note"  # of the box, and its id on the page
    label: Any = _("Note")
    missing: Any = _("Write a note that says why.")
    rows = 5

    def __init__(self, typed: str | None = None, *, needed: bool = True, help_text: object = "", before: str = ""):
        """`typed` is what was sent, `before` what was typed here before the session ended."""
        super().__init__(None if typed is None else {self.name: typed}, initial={self.name: before}, auto_id="%s")
        self.fields[self.name] = forms.CharField(
            label=self.label, required=needed, help_text=help_text, validators=[not_too_long], error_messages={"required": self.missing}, widget=forms.Textarea({"rows": self.rows})
        )

    @property
    def box(self) -> forms.BoundField:
        return self[self.name]


class SourceForm(NoteForm):
    """The note with which a state is recorded as historical: its source."""

    missing = _("Name the source.")
