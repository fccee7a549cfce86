"""The Pokja in a brief: its decree and term, who leads it, which seats are empty."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ssk_portal.common.nested import nested, unnest
from ssk_portal.pokja.expiry import runs_out
from ssk_portal.pokja.models import Decree, DecreeStatus, Member, Position, Rank
from ssk_portal.reporting import thread
from ssk_portal.reporting.brief.parts import named, no_data, others, short

# No decree is in force: one of unknown term may be, one that is to come will be.
WITHOUT = (DecreeStatus.EXPIRED, DecreeStatus.REVOKED, DecreeStatus.NONE)


@dataclass(frozen=True)
class Group:
    """One Pokja; `beside` counts those that work beside it."""

    pokja: Any
    chairs: list[Member]
    vacant: list[Position]
    beside: int = 0

    @property
    def decree(self) -> Decree | None:
        return self.pokja.decree

    @property
    def state(self) -> DecreeStatus:
        return self.pokja.overview.state

    @property
    def asks_for_a_decree(self) -> bool:
        """Whether a decree is to be made: none is in force, or this one runs out, and nothing follows."""
        return self.pokja.runs_out or (self.state in WITHOUT and not self.pokja.follows)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is known of it, each with its name."""
        return [
            (_("Name"), " ".join(filter(None, [short(self.pokja.name), others(self.beside)]))),
            (_("Decree"), short(self.decree.evidence_name) if self.decree else _("no decree recorded")),
            (_("Term"), self._term()),
            (_("Led by"), self._led_by()),
            (_("Empty seats"), self._empty()),
            (_("Not represented"), self._missing()),
        ]

    def _term(self) -> str:
        if self.decree is None:
            return no_data()
        return f"{self.decree.term or no_data()} ({self.state.label})"

    def _led_by(self) -> str:
        return named(", ".join(filter(None, [member.name, member.post])) for member in self.chairs) or no_data()

    def _missing(self) -> str:
        overview = self.pokja.overview
        if not overview.seats:
            return no_data()
        return named(map(str, overview.missing)) or _("all compulsory agencies are represented")

    def _empty(self) -> str:
        overview = self.pokja.overview
        if not overview.seats:
            return no_data()
        # Publications leave names out: such seats are neither filled nor empty.
        unnamed = overview.seats - overview.filled - len(self.vacant)
        said = [f"{len(self.vacant)} ({named(map(str, self.vacant))})" if self.vacant else ""]
        said += [_("no name recorded for %(count)s of %(seats)s") % {"count": unnamed, "seats": overview.seats}] if unnamed else []
        return "; ".join(filter(None, said)) or _("none: all %(seats)s are filled") % {"seats": overview.seats}


def group_of(region, user) -> Group | None:
    """The Pokja at work, of several the one with a decree; None where none is recorded."""
    pokjas = thread.pokjas_of(region, user, also=_with_people)
    if not pokjas:
        return None
    first: Any = pokjas[0]
    return Group(first, unnest(Member, first.chairs), unnest(Position, first.vacant), len(pokjas) - 1)


def _with_people(pokjas, day):
    """Each Pokja with who chairs it (`chairs`), the seats in which nobody sits (`vacant`), and whether a decree `runs_out` or `follows`."""
    decrees, own = Decree.objects.filter(pokja=OuterRef("pk")), {"pokja": OuterRef("pk")}
    return pokjas.annotate(
        chairs=nested(Member.objects.filter(position__pokja=OuterRef("pk"), position__rank=Rank.CHAIR).on(day)),
        vacant=nested(Position.objects.filter(**own).on(day).vacant(day)),
        runs_out=Exists(decrees.filter(runs_out(day))),
        follows=Exists(decrees.with_status(day).filter(status_then=DecreeStatus.NOT_YET)),
    )
