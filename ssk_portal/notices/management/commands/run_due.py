"""Does whatever is due: reminders, mails, invitations, and the removal of what has run out.

Started every five minutes by cron or a timer. A fault in one of these stops none of the others, and the exit code tells of
it. It may run twice at once: no notice goes into two mails, no mail is sent by two runs.
"""

import logging
from datetime import datetime, timedelta

from django.core.management.base import CommandError
from django.utils import timezone

from ssk_portal.accounts import inviting
from ssk_portal.accounts.models import FailedSignIn, Session, User
from ssk_portal.audit.actors import acting
from ssk_portal.common.commands import PortalCommand
from ssk_portal.notices.due import all_work
from ssk_portal.notices.outbox import send_mails, write_mails
from ssk_portal.regions.models import Region
from ssk_portal.screens.models import FormKey

log = logging.getLogger(__name__)
KEYS_KEPT = timedelta(days=7)
FAILURES_KEPT = timedelta(days=1)


class Command(PortalCommand):
    help = "Do what is due: remind, write and send mails, send invitations, remove expired sessions, old form keys and old failed sign-ins."

    def handle(self, *args, **options):
        if not Region.objects.exists():
            raise CommandError("Nothing can be due yet: the regions are not loaded (manage.py load_regions).")
        self.faults: list[str] = []
        with acting(User.objects.system()):
            reminders = sum(self.do(work, 0, timezone.now()) for work in all_work())
            written = self.do(write_mails, 0, timezone.now())
            sent, failed = self.do(send_mails, (0, 0), timezone.now())
            invited, not_invited = self.do(inviting.send_due, (0, 0), timezone.now())
        sessions, keys, tries = self.do(tidy, (0, 0, 0), timezone.now())
        self.stdout.write(f"Reminders written: {reminders}.")
        self.stdout.write(f"Mails written: {written}, sent: {sent}, failed: {failed}.")
        self.stdout.write(f"Invitations sent: {invited}, failed: {not_invited}.")
        self.stdout.write(f"Removed: {sessions} expired sessions, {keys} form keys, {tries} failed sign-ins.")
        if self.faults:
            raise CommandError(f"Not done, see the log: {', '.join(self.faults)}. All else was done.")

    def do(self, work, nothing, now: datetime):
        """What `work` returns; `nothing` where a fault stops it, which is logged and named at the end."""
        try:
            return work(now)
        except Exception:
            name = f"{work.__module__}.{work.__name__}"
            log.exception("%s failed; the rest of what is due goes on", name)
            self.faults.append(name)
            return nothing


def tidy(now: datetime) -> tuple[int, int, int]:
    """Remove what has run out. Returns how many sessions, form keys and failed sign-ins that were."""
    return (
        Session.objects.filter(expire_date__lt=now).delete()[0],
        FormKey.objects.filter(at__lt=now - KEYS_KEPT).delete()[0],
        FailedSignIn.objects.filter(at__lt=now - FAILURES_KEPT).delete()[0],
    )
