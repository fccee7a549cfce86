"""Which clinic and milestone numbers hold in a year: the schemes change with the programme's period."""

import re

from django.utils.translation import gettext as _

from ssk_portal.clinics.models.schemes import Scheme
from ssk_portal.milestones.models import MilestoneScheme


class Numbering:
    """All schemes with their numbers, read once.

    Where the year of an event is not known, a number is right when any scheme has it.
    """

    def __init__(self):
        self.schemes = list(Scheme.objects.order_by("-valid_from"))
        self._clinics = _numbers(Scheme, "types")
        self._milestone_schemes = list(MilestoneScheme.objects.order_by("-valid_from"))
        self._milestones = _numbers(MilestoneScheme, "milestones")

    def scheme(self, year: int | None) -> Scheme | None:
        """The clinic scheme of that year; where two hold, the newer one."""
        return _of_year(self.schemes, year)

    def why_not_clinics(self, numbers: list[int], year: int | None) -> str:
        """The sentence that says which clinic numbers that year does not have; empty when it has all."""
        known = _known(self.schemes, self._clinics, year)
        unknown = sorted(set(numbers) - known)
        if not unknown:
            return ""
        if not known:
            return _("there is no clinic scheme for %(year)s") % {"year": year or _("an unknown year")}
        return _("the clinic scheme of %(year)s has the numbers %(known)s, not %(unknown)s") % {
            "year": year or _("any year"),
            "known": _listed(known),
            "unknown": _listed(unknown),
        }

    def why_not_milestone(self, milestone: str, year: int | None) -> str:
        """The same for a milestone as the format writes it: `2`, `1-3`, `pasca-4`."""
        known = _known(self._milestone_schemes, self._milestones, year)
        unknown = sorted({int(number) for number in re.findall("[0-9]", milestone)} - known)
        if not unknown:
            return ""
        if not known:
            return _("there is no milestone scheme for %(year)s") % {"year": year or _("an unknown year")}
        return _("the milestone scheme of %(year)s has the numbers %(known)s, not %(unknown)s") % {
            "year": year or _("any year"),
            "known": _listed(known),
            "unknown": _listed(unknown),
        }


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
    if year is None:
        return set().union(*numbers.values())
    scheme = _of_year(schemes, year)
    return numbers[scheme.pk] if scheme else set()


def _listed(numbers) -> str:
    return ", ".join(map(str, sorted(numbers)))
