"""Who is told of what is decided about an event: its host and the districts that come, nobody else."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from ssk_portal.clinics.models import COMING, Clinic
from ssk_portal.notices.models import Kind
from ssk_portal.notices.tell import tell


def concerned(clinic: Clinic) -> list:
    """The users who work on events in the host's region and in the districts that come."""
    districts = clinic.participations.filter(role__in=COMING, district__isnull=False).order_by().values("district")
    users = get_user_model().objects.active().filter(Q(region=clinic.region_id) | Q(region__in=districts)).select_related("region").order_by("pk")
    return [user for user in users if user.may("clinic.change")]


def tell_concerned(clinic: Clinic, kind: Kind, about, *, by, note: str = "") -> None:
    """Write them a notice about the event or its report; whoever chose mails gets it in the own rhythm."""
    tell(concerned(clinic), kind, about, by=by, note=note)
