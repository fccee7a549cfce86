"""A form is done once, however often it is sent: double click, back button, lost answer."""

import hashlib
import uuid
from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ssk_portal.screens.models import FormKey

FIELD = "form_key"
OWNER = "form_owner"  # for whom the form was shown, signed
SAME_AGAIN = "same_again"  # the person was told that the same was saved before, and means it
# Buttons and marks; what is left was typed.
NOT_COUNTED = {FIELD, OWNER, SAME_AGAIN, "add_another", "csrfmiddlewaretoken"}
SAME_WITHIN = timedelta(hours=1)
# A page whose button was clicked twice with other words in between says so above what was typed, and does nothing.
SENT_BEFORE = _("This form was sent before with other content. Check it and send it once more.")

_signer = Signer(salt="ssk_portal.screens.form_owner")


def read_key(request) -> uuid.UUID | None:
    """The key that came with the form, if it is one."""
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def mark_of(user) -> str:
    """The signed mark that says for whom a form was shown."""
    return _signer.sign(user.pk)


def owner_of(request) -> int | None:
    """The key of the user for whom the form that came was shown, whoever is signed in now."""
    try:
        return int(_signer.unsign(request.POST.get(OWNER, "")))
    except (BadSignature, ValueError):
        return None


def fingerprint(request) -> str:
    """SHA-256 of everything typed, so that the same form is told from an altered one."""
    digest = hashlib.sha256(request.path.encode())
    for name, values in sorted(request.POST.lists()):
        if name not in NOT_COUNTED:
            digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        digest.update(repr((name, [(file.name, file.size) for file in files])).encode())
    return digest.hexdigest()


def claim(key: uuid.UUID, request) -> FormKey | None:
    """Take `key` for this request, inside a transaction. Returns None when it is ours,
    else the form that was done with it before. Waits for a twin that is still running.
    """
    sent = fingerprint(request)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO screens_formkey (key, user_id, sent, result, at) VALUES (%s, %s, %s, '', now()) ON CONFLICT DO NOTHING",
            [key, request.user.pk, sent],
        )
        if cursor.rowcount == 1:
            return None
    return FormKey.objects.get(key=key)


def same_before(request) -> bool:
    """Whether this person sent exactly the same lately, with another key: a form reached by the
    back button is fetched anew, and the browser fills in what was typed.
    """
    same = FormKey.objects.filter(user=request.user, sent=fingerprint(request), at__gt=timezone.now() - SAME_WITHIN)
    key = read_key(request)
    return (same.exclude(key=key) if key else same).exists()
