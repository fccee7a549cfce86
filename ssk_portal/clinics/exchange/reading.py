"""Taking a file of events in: everything checked first, all or nothing, the same file twice changes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from ssk_portal.accounts.models import User
from ssk_portal.audit.actors import acting
from ssk_portal.clinics.exchange import jsontext
from ssk_portal.clinics.exchange.checking import problems_of
from ssk_portal.clinics.exchange.differing import Difference, differences, mark_of
from ssk_portal.clinics.exchange.doubts import doubts_of
from ssk_portal.clinics.exchange.linking import Links
from ssk_portal.clinics.exchange.parts import bring_into_line, links_of
from ssk_portal.clinics.exchange.remarks import remark_host, remark_province, remark_scheme, remark_unknown_events, remark_unlinked
from ssk_portal.clinics.exchange.reported import follow_publication, is_from_publication, locked
from ssk_portal.clinics.exchange.shape import PARTS, Values, column_values, year_of
from ssk_portal.clinics.exchange.writing import RELATIONS, event_of
from ssk_portal.clinics.models import Clinic, ClinicReport, Part
from ssk_portal.common.files import Unreadable, content_of
from ssk_portal.regions.models import Region
from ssk_portal.review.states import State

AT_ONCE = 200
# Some 2,500 events as articles tell them; a larger file is taken in only where that is asked for.
MOST_MB = 8


class Refused(Exception):
    """The file is not taken in. `problems` says everything that is wrong, a sentence each."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass
class Report:
    """What an import did: the ids of the events, what of those changed became different, what could not be linked, and what is odd."""

    made: list[str] = field(default_factory=list)
    changed: dict[str, list[Difference]] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    # Why events that the file would change stay as they are.
    refused: list[str] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """Another one where anything else would be done."""
        return mark_of(self.made, self.changed)


def read_file(path: Path, *, most_mb: int = MOST_MB) -> list[Values]:
    """The events of a file, checked against the schema, the numbers of their years and the regions that there are. Raises Refused."""
    try:
        content = content_of(path, most_mb=most_mb)
    except Unreadable as error:
        raise Refused([str(error)]) from None
    return read_events(content)


def read_events(content: bytes) -> list[Values]:
    """The same of a file's content."""
    try:
        document = jsontext.read(content)
    except Unreadable as error:
        raise Refused([str(error)]) from None
    if problems := problems_of(document):
        raise Refused(problems)
    return [_with_whole_numbers(event) for event in document["events"]]


def _with_whole_numbers(part: Any, key: str = "") -> Any:
    """2023.0 is a whole number to the schema; only a quoted value may have decimals."""
    if isinstance(part, dict):
        return {name: _with_whole_numbers(entry, name) for name, entry in part.items()}
    if isinstance(part, list):
        return [_with_whole_numbers(entry, key) for entry in part]
    return int(part) if isinstance(part, Decimal) and key != "value" else part


def import_events(events: list[Values], *, by: User, progress: Callable[[int, int], None] = lambda done, total: None) -> Report:
    """Bring the portal's rows into line with checked `events`, as `by`, in one transaction.

    Events are known by their id. `progress` is told now and then how many are done.
    """
    report = Report()
    try:
        with transaction.atomic(), acting(by):
            _one_at_a_time()
            links = Links()
            for chunk in _chunks(events):
                _take_in(chunk, links, report)
                progress(len(report.made) + len(report.changed) + len(report.unchanged), len(events))
            if report.refused:
                raise Refused(report.refused)
            touched = {*report.made, *report.changed}
            remark_unknown_events(events, touched, links)
            report.doubts = doubts_of([event for event in events if event["id"] in touched])
            report.remarks = links.remarks
    except IntegrityError as error:
        raise Refused([_("somebody recorded the same event at this moment; run the import again (%(what)s)") % {"what": str(error).splitlines()[0]}]) from None
    return report


def _one_at_a_time() -> None:
    """Two imports wait for each other; pages go on."""
    with connection.cursor() as cursor:
        # Put off to the end, the checks of many rows took longer with every row.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('clinics.import'))")


