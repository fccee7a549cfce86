"""Numbers are told as they are kept, digit by digit."""

from decimal import Decimal

import pytest
from django.utils import translation

from ssk_portal.common.numbers import number


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("9" * 30, ".".join(["999"] * 10)), ("0.1234567890123456789012345678901", "0,1234567890123456789012345678901"), ("-5.10", "−5,1"), ("1E+5", "100.000"), ("0.000", "0"),
    ],
)  # fmt: skip
def test_no_digit_is_lost(kept, told):
    with translation.override("id"):
        assert number(Decimal(kept)) == told
