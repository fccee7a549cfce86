"""Which clinic and milestone numbers hold in a year: the schemes change with the programme's period."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from ssk_portal.clinics.models.schemes import Scheme
from ssk_portal.milestones.models import MilestoneScheme
from ssk_portal.regions.models import Level


class Numbering:
    """All schemes with their numbers, read once.

    Where the year of an event is not known, or no scheme holds in it, a number is right
    when any scheme has it: older events were published too, and nobody wrote their scheme down.
    """

    def __init__(self):
        self.schemes = list(Scheme.objects.order_by("-valid_from"))
        self._clinics = _numbers(Scheme, "types")
        self._milestone_schemes = list(MilestoneScheme.objects.filter(level=Level.DISTRICT).order_by("-valid_from"))
        self._milestones = _numbers(MilestoneScheme, "milestones")

    def scheme(self, year: int | None) -> Scheme | None:
        """The clinic scheme of that year; where two hold, the newer one."""
        return _of_year(self.schemes, year)

    def why_not_clinics(self, numbers: Iterable[int], year: int | None) -> str:
        """The sentence that says which clinic numbers that year does not have; empty when it has all."""
        known = _known(self.schemes, self._clinics, year)
        unknown = set(numbers) - known
        if not unknown:
            return ""
        if not known:
            return _("no clinic scheme has been entered yet")
        return _("the clinic scheme of %(year)s has the numbers %(known)s, not %(unknown)s") % {
            "year": year if _of_year(self.schemes, year) else _("any year"), "known": _listed(known), "unknown": _listed(unknown),
        }  # fmt: skip

    def why_not_milestone(self, milestone: str, year: int | None) -> str:
        """The same for a milestone as the format writes it: `2`, `1-3`, `pasca-4`.

        A number that another scheme has is taken too: what is known of the scheme before 2021 is not all of it.
        """
        numbers = _numbers_in(milestone)
        unknown = numbers - set().union(*self._milestones.values())
        if not unknown:
            return ""
        known = _known(self._milestone_schemes, self._milestones, year)
        if not known:
            return _("no milestone scheme has been entered yet")
        return _("the milestone scheme of %(year)s has the numbers %(known)s, not %(unknown)s") % {
            "year": year if _of_year(self._milestone_schemes, year) else _("any year"), "known": _listed(known), "unknown": _listed(unknown),
        }  # fmt: skip

    def has_milestone(self, milestone: str, year: int | None) -> bool:
        """Whether the scheme of that year itself has these numbers."""
        return _numbers_in(milestone) <= _known(self._milestone_schemes, self._milestones, year)

    def knows_year(self, year: int | None) -> tuple[bool, bool]:
        """Whether a clinic scheme and whether a milestone scheme holds in that year."""
        return _of_year(self.schemes, year) is not None, _of_year(self._milestone_schemes, year) is not None


def _numbers_in(milestone: str) -> set[int]:
    return {int(number) for number in re.findall("[0-9]", milestone)}


def _numbers(model, relation) -> dict[int, set[int]]:
    """The numbers of every scheme, by the scheme's key."""
    found = {}
    for scheme, number in model.objects.order_by().values_list("pk", f"{relation}__number"):
        found.setdefault(scheme, set()).update({number} - {None})
    return found


def _of_year(schemes, year):
    if year is None:
        return None
    return next((scheme for scheme in schemes if scheme.valid_from <= year and (scheme.valid_to is None or year <= scheme.valid_to)), None)


def _known(schemes, numbers, year) -> set[int]:
    scheme = _of_year(schemes, year)
    return numbers[scheme.pk] if scheme else set().union(*numbers.values())


def _listed(numbers) -> str:
    """At most twenty of them."""
    first = sorted(numbers)[:20]
    return ", ".join(map(str, first)) + (" …" if len(numbers) > len(first) else "")
