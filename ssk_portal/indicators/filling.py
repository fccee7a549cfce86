"""Many figures written at once, by the rules that hold for one.

A region writes drafts of its own; whoever publishes writes published figures of any region in reach.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from ssk_portal.common.numbers import BEYOND, is_percentage
from ssk_portal.indicators.choice import choose
from ssk_portal.indicators.models import Achievement, Target, Unit
from ssk_portal.indicators.models.achievements import MEASURED, share_of
from ssk_portal.regions.models import Region
from ssk_portal.review.states import State

BATCH = 500
# What may be written of a figure that is there; what it is about stays.
WRITTEN = ("value", "publisher", "indicator_as_published", "framework", "published_via", "source", "page", "note")
OF_ACHIEVEMENTS = ("numerator", "denominator", "computed", "answered", "answer", "answered_at", "answered_by")


def may_fill(user, region, *, published: bool) -> bool:
    """Whether `user` writes drafts of `region`, or figures published of it."""
    if published:
        return user.may("figure.publish") and user.region.reaches(region)
    return user.may("figure.fill") and user.region_id == region.pk


def percent_fault(indicator, name: str, text: str) -> str:
    """The sentence where a percentage was typed for what is none: 87 % for households, or for a numerator."""
    if not is_percentage(text) or (name == "value" and indicator.unit == Unit.PERCENT):
        return ""
    if name == "value":
        return _("“%(text)s” is a percentage; “%(indicator)s” is counted in %(unit)s.") % {"text": text, "indicator": indicator, "unit": indicator.get_unit_display()}
    return _("“%(text)s” is a percentage; write here how many were counted.") % {"text": text}


def computed_value(indicator, numerator, denominator) -> Decimal | None:
    """The value of a percentage that was left empty, of its two numbers. Raises ValidationError with the sentence at its field."""
    if indicator.unit != Unit.PERCENT:
        raise ValidationError({"value": _("Write the value. No data yet is not zero: leave such a year out.")})
    if denominator is not None and denominator <= 0:
        raise ValidationError({"denominator": _("Nothing can be computed with this denominator.")})
    if numerator is None or denominator is None:
        raise ValidationError({"value": _("Write the value, or numerator and denominator. No data yet is not zero: leave such a year out.")})
    share = share_of(numerator, denominator)
    if share is not None and abs(share) >= BEYOND:
        raise ValidationError({"value": _("Nothing sensible can be computed of these two numbers.")})
    return share


def hold(regions: Iterable[int]) -> None:
    """Let whoever else takes in many figures of these regions (keys) wait until the transaction ends.

    To be called before anything else is locked: of two sheets of the same new figures each would wait for the other.
    """
    list(Region.objects.filter(pk__in=regions).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def fill(figures: Sequence[Target] | Sequence[Achievement], *, by) -> None:
    """Write new figures and altered ones of one kind, as `by`; what counts is chosen where they are settled.

    Raises PermissionDenied where one of them is not theirs to write; then nothing was written.
    """
    if not figures:
        return
    model: Any = type(figures[0])
    if not all(may_fill(by, figure.region, published=figure.is_published) for figure in figures):
        raise PermissionDenied
    new = [figure for figure in figures if figure._state.adding]
    altered = [figure for figure in figures if not figure._state.adding]
    with transaction.atomic(), _asked_at_last(model):
        model._default_manager.bulk_create(new, batch_size=BATCH)
        forget_answers(altered)
        model._default_manager.bulk_update(altered, _columns(model), batch_size=BATCH)
        choose(model, {figure.group_key for figure in figures if figure.is_settled})


@contextmanager
def _asked_at_last(model) -> Iterator[None]:
    """Whether a figure is kept once is asked of all together: one may take the value that another one leaves."""
    name = f"{model._meta.model_name}_once"
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {name} DEFERRED")
        yield
        cursor.execute(f"SET CONSTRAINTS {name} IMMEDIATE")


def begun(model, *, by, **about):
    """A new figure as `by` takes it in with others: whoever publishes takes in what was published."""
    return model(state=State.PUBLISHED, **about) if by.may("figure.publish") else model(state=State.DRAFT, **about)


def _columns(model) -> list[str]:
    return [*WRITTEN, *OF_ACHIEVEMENTS] if model is Achievement else list(WRITTEN)


def forget_answers(figures: Iterable) -> None:
    """Where a figure itself changed, its warnings have to be answered anew; an answer that came with the change stays."""
    answered = {figure.pk: figure for figure in figures if isinstance(figure, Achievement) and figure.answered}
    for pk, answered_at, *before in Achievement.objects.filter(pk__in=answered).values_list("pk", "answered_at", *MEASURED) if answered else ():
        if answered_at == answered[pk].answered_at and before != [getattr(answered[pk], name) for name in MEASURED]:
            answered[pk].forget_answer()
