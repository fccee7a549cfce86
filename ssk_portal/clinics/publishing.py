"""Publishing an approved report, and taking it back: by the level that approves it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.clinics.models import ClinicReport
from ssk_portal.clinics.telling import tell_concerned
from ssk_portal.common.errors import NotNow
from ssk_portal.notices.models import Kind
from ssk_portal.review.actions import is_reviewer
from ssk_portal.review.states import State


def may_publish(report: ClinicReport, user) -> bool:
    """Whether it is `user` who decides if the report is public; its state is asked apart."""
    return is_reviewer(report, user)


def publish(report: ClinicReport, *, by) -> ClinicReport:
    """Make the report public and tell those concerned. Raises PermissionDenied, and NotNow where it is not approved or public already."""
    with transaction.atomic():
        report = _held(report, by)
        if report.state != State.APPROVED:
            raise NotNow(_("Only an approved report is published; this one is “%(state)s”.") % {"state": report.get_state_display()})
        if report.is_public:
            raise NotNow(_("The report is public already."))
        report.published_at, report.published_by = timezone.now(), by
        with acting(by):
            report.save()
        tell_concerned(report.clinic, Kind.PUBLISH, report, by=by)
    return report


def withdraw_publication(report: ClinicReport, *, by) -> ClinicReport:
    """Take the report back from the public and tell those concerned; it stays approved. Raises PermissionDenied, and NotNow where it is not public."""
    with transaction.atomic():
        report = _held(report, by)
        if not report.is_public:
            raise NotNow(_("The report is not public."))
        report.published_at = report.published_by = None
        with acting(by):
            report.save()
        tell_concerned(report.clinic, Kind.WITHDRAW_PUBLICATION, report, by=by)
    return report


def _held(report, by) -> ClinicReport:
    """The report as it stands now, held to the end of the transaction."""
    if not may_publish(report, by):
        raise PermissionDenied
    if report.pk is None:
        return report
    return ClinicReport.objects.select_for_update(of=("self",)).select_related("clinic__region").get(pk=report.pk)
