"""Sessions in the database, as Django keeps them; read with one ready statement, because every page asks for it."""

from django.contrib.sessions.backends import db
from django.utils import timezone

from ssk_portal.common.statements import fetch

READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self):
        """The session's content; an unknown or expired key begins an empty session under a key of its own."""
        found = fetch(READ, [self.session_key, timezone.now()])
        if not found:
            self._session_key = None
            return {}
        return self.decode(found[0][0])
