"""Coaching clinics and other events of the working groups, and the schemes that number them."""

from ssk_portal.clinics.models.agreement import Agreement, AgreementQuerySet, AgreementState
from ssk_portal.clinics.models.clinic import Clinic, ClinicQuerySet, EventKind, HostLevel, Mode
from ssk_portal.clinics.models.parts import (
    MILESTONE_PATTERN,
    InvitedInstitution,
    Part,
    Participation,
    ParticipationRole,
    PartQuerySet,
    QuotedFigure,
    Session,
    Speaker,
)
from ssk_portal.clinics.models.schemes import ClinicType, Preparation, Scheme

__all__ = [
    "MILESTONE_PATTERN",
    "Agreement",
    "AgreementQuerySet",
    "AgreementState",
    "Clinic",
    "ClinicQuerySet",
    "ClinicType",
    "EventKind",
    "HostLevel",
    "InvitedInstitution",
    "Mode",
    "Part",
    "PartQuerySet",
    "Participation",
    "ParticipationRole",
    "Preparation",
    "QuotedFigure",
    "Scheme",
    "Session",
    "Speaker",
]
