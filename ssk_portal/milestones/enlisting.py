"""Recording the districts that a decree names: each typed line with its fate, all or nothing."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.milestones.actions import record_assistance
from ssk_portal.milestones.leaving import came_too_early
from ssk_portal.milestones.models import Assistance, MinisterialDecree
from ssk_portal.regions.models import Region
from ssk_portal.regions.names import RegionNames

# There are 514 regencies and cities. To guess what a name meant takes long: of the first ones only, as far as anybody reads on.
MOST_LINES, MOST_GUESSES = 1_000, 20
# What stands in front of a name in a list: `1.`, `(2)`, `c.`, a bare number before “Kab.” or “Kota”, as tables are copied, a dash; `63.09` in front of a name is its code.
LEADING = re.compile(r"^\s*(?:\(?(?:\d{1,3}|[a-z])[.)]+(?:\s+|(?=[^\s\d]))|\d{1,3}\s+(?=kab|kota\s)|[-–•*]\s*)", re.IGNORECASE)
CODE = re.compile(r"^(\d{2})\.?(\d{2})\b[\s,;:–-]*")


class Fate(Enum):
    NEW = gettext_lazy("will be recorded")
    RECORDED = gettext_lazy("recorded already")
    TWICE = gettext_lazy("stands above already")
    UNKNOWN = gettext_lazy("not known")
    OUT_OF_REACH = gettext_lazy("out of your reach")
    TOO_EARLY = gettext_lazy("cannot be recorded")


FAULTS = (Fate.UNKNOWN, Fate.OUT_OF_REACH, Fate.TOO_EARLY)


@dataclass
class Line:
    """One line as it was typed, or one tick (without a number)."""

    number: int | None
    typed: str
    district: Region | None = None
    fate: Fate = Fate.NEW
    detail: str = ""

    @property
    def is_fault(self) -> bool:
        return self.fate in FAULTS

    @property
    def is_new(self) -> bool:
        return self.fate == Fate.NEW

    @property
    def fault(self) -> str:
        """Its sentence with its line."""
        where = _("Line %(number)s, “%(typed)s”: ") if self.number else _("“%(typed)s”: ")
        return where % {"number": self.number, "typed": self.typed} + (self.detail or _("no regency or city goes by that name or code."))


def lines_of(text: str, ticked, *, cohort_year: int, decree: MinisterialDecree, user) -> list[Line]:
    """The typed lines and the ticked districts, each with its fate."""
    names = RegionNames()
    lines = [_line(number, typed.strip(), names, user) for number, typed in enumerate(text.splitlines(), 1) if typed.strip()]
    for line in [line for line in lines if line.fate == Fate.UNKNOWN and not line.detail][:MOST_GUESSES]:
        line.detail = _guess(_said(line.typed), names)
    lines += [_in_reach(Line(None, district.full_name, district), user) for district in ticked]
    known = _known([line.district.pk for line in lines if line.district])
    seen: set[int] = set()
    for line in lines:
        if line.district and not line.is_fault:
            _compare(line, line.district, known.get(line.district.pk, []), cohort_year, decree, seen)
    return lines


def _line(number: int, typed: str, names: RegionNames, user) -> Line:
    said, line = _said(typed), Line(number, typed)
    if code := CODE.match(said):
        line.district = names.by_code.get(f"{code[1]}.{code[2]}")
        rest = said[code.end() :]
        if line.district and rest and not _is_called(line.district, rest, names):
            return _fault(line, Fate.UNKNOWN, _("the code is that of %(district)s.") % {"district": line.district.full_name})
    else:
        found = _called(said, names)
        if len(found) > 1:
            return _fault(line, Fate.UNKNOWN, _("say which one: %(names)s.") % {"names": ", ".join(region.full_name for region in found)})
        line.district = found[0] if found else None
    if line.district is None:
        return _fault(line, Fate.UNKNOWN, "")
    return _in_reach(line, user)


def _said(typed: str) -> str:
    """The name or code in a line."""
    return LEADING.sub("", typed).strip(" ,;.")


def _is_called(district: Region, name: str, names: RegionNames) -> bool:
    return district in _called(name, names)


def _called(name: str, names: RegionNames) -> list[Region]:
    """The districts that go by that name: one where the kind stands in front, else perhaps two."""
    named = names.find_any(name)
    if named is not None and named.is_district:
        return [named]
    found = [names.find(kind, name) for kind in ("kabupaten", "kota")]
    return [region for region in found if region is not None]


def _guess(said: str, names: RegionNames) -> str:
    """What an unknown name was perhaps meant to be; nothing where nothing is near."""
    full = [region.full_name for region in names.by_code.values() if region.is_district]
    bare = {region.name: region.full_name for region in names.by_code.values() if region.is_district}
    near = get_close_matches(said, full, 2, 0.8) or [bare[name] for name in get_close_matches(said, bare, 2, 0.8)]
    if near:
        return _("no regency or city goes by that name or code. Did you mean %(names)s?") % {"names": _(" or ").join(near)}
    return ""


def _in_reach(line: Line, user) -> Line:
    if not user.region.reaches(line.district):
        return _fault(line, Fate.OUT_OF_REACH, _("it is not in %(region)s; its own province or the centre records it.") % {"region": user.region.full_name})
    return line


def _fault(line: Line, fate: Fate, detail: str) -> Line:
    line.fate, line.detail = fate, detail
    return line


def _known(districts) -> dict[int, list[Assistance]]:
    """The assistances of these districts."""
    known: dict[int, list[Assistance]] = {}
    for row in Assistance.objects.filter(district__in=districts).select_related("decree").order_by("-cohort_year"):
        known.setdefault(row.district_id, []).append(row)
    return known


def _compare(line: Line, district: Region, known, cohort_year: int, decree, seen: set[int]) -> None:
    """What the line would do beside what stands already."""
    same = next((row for row in known if row.cohort_year == cohort_year), None)
    left = next((row for row in known if row.left_on and row.cohort_year > cohort_year), None)
    if district.pk in seen:
        line.fate = Fate.TWICE
    elif same:
        line.fate = Fate.RECORDED
        if same.decree_id != decree.pk:
            line.detail = _("by decree %(decree)s") % {"decree": same.decree} if same.decree else _("without a decree")
    elif left:
        _fault(line, Fate.TOO_EARLY, came_too_early(left.cohort_year))
    elif known and not known[0].has_left(district):
        line.detail = _("in the programme since cohort %(year)s already") % {"year": known[0].cohort_year}
    seen.add(district.pk)


def shown(lines: list[Line]) -> str:
    """The fates as they are shown, in short: confirming does just these."""
    return sha256("\n".join(f"{line.number} {line.district and line.district.pk} {line.fate.name}" for line in lines).encode()).hexdigest()


@transaction.atomic
def enlist(lines: list[Line], pattern: Assistance, *, by) -> list[Assistance]:
    """Record an assistance like `pattern` for each district that is new, as `by`; all or nothing."""
    made = []
    for line in lines:
        if line.is_new:
            row = Assistance(
                district=line.district, cohort_year=pattern.cohort_year, scheme=pattern.scheme, decree=pattern.decree,
                facilitator=pattern.facilitator, basis=pattern.basis, source=pattern.source,
            )  # fmt: skip
            made.append(record_assistance(row, by=by))
    return made
