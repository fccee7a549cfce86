"""What a filled-in sheet of members would do: each row finds its seat and its person, and says what becomes different.

A row with a code speaks of the seat and the person that the code names. One without is
taken for a seat of just these words: that of just this term, with just this person in it, else vacant, else new.
So the same sheet sent twice changes nothing the second time.
"""

from collections import defaultdict, deque
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ssk_portal.pokja.members.columns import PERSON, SEAT, institution_of, named
from ssk_portal.pokja.models import Institution, Member, Pokja, Position
from ssk_portal.pokja.models.beside import beyond, misses
from ssk_portal.pokja.models.seats import MOST_ORDER
from ssk_portal.pokja.models.terms import wrong_years
from ssk_portal.regions.days import today_in
from ssk_portal.screens.sheets.columns import as_shown, same
from ssk_portal.screens.sheets.people import hardly_a_person
from ssk_portal.screens.sheets.preview import Change
from ssk_portal.screens.sheets.reading import Row, Sheet


class MembersPlan:
    """Compares the rows of a sheet with the seats of a Pokja. Seats and people are altered in memory; each change names those to save."""

    def __init__(self, pokja: Pokja, seats: list[Position], sheet: Sheet):
        self.pokja, self.seats, self.sheet = pokja, seats, sheet
        self.headings = {column.name: column.heading for column in sheet.columns}
        self.rows = [row for row in sheet.rows if sheet.is_readable(row)]
        self.rows.sort(key=lambda row: row.values["code"] is None)
        self.seat_of = {seat.pk: seat for seat in seats}
        self.speaking: dict[int, Row] = {}  # by seat, the row with a code that speaks of it
        self.last = max((seat.order for seat in seats), default=0)

    def changes(self) -> list[Change]:
        """A change for each row. What only the rows together show is added to the faults of the sheet."""
        self._tell_doubles()
        found = [self._change(row) for row in self.rows]
        return sorted((change for change in found if change), key=lambda change: change.row)

    def _fault(self, row: Row, column: str, message: str) -> None:
        self.sheet.add_fault(message, row=row.number, column=column)

    def _tell_doubles(self):
        seen: dict[tuple, int] = {}
        for row in self.rows:
            code, name = row.values["code"], same(row.values["name"])
            has_person = bool(code and code[1])
            in_seat = (name, *self._words(row.values)) if name else ()
            first = seen.get(code if has_person else in_seat)
            if first:
                self._fault(row, "code" if has_person else "name", _("Row %(row)s says the same: a person has a seat only once.") % {"row": first})
            for key in filter(None, (code, in_seat)):
                seen.setdefault(key, row.number)

    def _change(self, row: Row) -> Change | None:
        seat = self._seat(row)
        if seat is None or not self._is_sound(row, seat):
            return None
        values = row.values
        member, leaver = self._person(seat, values)
        is_new = seat._state.adding or bool(member and member._state.adding and not leaver)
        about_seat = self._differ(seat, SEAT, values)
        about_leaver = self._let_go(leaver, values["since"]) if leaver else []
        about_member = self._differ(member, PERSON, values) if member else []
        if member and about_member:
            if not self._fits(row, member, seat):
                return None
            about_member += beyond(member.since, member.until, seat.decree).values()
        altered = [thing for thing, different in ((seat, about_seat), (leaver, about_leaver), (member, about_member)) if different]
        where = ", ".join(filter(None, [str(seat), seat.field, seat.holder]))
        warnings = (_("Is this a person? Leave the name empty while the seat is vacant."),) if about_member and member and hardly_a_person(member.name) else ()
        return Change(row.number, f"{where} – {values['name'] or _('vacant')}", is_new, (*about_seat, *about_leaver, *about_member), altered, warnings)

    def _fits(self, row: Row, member: Member, seat: Position) -> bool:
        """Whether a day of the term is under the seat's decree."""
        wrong = misses(member.since, member.until, seat.decree)
        for name, sentence in wrong.items():
            self._fault(row, name, sentence)
        return not wrong

    def _seat(self, row: Row) -> Position | None:
        """The seat of which the row speaks; None where it cannot be told."""
        if row.values["code"] is None:
            return self._seat_of_these_words(row) or self._new_seat()
        seat = self.seat_of.get(row.values["code"][0])
        if seat is None:
            self._fault(row, "code", _("This Pokja has no seat of this code today. Leave the cell empty in a row that you add."))
            return None
        if not seat.institution and same(row.cells["institution"]) == same(seat.institution_as_written):
            row.values["institution"] = institution_of(seat)  # it is left as a publication wrote it, though others may be called so
        first = self.speaking.setdefault(seat.pk, row)
        if self._words(first.values) != self._words(row.values):
            self._fault(row, "rank", _("Row %(row)s says otherwise about this seat: a seat stands in all its rows alike.") % {"row": first.number})
            return None
        return seat

    def _seat_of_these_words(self, row: Row) -> Position | None:
        words, name = self._words(row.values), same(row.values["name"])
        if name and (seat := self._left.get((words, *_term(row.values))) or self._taken.get((words, name))):
            return seat
        free = self._free.get(words)
        return free.popleft() if free else None

    @cached_property
    def _taken(self) -> dict[tuple, Position]:
        """The seats with people, by their words and each name; as the rows with codes have left them."""
        return {(self._words_of(seat), same(member.name)): seat for seat in reversed(self.seats) for member in _people(seat)}

    @cached_property
    def _left(self) -> dict[tuple, Position]:
        """The seats that people have left, by their words and each term."""
        return {(self._words_of(seat), *_term(vars(member))): seat for seat in self.seats for member in seat.members.all() if member.has_left}

    @cached_property
    def _free(self) -> dict[tuple, deque[Position]]:
        """The vacant seats of which no row speaks, by their words."""
        free = defaultdict(deque)
        for seat in self.seats:
            if not _people(seat) and seat.pk not in self.speaking:
                free[self._words_of(seat)].append(seat)
        return free

    def _words_of(self, seat: Position) -> tuple:
        return self._words({name: _get(seat, name) for name in SEAT})

    def _words(self, values) -> tuple:
        """What tells one seat from another, as it is written."""
        return tuple(same(str(self._shown(name, values[name]) or "")) for name in SEAT)

    def _new_seat(self) -> Position:
        self.last = min(self.last + 1, MOST_ORDER)
        return Position(pokja=self.pokja, decree=self.pokja.decree_on(today_in(self.pokja.region)), order=self.last, rank="")

    def _is_sound(self, row: Row, seat: Position) -> bool:
        """Whether what the row says about the person can be."""
        values, before = row.values, len(self.sheet.faults)
        coded = _person_coded(seat, values)
        if values["code"] and values["code"][1] and coded is None:
            self._fault(row, "code", _("Nobody of this code sits in this seat. Leave the cell empty in a row that you add."))
        elif coded and not values["name"]:
            sentence = _("%(name)s sits here. A member who leaves keeps the row, with the last day under “%(until)s”.")
            self._fault(row, "name", sentence % {"name": coded.name, "until": self.headings["until"]})
        elif not values["name"] and any(values[name] for name in PERSON):
            self._fault(row, "name", _("This row tells of a person without a name."))
        for name, wrong in wrong_years({name: values[name].year for name in ("since", "until") if values[name]}).items():
            self._fault(row, name, str(wrong))
        if values["since"] and values["until"] and values["until"] < values["since"]:
            self._fault(row, "until", _("The last day lies before the first."))
        return len(self.sheet.faults) == before

    def _person(self, seat: Position, values) -> tuple[Member | None, Member | None]:
        """Who sits in the seat, and who leaves it for them. Another name from a later day is a successor; else the name is corrected."""
        if not values["name"]:
            return None, None
        coded, since = _person_coded(seat, values), values["since"]
        known = _person_of_term(seat, values) or _person_named(seat, values["name"], first=coded)
        if known:
            return known, None
        if coded and not (since and (coded.since is None or since > coded.since)):
            return coded, None
        return Member(position=seat), coded

    def _let_go(self, leaver: Member, successor_since) -> list[str]:
        last = successor_since - timedelta(days=1)
        if leaver.until and leaver.until <= last:
            return []
        leaver.until = last
        return [_("%(name)s leaves: last day %(day)s") % {"name": leaver.name, "day": date_format(leaver.until)}]

    def _differ(self, subject, names, values) -> list[str]:
        """Alter `subject` to what the row says. Returns in words what became different."""
        different = []
        for name in names:
            old, new = _get(subject, name), values[name]
            if old == new or (name == "institution" and as_shown(self._shown(name, old)) == as_shown(self._shown(name, new))):
                continue  # an institution as written stays as written, though one of that name is known
            _set(subject, name, new)
            shown = as_shown(self._shown(name, new))
            different.append(f"{self.headings[name]}: {shown}" if subject._state.adding else f"{self.headings[name]}: {as_shown(self._shown(name, old))} → {shown}")
        return different

    def _shown(self, name, value) -> Any:
        if name == "rank":
            return Position(rank=value).get_rank_display()
        return named(value, self.pokja) if isinstance(value, Institution) else value


def _get(subject, name):
    return institution_of(subject) if name == "institution" else getattr(subject, name)


def _set(subject, name, value):
    if name == "institution":
        subject.institution = value if isinstance(value, Institution) else None
        if subject.institution is None:
            subject.institution_as_written = value or ""
    else:
        setattr(subject, name, value)


def _people(seat: Position) -> list[Member]:
    """Who sits or will sit in the seat."""
    return [] if seat._state.adding else [member for member in seat.members.all() if not member.has_left]


def _person_named(seat: Position, name: str, *, first: Member | None = None) -> Member | None:
    people = [first, *_people(seat)] if first else _people(seat)
    return next((member for member in people if name and same(member.name) == same(name)), None)


def _term(values) -> tuple:
    """Who, from when and until when."""
    return same(values["name"]), values["since"], values["until"]


def _person_of_term(seat: Position, values) -> Member | None:
    """Who has left the seat after just the term of the row: the row was sent before."""
    return None if seat._state.adding else next((member for member in seat.members.all() if member.has_left and _term(vars(member)) == _term(values)), None)


def _person_coded(seat: Position, values) -> Member | None:
    if not values["code"] or seat._state.adding:
        return None
    return next((member for member in seat.members.all() if member.pk == values["code"][1]), None)
