"""Why a value counts: the reason in words against the rule in `choice.py`."""

import pytest
from django.utils import translation

from ssk_portal.indicators.choice import mark_first
from ssk_portal.indicators.models import Achievement, Publisher
from ssk_portal.indicators.why import why_it_counts

FIRST, SECOND = Publisher(pk=1, name="BPS", order=1), Publisher(pk=2, name="Bappenas", order=2)


def made(*rows):
    """Values of one group, of which the rule marked one."""
    figures = [Achievement(indicator_id=1, region_id=1, year=2022, value=number, **fields) for number, fields in enumerate(rows)]
    mark_first(figures)
    return figures


DOUBT, ORDER = "nilai yang dicatat meragukan atau draf ditempatkan terakhir", "penerbit yang lebih dahulu dalam urutan penerbit didahulukan"
NEWEST, EQUAL = "publikasi terbaru didahulukan", "hal lain sama, jadi urutan abjad sumber yang menentukan"


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        ([{"publisher": FIRST}], ""),
        ([{"publisher": FIRST}, {"publisher": SECOND}], ORDER),
        ([{"publisher": FIRST, "note": "CONFLICT"}, {"publisher": SECOND}], DOUBT),
        ([{"publisher": FIRST, "published_via": "MC 5 Oct 2022"}, {"publisher": FIRST, "published_via": "MC 6 Oct 2022"}], NEWEST),
        ([{"publisher": FIRST, "source": "a"}, {"publisher": FIRST, "source": "b"}], EQUAL),
        ([{"publisher": FIRST}, {"publisher": FIRST}], EQUAL),
        ([{"publisher": SECOND}, {"publisher": FIRST, "framework": "draft"}, {"publisher": SECOND, "published_via": "MC 5 Oct 2022"}], f"{DOUBT}; {NEWEST}"),
    ],
)
def test_the_step_of_the_rule_that_told_them_apart(rows, reasons):
    with translation.override("id"):
        assert why_it_counts(made(*rows)) == (reasons and f"menurut aturan: {reasons}")


def test_nothing_is_said_where_none_counts():
    figures = made({"publisher": FIRST}, {"publisher": SECOND})
    figures[0].is_reference = False
    assert why_it_counts(figures) == ""
