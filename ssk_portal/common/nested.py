"""Rows under a row, read in the same statement: PostgreSQL hands them over as JSON.

A prefetch costs a statement for each kind of rows, and a page may take eight in all. For the
small kinds only; what is long, or has more than one relation to follow, is prefetched.
"""

from decimal import Decimal
from json import JSONDecoder
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, JSONField, Model, QuerySet
from django.db.models.functions import JSONObject


class ExactDecoder(JSONDecoder):
    """Reads numbers as they are written: a float would lose digits."""

    def __init__(self, **options):
        super().__init__(**options, parse_float=Decimal)


class WholeRow(Func):
    """The row of the table that a column belongs to. Column by column, putting the statement together cost more than asking it."""

    output_field = JSONField()

    def as_sql(self, compiler, connection, **context: Any):  # type: ignore[override] # asks for nothing but the table
        [column] = self.get_source_expressions()
        return f"to_jsonb({compiler.quote_name_unless_alias(column.alias)})", []


class Rows(JSONObject):
    output_field = JSONField(decoder=ExactDecoder)


def listed(rows: QuerySet) -> Func:
    """`rows` of one JSON value each as one list, decoded at once; for many small ones."""
    return Func(ArraySubquery(rows), function="to_jsonb", output_field=JSONField(decoder=ExactDecoder))


def nested(rows: QuerySet, *relations: str, most: int | None = None) -> ArraySubquery:
    """`rows`, which name the outer row by OuterRef, as an annotation for `unnest`: the first `most`, or all.

    `relations` are foreign keys whose rows are read along.
    """
    whole = {name: _whole(_other(rows.model, name), f"{name}__") for name in relations}
    return ArraySubquery(rows.values(data=Rows(row=_whole(rows.model), **whole))[:most])


def unnest(model: type[Model], listed: list[dict] | None, *relations: str) -> list[Any]:
    """The rows of `model` that `nested` read, in their order. Rows that could be none are not asked for, and come as None."""
    found = []
    for tables in listed or ():
        row = _row(model, tables["row"])
        for name in relations:
            setattr(row, name, _row(_other(model, name), tables[name]))
        found.append(row)
    return found


def _whole(model, path: str = "") -> WholeRow:
    # By a column that no foreign key repeats: such a one would be taken from the row that names it.
    own = next(field for field in model._meta.concrete_fields if not field.primary_key and not field.is_relation)
    return WholeRow(F(f"{path}{own.name}"))


def _row(model, columns: dict | None):
    if columns is None:
        return None
    fields = model._meta.concrete_fields
    return model.from_db("default", [field.attname for field in fields], [field.to_python(columns[field.column]) for field in fields])


def _other(model, name: str):
    return model._meta.get_field(name).related_model
