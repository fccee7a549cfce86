"""Bringing the rows under an event into line with a list of the file, touching only what differs."""

from collections import defaultdict, deque
from collections.abc import Hashable

from ssk_portal.clinics.exchange.linking import Links
from ssk_portal.clinics.exchange.shape import PartShape, Values
from ssk_portal.clinics.models import Clinic, Part
from ssk_portal.regions.models import Region


def links_of(part: PartShape, values: Values, near: list[Region], links: Links) -> Values:
    """The columns that link a row with what its texts mean."""
    match part.key:
        case "districts":
            return {"district": links.regions.find(values["kind"], values["name"])}
        case "institutions":
            return {"institution": links.institution(values["name"], near)}
        case "quoted":
            region = links.regions.find_any(values["region_as_written"])
            return {"region": region, "indicator": links.indicator(values["indicator_as_written"])}
    return {}


def bring_into_line(part: PartShape, clinic: Clinic, entries: list, near: list[Region], links: Links) -> list[Values]:
    """Change, add and delete the rows of `clinic` until they say `entries`.

    A row that says the same as before is left alone, with whatever the portal added to it
    (a district's link that a person chose, a speaker's session).
    Returns the columns of every row, as they now stand.
    """
    wanted = [part.values(entry) for entry in entries]
    rows = Matching(part, list(getattr(clinic, part.relation).all()), wanted)
    columns, place = [], -1
    for values, row in zip(wanted, rows.matches, strict=True):
        place = row.order if row and row.order > place else place + 1
        if row is None:
            row = part.model(**values | links_of(part, values, near, links) | {"clinic": clinic, "order": place})
            row.save()
        else:
            _update(part, row, values, place, near, links)
        columns.append(values | {name: getattr(row, name) for name in links_of(part, values, near, links)})
    for row in rows.surplus:
        row.delete()
    return columns


class Matching:
    """Stored rows beside the wanted ones: first those that say the same, then in order those left over."""

    def __init__(self, part: PartShape, stored: list[Part], wanted: list[Values]):
        same: dict[Hashable, deque[Part]] = defaultdict(deque)
        for row in stored:
            same[_key(part.kept(row))].append(row)
        self.matches: list[Part | None] = [_first(same[_key(values)]) for values in wanted]
        used = {row.pk for row in self.matches if row}
        # A row of the same name is the same row with something changed.
        named: dict[str, deque[Part]] = defaultdict(deque)
        for row in stored:
            if row.pk not in used:
                named[getattr(row, part.name)].append(row)
        for place, values in enumerate(wanted):
            self.matches[place] = self.matches[place] or _first(named[values[part.name]])
        self.surplus = [row for rows in named.values() for row in rows]


def _first(rows: deque[Part]) -> Part | None:
    return rows.popleft() if rows else None


def _key(values: Values) -> Hashable:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values.values())


def _update(part: PartShape, row: Part, values: Values, place: int, near: list[Region], links: Links) -> None:
    changed = {column: value for column, value in values.items() if getattr(row, column) != value}
    if changed:
        # The texts that are linked are the ones that name something: told anew only when they changed.
        told = links_of(part, values, near, links)
        renamed = {"name", "kind", "region_as_written", "indicator_as_written"} & set(changed)
        changed |= told if renamed else {}
    if row.order != place:
        changed["order"] = place
    if changed:
        for column, value in changed.items():
            setattr(row, column, value)
        row.save(update_fields=list(changed))
