"""The definitions: how a scheme is read with all that belongs to it, and keeping a requirement with its template file."""

from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef

from ssk_portal.common.nested import nested, unnest
from ssk_portal.documents.actions import keep
from ssk_portal.milestones.models import Milestone, MilestoneScheme, Requirement, Wording
from ssk_portal.milestones.models.assistance import in_programme


def milestones_of(scheme: MilestoneScheme) -> list[Milestone]:
    """The milestones in one statement, each with what is asked (`asked`), how it is worded (`worded`) and which clinics prepare it (`prepared`)."""
    preparations: Any = Milestone._meta.get_field("preparations").related_model  # of a room above
    parts = {
        "requirements_read": nested(Requirement.objects.filter(milestone=OuterRef("pk")).order_by("order", "pk")),
        "wordings_read": nested(Wording.objects.filter(milestone=OuterRef("pk")).order_by("year", "pk")),
        "preparations_read": nested(preparations.objects.filter(milestone=OuterRef("pk")).order_by("clinic_type__number"), "clinic_type"),
    }
    rows: list[Any] = list(scheme.milestones.annotate(**parts).order_by("number"))
    for row in rows:
        row.asked = unnest(Requirement, row.requirements_read)
        row.worded = unnest(Wording, row.wordings_read)
        row.prepared = unnest(preparations, row.preparations_read, "clinic_type")
    return rows


def with_running(rows):
    """Schemes with `running`: how many districts work under each now."""
    return rows.annotate(running=Count("assistances", filter=in_programme("assistances__")))


@transaction.atomic
def save_requirement(requirement: Requirement, *, template=None, remove_template: bool = False, by) -> Requirement:
    """Save a requirement, with the uploaded `template` in place of the one it had, or without any.

    The file belongs to the country, as the definitions do. Raises ValidationError for a file that is not taken.
    """
    if template is not None:
        requirement.template = keep(template, region=by.region, by=by)
    elif remove_template:
        requirement.template = None
    requirement.save()
    return requirement
