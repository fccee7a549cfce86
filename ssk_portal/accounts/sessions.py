"""Where somebody is signed in: the sessions in the database, each with the user whose it is.

Every page asks for its session and its user, so one ready statement reads both, with the
user's region, the number of unread notices and what is announced on every page.
"""

import hashlib
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone

from ssk_portal.accounts.devices import device_in_words
from ssk_portal.common.statements import fetch

DEVICE_LENGTH = 300
# What makes a second step of sign-in, as allauth.mfa names it; recovery codes only stand in for one of them.
FACTORS = ("totp", "webauthn")


class SessionQuerySet(models.QuerySet):
    def open(self):
        """The sessions that have not run out: in use lately, and begun today's working day."""
        now = timezone.now()
        return self.filter(used__gte=now - settings.SESSION_IDLE, began__gte=now - settings.SESSION_LONGEST)


class Session(AbstractBaseSession):
    """A session of a browser. Its columns repeat what the session's own content says, so that it can be listed.

    Technical and short-lived, so it has no history; signing in and out are account events.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    began = models.DateTimeField(null=True)
    used = models.DateTimeField(null=True)
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=DEVICE_LENGTH, help_text="As the browser names itself")

    objects = BaseSessionManager.from_queryset(SessionQuerySet)()  # type: ignore[misc] # made by Django

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "session"
        verbose_name_plural = "sessions"

    @classmethod
    def get_session_store_class(cls):
        return SessionStore

    @property
    def told_device(self) -> str:
        """The browser and its machine, as a person would name them."""
        return device_in_words(self.device)

    @property
    def handle(self) -> str:
        """What names the session on a page. Its key would let the reader of the page in."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:32]


class SessionStore(db.SessionStore):
    """A session; once loaded, `user` is the active user whose it is, with region, number of unread notices and what is announced, or None."""

    user: Any = None

    @classmethod
    def get_model_class(cls):
        return Session

    def load(self):
        """The session's content; an unknown or expired key begins an empty session under a key of its own."""
        statement, of_user, of_region = _statement()
        found = fetch(statement, [timezone.localdate(), self.session_key, timezone.now()])
        if not found:
            self._session_key = None
            return {}
        data, announced, unread, has_factor, *columns = found[0]
        user, region = apps.get_model("accounts", "User"), apps.get_model("regions", "Region")
        signed_in = user.from_db("default", of_user, columns[: len(of_user)])
        if signed_in.pk is not None:
            signed_in.region = region.from_db("default", of_region, columns[len(of_user) :])
            signed_in.unread_notices, signed_in.has_factor, signed_in.announced = unread, has_factor, announced or []
            self.user = signed_in
        return self.decode(data)

    def create_model_instance(self, data):
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.began, row.used = (datetime.fromisoformat(data[name]) if name in data else None for name in ("began", "used"))
        row.address, row.device = data.get("address"), data.get("device", "")
        return row


@cache
def _statement() -> tuple[str, list[str], list[str]]:
    """The statement that reads a session and its user, and the fields that its columns fill: the user's, then the region's."""
    users, regions = (apps.get_model(name)._meta.concrete_fields for name in ("accounts.User", "regions.Region"))
    columns = [f'"user"."{field.column}"' for field in users] + [f'"region"."{field.column}"' for field in regions]
    statement = f"""
        SELECT session.session_data, (SELECT json_agg(json_build_array(text_id, text_en) ORDER BY id) FROM notices_announcement WHERE %s BETWEEN first_day AND last_day),
            (SELECT count(*) FROM notices_notice WHERE user_id = "user".id AND read_at IS NULL),
            EXISTS (SELECT FROM mfa_authenticator WHERE user_id = "user".id AND type IN {FACTORS}), {", ".join(columns)}
        FROM accounts_session session
        LEFT JOIN accounts_user "user" ON "user".id = session.user_id AND "user".is_active
        LEFT JOIN regions_region region ON region.id = "user".region_id
        WHERE session.session_key = %s AND session.expire_date > %s
    """  # noqa: S608 - names of our own columns
    return statement, [field.attname for field in users], [field.attname for field in regions]
