"""Database constraints that several rooms need, each with a sentence for the person."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.numbers import BEYOND, WHOLE_DIGITS


def one_of(field: str, choices, *, null: bool = False) -> CheckConstraint:
    """The field holds one of its choices, whoever writes it."""
    known = Q(**{f"{field}__in": list(choices.values)})
    if null:
        known |= Q(**{f"{field}__isnull": True})
    return CheckConstraint(
        condition=known,
        name=f"%(app_label)s_%(class)s_{field}_known",
        violation_error_message=_("Choose one of the listed values."),
    )


class CheckOfField(CheckConstraint):
    """A check whose sentence stands at the field that has to be mended. For the database a check like any other."""

    def __init__(self, *, field: str, **kwargs):
        super().__init__(**kwargs)
        self.field = field

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        try:
            super().validate(model, instance, exclude=exclude, using=using)
        except ValidationError as error:
            raise ValidationError({self.field: error}) from error

    def deconstruct(self):
        return "django.db.models.CheckConstraint", *super().deconstruct()[1:]

    def clone(self):
        """Abstract models hand their constraints down as copies."""
        _path, _args, kwargs = super().deconstruct()
        return type(self)(field=self.field, **kwargs)


def sensible(field: str, *, name: str) -> CheckOfField:
    """The number is one that people count with: neither NaN nor endless, and of no more digits than can be typed."""
    return CheckOfField(
        field=field,
        condition=Q(**{field: None}) | Q(**{f"{field}__gt": -BEYOND, f"{field}__lt": BEYOND}),
        name=name,
        violation_error_message=format_lazy(_("A number has at most {digits} digits before the decimal sign."), digits=WHOLE_DIGITS),
    )


class UniqueOfField(UniqueConstraint):
    """A unique value whose sentence stands at the field that has to be mended. For the database a unique constraint like any other."""

    def __init__(self, *expressions, field: str, **kwargs):
        super().__init__(*expressions, **kwargs)
        self.field = field

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        try:
            super().validate(model, instance, exclude=exclude, using=using)
        except ValidationError as error:
            raise ValidationError({self.field: error.messages}) from error

    def deconstruct(self):
        return "django.db.models.UniqueConstraint", *super().deconstruct()[1:]

    def clone(self):
        _path, args, kwargs = super().deconstruct()
        return type(self)(*args, field=self.field, **kwargs)


class OnceAtLast(ExclusionConstraint):
    """Unique, but asked when a statement is through or later, so that rows may change their values with each other.

    Of expressions PostgreSQL asks a unique index row by row; an exclusion by `=` it asks when it is told to. Django
    knows those with GiST only; by an ordinary index it is six times as quick.
    """

    def __init__(self, *, index_type="btree", **kwargs):
        super().__init__(**kwargs)
        self.index_type = index_type


def in_order(first: str, last: str) -> CheckConstraint:
    """Where both are known, `first` is not after `last`."""
    return CheckOfField(
        field=last,
        condition=Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True}) | Q(**{f"{first}__lte": F(last)}),
        name=f"%(app_label)s_%(class)s_{first}_{last}_order",
        violation_error_message=_("The end lies before the beginning."),
    )


def wait_turn(name: str) -> None:
    """Wait until no other transaction works under `name`, and do so until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), 0)", [name])


class NoCircle(pgtrigger.Trigger):
    """Rows that name one another in `field`, a foreign key to their own table, never come round to where they began.

    Two that are to name each other at the same moment wait for one another. To whoever catches the
    refusal it is that of a check called `name`.
    """

    def __init__(self, *, name: str, field: str, violation_error_message):
        self.field, self._message = field, violation_error_message
        column = f"{{columns.{field}}}"
        super().__init__(
            name=name,
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.UpdateOf(f"{field}_id"),
            condition=pgtrigger.Q(**{f"new__{field}__isnull": False}),
            func=pgtrigger.Func(
                f"""
                IF TG_OP = 'UPDATE' AND NEW.{column} IS NOT DISTINCT FROM OLD.{column} THEN RETURN NEW; END IF;
                PERFORM pg_advisory_xact_lock(hashtext('{name}'), 0);
                IF EXISTS (
                    WITH RECURSIVE chain(id) AS (
                        SELECT NEW.{column} UNION SELECT other.{column} FROM {{meta.db_table}} AS other JOIN chain ON other.id = chain.id
                    ) SELECT FROM chain WHERE id = NEW.id
                ) THEN
                    RAISE EXCEPTION 'row % comes round to itself', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
                END IF;
                RETURN NEW;
                """  # noqa: S608 - the names are our own
            ),
        )

    def get_violation_error_message(self):
        return self._message
