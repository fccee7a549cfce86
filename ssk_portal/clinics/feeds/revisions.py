"""How often an event was revised and when it last was: what SEQUENCE and LAST-MODIFIED of RFC 5545 tell."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max

from ssk_portal.audit.timeline import event_model
from ssk_portal.clinics.models import Clinic, ClinicReport, Participation, Session


@dataclass
class Revision:
    """`count` only grows: the history loses nothing, also where a session is deleted."""

    count: int = -1
    at: datetime | None = None


def revisions_of(clinics: list[Clinic]) -> dict[int, Revision]:
    """By the event's number: the changes of the event itself and of what its entry tells of."""
    found: dict[int, Revision] = defaultdict(Revision)
    numbers = [clinic.pk for clinic in clinics]
    for model in (Clinic, Session, Participation, ClinicReport):
        owner = F("pgh_obj_id") if model is Clinic else F("clinic_id")
        rows = event_model(model).objects.order_by().annotate(of=owner).filter(of__in=numbers).values_list("of")
        for number, count, at in rows.annotate(Count("pk"), Max("pgh_created_at")):
            revision = found[number]
            revision.count += count
            revision.at = max(at, revision.at or at)
    return found
