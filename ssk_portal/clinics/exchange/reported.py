"""An event beside its report: one taken from a publication is reported by it, one that the host has reported stays as it was sent."""

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from ssk_portal.clinics.exchange.shape import Values
from ssk_portal.clinics.models import Clinic, ClinicReport
from ssk_portal.common.files import shown
from ssk_portal.review.states import State


def locked(before: Values, event: Values, reported: ClinicReport) -> str:
    """The sentence that an event stays as its report was sent, with the keys that the file would change."""
    keys = ", ".join(key for key in event if before[key] != event[key])
    return _("event “%(id)s”, %(keys)s: the event has a report that is no longer edited. %(why)s") % {
        "id": shown(event["id"]), "keys": keys, "why": reported.why_locked,
    }  # fmt: skip


def is_from_publication(event: Values) -> bool:
    """Whether the event names where it was published; what the portal's own users report, they report themselves."""
    return bool(event["source"] or event["publisher"])


def follow_publication(clinic: Clinic, before: Values, event: Values, reported: ClinicReport | None) -> None:
    """An event that names its publication only now is reported by it, as it stands now; one that does so no longer is not."""
    if is_from_publication(event) and not is_from_publication(before) and reported is None:
        ClinicReport.objects.create(clinic=clinic, state=State.PUBLISHED)
    version = Clinic.objects.filter(pk=OuterRef("clinic")).values("version")
    ClinicReport.objects.filter(clinic=clinic, state=State.PUBLISHED).update(told_version=Subquery(version))
    if not is_from_publication(event) and reported and reported.state == State.PUBLISHED:
        reported.delete()
