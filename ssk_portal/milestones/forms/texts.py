"""Texts of some length: one that is too long is told at its box. A box with a length of its own would cut off unseen what is pasted."""

from django import forms

from ssk_portal.review.forms import not_too_long


def text_box(*, rows: int, **common) -> forms.CharField:
    return forms.CharField(validators=[not_too_long], widget=forms.Textarea(attrs={"rows": rows}), **common)
