"""Texts that are data and stand in both languages."""

from typing import TypeVar

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

Words = TypeVar("Words", str, list[str])


def chosen(indonesian: Words, english: Words) -> Words:
    """The text, or the list of texts, in the reader's language; Indonesian where no English one is kept."""
    return english if get_language() == "en" and english else indonesian


def chosen_column(column: str):
    """The same asked of the database: the columns `<column>_id` and `<column>_en` of a query."""
    if get_language() != "en":
        return F(f"{column}_id")
    return Coalesce(NullIf(f"{column}_en", Value("")), f"{column}_id")
