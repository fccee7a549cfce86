"""Rows under a row, read in the same statement: PostgreSQL hands them over as JSON.

A prefetch costs a statement for each kind of rows, and a page may take eight in all. For the
small kinds only; what is long, or has more than one relation to follow, is prefetched.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, DecimalField, F, Model, QuerySet
from django.db.models.functions import Cast, JSONObject


def nested(rows: QuerySet, *relations: str, most: int | None = None) -> ArraySubquery:
    """`rows`, which name the outer row by OuterRef, as an annotation for `unnest`: the first `most`, or all.

    `relations` are foreign keys whose rows are read along.
    """
    return ArraySubquery(rows.values(data=_columns(rows.model, "", relations))[:most])


def unnest(model: type[Model], listed: list[dict] | None, *relations: str) -> list[Any]:
    """The rows of `model` that `nested` read, in their order. Rows that could be none are not asked for, and come as None."""
    return [_row(model, columns, relations) for columns in listed or ()]


def _columns(model, path: str, relations=()) -> JSONObject:
    columns = {field.attname: _column(field, f"{path}{field.attname}") for field in model._meta.concrete_fields}
    return JSONObject(**columns, **{name: _columns(_other(model, name), f"{path}{name}__") for name in relations})


def _column(field, path: str):
    # As a text: a number of JSON would lose digits.
    return Cast(path, CharField()) if isinstance(field, DecimalField) else F(path)


def _row(model, columns: dict, relations=()):
    fields = model._meta.concrete_fields
    row = model.from_db("default", [field.attname for field in fields], [field.to_python(columns[field.attname]) for field in fields])
    for name in relations:
        known = columns[f"{name}_id"] is not None
        setattr(row, name, _row(_other(model, name), columns[name]) if known else None)
    return row


def _other(model, name: str):
    return model._meta.get_field(name).related_model
