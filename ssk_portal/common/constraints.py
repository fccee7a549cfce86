"""Database constraints that several rooms need, each with a sentence for the person."""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _


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


def in_order(first: str, last: str) -> CheckConstraint:
    """Where both are known, `first` is not after `last`."""
    return CheckOfField(
        field=last,
        condition=Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True}) | Q(**{f"{first}__lte": F(last)}),
        name=f"%(app_label)s_%(class)s_{first}_{last}_order",
        violation_error_message=_("The end lies before the beginning."),
    )
