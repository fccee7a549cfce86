"""The verbs of the definitions: keep a requirement with its template file."""

from django.db import transaction

from ssk_portal.documents.actions import keep
from ssk_portal.milestones.models import Requirement


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
