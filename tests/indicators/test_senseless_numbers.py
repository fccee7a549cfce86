"""Numbers that nobody counts with: refused where they are typed, and by the database whoever writes."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from ssk_portal.common.numbers import parse_number
from ssk_portal.indicators.models import Achievement, Indicator, Publisher
from tests.factories import key
from tests.indicators import factories
from tests.indicators.template.sheets import of, send, taken, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["1" + "0" * 15, "-" + "9" * 800, "9" * 5000, "0," + "0" * 30 + "1", "1" + ".000" * 5])
def test_longer_than_any_real_one(typed):
    with pytest.raises(ValidationError) as refused:
        parse_number(typed)
    assert refused.value.code == "too_long"


@pytest.mark.parametrize("typed", ["77 09", "7 7,09", "12 5", "1 0000", "77\u00a009", "1 000 00"])
def test_a_blank_is_no_decimal_sign(typed):
    with pytest.raises(ValidationError):
        parse_number(typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1 250 000", "1250000"),
        ("1\u00a0250 000,5", "1250000.5"),
        ("-12 500", "-12500"),
        ("− 5", "-5"),
        (" 87 % ", "87"),
        ("87 persen", "87"),
        ("9" * 15, "9" * 15),
        ("33,3333333333333", "33.3333333333333"),
    ],
)
def test_what_is_still_understood(typed, value):
    assert parse_number(typed) == Decimal(value)


def fields(**more):
    publisher = Publisher.objects.get(code="pokja").pk
    return key(indicator=Indicator.objects.get(code="sanitasi-layak").pk, year="2024", area="total", source="Laporan", publisher=publisher, **more)


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"value": "9" * 400}, "value", "terlalu panjang"),
        ({"value": "80", "numerator": "9" * 400}, "numerator", "terlalu panjang"),
        ({"numerator": "9" * 15, "denominator": "0,0000000001"}, "value", "tidak dapat dihitung"),
    ],
)
def test_the_form_says_so_at_the_field(login, reference, more, field, sentence):
    answer = login("tabalong").post(reverse("indicators:achievement_create"), fields(**more))
    assert sentence in str(answer.context["form"].errors[field])
    assert not Achievement.objects.exists()


@pytest.mark.parametrize("column", ["value", "numerator", "denominator"])
@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e15", "-1e300"])
def test_the_database_keeps_none(cast, reference, column, number):
    row = factories.achievement(cast["tabalong"])
    with pytest.raises(IntegrityError, match="sensible"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE indicators_achievement SET {column} = %s::numeric WHERE id = %s", [number, row.pk])


@pytest.mark.parametrize(("model", "column"), [("target", "value"), ("indicator", "lowest"), ("indicator", "highest")])
def test_nor_in_targets_and_ranges(cast, reference, model, column):
    factories.target(cast["tabalong"])
    with pytest.raises(IntegrityError, match="sensible"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE indicators_{model} SET {column} = 'NaN'")


@pytest.fixture
def villages(reference):
    """An indicator that is counted in villages."""
    return Indicator.objects.filter(unit="desa/kelurahan").first() or Indicator.objects.create(
        code="desa-sbs", name_id="Desa SBS", name_en="ODF villages", sector="perilaku", unit="desa/kelurahan", source="Uji"
    )


@pytest.mark.parametrize("typed", ["87 %", "87%", "87 persen"])
def test_a_percentage_is_none_of_villages_and_no_numerator(login, villages, typed):
    client, page = login("tabalong"), reverse("indicators:achievement_create")
    errors = client.post(page, fields() | {"indicator": villages.pk, "value": typed}).context["form"].errors
    assert "desa/kelurahan" in str(errors["value"])
    errors = client.post(page, fields(value=typed, numerator=typed, denominator="100")).context["form"].errors
    assert errors.keys() == {"numerator"}
    assert client.post(page, fields(value=typed)).status_code == 302


def test_nor_in_a_template(login, villages):
    client = login("tabalong")
    rows, whose = taken(client), {"Penerbit": "OPD", "Sumber": "Laporan"}
    lines = [of(rows, villages.code, Nilai="87 %", **whose), of(rows, "sanitasi-layak", Nilai="87 %", Pembilang="87 %", Penyebut="100", **whose)]
    assert [each[:2] for each in told(send(client, *lines))] == [(2, "Nilai"), (3, "Pembilang")]
    assert not Achievement.objects.exists()
