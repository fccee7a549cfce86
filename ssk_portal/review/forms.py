"""The note that goes with a step: what is wrong with it is told at its box."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ssk_portal.review.actions import why_too_long


def not_too_long(text: str) -> None:
    if sentence := why_too_long(text):
        raise ValidationError(sentence)


class NoteForm(forms.Form):
    """One note; `needed` says whether a step is not taken without. Its box is called `note`, as where a page brings one of its own."""

    note = forms.CharField(label=_("Note"), validators=[not_too_long], error_messages={"required": _("Write a note that says why.")}, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, typed: str | None = None, *, needed: bool, help_text: object = "", before: str = ""):
        """`typed` is what was sent, `before` what was typed here before the session ended."""
        super().__init__(None if typed is None else {"note": typed}, initial={"note": before}, auto_id="%s")
        self.fields["note"].required, self.fields["note"].help_text = needed, help_text
