"""Does whatever is due: reminders, mails, invitations, and the removal of what has run out.

Started every five minutes by cron or a timer. It may run twice at once: no notice goes
into two mails, no mail is sent by two runs.
"""

from datetime import timedelta

from django.core.management.base import CommandError
from django.utils import timezone

from ssk_portal.accounts import inviting
from ssk_portal.accounts.models import FailedSignIn, Session, User
from ssk_portal.audit.actors import acting
from ssk_portal.common.commands import PortalCommand
from ssk_portal.notices.due import do_due
from ssk_portal.notices.outbox import send_mails, write_mails
from ssk_portal.regions.models import Region
from ssk_portal.screens.models import FormKey

KEYS_KEPT = timedelta(days=7)
FAILURES_KEPT = timedelta(days=1)


class Command(PortalCommand):
    help = "Do what is due: remind, write and send mails, send invitations, remove expired sessions, old form keys and old failed sign-ins."

    def handle(self, *args, **options):
        if not Region.objects.exists():
            raise CommandError("Nothing can be due yet: the regions are not loaded (manage.py load_regions).")
        now = timezone.now()
        with acting(User.objects.system()):
            reminders = do_due(now)
            written = write_mails(timezone.now())
            sent, failed = send_mails(timezone.now())
            invited, not_invited = inviting.send_due(timezone.now())
        sessions = Session.objects.filter(expire_date__lt=now).delete()[0]
        keys = FormKey.objects.filter(at__lt=now - KEYS_KEPT).delete()[0]
        tries = FailedSignIn.objects.filter(at__lt=now - FAILURES_KEPT).delete()[0]
        self.stdout.write(f"Reminders written: {reminders}.")
        self.stdout.write(f"Mails written: {written}, sent: {sent}, failed: {failed}.")
        self.stdout.write(f"Invitations sent: {invited}, failed: {not_invited}.")
        self.stdout.write(f"Removed: {sessions} expired sessions, {keys} form keys, {tries} failed sign-ins.")
