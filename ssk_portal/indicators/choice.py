"""Which of several values counts: the target in force, the reference of the year.

All values of one indicator, region, year, area (and layer) are kept. The rule, in this order:

1. values that nobody doubts; one whose note or plan says conflict, suspect or draft comes last;
2. the publisher that stands first in the order of publishers (a target without one comes last);
3. the newest publication, by the day written in the medium or the address;
4. the source and the value as text, so that the same rows always give the same choice.

Where a person chose, with a reason, the rule does not choose any more (`choosing.py`).
"""

import re
from datetime import date

from django.db import transaction

DOUBTFUL = ("conflict", "suspect", "draft", "konflik", "meragukan", "draf", "rancangan")
DOUBT = re.compile(rf"\b({'|'.join(DOUBTFUL)})\b", re.IGNORECASE)
# Such a note names no more than another value of the same year.
RIVAL = re.compile(r"(conflict with|berbeda dengan) \d", re.IGNORECASE)
MONTHS = {name: number for number, names in enumerate(
    ("jan", "feb", "mar", "apr", "may mei", "jun", "jul", "aug agu", "sep", "oct okt", "nov", "dec des"), start=1
) for name in names.split()}  # fmt: skip
_WRITTEN = re.compile(r"\b(?:(\d{1,2}) )?([A-Za-z]{3,9}) (\d{4})\b")
_IN_ADDRESS = re.compile(r"/(20\d\d)/(\d{1,2})/(?:(\d{1,2})/)?")
_NO_PUBLISHER = 1_000_000


def published_on(published_via: str, source: str) -> date:
    """The day of publication as `5 Oct 2022` or `Nov 2025` in the medium, or `/2022/10/05/` in the address.

    `date.min` where neither says it; the first of the month where only the month is known.
    """
    for day, month, year in _WRITTEN.findall(published_via):
        if number := MONTHS.get(month[:3].lower()):
            return _day(year, number, day)
    if found := _IN_ADDRESS.search(source):
        return _day(found[1], found[2], found[3])
    return date.min


def _day(year, month, day) -> date:
    try:
        return date(int(year), int(month), int(day or 1))
    except ValueError:
        return date.min


def rank(row) -> tuple:
    """The place of a value among those of its group; the lowest counts."""
    return (
        bool(DOUBT.search(f"{row.note} {row.framework}")),
        row.publisher.order if row.publisher else _NO_PUBLISHER,
        -published_on(row.published_via, row.source).toordinal(),
        row.source,
        str(row.value),
        row.framework,
    )


def mark_first(figures) -> None:
    """Mark by the rule what counts among figures not saved yet, in groups that are new."""
    groups: dict[tuple, list] = {}
    for figure in figures:
        groups.setdefault(figure.group_key, []).append(figure)
    for rows in groups.values():
        best = min(rows, key=rank)
        setattr(best, best.mark, True)


def choose(model, groups: set[tuple]) -> int:
    """Mark by the rule what counts in each of `groups`; returns in how many the mark moved."""
    keep, fall = set(), set()
    with transaction.atomic():
        for rows in _candidates(model, groups).values():
            if any(row.choice_reason for row in rows):
                continue
            best = min(rows, key=rank)
            fall |= {row.pk for row in rows if row.counts and row != best}
            keep |= {best.pk} if not best.counts else set()
        # The old mark goes first: two in one group are refused by the database.
        model.objects.filter(pk__in=fall).update(**{model.mark: False})
        model.objects.filter(pk__in=keep).update(**{model.mark: True})
    return len(keep)


def choose_everywhere(model) -> int:
    """The same for every group, after the order of the publishers was changed."""
    return choose(model, set(model.objects.settled().values_list(*model.group).distinct()))


def _candidates(model, groups: set[tuple]) -> dict[tuple, list]:
    """The settled values of the groups, locked until the transaction ends."""
    found: dict[tuple, list] = {}
    wanted = {f"{name}__in": {group[place] for group in groups} for place, name in enumerate(model.group)}
    rows = model.objects.settled().filter(**wanted).select_related("publisher").order_by("pk").select_for_update(of=("self",))
    for row in rows if groups else ():
        if row.group_key in groups:
            found.setdefault(row.group_key, []).append(row)
    return found
