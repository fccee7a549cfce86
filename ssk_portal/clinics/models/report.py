"""The report of an event: what its host submits, the level above reviews and may publish."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.models.clinic import Clinic
from ssk_portal.clinics.models.parts import PartQuerySet
from ssk_portal.common.records import Record, tracked
from ssk_portal.review.locks import STEPS_AND_TIMES, lock_content
from ssk_portal.review.models import Reviewable

# Reopened, it is not public any more.
withdrawn_with_its_approval = pgtrigger.Trigger(
    name="withdrawn_with_its_approval",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__state="approved") & ~pgtrigger.Q(new__state="approved"),
    func="NEW.published_at = NULL; NEW.published_by_id = NULL; RETURN NEW;",
)


class ClinicReportQuerySet(PartQuerySet):
    def editable_by(self, user):
        """The host fills it in; the level above decides, it does not edit."""
        return self.of(user.region)


@tracked
class ClinicReport(Reviewable):
    """What the host reports of an event. One taken from a publication is *published* and goes through no review."""

    fill_permission = "clinic.change"
    review_permission = "clinic.review"

    clinic = models.OneToOneField(Clinic, models.CASCADE, related_name="report", verbose_name="coaching clinic")
    summary = models.TextField(_("summary"), blank=True, help_text=_("In a few sentences: what was done and reached."))
    published_at = models.DateTimeField(_("published on"), null=True, editable=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("published by"))

    objects = ClinicReportQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        verbose_name = _("report of an event")
        verbose_name_plural = _("reports of events")
        triggers = [*Record.Meta.triggers, lock_content("published_at", "published_by_id"), *STEPS_AND_TIMES, withdrawn_with_its_approval]
        constraints = [
            *Reviewable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None) | Q(published_at__isnull=False, published_by__isnull=False, state="approved"),
                name="clinic_report_public_is_approved",
                violation_error_message=_("Only an approved report is published."),
            ),
        ]

    def __str__(self):
        return str(self.clinic)

    @property
    def reach_region(self):
        return self.clinic.region

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    def get_absolute_url(self):
        return reverse("clinics:report_detail", args=[self.clinic_id])
