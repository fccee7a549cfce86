"""Questions that a page asks at every visit: put together once a process for each post, then asked with the reader's own values.

To put a queryset together takes Django many times as long as PostgreSQL takes to answer it. What differs from
reader to reader (who, where, when) stands in it as a gap, and is filled in when it is asked:

    @ready
    def drafts_of(reader):
        return Progress.objects.filter(region=reader.region_id, created_at__lt=NOW)

    drafts_of(request.user)  # the rows, as a list

A question about one row has WHICH in it, and is asked with its key: `one_of(request.user, which=pk)`.

`reader` is somebody in the same post who is nobody: what a post may do is the same for all in it, and what belongs
to a person is a gap. A moment that is no gap would be asked for ever after, so it is refused.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ValuesListIterable, get_related_populators
from django.utils import timezone

from ssk_portal.common.statements import fetch

# No row has such a number, nobody lived then.
WHO, WHERE, PROVINCE, WHICH = -1001, -1002, -1003, -1004
TODAY = date(1001, 1, 1)
NOW = datetime(1001, 1, 1, tzinfo=UTC)
_NEAR = timedelta(days=3660)


def ready(make: Callable[[Any], QuerySet]) -> Callable[..., list]:
    """A question put together for each post that asks it: `make` gets a reader without a name and gives the rows."""
    known: dict[tuple, Question] = {}

    @wraps(make)
    def ask(reader, which: int | None = None) -> list:
        # A database made anew numbers the kinds of rows anew.
        post = reader.role, reader.region.level, ContentType.objects.get_for_model(reader.__class__).pk
        if post not in known:
            known[post] = Question(make(_nobody(reader)))
        return known[post].ask(reader, which)

    return ask


def _nobody(reader):
    """Somebody of the same role, in a region of the same level."""
    region = reader.region.__class__(pk=WHERE, level=reader.region.level, province_id=PROVINCE)
    return reader.__class__(pk=WHO, role=reader.role, region=region)


class Question:
    """The statement of one queryset, and how its rows are read."""

    def __init__(self, rows: QuerySet):
        self.compiler: Any = rows.query.get_compiler(rows.db)
        self.tuples = issubclass(rows._iterable_class, ValuesListIterable)
        try:
            self.statement, self.parameters = self.compiler.as_sql()
        except EmptyResultSet:  # whoever is in this post may see none of it
            self.statement, self.parameters = "", ()
        for moment in (each for each in self.parameters if isinstance(each, date)):
            if _day_of(moment) - TODAY > _NEAR:
                raise ValueError(f"{moment} would be asked for ever after: put NOW or TODAY in its place")
        self.converters = self.compiler.get_converters([each for each, *_ in self.compiler.select])
        # The question stays, the connection of this thread does not.
        self.compiler.connection = connection

    def ask(self, reader, which: int | None) -> list:
        if not self.statement:
            return []
        gaps = {WHO: reader.pk, WHERE: reader.region_id, PROVINCE: reader.region.province_id, WHICH: which}
        filled = [_filled(each, gaps) for each in self.parameters]
        found = self.compiler.apply_converters(fetch(self.statement, filled), self.converters)
        return [tuple(row) for row in found] if self.tuples else self._rows(found)

    def _rows(self, found) -> list:
        """Rows of the model, with what was read along, as Django itself would make them."""
        select, known, annotations = self.compiler.select, self.compiler.klass_info, self.compiler.annotation_col_map or {}
        first, last = known["select_fields"][0], known["select_fields"][-1] + 1
        names = [each[0].target.attname for each in select[first:last]]
        populators = get_related_populators(known, select, "default")  # type: ignore[call-arg]  # its types are those of a later Django
        rows = []
        for columns in found:
            row = known["model"].from_db("default", names, columns[first:last])
            for populator in populators:
                populator.populate(columns, row)
            for name, place in annotations.items():
                setattr(row, name, columns[place])
            rows.append(row)
        return rows


def _day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _filled(parameter, gaps):
    """What the values of this time make of a gap; days are told by how far they lie from today."""
    if isinstance(parameter, datetime):
        return timezone.now() + (parameter - NOW)
    if isinstance(parameter, date):
        return timezone.localdate() + (parameter - TODAY)
    if isinstance(parameter, int):
        return gaps.get(parameter, parameter)
    return parameter
