"""Mails about the account itself, in the person's language. They go through the outbox, which a room above keeps."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from ssk_portal.accounts.events import AccountEvent


def tell_of_event(event: AccountEvent, address: str | None = None) -> bool:
    """Tell the person what happened to the account, at `address` where it is not today's; False where there is none."""
    user = event.user
    if user is None or not (user.email if address is None else address):
        return False
    with translation.override(user.language), timezone.override(user.region.time_zone):
        context = {"event": event, "user": user, "portal": settings.PORTAL_URL, "help_contact": settings.HELP_CONTACT}
        subject = render_to_string("account/email/event_subject.txt", context).strip()
        body = render_to_string("account/email/event_message.txt", context).strip() + "\n"
    import_string(settings.OUTBOX)(user, f"Portal SSK: {subject}", body, address)
    return True
