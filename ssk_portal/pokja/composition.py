"""The composition check: which expected agencies sit in a Pokja, which are absent, which do not apply.

A seat counts as what was said of it by hand; else as what its institution is linked to;
else by the key words found in its post and institution. Nothing is guessed beyond that.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _

from ssk_portal.pokja.models import ExpectedAgency, Pokja, Position
from ssk_portal.regions.days import today_in

WORD = re.compile(r"[^\W_]+")


class Standing(models.TextChoices):
    """How an expected agency stands in a Pokja."""

    PRESENT = "present", _("represented")
    ABSENT = "absent", _("not represented")
    NOT_APPLICABLE = "not_applicable", _("does not apply")


class How(models.TextChoices):
    """By what a seat was recognised."""

    HAND = "hand", _("stated by hand")
    LINK = "link", _("by its institution")
    WORDS = "words", _("by its name")


@dataclass(frozen=True)
class Seat:
    """A seat that counts as an agency, and by what."""

    position: Position
    how: How


@dataclass
class Line:
    """One expected agency in one Pokja."""

    agency: ExpectedAgency
    day: date
    seats: list[Seat] = field(default_factory=list)

    @property
    def standing(self) -> Standing:
        if self.seats:
            return Standing.PRESENT
        return Standing.NOT_APPLICABLE if self.agency.absence_id else Standing.ABSENT

    @property
    def badge(self) -> str:
        """The shape of the standing, as the looks know it; an advised agency weighs less than a compulsory one."""
        shapes = {Standing.PRESENT: "approved", Standing.NOT_APPLICABLE: "historical"}
        return shapes.get(self.standing, "returned" if self.agency.compulsory else "draft")

    @property
    def is_vacant(self) -> bool:
        """It has seats, and nobody sits in any of them."""
        return bool(self.seats) and all(seat.position.is_vacant_on(self.day) for seat in self.seats)


@dataclass(frozen=True)
class Composition:
    """The check of one Pokja on one day, in the order of the list."""

    lines: list[Line]

    @property
    def missing(self) -> list[ExpectedAgency]:
        """The compulsory agencies that are absent."""
        return [line.agency for line in self._absent if line.agency.compulsory]

    @property
    def advised(self) -> list[ExpectedAgency]:
        """The other agencies that are absent."""
        return [line.agency for line in self._absent if not line.agency.compulsory]

    @property
    def present_count(self) -> int:
        return sum(line.standing == Standing.PRESENT for line in self.lines)

    @property
    def needed_count(self) -> int:
        """How many of the list apply to this Pokja."""
        return sum(line.standing != Standing.NOT_APPLICABLE for line in self.lines)

    @property
    def _absent(self) -> list[Line]:
        return [line for line in self.lines if line.standing == Standing.ABSENT]


def composition(pokja: Pokja, day: date | None = None, *, seats: Iterable[Position] | None = None) -> Composition:
    """The check of `pokja` on `day` (today). A page that has read the seats of that day with their institutions hands them over."""
    day = day or today_in(pokja.region)
    if seats is None:
        seats = pokja.positions.on(day).select_related("institution").prefetch_related("members")
    expected = expected_of(pokja, day)
    words = Words(expected)
    lines = {agency.code: Line(agency, day) for agency in expected}
    for position in seats:
        how, codes = words.read_seat(position)
        for code in codes & lines.keys():
            lines[code].seats.append(Seat(position, how))
    return Composition(list(lines.values()))


def expected_of(pokja: Pokja, day: date) -> list[ExpectedAgency]:
    """The agencies expected in `pokja`, each with what was said of it there: `absence_id`, `absence_reason`, `absence_by`, `absence_at`."""
    said = FilteredRelation("absences", condition=Q(absences__pokja=pokja))
    rows = ExpectedAgency.objects.expected(pokja.region, day).annotate(said=said)
    return list(rows.annotate(absence_id=F("said__pk"), absence_reason=F("said__reason"), absence_by=F("said__set_by__name"), absence_at=F("said__set_at")))


class Words:
    """The key words of a list of agencies, and what they recognise; each text is read once."""

    def __init__(self, agencies: Iterable[ExpectedAgency]):
        self._needles = [(agency.code, agency.is_unit, [_needle(pattern) for pattern in agency.patterns]) for agency in agencies]
        self._read: dict[tuple, frozenset[str]] = {}

    def read_seat(self, position: Position) -> tuple[How, frozenset[str]]:
        """As which agencies (codes) a seat counts, and by what."""
        return self.read(position.counts_as, *_told_of(position))

    def recognised(self, position: Position) -> frozenset[str]:
        """As which agencies a seat would count if nothing were said by hand."""
        return self.read(None, *_told_of(position))[1]

    def read(self, by_hand: list[str] | None, linked: list[str], texts: tuple[str, ...]) -> tuple[How, frozenset[str]]:
        if by_hand is not None:
            return How.HAND, frozenset(by_hand)
        if linked:
            return How.LINK, frozenset(linked)
        if texts not in self._read:
            self._read[texts] = self._recognised(texts)
        return How.WORDS, self._read[texts]

    def _recognised(self, texts) -> frozenset[str]:
        # Two spaces between the texts: no phrase reaches from one into the next.
        text = "  ".join(_plain(each) for each in texts)
        found = {code: is_unit for code, is_unit, needles in self._needles if any(needle in text for needle in needles if needle.strip())}
        # "UPTD IPLT Dinas Lingkungan Hidup" is the unit, not the agency that it belongs to.
        return frozenset(code for code, is_unit in found.items() if is_unit or not any(found.values()))


def _told_of(position: Position) -> tuple[list[str], tuple[str, ...]]:
    """What a seat's institution is linked to, and the texts that name the seat."""
    institution = position.institution
    texts = (position.office, position.institution_as_written)
    return (institution.counts_as, (*texts, institution.name, institution.short_name)) if institution else ([], texts)


def _plain(text: str) -> str:
    """The words of a text in small letters, with a space on either side."""
    return f" {' '.join(WORD.findall(text.casefold()))} "


def _needle(pattern: str) -> str:
    """A key word as it is looked for: whole words, or any word that begins as it does."""
    plain = _plain(pattern)
    return plain.rstrip() if pattern.rstrip().endswith("*") else plain
