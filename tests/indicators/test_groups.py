"""Several values of one thing: what is said where they disagree."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from ssk_portal.indicators.groups import dispute


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ("77.09", ""),
        ("6 6", ""),
        ("88.68 77.09", "dua sumber berbeda: 77,09 dan 88,68"),
        # Two of them agree.
        ("6 6 100", "3 sumber menyebut nilai berbeda: 6 dan 100"),
        ("99 6 100", "3 sumber menyebut nilai berbeda: 6, 99 dan 100"),
    ],
)
def test_values_that_disagree_are_named_once_each(values, said):
    with override("id"):
        assert dispute(map(Decimal, values.split())) == said
