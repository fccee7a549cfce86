"""Texts of some length: one that is too long is told at its box. A box with a length of its own would cut off unseen what is pasted."""

from django import forms
from django.core.exceptions import ValidationError

from ssk_portal.review.actions import why_too_long


def not_too_long(text: str) -> None:
    if sentence := why_too_long(text):
        raise ValidationError(sentence)


def text_box(*, rows: int, **common) -> forms.CharField:
    return forms.CharField(validators=[not_too_long], widget=forms.Textarea(attrs={"rows": rows}), **common)
