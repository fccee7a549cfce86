"""Agreements (RTL): what was agreed at an event, and whether it was kept."""

from datetime import date, datetime, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ssk_portal.clinics.locks import follows_report
from ssk_portal.clinics.models.clinic import Clinic
from ssk_portal.clinics.models.parts import Part, PartQuerySet
from ssk_portal.common.constraints import one_of
from ssk_portal.common.records import tracked
from ssk_portal.documents.models import Document
from ssk_portal.milestones.models import Milestone, Requirement
from ssk_portal.pokja.models import Institution
from ssk_portal.regions.days import today_in, today_there
from ssk_portal.regions.models import Region

SOON = timedelta(days=14)  # so long before its day an agreement is due soon


class AgreementState(models.TextChoices):
    OPEN = "open", _("open")
    IN_WORK = "in_work", _("in work")
    KEPT = "kept", _("kept")
    NOT_KEPT = "not_kept", _("not kept")
    CANCELLED = "cancelled", _("cancelled")


class AgreementQuerySet(PartQuerySet):
    def editable_by(self, user):
        """The host keeps the agreements; the district, and the region whose institution is in charge, say how theirs stand."""
        return self.within(user.region) | self.filter(in_charge_of(user.region))

    def still_open(self):
        return self.filter(state__in=OPEN)

    def overdue(self, now: datetime | None = None):
        """Open, and the day by which it was to be kept is over where the event's host is."""
        return self.still_open().filter(due__lt=today_there("clinic__region", now))

    def due_first(self):
        """The most pressing first; what names no day last."""
        return self.order_by(F("due").asc(nulls_last=True), "pk")


OPEN = (AgreementState.OPEN, AgreementState.IN_WORK)


def in_charge_of(region) -> Q:
    """Of an agreement: `region` itself is to keep it, as the district or by its institution."""
    return Q(district=region.pk) | Q(institution__region=region.pk)


# Whichever door the change came through: since when it stands so, and who said it.
state_is_told = pgtrigger.Trigger(
    name="state_is_told",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF TG_OP = 'UPDATE' THEN
            NEW.state_since = OLD.state_since;
            NEW.state_by_id = OLD.state_by_id;
            IF NEW.state = OLD.state THEN RETURN NEW; END IF;
        END IF;
        NEW.state_since = now();
        NEW.state_by_id = (NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'user')::bigint;
        RETURN NEW;
    """,
)


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
    reason = models.TextField(_("reason"), blank=True, help_text=_("Why it was not kept, was cancelled or was opened again."))
    state_since = models.DateTimeField(_("in this state since"), auto_now_add=True, editable=False)
    state_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("said by"))

    objects = AgreementQuerySet.as_manager()  # type: ignore[misc] # a manager of its own

    class Meta(Part.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        # How an agreement stands is told after the event, when its report is long approved.
        triggers = [
            *Part.Meta.triggers,
            state_is_told,
            follows_report("institution_id", "milestone_id", "requirement_id", "state", "state_since", "state_by_id", "evidence", "document_id", "reason"),
        ]
        constraints = [
            one_of("state", AgreementState),
            models.CheckConstraint(
                condition=~Q(state="kept") | ~Q(evidence="") | Q(document__isnull=False),
                name="agreement_kept_has_evidence",
                violation_error_message=_("Say what shows that the agreement was kept, or give a file that shows it."),
            ),
            models.CheckConstraint(
                condition=~Q(state="not_kept") | ~Q(reason=""), name="agreement_not_kept_has_reason", violation_error_message=_("Say why the agreement was not kept.")
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""), name="agreement_cancelled_has_reason", violation_error_message=_("Say why the agreement was cancelled.")
            ),
        ]

    def __str__(self):
        return self.text[:100]

    @property
    def why_locked(self) -> str:
        """How it stands can be told at any time; the words are kept by `clinic.why_locked`."""
        return ""

    @property
    def charge(self) -> str:
        """Who is in charge: the institution, then the person or post, where that does not name it already."""
        institution = str(self.institution or "")
        return ", ".join(filter(None, [institution if institution.casefold() not in self.in_charge.casefold() else "", self.in_charge]))

    def is_told_by(self, user) -> bool:
        """Whether `user` says how it stands: `editable_by`, asked of one row that was read with its event."""
        own = user.region_id in (self.district_id, self.institution and self.institution.region_id)
        return user.may("agreement.change") and (own or user.region.reaches(self.clinic.region))

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def today(self) -> date:
        """The day that it is where the event's host is."""
        return today_in(self.clinic.region)

    @property
    def is_overdue(self) -> bool:
        """Whether the day by which it was to be kept is over."""
        return self.days_late > 0

    @property
    def days_late(self) -> int:
        """So many days it is open past its day; none where it is not."""
        return max((self.today - self.due).days, 0) if self.is_open and self.due else 0

    @property
    def due_words(self) -> str:
        """`5 days late`, `due today`, `due in 3 days`; empty where nothing presses."""
        if not self.is_open or not self.due:
            return ""
        left = (self.due - self.today).days
        if left < 0:
            return ngettext("%(count)s day late", "%(count)s days late", -left) % {"count": -left}
        if left > SOON.days:
            return ""
        return ngettext("due in %(count)s day", "due in %(count)s days", left) % {"count": left} if left else str(_("due today"))

    @property
    def badge(self) -> str:
        """The shape of the state, as the looks know it."""
        return {"open": "draft", "in_work": "in_review", "kept": "approved", "not_kept": "returned", "cancelled": "none"}[self.state]

    def get_absolute_url(self):
        return f"{reverse('clinics:report_detail', args=[self.clinic_id])}#agreement-{self.pk}"
