"""The days of an event: what a row says and what the database is asked are one rule."""

from datetime import date

import pytest

from ssk_portal.clinics.days import first_day, last_day
from ssk_portal.clinics.models import Clinic
from tests.clinics import factories

pytestmark = pytest.mark.django_db
P1, P2, H1, H2 = (date(2026, 3, day) for day in (2, 3, 9, 10))


@pytest.mark.parametrize(
    ("planned", "held", "days"),
    [
        ((P1, P2), (H1, H2), (H1, H2)),
        ((P1, P2), (H1, None), (H1, H1)),
        ((P1, P2), (None, H2), (H2, H2)),
        ((P1, P2), (None, None), (P1, P2)),
        ((P1, None), (None, None), (P1, P1)),
        ((None, P2), (None, None), (P2, P2)),
        ((None, None), (None, None), None),
    ],
)
def test_as_held_else_as_planned(regions, planned, held, days):
    clinic = factories.clinic("63", planned_start=planned[0], planned_end=planned[1], date_start=held[0], date_end=held[1])
    asked = Clinic.objects.annotate(first=first_day(), last=last_day()).values_list("first", "last").get(pk=clinic.pk)
    assert (clinic.days, asked) == (days, days or (None, None))
