"""Signing in by the participants themselves: the QR page of an event, and what comes in on it."""

import math
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ssk_portal.accounts.models import User
from ssk_portal.audit.actors import acting
from ssk_portal.clinics.attendance.keeping import Meaning, append, check_open, locked_roll, near
from ssk_portal.clinics.attendance.roll import names_of
from ssk_portal.clinics.models import Attendance, AttendanceState, CheckInKey, CheckInPage, CheckInTry, Clinic, Origin
from ssk_portal.clinics.models.checkin import new_token
from ssk_portal.common.errors import NotNow
from ssk_portal.common.spelling import plain
from ssk_portal.screens.suggest import MOST

# A whole meeting room stands behind one office address: 200 people in ten minutes, each of whom may mistype some times.
TRIES = 1_000
WINDOW = timedelta(minutes=10)


class TooMany(Exception):
    """Raised when an address sent more than is taken; carries the whole minutes to wait."""

    def __init__(self, left: timedelta):
        self.minutes = max(1, math.ceil(left.total_seconds() / 60))
        super().__init__(f"{self.minutes} minutes")


class SentBefore(Exception):
    """The form with this key was done with other content."""


@dataclass(frozen=True)
class Person:
    """What somebody says of themselves on the QR page."""

    name: str
    institution: str
    post: str
    telephone: str = ""
    gender: str = ""


# What the host does


@transaction.atomic
def open_page(clinic: Clinic, *, by) -> CheckInPage:
    """Make the page, or open the closed one again under its address."""
    _check_host(clinic, by)
    check_open(clinic)
    with acting(by):
        page, is_new = CheckInPage.objects.get_or_create(clinic=clinic)
        if not is_new and page.closed_at:
            page.closed_at = None
            page.save()
    return page


@transaction.atomic
def close_page(page: CheckInPage, *, by) -> None:
    """From now on the page answers as one that does not exist; a closed one stays as it is."""
    _check_host(page.clinic, by)
    with acting(by):
        CheckInPage.objects.filter(pk=page.pk, closed_at=None).update(closed_at=timezone.now())


@transaction.atomic
def renew_address(page: CheckInPage, *, seen: int, by) -> None:
    """Give the page a new address; the old one leads nowhere from now on.

    `seen` is the version that was shown: of two who renew at once the second would make the poster of the first worthless.
    """
    _check_host(page.clinic, by)
    with acting(by):
        if not CheckInPage.objects.filter(pk=page.pk, version=seen).update(token=new_token()):
            raise NotNow(_("Somebody else changed this QR page in the meantime. Look at the address that is there now; make a new one only if it is still needed."))


def _check_host(clinic, by) -> None:
    if not by.region.reaches(clinic.region):
        raise PermissionDenied


# What the participants do


def count_try(address: str) -> None:
    """Count a form before it is looked at. Raises TooMany; counted by the database, so that all workers count together."""
    now = timezone.now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [address])
        latest = list(CheckInTry.objects.filter(address=address, at__gt=now - WINDOW).order_by("-at").values_list("at", flat=True)[TRIES - 1 : TRIES])
        if latest:
            raise TooMany(latest[0] + WINDOW - now)
        CheckInTry.objects.create(address=address, at=now)


@transaction.atomic
def check_in(page: CheckInPage, person: Person, *, key) -> bool:
    """Put `person` on the list as present. Returns False where the page has been closed meanwhile.

    The same form sent twice is done once, and so is the same person. Raises SentBefore for
    a form whose key was used with other words.
    """
    institution, written = Meaning(page.clinic).of(person.institution)
    roll = locked_roll(page.clinic)
    page = CheckInPage.objects.select_related("clinic__region", "clinic__report").get(pk=page.pk)
    if not page.is_open:
        return False
    sent = salted_hmac("ssk_portal.clinics.check_in", repr(person)).hexdigest()
    before, is_new = CheckInKey.objects.get_or_create(key=key, defaults={"page": page, "sent": sent})
    if not is_new:
        if before.page_id != page.pk or before.sent != sent:
            raise SentBefore
        return True
    with acting(User.objects.system()):
        row = _row_of(roll, person, names_of(institution, written))
        if row is None:
            region = institution.region if institution else None
            append(
                roll, page.clinic, origin=Origin.SELF, name=person.name, post=person.post, institution=institution, institution_as_written=written,
                district=region if region and region.is_district else None, telephone=person.telephone, gender=person.gender, **_present(),
            )  # fmt: skip
        elif row.signed_in_at is None:
            _sign_in(row, person)
    return True


def _present() -> dict:
    now = timezone.now()
    return {"state": AttendanceState.PRESENT, "signed_in_at": now, "consented_at": now}


def _row_of(roll, person: Person, names: frozenset[str]) -> Attendance | None:
    """The row on which the person stands: expected, or signed in with the same post; else that of an institution without a name."""
    found = sorted(roll.people(person.name, names), key=lambda row: (row.signed_in_at is not None, plain(row.post) != plain(person.post)))
    for row in found[:1]:
        # Of two people of one name in one office, the post tells them apart.
        if row.signed_in_at is None or plain(row.post) == plain(person.post):
            return row
    return None if found else roll.vacant(names)


def _sign_in(row: Attendance, person: Person) -> None:
    """Present; what the list says already stands, what it lacks is filled in."""
    for name, value in {**_present(), "represented_by": ""}.items():
        setattr(row, name, value)
    for name in ("name", "post", "telephone", "gender"):
        setattr(row, name, getattr(row, name) or getattr(person, name))
    row.save()


def suggestions(clinic: Clinic) -> list[str]:
    """What is offered in the box: those invited, then the institutions of the regions that take part. Names only."""
    names = [*clinic.invited.values_list("name", flat=True), *(row.label for row in near(clinic)[:MOST])]
    return list(dict.fromkeys(names))[:MOST]
