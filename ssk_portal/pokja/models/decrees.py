"""The decree (SK) by which the head of a region appoints the Pokja for a term."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.constraints import in_order, one_of
from ssk_portal.common.fields import LinesField
from ssk_portal.common.records import Record, tracked
from ssk_portal.documents.models import Document
from ssk_portal.pokja.models.groups import Pokja
from ssk_portal.regions.scoping import SharedDownQuerySet


class PartOfPokjaQuerySet(SharedDownQuerySet):
    region_path = "pokja__region"


class DecreeQuerySet(PartOfPokjaQuerySet):
    def in_force(self):
        """The decrees in force today; the same rule as `Decree.status`."""
        today = timezone.localdate()
        begun = Q(valid_from=None) | Q(valid_from__lte=today)
        kept = Q(revoked_on=None) | Q(revoked_on__gt=today)
        return self.filter(begun, kept, valid_to__gte=today)


class DecreeKind(models.TextChoices):
    REGENT = "bupati", "SK Bupati"
    MAYOR = "wali_kota", "SK Wali Kota"
    GOVERNOR = "gubernur", "SK Gubernur"
    SECRETARY = "sekda", "SK Sekretaris Daerah"


class DecreeStatus(models.TextChoices):
    """How a decree stands today."""

    IN_FORCE = "in_force", _("in force")
    EXPIRED = "expired", _("expired")
    NOT_YET = "not_yet", _("not yet in force")
    REVOKED = "revoked", _("revoked")
    UNKNOWN = "unknown", _("term not known")


@tracked
class Decree(Record):
    """A decree (SK) that appoints the Pokja for a term."""

    pokja = models.ForeignKey(Pokja, models.CASCADE, related_name="decrees", verbose_name="Pokja")
    kind = models.CharField(_("kind"), max_length=12, choices=DecreeKind)
    kind_as_written = models.CharField(_("kind as written"), max_length=100, blank=True, help_text=_("Where a publication calls it otherwise"))
    number = models.CharField(_("number"), max_length=100, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    period_as_written = models.CharField(_("term as written"), max_length=100, blank=True)
    signatory = models.CharField(_("signed by"), max_length=150, blank=True)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    supersedes = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="superseded_by", verbose_name=_("replaces"))
    legal_basis = LinesField(verbose_name=_("legal basis"), help_text=_("One a line."))
    scan = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("scanned decree"))
    note = models.TextField(_("note"), blank=True)

    objects = DecreeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("decree")
        verbose_name_plural = _("decrees")
        ordering = [models.F("date").desc(nulls_last=True), "-pk"]
        constraints = [
            one_of("kind", DecreeKind),
            in_order("valid_from", "valid_to"),
            models.UniqueConstraint(
                fields=["pokja", "number"], condition=~Q(number=""), name="decree_once", violation_error_message=_("This Pokja has a decree of that number already.")
            ),
        ]

    def __str__(self):
        return f"{self.kind_as_written or self.get_kind_display()} {self.number}".strip()

    @property
    def reach_region(self):
        return self.pokja.region

    @property
    def status(self) -> DecreeStatus:
        """How the decree stands today; a term that is not known is not guessed."""
        today = timezone.localdate()
        if self.revoked_on and self.revoked_on <= today:
            return DecreeStatus.REVOKED
        if self.valid_to and self.valid_to < today:
            return DecreeStatus.EXPIRED
        if self.valid_from and self.valid_from > today:
            return DecreeStatus.NOT_YET
        return DecreeStatus.IN_FORCE if self.valid_to else DecreeStatus.UNKNOWN

    @property
    def is_in_force(self) -> bool:
        return self.status == DecreeStatus.IN_FORCE

    @property
    def badge(self) -> str:
        """The shape of the status, as the looks know it."""
        return {"in_force": "approved", "expired": "returned", "not_yet": "submitted", "revoked": "none", "unknown": "draft"}[self.status]

    def get_absolute_url(self):
        return f"{self.pokja.get_absolute_url()}#decrees"
