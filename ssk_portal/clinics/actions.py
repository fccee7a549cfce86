"""What spans the rows of an event."""

from ssk_portal.clinics.models import Clinic, Participation, ParticipationRole
from ssk_portal.regions.models import Level, Region


def name_host(clinic: Clinic, *, before: Region | None) -> None:
    """Let the district that hosts the event stand among its districts, in the role of host.

    The exchange format names the hosting district nowhere else. `before` is the host
    region until now: a district that was host only takes part from now on.
    """
    rows = clinic.participations
    for row in rows.filter(district=before, role=ParticipationRole.HOST) if before else ():
        row.role = ParticipationRole.PARTICIPANT
        row.save(update_fields=["role"])
    if clinic.region.level != Level.DISTRICT:
        return
    host = rows.filter(district=clinic.region).first()
    if host is None:
        last = rows.last()
        host = Participation(clinic=clinic, district=clinic.region, name=clinic.region.name, kind=clinic.region.kind, order=last.order + 1 if last else 0)
    host.role = ParticipationRole.HOST
    host.save()
