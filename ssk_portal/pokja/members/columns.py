"""What the columns are called, what stands in them now, and which institutions may be named."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.pokja.choices import institutions_for
from ssk_portal.pokja.models import Institution, Member, Pokja, Position, Rank
from ssk_portal.screens.sheets.columns import Column, email, shortened, telephone
from ssk_portal.screens.sheets.days import day

SEAT = ("rank", "title", "field", "office", "institution")
INSTITUTION_HINT = gettext_lazy("One of the institutions of the region or its province that the portal knows. Record a new one there first.")
PERSON = ("name", "post", "telephone", "email", "since", "until")


def member_columns(pokja: Pokja, seats: list[Position]) -> tuple[Column, ...]:
    """The columns of the sheet of `pokja`, whose seats are `seats`."""
    choices, also = _institutions(pokja, seats)
    return (
        Column("code", gettext_lazy("code"), read_code, hint=gettext_lazy("Set by the portal; leave it as it is. Leave it empty in a row that you add."), width=11),
        _column(Position, "rank", required=True, choices={label: value for value, label in Rank.choices}, width=20),
        _column(Position, "title", width=26, hint=Position._meta.get_field("title").help_text),
        _column(Position, "field", width=22),
        _column(Position, "office", width=36, hint=Position._meta.get_field("office").help_text),
        _column(Position, "institution", choices=choices, also=also, longest=400, width=40, hint=INSTITUTION_HINT),
        _column(Member, "name", width=36, hint=gettext_lazy("Leave it empty while the seat is vacant.")),
        _column(Member, "post", width=36),
        _column(Member, "telephone", read=telephone, width=18),
        _column(Member, "email", read=email, longest=254, width=30),
        _column(Member, "since", read=day, width=13, hint=gettext_lazy("A day, written as 20/9/2026.")),
        _column(Member, "until", read=day, width=13, hint=gettext_lazy("The last day in the seat, for a member who leaves.")),
    )  # fmt: skip


def _column(model, name, **how: Any) -> Column:
    field = model._meta.get_field(name)
    # A choice is written in words, which may be longer than what is kept for it.
    how.setdefault("longest", 200 if "choices" in how else field.max_length or 200)
    return Column(name, field.verbose_name, **how)


def read_code(cell: str) -> tuple[int, int | None] | None:
    """`K12-A34` as (12, 34): the seat and who sits in it; `K12` is a seat alone."""
    if not cell:
        return None
    found = re.fullmatch(r"K(\d{1,9})(?:-A(\d{1,9}))?", cell.upper(), re.ASCII)
    if not found:
        raise ValidationError(_("“%(text)s” is not a code of the portal. Leave the cell empty in a row that you add.") % {"text": shortened(cell)})
    return int(found[1]), int(found[2]) if found[2] else None


def code_of(seat: Position, member: Member | None) -> str:
    return f"K{seat.pk}-A{member.pk}" if member else f"K{seat.pk}"


def named(institution: Institution, pokja: Pokja) -> str:
    """Those of the own region by their name; elsewhere names repeat."""
    return institution.name if institution.region_id == pokja.region_id else institution.label


def institution_of(seat: Position) -> Institution | str | None:
    """The institution of a seat; as a text where a publication names one that the portal does not know."""
    return seat.institution or seat.institution_as_written or None


def _institutions(pokja: Pokja, seats) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """The institutions that are offered, by name, and other words for them: the nearest is meant where a name repeats."""
    near = list(institutions_for(pokja.region))
    known = near + [seat.institution for seat in seats if seat.institution and seat.institution not in near]
    words = [(institution.label, institution) for institution in known]
    words += [(word, institution) for institution in known for word in (institution.name, institution.short_name)]
    words += [(word, institution) for institution in known for word in institution.former_names]
    words += [(seat.institution_as_written, seat.institution_as_written) for seat in seats if not seat.institution]
    also: dict[Any, Any] = {}
    for word, meant in words:
        if word:
            also.setdefault(word, meant)
    return {named(institution, pokja): institution for institution in known}, also


def row_of(seat: Position, member: Member | None, pokja: Pokja) -> dict[str, Any]:
    """What stands in the portal about a seat and one person in it, as the sheet says it."""
    institution = institution_of(seat)
    about_seat = {name: getattr(seat, name) for name in ("title", "field", "office")}
    about_person = {name: getattr(member, name) for name in PERSON} if member else {}
    shown = named(institution, pokja) if isinstance(institution, Institution) else institution
    return {"code": code_of(seat, member), "rank": seat.get_rank_display(), **about_seat, "institution": shown, **about_person}


def rows_of(seats, pokja: Pokja, *, who: Callable[[Member], bool]) -> list[dict[str, Any]]:
    """A row for each person in a seat for whom `who` holds; one for a seat without any."""
    return [row_of(seat, member, pokja) for seat in seats for member in [*filter(who, seat.members.all())] or [None]]