def _chunks(events: list[Values]) -> Iterator[list[Values]]:
    rest = iter(events)
    while chunk := list(islice(rest, AT_ONCE)):
        yield chunk


def _take_in(events: list[Values], links: Links, report: Report) -> None:
    rows = Clinic.objects.filter(slug__in=[event["id"] for event in events])
    stored = {clinic.slug: clinic for clinic in rows.select_for_update(of=("self",)).prefetch_related(*RELATIONS)}
    reports = {row.clinic_id: row for row in ClinicReport.objects.filter(clinic__in=stored.values()).select_for_update()}
    fresh = [event for event in events if event["id"] not in stored]
    _make(fresh, links)
    report.made += [event["id"] for event in fresh]
    for event in events:
        clinic = stored.get(event["id"])
        if clinic is None:
            continue
        before = event_of(clinic)
        reported = reports.get(clinic.pk)
        if before == event:
            report.unchanged.append(event["id"])
        elif reported and reported.why_locked:
            report.refused.append(locked(before, event, reported))
        else:
            _change(clinic, before, event, links)
            follow_publication(clinic, before, event, reported)
            report.changed[event["id"]] = differences(before, event)


def _near(host: Region, event: Values, links: Links) -> list[Region]:
    """The regions whose institutions an event may mean: the host's and those taking part."""
    return [host, *(region for entry in event["districts"] if (region := links.district(entry)))]


def _columns(event: Values, links: Links) -> Values:
    """The event's own columns with the links that do not depend on other rows."""
    return column_values(event) | {"region": links.host(event), "scheme": links.numbering.scheme(year_of(event))}


def _make(events: list[Values], links: Links) -> None:
    """New events with all their rows, a few statements for many."""
    clinics = [Clinic(**_columns(event, links)) for event in events]
    parts: dict[str, list[Part]] = {part.key: [] for part in PARTS}
    for clinic, event in zip(clinics, events, strict=True):
        near, linked = _near(clinic.region, event, links), dict[str, list[Values]]()
        clinic.host_institution = links.institution(event["host"], near) if event["host"] else None
        for part in PARTS:
            values = [part.values(entry) for entry in event[part.key]]
            linked[part.key] = [row | links_of(part, row, near, links) for row in values]
            parts[part.key] += [part.model(**row | {"clinic": clinic, "order": place}) for place, row in enumerate(linked[part.key])]
        remark_unlinked(event, linked, links)
        remark_province(event, linked, links)
        remark_host(clinic, event, links)
        remark_scheme(event, links)
    Clinic.objects.bulk_create(clinics)
    for part in PARTS:
        part.model._default_manager.bulk_create(parts[part.key], batch_size=2000)
    published = [clinic for clinic, event in zip(clinics, events, strict=True) if is_from_publication(event)]
    ClinicReport.objects.bulk_create(ClinicReport(clinic=clinic, state=State.PUBLISHED, told_version=clinic.version) for clinic in published)


def _change(clinic: Clinic, before: Values, event: Values, links: Links) -> None:
    """One event that stands already. Host region and scheme are told anew only when what tells them changed."""
    columns = _columns(event, links)
    if all(before[key] == event[key] for key in ("host_level", "province", "districts")):
        columns["region"] = clinic.region
    if year_of(before) == year_of(event):
        columns["scheme"] = clinic.scheme
    near = _near(columns["region"], event, links)
    if before["host"] != event["host"]:
        columns["host_institution"] = links.institution(event["host"], near) if event["host"] else None
    changed = {column: value for column, value in columns.items() if getattr(clinic, column) != value}
    if changed:
        for column, value in changed.items():
            setattr(clinic, column, value)
        clinic.save(update_fields=list(changed))
    linked: dict[str, list[Values]] = {part.key: [] for part in PARTS}
    linked |= {part.key: bring_into_line(part, clinic, event[part.key], near, links) for part in PARTS if before[part.key] != event[part.key]}
    remark_unlinked(event, linked, links)
    remark_province(event, linked, links)
    remark_host(clinic, event, links)
    remark_scheme(event, links)
