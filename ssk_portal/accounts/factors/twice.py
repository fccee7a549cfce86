"""The second step sent twice: by a double click, or once more over a bad line.

The first press uses the code up and goes on under another key of the session; the second still brings the key of before.
It waits for the first, and if it says the same, is led into the session that the first one began.
"""

from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.utils.crypto import constant_time_compare, salted_hmac

from ssk_portal.accounts.sessions import SessionStore

WITHIN = 30  # seconds, as long as a code of the app is good
FOLLOWED_BY, SENT, TO = "followed_by", "sent", "to"


def wait_for_twin(request) -> None:
    """Let whoever sends from the same session one after the other, inside a transaction."""
    if key := request.session.session_key:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"second step {key}"])


def leave_word(request, key: str, to: str) -> None:
    """Signed in: what is sent again under the former `key` of the session is led on into the new one."""
    request.session.save()
    word = SessionStore(key)
    word._session_cache = {FOLLOWED_BY: request.session.session_key, SENT: _mark_of(request), TO: to}  # type: ignore[attr-defined] # set whole: there is no row to load
    word.set_expiry(WITHIN)
    word.save(must_create=True)


def follow(request) -> str:
    """Lead a press that was answered already into the session that it began. Returns where to go; empty where there is none."""
    word = SessionStore(request.session.session_key)
    if SENT not in word:
        return ""
    if not constant_time_compare(word[SENT], _mark_of(request)):
        word.delete()  # nobody tries a second time what the first may have said
        return ""
    begun = SessionStore(word[FOLLOWED_BY])
    if SESSION_KEY not in begun:
        return ""
    begun.modified = True  # so that the browser is told its key
    request.session = begun
    return word[TO]


def _mark_of(request) -> str:
    return salted_hmac("ssk_portal.accounts.factors.twice", repr((request.POST.get("code"), request.POST.get("credential")))).hexdigest()
