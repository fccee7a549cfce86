"""The page on which participants sign in themselves, and what keeps it from being filled twice or flooded."""

import secrets

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.models.clinic import Clinic
from ssk_portal.clinics.models.parts import PartQuerySet
from ssk_portal.common.records import Record, tracked
from ssk_portal.regions.days import today_in


def new_token() -> str:
    """192 random bits, as they may stand in an address: nobody guesses one."""
    return secrets.token_urlsafe(24)


# The address is a key: whoever reads the history must not find an old or the present one there.
@tracked(exclude=["token"])
class CheckInPage(Record):
    """The QR page of an event: open on its days, unless its host has closed it."""

    clinic = models.OneToOneField(Clinic, models.CASCADE, related_name="checkin_page", verbose_name="coaching clinic")
    token = models.CharField(_("secret part of the address"), max_length=43, unique=True, default=new_token, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("QR page")
        verbose_name_plural = _("QR pages")

    def __str__(self):
        return str(self.clinic)

    @property
    def reach_region(self):
        return self.clinic.region

    @property
    def why_locked(self) -> str:
        return self.clinic.why_locked

    @property
    def is_open(self) -> bool:
        """Whether people sign in now: on the days of the event, as the clocks of its host's region tell them."""
        today = today_in(self.clinic.region)
        days = self.clinic.days
        shut = self.closed_at or self.clinic.cancelled or self.why_locked
        return bool(days and not shut and days[0] <= today <= days[1])

    def get_absolute_url(self):
        return reverse("clinics:checkinpage_detail", args=[self.clinic_id])

    @property
    def public_path(self) -> str:
        return reverse("check_in", args=[self.token])


class CheckInKey(models.Model):
    """The one-time key of a form sent on a QR page, and a checksum of what it said. Technical, thrown out after a week."""

    key = models.UUIDField(primary_key=True)
    page = models.ForeignKey(CheckInPage, models.CASCADE, related_name="+")
    sent = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "key of a check-in"
        verbose_name_plural = "keys of check-ins"

    def __str__(self):
        return str(self.key)


class CheckInTry(models.Model):
    """A form that came from an address, counted for ten minutes. Technical, thrown out after an hour."""

    address = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "try to check in"
        verbose_name_plural = "tries to check in"
        indexes = [models.Index(fields=["address", "-at"])]

    def __str__(self):
        return f"{self.address} {self.at:%H:%M}"
