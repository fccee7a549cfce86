"""How many Pokja stand at once: decree, seats, missing agencies, last change; for recaps and the pages of regions.

Everything about a Pokja comes inside its own row of one statement, so that it costs the same for one and for 514.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest, JSONObject

from ssk_portal.audit.timeline import event_model
from ssk_portal.common.nested import listed, nested, unnest
from ssk_portal.pokja.composition import Words
from ssk_portal.pokja.models import AgencyAbsence, AgencyLevel, Decree, DecreeStatus, ExpectedAgency, Member, Pokja, Position
from ssk_portal.regions.models import Region

TEXTS = ("office", "institution_as_written", "institution__name", "institution__short_name")


@dataclass(frozen=True)
class Overview:
    """One Pokja at a glance; a region without any has one with `pokja` empty."""

    region: Region
    pokja: Pokja | None = None
    state: DecreeStatus | None = None
    ends: date | None = None
    seats: int = 0
    filled: int = 0
    names_known: bool = True  # publications leave names out: such seats are neither filled nor empty
    missing: tuple[ExpectedAgency, ...] = ()
    advised: tuple[ExpectedAgency, ...] = ()
    changed_at: datetime | None = None

    @property
    def is_complete(self) -> bool:
        """It exists, and no compulsory agency is missing."""
        return self.pokja is not None and not self.missing

    @property
    def lacking(self) -> int:
        """By how much it is incomplete: a compulsory agency weighs more than any number of advised ones."""
        return 1000 * len(self.missing) + len(self.advised) if self.pokja else -1

    @property
    def missing_names(self) -> str:
        return "; ".join(str(agency) for agency in self.missing)

    @property
    def advised_names(self) -> str:
        return "; ".join(str(agency) for agency in self.advised)


def with_overview(pokjas, day: date):
    """The Pokja with what `Overviews` reads: the decree that stands on `day`, the seats, what does not apply."""
    decrees = Decree.objects.filter(pokja=OuterRef("pk")).standing_first(day)
    absences = AgencyAbsence.objects.filter(pokja=OuterRef("pk")).values("agency__code")
    return pokjas.annotate(newest=nested(decrees, most=1), seat_rows=listed(_seats(day)), not_needed=ArraySubquery(absences))


def with_last_change(pokjas):
    """The Pokja with `changed_at`: the last change of itself, its decrees, seats, members and of what does not apply."""
    parts = {Pokja: "pgh_obj_id", Decree: "pokja_id", Position: "pokja_id", Member: "position__pokja_id", AgencyAbsence: "pokja_id"}
    return pokjas.annotate(changed_at=Greatest(*(Subquery(_last(model, path)) for model, path in parts.items())))


def _last(model, path):
    events = event_model(model).objects.filter(**{path: OuterRef("pk")}).order_by()
    return events.values(path).annotate(last=Max("pgh_created_at")).values("last")


def _seats(day):
    # Which decree stands is asked once a Pokja, not once a seat.
    standing = Decree.objects.standing_of(OuterRef(OuterRef("pk")), day)
    seats = Position.objects.filter(Q(decree=None) | Q(decree=Subquery(standing)), pokja=OuterRef("pk"))
    people = Member.objects.filter(position=OuterRef("pk"))
    texts = {name: F(name) for name in TEXTS}
    return seats.values(data=JSONObject(by_hand="counts_as", linked="institution__counts_as", sits=Exists(people.in_term(day)), named=Exists(people), **texts))


class Overviews:
    """Reads the overviews of Pokja that went through `with_overview` for `day`, against the agencies `expected` then."""

    def __init__(self, expected: Iterable[ExpectedAgency], day: date):
        self._day = day
        self._expected = list(expected)
        self._words = Words(self._expected)

    def of(self, pokja: Any) -> Overview:
        seats, region = pokja.seat_rows, pokja.region
        absent = self._absent(seats, region, pokja.not_needed)
        pokja.decree = decree = next(iter(unnest(Decree, pokja.newest)), None)
        if decree:
            decree.pokja = pokja
        return Overview(
            region=region,
            pokja=pokja,
            state=decree.status_on(self._day) if decree else DecreeStatus.NONE,
            ends=decree.ends if decree else None,
            seats=len(seats),
            filled=sum(seat["sits"] for seat in seats),
            names_known=not pokja.reference or any(seat["named"] for seat in seats),
            missing=tuple(agency for agency in absent if agency.compulsory),
            advised=tuple(agency for agency in absent if not agency.compulsory),
            changed_at=getattr(pokja, "changed_at", None),
        )

    def _absent(self, seats, region, not_needed) -> list[ExpectedAgency]:
        present = set(not_needed)
        for seat in seats:
            present |= self._words.read(seat["by_hand"], seat["linked"] or [], tuple(seat[name] or "" for name in TEXTS))[1]
        return [agency for agency in self._expected if agency.level in (AgencyLevel.BOTH, region.level) and agency.code not in present]


def overviews(regions: Iterable[Region], user, day: date, *, changes: bool = True) -> list[Overview]:
    """Every Pokja at work in `regions` that `user` may read, in their order; a region without any has an empty one."""
    by_region: dict[int, list[Pokja]] = {region.pk: [] for region in regions}
    rows = with_overview(Pokja.objects.visible_to(user).at_work().filter(region__in=by_region).order_by("name"), day)
    for pokja in with_last_change(rows) if changes else rows:
        by_region[pokja.region_id].append(pokja)
    read, found = Overviews(ExpectedAgency.objects.in_time(day), day), []
    for region in regions:
        for pokja in by_region[region.pk]:
            pokja.region = region
        found += [read.of(pokja) for pokja in by_region[region.pk]] or [Overview(region)]
    return found
