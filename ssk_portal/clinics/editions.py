"""A new edition of a milestone scheme is prepared by the same clinics as the one before."""

from django.db.models import Q, QuerySet

from ssk_portal.clinics.models import Preparation
from ssk_portal.milestones.editions import copied_along
from ssk_portal.milestones.models import Milestone


@copied_along
def copy_preparations(copies: dict[int, Milestone]) -> None:
    """Each prepared milestone once more, for its copy."""
    rows = Preparation.objects.filter(milestone__in=copies)
    Preparation.objects.bulk_create([Preparation(clinic_type_id=row.clinic_type_id, milestone=copies[row.milestone_id], basis=row.basis, source=row.source) for row in rows])


def of_newest_edition() -> QuerySet[Preparation]:
    """The prepared milestones as they are asked for now: not once more for each former edition, nor for one that is still a draft."""
    stands = Q(milestone__scheme__edition=1) | Q(milestone__scheme__in_force_since__isnull=False)
    return Preparation.objects.filter(stands, milestone__scheme__followed_by__in_force_since=None)
