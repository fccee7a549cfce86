"""Mails that sum up what is open and go out by the week: written once, asked again before they are sent.

A room above says under a name how such a mail is composed for a person. It returns the
texts as they are at that moment, or None where there is nothing to tell any more.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from ssk_portal.accounts.models import Rhythm, User
from ssk_portal.notices.models import OVER, Mail

log = logging.getLogger(__name__)
Compose = Callable[[User, datetime], dict[str, str] | None]
_COMPOSE: dict[str, Compose] = {}


def digest(name: str) -> Callable[[Compose], Compose]:
    """Have mails of this name composed by the function."""

    def register(compose: Compose) -> Compose:
        _COMPOSE[name] = compose
        return compose

    return register


@transaction.atomic
def write_digest(pk: int, name: str, week: date, now: datetime) -> bool:
    """Put the mail of one person and week into the outbox, unless it was written already, another run is at it or nothing is to be told."""
    waiting = User.objects.active().exclude(email="").exclude(rhythm=Rhythm.NEVER).filter(pk=pk)
    user = waiting.select_for_update(of=("self",), skip_locked=True, no_key=True).select_related("region").first()
    if user is None or Mail.objects.filter(user=user, digest=name, week=week).exists():
        return False
    texts = _COMPOSE[name](user, now)
    if texts is None:
        return False
    Mail.objects.create(user=user, address=user.email, digest=name, week=week, next_try_at=now, **texts)
    return True


def is_still_due(mail: Mail, now: datetime) -> bool:
    """Ask once more before the mail goes out: its texts become those of this moment; without any it is dropped."""
    autodiscover_modules("due")
    try:
        with transaction.atomic():
            texts = _COMPOSE[mail.digest](mail.user, now)
    except Exception:
        # What cannot be asked goes out as it was written, so that it holds up none of the other mails.
        log.exception("mail %s could not be composed anew", mail.pk)
        return True
    if texts is None:
        mail.next_try_at, mail.error = None, OVER
        mail.save(update_fields=["next_try_at", "error"])
        return False
    mail.subject, mail.body = texts["subject"], texts["body"]
    return True
