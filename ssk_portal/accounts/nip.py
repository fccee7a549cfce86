"""NIP: the number of a civil servant, 18 digits. People write it in groups; it is kept without them."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

DIGITS = 18
SENTENCE = _("An NIP has 18 digits, with or without spaces.")
# In ASCII digits: PostgreSQL and Python would take other alphabets' digits for `\d`.
PATTERN = r"^[0-9]{18}$"
valid_nip = RegexValidator(PATTERN, SENTENCE, code="nip")


def plain(written: str) -> str:
    """The NIP without what stands between its groups, and without the word before it."""
    return re.sub(r"^NIP:?|[\s.\-]", "", written.strip(), flags=re.IGNORECASE)


def in_groups(nip: str) -> str:
    """As it stands in letters: date of birth, month of appointment, sex, number."""
    return f"{nip[:8]} {nip[8:14]} {nip[14:15]} {nip[15:]}" if re.fullmatch(PATTERN, nip) else nip


class NipInput(forms.CharField):
    """Takes an NIP with or without spaces."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "max_length": None})
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def prepare_value(self, value):
        return in_groups(value) if isinstance(value, str) else value

    def to_python(self, value):
        nip = plain(super().to_python(value) or "")
        if nip and (len(nip) != DIGITS or not (nip.isascii() and nip.isdigit())):
            raise ValidationError(SENTENCE, code="nip")
        return nip


def nip_is_whole(name: str) -> CheckConstraint:
    """The field `nip` holds 18 digits or nothing, whoever writes it."""
    return CheckConstraint(condition=Q(nip="") | Q(nip__regex=PATTERN), name=name, violation_error_message=SENTENCE)
