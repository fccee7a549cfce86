"""What a figure said before: every former value, until when, who wrote another one, and why."""

from dataclasses import dataclass
from datetime import datetime

from ssk_portal.audit.timeline import Actor, event_model
from ssk_portal.common.numbers import number, quantity
from ssk_portal.indicators.models.achievements import NUMBERS


@dataclass(frozen=True)
class Correction:
    """One correction: what stood before, what since, and whose it is."""

    at: datetime
    before: str
    after: str
    actor: Actor


def corrections_of(figure) -> list[Correction]:
    """The corrections of the numbers of `figure`, the newest first; one query."""
    columns = [name for name in NUMBERS if hasattr(figure, name)]
    events = event_model(type(figure)).objects.filter(pgh_obj_id=figure.pk).order_by("pgh_id").values("pgh_created_at", "pgh_context", *columns)
    found, before = [], None
    for event in events:
        numbers = [event[name] for name in columns]
        if before is not None and numbers != before:
            found.append(Correction(event["pgh_created_at"], _said(figure, before), _said(figure, numbers), Actor.of(event["pgh_context"])))
        before = numbers
    return found[::-1]


def _said(figure, numbers: list) -> str:
    value, *two = numbers
    shown = quantity(value, figure.indicator.unit)
    if not any(each is not None for each in two):
        return shown
    return f"{shown} ({' ÷ '.join('–' if each is None else number(each) for each in two)})"
