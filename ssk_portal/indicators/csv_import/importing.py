"""Writing the rows of a csv that the portal does not hold yet; what counts is chosen at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeVar

from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ssk_portal.indicators.choice import choose, mark_first
from ssk_portal.indicators.csv_import.checking import TARGET, Checker, Row
from ssk_portal.indicators.csv_import.reading import MOST, Refused, read, there_may_be_more
from ssk_portal.indicators.defining import free_code
from ssk_portal.indicators.models import Achievement, Publisher, Target
from ssk_portal.review.states import State

BATCH = 500

Kind = TypeVar("Kind", Target, Achievement)


@dataclass
class Outcome:
    """What an import did, in numbers (`moved`: where another value than before counts now), and what to look at."""

    rows: int = 0
    new: int = 0
    known: int = 0
    moved: int = 0
    remarks: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = {"rows": self.rows, "new": self.new, "known": self.known, "moved": self.moved}
        return _("%(rows)s rows: %(new)s new, %(known)s known already; in %(moved)s places another value counts now.") % counts


def import_figures(content: bytes) -> Outcome:
    """Take the csv `content` (columns of `reading.COLUMNS`) as published figures.

    Rows that are known, also when they were corrected since, are left as they are. Raises
    Refused with every fault of the file; then nothing was written.
    """
    lines, problems = read(content)
    if len(problems) >= MOST:
        raise Refused(problems)
    with transaction.atomic():
        _alone()
        checker = Checker()
        rows = []
        lines.reverse()
        while lines:  # each is let go of as soon as it is understood
            line, cells = lines.pop()
            row, faults = checker.check(line, cells)
            problems += faults
            if row:
                rows.append(row)
            if len(problems) >= MOST:
                problems.append(there_may_be_more(line))
                break
        if problems:
            raise Refused(sorted(problems, key=lambda problem: problem.line))
        return _write(rows, checker)


def _alone() -> None:
    """Let nobody else write figures until the end, so that two imports cannot both find a row new."""
    with connection.cursor() as cursor:
        # Put off to the end, the checks of a hundred thousand rows took minutes.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("LOCK TABLE indicators_publisher, indicators_target, indicators_achievement IN SHARE ROW EXCLUSIVE MODE")


def _write(rows: list[Row], checker: Checker) -> Outcome:
    outcome = Outcome(rows=len(rows), remarks=[row.unlikely for row in rows if row.unlikely])
    _write_kind(Target, [row for row in rows if row.kind == TARGET], checker, outcome)
    _write_kind(Achievement, [row for row in rows if row.kind != TARGET], checker, outcome)
    return outcome


def _write_kind(model: type[Kind], rows: list[Row], checker: Checker, outcome: Outcome) -> None:
    fresh = _unknown(model, rows, outcome)
    _know_publishers(fresh, checker, outcome)
    held = set(model._default_manager.values_list(*model.group))
    written: set[tuple] = set()
    for part in _parts(fresh):
        figures = [_figure(model, row, checker) for row in part]
        mark_first(figure for figure in figures if figure.group_key not in held)
        model._default_manager.bulk_create(figures, batch_size=BATCH)
        written |= {figure.group_key for figure in figures}
    outcome.new += len(fresh)
    outcome.moved += choose(model, written & held)


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows as they are written, some at a time: all at once they would take several times the room of the file. Those of which one counts stay together."""
    part: list[Row] = []
    for _group, together in groupby(sorted(rows, key=_group_of), key=_group_of):
        if len(part) >= BATCH:
            yield part
            part = []
        part += together
    if part:
        yield part


def _group_of(row: Row) -> tuple:
    return row.key[:5]


def _unknown(model: type[Target] | type[Achievement], rows: list[Row], outcome: Outcome) -> list[Row]:
    """The rows that the portal does not hold yet, each once."""
    seen = _keys(model)
    fingerprints = set(model.objects.exclude(as_imported="").values_list("as_imported", flat=True))
    fresh: dict[tuple, Row] = {}
    for row in rows:
        if row.key in seen or row.fingerprint in fingerprints:
            outcome.known += 1
        elif row.key in fresh:
            outcome.known += 1
            outcome.remarks.append(_("line %(line)s says the same as line %(first)s; kept once") % {"line": row.line, "first": fresh[row.key].line})
        else:
            fresh[row.key] = row
    return list(fresh.values())


def _keys(model: type[Target] | type[Achievement]) -> set[tuple]:
    """The keys of all figures kept, in the shape of `Row.key`."""
    layer = ["layer_id"] if model is Target else []
    rows = model.objects.values_list("indicator_id", "region_id", "year", "area", *layer, "publisher__name", "framework", "source", "value")
    keys = set()
    for *place, publisher, framework, source, value in rows:
        place = place if layer else [*place, None]
        keys.add((*place, (publisher or "").casefold(), framework, source, value))
    return keys


def _know_publishers(rows: list[Row], checker: Checker, outcome: Outcome) -> None:
    """A publisher met for the first time comes last in the order, until an officer places it."""
    last = max((publisher.order for publisher in checker.publishers.values()), default=0)
    for row in rows:
        if row.publisher.casefold() not in checker.publishers:
            last = min(last + 1, 32767)
            publisher = Publisher.objects.create(name=row.publisher, code=free_code(Publisher, slugify(row.publisher)[:70] or "penerbit"), order=last)
            checker.publishers[row.publisher.casefold()] = publisher
            outcome.remarks.append(_("line %(line)s: the publisher “%(name)s” is new and stands last in the order") % {"line": row.line, "name": row.publisher})


def _figure(model: type[Kind], row: Row, checker: Checker) -> Kind:
    layer = {"layer": row.layer} if model is Target else {}
    return model(
        state=State.PUBLISHED, indicator=row.indicator, region=row.region, year=row.year, area=row.area, value=row.value,
        publisher=checker.publishers[row.publisher.casefold()], indicator_as_published=row.indicator_as_published, framework=row.framework,
        published_via=row.published_via, source=row.source, page=row.page, note=row.note, as_imported=row.fingerprint, **layer,
    )  # fmt: skip
