"""Texts that are data and stand in both languages."""

from django.utils.translation import get_language


def chosen(indonesian: str, english: str) -> str:
    """The text in the reader's language; Indonesian where no English one is kept."""
    return english if get_language() == "en" and english else indonesian
