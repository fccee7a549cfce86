"""The verbs of notices: read, and send a mail once more."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ssk_portal.common.errors import NotNow
from ssk_portal.notices.models import Mail, Notice


def read(keys: list[int] | None, *, by) -> int:
    """Mark notices of `by` as read: those with these keys, or all. Returns how many were unread."""
    notices = Notice.objects.visible_to(by).unread()
    if keys is not None:
        notices = notices.filter(pk__in=keys)
    return notices.update(read_at=timezone.now())


@transaction.atomic
def send_again(mail: Mail, *, by) -> Mail:
    """Put a mail that was given up back into the outbox, with all its tries, to the person's present address."""
    if not by.may("mail.view"):
        raise PermissionDenied
    mail = Mail.objects.select_for_update(of=("self",)).select_related("user").get(pk=mail.pk)
    if not mail.has_failed:
        raise NotNow(_("Only an e-mail that was given up is sent again."))
    mail.address = mail.user.email or mail.address
    mail.tries, mail.next_try_at = 0, timezone.now()
    mail.save(update_fields=["address", "tries", "next_try_at"])
    return mail
