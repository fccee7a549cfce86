"""The mail outbox: notices become mails by each person's rhythm, mails are sent and tried again.

A mail and the mark on its notices are written in one transaction, so no notice goes into
two mails. Sending is at least once: a crash after the mail server took a mail and before
the row says so sends it once more, with the same Message-ID.
"""

import logging
from datetime import datetime, time, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from ssk_portal.accounts.models import Rhythm, User
from ssk_portal.common.smtp import FAULTS, next_try, reason_of, send_waiting
from ssk_portal.notices.digests import is_still_due
from ssk_portal.notices.models import UNWANTED, Mail, Notice

log = logging.getLogger(__name__)
DIGEST_HOUR = time(7)
# An unread notice older than this is not mailed any more: it stands in the portal.
TOO_OLD = timedelta(days=7)


def write_mails(now: datetime) -> int:
    """Make the mails that are due from unread notices. Returns how many."""
    waiting = Notice.objects.unread().filter(mailed_at=None, at__gt=now - TOO_OLD)
    people = User.objects.active().exclude(email="").exclude(rhythm=Rhythm.NEVER).filter(pk__in=waiting.values("user"))
    return sum(_write_mail(pk, waiting, now) for pk in people.values_list("pk", flat=True))


@transaction.atomic
def _write_mail(pk: int, waiting, now: datetime) -> bool:
    """One mail with all that is due for one person, unless another run is at it."""
    user = User.objects.select_for_update(of=("self",), skip_locked=True, no_key=True).select_related("region").filter(pk=pk).first()
    if user is None:
        return False
    notices = list(waiting.filter(user=user, at__lt=due_before(user, now)).order_by("at", "pk"))
    if not notices:
        return False
    Mail.objects.create(user=user, address=user.email, next_try_at=now, **_texts(user, notices))
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=now)
    return True


def post(user, subject: str, body: str, address: str | None = None) -> Mail:
    """Put one mail into the outbox, whatever rhythm the person chose: about the account itself one is always told."""
    return Mail.objects.create(user=user, address=address or user.email, subject=subject[:200], body=body, next_try_at=timezone.now(), about_account=True)


def due_before(user, now: datetime) -> datetime:
    """Notices older than this go out now: at once, or up to the last 07.00 of the person's time zone."""
    if user.rhythm == Rhythm.AT_ONCE:
        return now
    local = timezone.localtime(now, ZoneInfo(user.region.time_zone))
    day = local.date() if local.time() >= DIGEST_HOUR else local.date() - timedelta(days=1)
    return datetime.combine(day, DIGEST_HOUR, tzinfo=local.tzinfo)


def _texts(user, notices) -> dict:
    """Subject and body in the person's language and time zone."""
    with translation.override(user.language), timezone.override(user.region.time_zone):
        context = {"user": user, "notices": notices, "first": notices[0], "portal": settings.PORTAL_URL, "help_contact": settings.HELP_CONTACT}
        subject = " ".join(render_to_string("notices/mail_subject.txt", context).split())
        return {"subject": subject[:200], "body": render_to_string("notices/mail_body.txt", context).strip() + "\n"}


def send_mails(now: datetime) -> tuple[int, int]:
    """Send what is due. Returns how many were sent and how many failed.

    Each mail is locked while it is sent; another run takes the next one.
    """
    _drop_unwanted(now)
    return send_waiting(lambda connection: _send_next(connection, now))


def _drop_unwanted(now: datetime) -> None:
    """Give up what waits for somebody who takes no notices by mail any more, or who left: it stands in the portal."""
    unwanted = Mail.objects.filter(next_try_at__lte=now).filter(Q(user__is_active=False) | Q(user__rhythm=Rhythm.NEVER, about_account=False))
    unwanted.update(next_try_at=None, error=UNWANTED)


@transaction.atomic
def _send_next(connection, now: datetime) -> bool | None:
    """Send the mail that is due longest. None where there is none, else whether it went out."""
    mail = _next(now)
    while mail is not None and mail.digest and not is_still_due(mail, now):
        mail = _next(now)
    if mail is None:
        return None
    mail.tries += 1
    try:
        connection.open()  # once for all mails of a run: sending would open and close it for each
        message_of(mail, connection).send()
    except FAULTS as error:
        _note_failure(mail, error, now)
    else:
        mail.error, mail.sent_at, mail.next_try_at = "", timezone.now(), None
    mail.save()
    return mail.sent_at is not None


def _next(now: datetime) -> Mail | None:
    """The mail that is due longest, held while it is sent."""
    waiting = Mail.objects.select_for_update(of=("self",), skip_locked=True).filter(next_try_at__lte=now)
    return waiting.select_related("user__region").order_by("next_try_at", "pk").first()


def _note_failure(mail: Mail, error: Exception, now: datetime) -> None:
    """Say when the mail is tried again, or give it up: after the last try, or where the answer is final."""
    mail.error = reason_of(error)
    mail.next_try_at = next_try(error, mail.tries, now)
    if mail.next_try_at is None:
        # No address and no text: the log is read by more people than the list of mails.
        log.warning("mail %s was given up after %s tries (%s); the reason stands in the list of mails", mail.pk, mail.tries, type(error).__name__)


def message_of(mail: Mail, connection=None) -> EmailMessage:
    """The message as it goes out; its Message-ID is the same at every try."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<portal-ssk-{mail.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    # A subject stands on one line: what follows a line break would be read as another header.
    subject = " ".join(mail.subject.split())
    return EmailMessage(subject, mail.body, to=[mail.address], headers=headers, connection=connection)
