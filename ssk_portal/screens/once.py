"""A form is done once, however often it is sent: double click, back button, lost answer."""

import hashlib
import uuid

from django.db import connection

from ssk_portal.screens.models import FormKey

FIELD = "form_key"
NOT_COUNTED = {FIELD, "csrfmiddlewaretoken"}


def read_key(request) -> uuid.UUID | None:
    """The key that came with the form, if it is one."""
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
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
