"""Rows read as JSON inside another row's statement are the rows themselves."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import OuterRef

from ssk_portal.clinics.models import Clinic, QuotedFigure, Session, Speaker
from ssk_portal.common.nested import nested, unnest

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic(regions):
    return Clinic.objects.create(slug="uji", region=regions["63"], title="Uji", notes=["satu", "dua"], date_start=date(2023, 9, 20))


def read(model, *relations, most=None):
    rows = Clinic.objects.annotate(listed=nested(model.objects.filter(clinic=OuterRef("pk")), *relations, most=most))
    return unnest(model, rows.get().listed, *relations)


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_nothing_is_an_empty_list(clinic):
    assert read(Session) == []


def test_days_times_and_empty_columns_come_back_as_they_are(clinic):
    for order, title in enumerate(("Pembukaan", "Penutup")):
        Session.objects.create(clinic=clinic, order=order, title=title, day=date(2023, 9, 20), starts="08:30")
    assert [columns(row) for row in read(Session)] == [columns(row) for row in clinic.sessions.all()]


def test_a_number_keeps_every_digit(clinic):
    value = Decimal("12345678901234567890.12345678901234567890")
    QuotedFigure.objects.create(clinic=clinic, region_as_written="Tabalong", indicator_as_written="akses", kind="target", value=value)
    (row,) = read(QuotedFigure, "region", "indicator")
    assert (row.value, row.region, row.indicator) == (value, None, None)


def test_a_relation_is_read_along(clinic, django_assert_num_queries):
    session = Session.objects.create(clinic=clinic, title="Pembukaan")
    Speaker.objects.create(clinic=clinic, name="Richard", session=session)
    with django_assert_num_queries(1):
        (row,) = read(Speaker, "session")
        assert (row.name, row.session.title, row.session) == ("Richard", "Pembukaan", session)


def test_the_first_rows_only(clinic):
    for order in range(3):
        Session.objects.create(clinic=clinic, order=order, title=f"Sesi {order}")
    assert [row.title for row in read(Session, most=2)] == ["Sesi 0", "Sesi 1"]
