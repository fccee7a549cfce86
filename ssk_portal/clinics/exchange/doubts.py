"""What is odd in events that a file brings, though nothing forbids it: told beside what was done, and kept as written."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ssk_portal.clinics.exchange.shape import DATES, Values
from ssk_portal.clinics.models import Clinic, Participation
from ssk_portal.common.files import shown

LIKELY_YEARS = range(1990, 2101)


def doubts_of(events: list[Values]) -> list[str]:
    """A sentence each, of `events` that stand in the portal by now."""
    return [*(_of_event(event["id"], sentence) for event in events for sentence in _within(event)), *_under_two_ids(events), *_told_twice(events)]


def _of_event(slug: str, sentence: str) -> str:
    return _("event “%(id)s”: %(doubt)s") % {"id": shown(slug), "doubt": sentence}


def _within(event: Values) -> Iterator[str]:
    """What one event says."""
    if not event["title"].strip():
        yield _("it has no title")
    if (event["participants_count"] or 0) < 0:
        yield _("%(count)s participants cannot be") % {"count": event["participants_count"]}
    years = {event["programme_year"], *(int(event[key][:4]) for key in DATES if event[key])} - {None}
    if odd := sorted(year for year in years if year not in LIKELY_YEARS):
        yield _("unlikely year: %(years)s") % {"years": ", ".join(map(str, odd))}
    named = Counter((entry["type"], " ".join(entry["name"].casefold().split())) for entry in event["districts"])
    if twice := [f"{kind} {name.title()}" for (kind, name), count in named.items() if count > 1]:
        yield _("named more than once among its districts: %(names)s") % {"names": shown("; ".join(twice))}


def _told_twice(events: list[Values]) -> Iterator[str]:
    """Events of one title and date in one publication, be the others in the file or in the portal: mostly one file sent with other ids."""
    slugs = {event["id"] for event in events}
    held = defaultdict(set)
    rows = Clinic.objects.filter(source__in={event["source"] for event in events} - {None, ""})
    for slug, title, *when_and_where in rows.values_list("slug", "title", "source", "date_start", "date_as_written").iterator():
        held[" ".join(title.casefold().split()), *when_and_where].add(slug)
    for same in sorted(sorted(same) for same in held.values() if len(same) > 1 and same & slugs):
        yield _("the events %(ids)s have one title, one date and one source: are they the same event?") % {"ids": ", ".join(f"“{shown(slug)}”" for slug in same)}


def _under_two_ids(events: list[Values]) -> Iterator[str]:
    """Events of one number on one day in one district, be the others in the file or in the portal."""
    slugs = {event["id"] for event in events}
    held: dict[tuple, set[str]] = defaultdict(set)
    rows = Participation.objects.filter(clinic__date_start__in={event["date_start"] for event in events} - {None}).exclude(district=None)
    for slug, day, district, numbers in rows.values_list("clinic__slug", "clinic__date_start", "district", "clinic__clinic_numbers").iterator():
        for number in numbers:
            held[day, district, number].add(slug)
    told = {frozenset(same) for same in held.values() if len(same) > 1 and same & slugs}
    for same in sorted(map(sorted, told)):
        yield _("the events %(ids)s are of one number, one day and one district: are they the same event?") % {"ids": ", ".join(f"“{shown(slug)}”" for slug in same)}
