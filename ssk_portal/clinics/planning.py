"""Planning an event: from a clinic type, as a copy of an earlier one; its districts; calling it off; what earlier ones left open."""

from django.db import transaction
from django.db.models import BigIntegerField, Q
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.clinics.days import first_day
from ssk_portal.clinics.models import COMING, Agreement, Clinic, ClinicType, InvitedInstitution, Participation, ParticipationRole, Session
from ssk_portal.clinics.telling import tell_concerned
from ssk_portal.common.errors import NotNow
from ssk_portal.notices.models import Kind
from ssk_portal.pokja.models import Institution
from ssk_portal.pokja.names import called
from ssk_portal.regions.models import Region

OF_A_PROVINCE = " provinsi"  # “Bappeda provinsi”: the province's, whoever is the host
COPIED = ("district_id", "name", "kind", "role", "milestone", "milestone_year", "assisted_since", "clinic_numbers", "policy_package", "trial")


@transaction.atomic
def fill_from_types(clinic: Clinic, types: list[ClinicType], *, by) -> Clinic:
    """Give a new event the usual institutions and the agenda of the clinics that it is; what two share once."""
    near = list(Institution.objects.filter(region__in=[clinic.region_id, clinic.region.province_id]).select_related("region"))
    names = dict.fromkeys(line for kind in types for line in kind.institutions)
    titles = dict.fromkeys(line for kind in types for line in kind.agenda)
    with acting(by):
        for order, name in enumerate(names):
            found = _meant(name, near, clinic.region)
            InvitedInstitution.objects.create(clinic=clinic, order=order, name=str(found or name), institution=found)
        for order, title in enumerate(titles):
            Session.objects.create(clinic=clinic, order=order, title=title[:300])
    return clinic


def _meant(name: str, near: list[Institution], host: Region) -> Institution | None:
    """The one institution of the host's region, else of its province, that goes by that name; None where none or several do."""
    own = [row for row in near if row.region_id == host.pk]
    province = [row for row in near if row.region_id == (host.pk if host.is_province else host.province_id)]
    if name.endswith(OF_A_PROVINCE):
        found = called(name.removesuffix(OF_A_PROVINCE), province)
    else:
        found = called(name, own) or called(name, province)
    return found[0] if len(found) == 1 else None


@transaction.atomic
def fill_from_copy(clinic: Clinic, earlier: Clinic, *, by) -> Clinic:
    """Give a new event the districts, institutions and agenda of an earlier one: no days, no minutes, nothing that came out of it."""
    with acting(by):
        hosts = set(clinic.participations.values_list("district", flat=True))
        for part in earlier.participations.all():
            if part.district_id is None or part.district_id not in hosts:
                Participation.objects.create(clinic=clinic, order=part.order, **{name: getattr(part, name) for name in COPIED})
        for named in earlier.invited.all():
            InvitedInstitution.objects.create(clinic=clinic, order=named.order, name=named.name, institution=named.institution, mode=named.mode)
        for session in earlier.sessions.all():
            Session.objects.create(clinic=clinic, order=session.order, title=session.title, starts=session.starts, ends=session.ends, room=session.room)
        if earlier.region_id != clinic.region_id:
            name_host(clinic, before=earlier.region, by=by)
    return clinic


@transaction.atomic
def name_host(clinic: Clinic, *, before: Region | None, by) -> None:
    """Let the district that hosts the event stand among its districts, in the role of host.

    The exchange format names the hosting district nowhere else. `before` is the host
    region until now: a district that was host only takes part from now on.
    """
    with acting(by):
        _take_part_as_guest(clinic, before)
        if clinic.region.is_district:
            _host(clinic)


def _take_part_as_guest(clinic: Clinic, before: Region | None) -> None:
    for row in clinic.participations.filter(district=before, role=ParticipationRole.HOST) if before else ():
        row.role = ParticipationRole.PARTICIPANT
        row.save(update_fields=["role"])


def _host(clinic: Clinic) -> None:
    rows = clinic.participations
    host = rows.filter(district=clinic.region).first()
    if host is None:
        last = rows.last()
        host = Participation(clinic=clinic, district=clinic.region, name=clinic.region.name, kind=clinic.region.kind, order=last.order + 1 if last else 0)
    host.role = ParticipationRole.HOST
    host.save()


@transaction.atomic
def add_districts(clinic: Clinic, rows: list[dict], *, by) -> list[Participation]:
    """Let several districts take part: dicts of district, clinic_numbers and milestone. One that takes part already is left as it is."""
    Clinic.objects.select_for_update().get(pk=clinic.pk)
    there = set(clinic.participations.values_list("district", flat=True))
    last = clinic.participations.last()
    place, made = last.order + 1 if last else 0, []
    with acting(by):
        for row in rows:
            district = row["district"]
            if district.pk not in there:
                role = ParticipationRole.HOST if district.pk == clinic.region_id else ParticipationRole.PARTICIPANT
                made.append(Participation.objects.create(clinic=clinic, name=district.name, kind=district.kind, role=role, order=place + len(made), **row))
    return made


@transaction.atomic
def call_off(clinic: Clinic, *, reason: str, by) -> Clinic:
    """Say that the event does not take place, and why; those concerned are told once. One that was held cannot be called off (NotNow)."""
    if clinic.date_start:
        raise NotNow(_("An event that was called off has no day on which it was held."))
    called_off_before = _say_cancelled(clinic, reason, by)
    if not called_off_before:
        tell_concerned(clinic, Kind.CALL_OFF, clinic, by=by, note=reason)
    return clinic


@transaction.atomic
def take_back(clinic: Clinic, *, by) -> Clinic:
    """The event takes place after all; those concerned are told."""
    if _say_cancelled(clinic, "", by):
        tell_concerned(clinic, Kind.TAKE_BACK, clinic, by=by)
    return clinic


def _say_cancelled(clinic, reason, by) -> str:
    """Keep the reason; returns the one that stood there before. A form has put its own into `clinic` already."""
    before = Clinic.objects.select_for_update().values_list("cancelled", flat=True).get(pk=clinic.pk)
    clinic.cancelled = reason
    with acting(by):
        clinic.save(update_fields=["cancelled"])
    return before


def open_before(clinic: Clinic):
    """What earlier events of the same districts agreed and what is still open, the longest due first.

    An agreement that names no district holds for all that took part. An event whose day is not
    known is earlier where its year is not later.
    """
    districts = clinic.participations.filter(role__in=COMING, district__isnull=False).order_by().values("district")
    earlier = Clinic.objects.exclude(pk=clinic.pk).annotate(day=first_day())
    if clinic.days:
        first = clinic.days[0]
        earlier = earlier.filter(Q(day__lt=first) | Q(day=None, programme_year__lte=first.year))
    elif clinic.year:
        # As a number: the year may be one in which no day of any calendar lies.
        in_year = Coalesce(ExtractYear("day"), "programme_year", output_field=BigIntegerField())
        earlier = earlier.annotate(in_year=in_year).filter(in_year__lte=clinic.year)
    shared = Participation.objects.filter(district__in=districts, role__in=COMING).order_by().values("clinic")
    rows = Agreement.objects.filter(Q(district__in=districts) | Q(district=None, clinic__in=shared)).still_open()
    rows = rows.filter(clinic__in=earlier.order_by().values("pk")).select_related("district", "institution", "clinic__region")
    return rows.due_first()
