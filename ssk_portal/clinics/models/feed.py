"""The secret address under which a person's calendar is read without signing in."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.records import Record, tracked

SALT = "ssk_portal.clinics.feed"


def new_name() -> str:
    return secrets.token_urlsafe(12)


class CalendarFeedQuerySet(models.QuerySet):
    """Everyone's own, and nobody else's."""

    def visible_to(self, user):
        return self.filter(user=user)

    def editable_by(self, user):
        return self.filter(user=user)


@tracked
class CalendarFeed(Record):
    """What the database keeps is half of the address: the proof is made with the portal's own key and kept nowhere."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed", editable=False, verbose_name=_("user"))
    name = models.CharField(_("first half of the address"), max_length=20, unique=True, default=new_name, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(self.user)

    @property
    def reach_region(self):
        return self.user.region

    def proof(self, key: str | None = None) -> str:
        """The other half of the address."""
        return salted_hmac(SALT, self.name, secret=key, algorithm="sha256").hexdigest()[:40]

    def is_proved_by(self, proof: str) -> bool:
        return any(constant_time_compare(self.proof(key), proof) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))

    @property
    def address(self) -> str:
        """The whole address, as a telephone takes it."""
        return settings.PORTAL_URL + reverse("clinics:calendar_own", args=[self.name, self.proof()])

    def get_absolute_url(self):
        return reverse("clinics:calendar_feed")
