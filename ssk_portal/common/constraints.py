"""Database constraints that several rooms need, each with a sentence for the person."""

from django.db.models import CheckConstraint, F, Q
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


def in_order(first: str, last: str) -> CheckConstraint:
    """Where both are known, `first` is not after `last`."""
    return CheckConstraint(
        condition=Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True}) | Q(**{f"{first}__lte": F(last)}),
        name=f"%(app_label)s_%(class)s_{first}_{last}_order",
        violation_error_message=_("The end lies before the beginning."),
    )
