"""Coaching clinics and other events of the working groups, and the schemes that number them."""

from ssk_portal.clinics.models.agreement import Agreement, AgreementQuerySet, AgreementState
from ssk_portal.clinics.models.attendance import Attendance, AttendanceQuerySet, AttendanceState, Gender, Origin
from ssk_portal.clinics.models.checkin import CheckInKey, CheckInPage, CheckInTry
from ssk_portal.clinics.models.clinic import Clinic, ClinicQuerySet, EventKind, HostLevel, Mode
from ssk_portal.clinics.models.feed import CalendarFeed
from ssk_portal.clinics.models.minutes import ClinicFile, FileKind, Outcome, OutcomeKind, OutputCheck, Reached
from ssk_portal.clinics.models.parts import (
    COMING,
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
from ssk_portal.clinics.models.report import ClinicReport, ClinicReportQuerySet
from ssk_portal.clinics.models.schemes import ClinicType, Preparation, Scheme

__all__ = [
    "COMING",
    "MILESTONE_PATTERN",
    "Agreement",
    "AgreementQuerySet",
    "AgreementState",
    "Attendance",
    "AttendanceQuerySet",
    "AttendanceState",
    "CalendarFeed",
    "CheckInKey",
    "CheckInPage",
    "CheckInTry",
    "Clinic",
    "ClinicFile",
    "ClinicQuerySet",
    "ClinicReport",
    "ClinicReportQuerySet",
    "ClinicType",
    "EventKind",
    "FileKind",
    "Gender",
    "HostLevel",
    "InvitedInstitution",
    "Mode",
    "Origin",
    "Outcome",
    "OutcomeKind",
    "OutputCheck",
    "Part",
    "PartQuerySet",
    "Participation",
    "ParticipationRole",
    "Preparation",
    "QuotedFigure",
    "Reached",
    "Scheme",
    "Session",
    "Speaker",
]
