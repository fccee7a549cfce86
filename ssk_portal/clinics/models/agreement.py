"""Agreements (RTL): what was agreed at an event, and whether it was kept."""

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.locks import follows_report
from ssk_portal.clinics.models.clinic import Clinic
from ssk_portal.clinics.models.parts import Part, PartQuerySet
from ssk_portal.common.constraints import one_of
from ssk_portal.common.records import tracked
from ssk_portal.documents.models import Document
from ssk_portal.milestones.models import Milestone, Requirement
from ssk_portal.pokja.models import Institution
from ssk_portal.regions.models import Region


class AgreementState(models.TextChoices):
    OPEN = "open", _("open")
    IN_WORK = "in_work", _("in work")
    KEPT = "kept", _("kept")
    NOT_KEPT = "not_kept", _("not kept")
    CANCELLED = "cancelled", _("cancelled")


class AgreementQuerySet(PartQuerySet):
    def editable_by(self, user):
        """The host keeps the agreements; a district says how its own one stands."""
        return self.within(user.region) | self.filter(district=user.region_id)


@tracked
class Agreement(Part):
    """What was agreed (RTL): who does what, by when, and whether it was kept."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="agreements", verbose_name="coaching clinic")
    text = models.TextField(_("what was agreed"))
    district = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("for the district"))
    institution = models.ForeignKey(Institution, models.SET_NULL, null=True, blank=True, related_name="agreements", verbose_name=_("institution in charge"))
    in_charge = models.CharField(_("person or post in charge"), max_length=200, blank=True)
    due = models.DateField(_("due by"), null=True, blank=True)
    milestone = models.ForeignKey(Milestone, models.SET_NULL, null=True, blank=True, related_name="agreements", verbose_name="milestone")
    requirement = models.ForeignKey(Requirement, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("requirement"))
    state = models.CharField(_("state"), max_length=10, choices=AgreementState, default=AgreementState.OPEN)
    evidence = models.TextField(_("evidence that it was kept"), blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file that shows it"))
    reason = models.TextField(_("reason why it was not kept"), blank=True)

    objects = AgreementQuerySet.as_manager()  # type: ignore[misc] # a manager of its own

    class Meta(Part.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        # How an agreement stands is told after the event, when its report is long approved.
        triggers = [*Part.Meta.triggers, follows_report("institution_id", "milestone_id", "requirement_id", "state", "evidence", "document_id", "reason")]
        constraints = [
            one_of("state", AgreementState),
            models.CheckConstraint(
                condition=~Q(state="kept") | ~Q(evidence=""),
                name="agreement_kept_has_evidence",
                violation_error_message=_("Say by what it can be seen that the agreement was kept."),
            ),
            models.CheckConstraint(
                condition=~Q(state="not_kept") | ~Q(reason=""), name="agreement_not_kept_has_reason", violation_error_message=_("Say why the agreement was not kept.")
            ),
        ]

    def __str__(self):
        return self.text[:100]

    @property
    def why_locked(self) -> str:
        """How it stands can be told at any time; the words are kept by `clinic.why_locked`."""
        return ""

    @property
    def is_open(self) -> bool:
        return self.state in (AgreementState.OPEN, AgreementState.IN_WORK)

    @property
    def is_overdue(self) -> bool:
        """Whether the day by which it was to be kept is over where the event's host is."""
        today = timezone.localdate(timezone=ZoneInfo(self.clinic.region.time_zone))
        return self.is_open and self.due is not None and self.due < today

    @property
    def badge(self) -> str:
        """The shape of the state, as the looks know it."""
        return {"open": "draft", "in_work": "in_review", "kept": "approved", "not_kept": "returned", "cancelled": "none"}[self.state]

    def get_absolute_url(self):
        return f"{self.clinic.get_absolute_url()}#agreements"
