"""A month of events, day by day, and a year of them, month by month."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from ssk_portal.clinics.days import first_day, last_day
from ssk_portal.clinics.models import Clinic
from ssk_portal.common.numbers import asked_number

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Entry:
    """An event on one of its days: which of how many."""

    clinic: Clinic
    number: int
    of: int

    @property
    def is_first(self) -> bool:
        return self.number == 1


@dataclass
class Day:
    day: date
    inside: bool
    is_today: bool
    entries: list[Entry] = field(default_factory=list)


def month_asked(text: str, today: date) -> date:
    """The first day of the month written as 2026-11; this month where nothing sensible is asked for."""
    year, month = asked_number(text[:4]), asked_number(text[5:], digits=2)
    if len(text) == 7 and text[4] == "-" and year and month and FIRST_YEAR <= year <= LAST_YEAR and month <= 12:
        return date(year, month, 1)
    return today.replace(day=1)


def beside(first: date, months: int) -> date:
    """The first day of the month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def with_days(clinics):
    """The events with `day_first` and `day_last`."""
    return clinics.annotate(day_first=first_day(), day_last=last_day())


def between(first: date, last: date) -> Q:
    """On some day from `first` to `last`."""
    return Q(day_first__lte=last, day_last__gte=first)


def of_no_day(year: int) -> Q:
    """Of no known day, in that year or in no known year."""
    in_year = Q(programme_year=year) | Q(programme_year=None, published__year=year) | Q(programme_year=None, published=None)
    return Q(day_first=None) & in_year


def _dated(clinics: Iterable[Clinic]) -> Iterator[tuple[Clinic, tuple[date, date]]]:
    """Those of known days, with their first and last one."""
    for clinic in clinics:
        if days := clinic.days:
            yield clinic, days


def weeks_of(first: date, clinics: Iterable[Clinic], today: date) -> list[list[Day]]:
    """The weeks of the month, Monday first; each event stands on each of its days in this month."""
    weeks = [[Day(day, day.month == first.month, day == today) for day in week] for week in calendar.Calendar().monthdatescalendar(first.year, first.month)]
    days = {entry.day: entry for week in weeks for entry in week}
    for clinic, (begins, ends) in _dated(clinics):
        length = (ends - begins).days + 1
        start, stop = max(begins, first), min(ends, beside(first, 1) - timedelta(days=1))
        for offset in range((stop - start).days + 1):
            day = start + timedelta(days=offset)
            days[day].entries.append(Entry(clinic, (day - begins).days + 1, length))
    return weeks


def months_of(year: int, clinics: Iterable[Clinic]) -> list[tuple[date, list[Clinic]]]:
    """The months of the year in which an event begins (or in which one goes on from the year before), each with its events."""
    found: dict[date, list[Clinic]] = {}
    for clinic, (first, _last) in _dated(clinics):
        begins = max(first, date(year, 1, 1))
        found.setdefault(begins.replace(day=1), []).append(clinic)
    return sorted(found.items())
