"""What no schema can say of an event: that it ends after it begins, and that its regions exist."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ssk_portal.clinics.models import Clinic, Participation
from ssk_portal.common.files import shown
from ssk_portal.regions.names import RegionNames

# The way to a key, as in `events[0].districts[1].name`, and the sentence about it.
Step = str | int
Problem = tuple[list[Step], str]
MOST_GUESSES = 100  # of very many unknown names; each is compared with all that there are
KINDS = {"kabupaten": "kota", "kota": "kabupaten"}


def out_of_order(events: list, bad: set[tuple[Step, ...]]) -> Iterator[Problem]:
    """Events that end before they begin. `bad`: paths at or above faults told already."""
    for number, event in enumerate(events):
        if not isinstance(event, dict) or any(("events", number, key) in bad for key in ("date_start", "date_end")):
            continue
        first, last = event.get("date_start"), event.get("date_end")
        if first and last and date.fromisoformat(last) < date.fromisoformat(first):
            yield ["events", number, "date_end"], _("expected %(first)s (date_start) or a later day; found %(found)s") % {"first": first, "found": last}


def unknown_regions(events: list, bad: set[tuple[Step, ...]]) -> Iterator[Problem]:
    """Districts and provinces that the portal does not have, but for those that stand in it already, as written by hand."""
    names = RegionNames()
    found = [entry for entry in _named(events, bad) if names.find(entry[2], entry[3]) is None]
    kept = _kept({slug for slug, *_rest in found})
    sentences: dict[tuple[str, str], str] = {}
    for slug, path, kind, name in found:
        if (slug, kind, name) in kept:
            continue
        if (kind, name) not in sentences:
            sentences[kind, name] = _sentence(names, kind, name, guess=len(sentences) < MOST_GUESSES)
        yield path, sentences[kind, name]


def _named(events: list, bad: set[tuple[Step, ...]]) -> Iterator[tuple[Any, list[Step], str, str]]:
    """(id of the event, path, kind, name) of every region that an event names by its kind."""
    for number, event in enumerate(events):
        if not isinstance(event, dict):
            continue
        slug = None if ("events", number, "id") in bad else event.get("id")
        province, districts = event.get("province"), event.get("districts")
        if isinstance(province, str) and province and ("events", number, "province") not in bad:
            yield slug, ["events", number, "province"], "provinsi", province
        for place, entry in enumerate(districts if isinstance(districts, list) else []):
            path: list[Step] = ["events", number, "districts", place, "name"]
            if isinstance(entry, dict) and entry.get("type") in list(KINDS) and isinstance(entry.get("name"), str) and tuple(path) not in bad:
                yield slug, path, entry["type"], entry["name"]


def _kept(slugs: set) -> set[tuple[str, str, str]]:
    """What the portal's events of these ids say already: an export can always be taken in again."""
    slugs = {slug for slug in slugs if isinstance(slug, str)}
    districts = Participation.objects.filter(clinic__slug__in=slugs, district=None).values_list("clinic__slug", "kind", "name")
    provinces = Clinic.objects.filter(slug__in=slugs).exclude(province=None).values_list("slug", "province")
    return {*districts, *((slug, "provinsi", name or "") for slug, name in provinces)}


def _sentence(names: RegionNames, kind: str, name: str, *, guess: bool) -> str:
    other = KINDS.get(kind)
    sentence = _("expected the name of a %(kind)s that the portal knows; found “%(found)s”") % {"kind": kind, "found": shown(name)}
    if other and names.find(other, name):
        return sentence + _("; there is a %(kind)s of this name") % {"kind": other}
    near = names.near(kind, name) if guess else None
    return sentence + (_("; is “%(near)s” meant?") % {"near": near.name} if near else "")
