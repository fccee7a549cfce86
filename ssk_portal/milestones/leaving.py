"""Leaving the programme, undoing that, and when a district comes back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.models import Assistance
from ssk_portal.milestones.telling import keepers_of
from ssk_portal.notices.models import Kind
from ssk_portal.notices.tell import tell


def why_not_again(district, cohort_year: int) -> str:
    """The sentence why `district` does not come back in `cohort_year`; empty where it may."""
    later = Assistance.objects.filter(district=district, cohort_year__gte=cohort_year, left_on__isnull=False).order_by("-cohort_year").first()
    return came_too_early(later.cohort_year) if later else ""


def came_too_early(cohort_year: int) -> str:
    return _("It left the programme in cohort %(year)s; coming back is an assistance of a later cohort year.") % {"year": cohort_year}


def _locked(assistance) -> Assistance:
    return Assistance.objects.select_for_update(of=("self",)).select_related("district__province", "decree").get(pk=assistance.pk)


@transaction.atomic
def leave(assistance: Assistance, *, on: date, reason: str, by) -> Assistance:
    """Record that the district leaves the programme. Raises NotNow, with the sentence, where it cannot."""
    row, reason = _locked(assistance), reason.strip()
    if sentence := why_not_leave(row):
        raise NotNow(sentence)
    if not reason:
        raise NotNow(_("Leaving needs a date and a reason."))
    if sentence := row.why_not_left_on(on):
        raise NotNow(sentence)
    row.left_on, row.left_reason = on, reason
    with acting(by, reason=reason):
        row.save()
    tell(keepers_of(row.district), Kind.LEFT, row, by=by, note=reason)
    return row


def why_not_leave(assistance: Assistance) -> str:
    """The sentence why no leaving is recorded; empty when one may be."""
    return _("This leaving is recorded already.") if assistance.left_on else ""


@transaction.atomic
def stay(assistance: Assistance, *, reason: str, by) -> Assistance:
    """Undo a leaving that was recorded by mistake or called off; the history keeps it with the reason."""
    row, reason = _locked(assistance), reason.strip()
    if sentence := why_not_stay(row):
        raise NotNow(sentence)
    if not reason:
        raise NotNow(_("Write a note that says why."))
    row.left_on, row.left_reason = None, ""
    with acting(by, reason=reason):
        row.save()
    tell(keepers_of(row.district), Kind.STAYS, row, by=by, note=reason)
    return row


def why_not_stay(assistance: Assistance) -> str:
    """The sentence why the leaving is not undone; empty when it may be."""
    if assistance.left_on is None:
        return _("The district is in the programme.")
    if Assistance.objects.filter(district=assistance.district_id, cohort_year__gt=assistance.cohort_year).exists():
        return _("The district has come back with a later cohort year already.")
    return ""
