"""What is due: on Monday morning a mail to whoever still has agreements to keep; what signing in by the QR page counted is thrown out in time."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from ssk_portal.accounts.models import Rhythm, User
from ssk_portal.clinics.models import Agreement, CheckInKey, CheckInTry
from ssk_portal.clinics.models.agreement import in_charge_of
from ssk_portal.common.times import ZONES
from ssk_portal.notices.digests import digest, write_digest
from ssk_portal.notices.due import due
from ssk_portal.notices.models import Mail
from ssk_portal.notices.outbox import DIGEST_HOUR
from ssk_portal.regions.days import today_in

AGREEMENTS = "agreements"
MONDAY = 0
TRIES_KEPT, KEYS_KEPT = timedelta(hours=1), timedelta(days=7)
MOST = 30  # so many are named in one mail; the list in the portal has them all


@due
def write_agreement_digests(now: datetime) -> int:
    """Write the mails of this week, from Monday 07.00 in the reader's zone to the end of that day. Returns how many."""
    weeks = {zone: week for zone in ZONES if (week := week_begun(now, zone))}
    return sum(write_digest(pk, AGREEMENTS, week, now) for zone, week in weeks.items() for pk in _waiting(zone, week))


def week_begun(now: datetime, zone: str) -> date | None:
    """The Monday that it is in `zone`, once the hour of the digests has come."""
    local = timezone.localtime(now, ZoneInfo(zone))
    return local.date() if local.weekday() == MONDAY and local.time() >= DIGEST_HOUR else None


def _waiting(zone: str, week: date) -> list[int]:
    """Whose region, in that zone, still has something to keep, and who has no mail of this week yet."""
    to_keep = Agreement.objects.still_open().order_by()
    regions = [to_keep.values(path) for path in ("district", "clinic__region", "institution__region")]
    people = User.objects.people().active().exclude(email="").exclude(rhythm=Rhythm.NEVER).filter(region__time_zone=zone)
    people = people.filter(Q(region__in=regions[0]) | Q(region__in=regions[1]) | Q(region__in=regions[2]))
    told = Mail.objects.filter(digest=AGREEMENTS, week=week)
    return [user.pk for user in people.exclude(pk__in=told.values("user")).select_related("region").order_by("pk") if user.may("agreement.change")]


@digest(AGREEMENTS)
def compose(user: User, now: datetime) -> dict[str, str] | None:
    """The mail in the person's language, of what is open now; None where nothing is, or where they keep agreements no more."""
    own = in_charge_of(user.region) | Q(clinic__region=user.region_id)
    open_ones = Agreement.objects.visible_to(user).still_open().filter(own)
    agreements = list(open_ones.select_related("clinic__region", "district", "institution").due_first())
    if not agreements or not user.may("agreement.change"):
        return None
    late = sum(agreement.due is not None and agreement.due < today_in(agreement.clinic.region, now) for agreement in agreements)
    with translation.override(user.language), timezone.override(user.region.time_zone):
        context = {
            "user": user, "agreements": agreements[:MOST], "more": len(agreements[MOST:]), "count": len(agreements), "late": late,
            "portal": settings.PORTAL_URL, "list": f"{reverse('clinics:agreement_list')}?state=unsettled", "help_contact": settings.HELP_CONTACT,
        }  # fmt: skip
        subject = " ".join(render_to_string("clinics/digest_subject.txt", context).split())
        return {"subject": subject[:200], "body": render_to_string("clinics/digest_body.txt", context).strip() + "\n"}


@due
def throw_out_check_ins(now: datetime) -> int:
    """Nobody is told of it."""
    CheckInTry.objects.filter(at__lt=now - TRIES_KEPT).delete()
    CheckInKey.objects.filter(at__lt=now - KEYS_KEPT).delete()
    return 0
