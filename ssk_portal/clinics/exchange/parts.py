"""Bringing the rows under an event into line with a list of the file, touching only what differs."""

from collections import defaultdict

from django.utils.translation import gettext as _

from ssk_portal.clinics.exchange.linking import Links
from ssk_portal.clinics.exchange.shape import PartShape
from ssk_portal.clinics.models import Clinic


def links_of(part: PartShape, values: dict, clinic: Clinic, near: list, links: Links) -> dict:
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


def remark_unlinked(event: dict, linked: dict[str, list[dict]], links: Links) -> None:
    """Say which districts, institutions, regions and indicators of the event could not be told."""

    def unlinked(key, link, text):
        return [row[text] for row in linked[key] if row[link] is None]

    links.remark(event, _("districts"), [f"{row['kind']} {row['name']}" for row in linked["districts"] if row["district"] is None])
    links.remark(event, _("institutions"), unlinked("institutions", "institution", "name"))
    links.remark(event, _("regions quoted"), unlinked("quoted", "region", "region_as_written"))
    links.remark(event, _("indicators quoted"), unlinked("quoted", "indicator", "indicator_as_written"))


def bring_into_line(part: PartShape, clinic: Clinic, entries: list, near: list, links: Links) -> list[dict]:
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
            row = part.model(clinic=clinic, order=place, **values | links_of(part, values, clinic, near, links))
            row.save()
        else:
            _update(part, row, values, place, clinic, near, links)
        columns.append(values | {name: getattr(row, name) for name in links_of(part, values, clinic, near, links)})
    for row in rows.surplus:
        row.delete()
    return columns


class Matching:
    """Stored rows beside the wanted ones: first those that say the same, then in order those left over."""

    def __init__(self, part, stored, wanted):
        same = defaultdict(list)
        for row in reversed(stored):
            same[_key({column: getattr(row, column) for column in wanted_columns(part)})].append(row)
        self.matches = [same[_key(values)].pop() if same[_key(values)] else None for values in wanted]
        used = {row.pk for row in self.matches if row}
        left = [row for row in stored if row.pk not in used]
        # A row of the same name is the same row with something changed.
        name = wanted_columns(part)[0]
        for place, values in enumerate(wanted):
            if self.matches[place] is None:
                again = next((row for row in left if getattr(row, name) == values[name]), None)
                if again:
                    self.matches[place] = again
                    left.remove(again)
        self.surplus = left


def wanted_columns(part: PartShape) -> list[str]:
    return [part.plain] if part.plain else list(part.columns.values())


def _key(values: dict):
    return tuple(tuple(value) if isinstance(value, list) else value for value in values.values())


def _update(part, row, values, place, clinic, near, links):
    changed = {column: value for column, value in values.items() if getattr(row, column) != value}
    if changed:
        # The texts that are linked are the ones that name something: told anew only when they changed.
        told = links_of(part, values, clinic, near, links)
        renamed = {"name", "kind", "region_as_written", "indicator_as_written"} & set(changed)
        changed |= told if renamed else {}
    if row.order != place:
        changed["order"] = place
    if changed:
        for column, value in changed.items():
            setattr(row, column, value)
        row.save(update_fields=list(changed))
