"""The list of a Pokja's members to print and to sign, in the layout that offices use.

An official paper: Indonesian whatever language the page is read in. Telephone and NIP are never on it.
"""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format

from ssk_portal.common.pdf import pdf
from ssk_portal.pokja.models import Decree, Member, Pokja, Position, Rank
from ssk_portal.regions.days import today_in

BLANK_LINES = 25


def member_list(pokja: Pokja, day: date | None = None, *, blank: bool = False) -> bytes:
    """The paper of `day` (today); `blank` has numbered lines to fill in by hand instead of the members."""
    with translation.override("id"):
        today = today_in(pokja.region)
        day = day or today
        seats = list(pokja.positions.on(day).select_related("institution").prefetch_related("members"))
        rows = [{"name": "", "position": "", "agency": ""}] * BLANK_LINES if blank else [row for seat in seats for row in _rows(seat, day)]
        decree = pokja.decree_on(day)
        return pdf(
            "pokja_members.typ",
            {
                "title": f"Daftar anggota {pokja.name}",
                "heading": "Daftar anggota",
                "group": [pokja.name] if pokja.region.name in pokja.name else [pokja.name, pokja.region.full_name],
                "decree": _decree(decree, pokja) if decree else "",
                "term": "\n".join(filter(None, [_term(decree) if decree else "", "" if blank or day == today else f"Susunan per {_day(day)}"])),
                "rows": rows,
                "place": pokja.region.capital or pokja.region.name,
                "year": str(today.year),
                "chair": _signs(seats, Rank.CHAIR, day),
                "secretary": _signs(seats, Rank.SECRETARY, day),
                "printed": f"{pokja.name} · dicetak dari Portal SSK pada {_day(today)}",
            },
        )


def _rows(seat: Position, day: date) -> list[dict]:
    """A line for each who sits in it; an empty seat has a line without a name."""
    title = str(seat)
    position = f"{title}\nBidang: {seat.field}" if seat.field and seat.field not in title else title
    sitting = seat.sitting_on(day)
    return [{"name": one.name, "position": position, "agency": _agency(seat, one)} for one in sitting] or [{"name": "", "position": position, "agency": _agency(seat)}]


def _agency(seat: Position, member: Member | None = None) -> str:
    """Post and institution: the person's own post where it is known, else that of the seat."""
    institution = str(seat.institution or seat.institution_as_written)
    post = (member and member.post) or seat.office
    return ", ".join(filter(None, [post, institution if institution.casefold() not in post.casefold() else ""]))


def _decree(decree: Decree, pokja: Pokja) -> str:
    kind = decree.kind_as_written or str(decree.get_kind_display()).replace("SK ", "Keputusan ", 1)
    number = f"Nomor {decree.number}" if decree.number else ""
    return " ".join(filter(None, [kind, number, f"tanggal {_day(decree.date)}" if decree.date else ""]))


def _term(decree: Decree) -> str:
    if decree.valid_from and decree.valid_to:
        return f"Masa berlaku {_day(decree.valid_from)} sampai dengan {_day(decree.valid_to)}"
    if decree.valid_to:
        return f"Berlaku sampai dengan {_day(decree.valid_to)}"
    return f"Berlaku sejak {_day(decree.valid_from)}" if decree.valid_from else ""


def _signs(seats: list[Position], rank: Rank, day: date) -> dict:
    """Who signs for the group in that rank: the first who sits in such a seat, else a line to write on."""
    found = next((seat for seat in seats if seat.rank == rank), None)
    sitting = found.sitting_on(day) if found else []
    return {"office": str(found or Rank(rank).label), "name": sitting[0].name if sitting else ""}


def _day(day: date) -> str:
    return date_format(day)
