"""What belongs to one milestone, read in one statement: what is asked for, what was given, what was told of it, until when.

The statement is put together once a process: with four kinds of rows that takes longer than asking it.
"""

import json
from dataclasses import dataclass
from functools import cache

from django.db.models import OuterRef

from ssk_portal.common.nested import ExactDecoder, nested, unnest
from ssk_portal.common.statements import fetch
from ssk_portal.milestones.deadlines import READ, with_deadlines
from ssk_portal.milestones.models import Assessment, Evidence, Progress, Requirement

BY_WHOM = ("document", "given_by", "removed_by")
THIS_ONE = -1  # stands in the statement for the milestone that is read


@dataclass(frozen=True)
class Contents:
    """The rows of one milestone: requirements in order, evidence with the versions before as it was given, remarks with the newest first."""

    requirements: list[Requirement]
    evidences: list[Evidence]
    remarks: list[Assessment]


def read(progress: Progress) -> Contents:
    """Its contents; `progress` knows them from then on, and its deadline."""
    statement, parameters = _statement()
    [found] = fetch(statement, [progress.pk if parameter == THIS_ONE else parameter for parameter in parameters])
    asked, given, told, deadlines = ([json.loads(row, cls=ExactDecoder) for row in rows] for rows in found)
    setattr(progress, READ, deadlines)
    progress.contents = Contents(unnest(Requirement, asked), unnest(Evidence, given, *BY_WHOM), unnest(Assessment, told, "written_by"))
    return progress.contents


@cache
def _statement() -> tuple[str, tuple]:
    asked = Requirement.objects.filter(milestone=OuterRef("milestone")).order_by("order", "pk")
    given = Evidence.objects.filter(progress=OuterRef("pk")).order_by("given_at", "pk")
    told = Assessment.objects.filter(progress=OuterRef("pk"), told_at__isnull=False).order_by("-told_at", "-pk")
    rows = Progress.objects.filter(pk=THIS_ONE).order_by().annotate(asked=nested(asked), given=nested(given, *BY_WHOM), told=nested(told, "written_by"))
    return with_deadlines(rows).values_list("asked", "given", "told", READ).query.sql_with_params()
