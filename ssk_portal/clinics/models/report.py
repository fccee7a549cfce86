"""The report of an event: what its host submits, the level above reviews and may publish."""

from dataclasses import dataclass
from functools import cached_property

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.models.agreement import Agreement
from ssk_portal.clinics.models.attendance import CAME
from ssk_portal.clinics.models.clinic import Clinic
from ssk_portal.clinics.models.minutes import Outcome, OutputCheck
from ssk_portal.clinics.models.parts import COMING, Participation, PartQuerySet, Session
from ssk_portal.common.records import Record, tracked
from ssk_portal.regions.days import today_in
from ssk_portal.review.locks import STEPS_AND_TIMES, lock_content
from ssk_portal.review.models import Reviewable
from ssk_portal.review.states import OPEN, State

# Reopened, it is not public any more.
withdrawn_with_its_approval = pgtrigger.Trigger(
    name="withdrawn_with_its_approval",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__state="approved") & ~pgtrigger.Q(new__state="approved"),
    func="NEW.published_at = NULL; NEW.published_by_id = NULL; RETURN NEW;",
)


@dataclass(frozen=True)
class Contents:
    """What a report tells of its event: the rows of the event, read once."""

    sessions: list[Session]
    participations: list[Participation]
    outcomes: list[Outcome]
    agreements: list[Agreement]
    checks: list[OutputCheck]
    attended: bool  # whether anybody on the list of attendance came

    @classmethod
    def of(cls, clinic: Clinic):
        return cls(
            list(clinic.sessions.all()), list(clinic.participations.all()), list(clinic.outcomes.all()), list(clinic.agreements.all()),
            list(clinic.output_checks.all()), clinic.attendances.filter(state__in=CAME).exists(),
        )  # fmt: skip


class ClinicReportQuerySet(PartQuerySet):
    """Read with its event; written by the host, or with a reason by a level above."""

    def as_evidence(self):
        """With what is shown of a report where it is picked as evidence."""
        return self.select_related("clinic")

    def for_evidence(self, region):
        """The reports that `region` may pick as evidence, the latest first: sent at least, of events that it hosted or that its districts came to."""
        came = "district__province" if region.is_province else "district"
        attended = Participation.objects.filter(role__in=COMING, **{came: region.pk})
        rows = self.filter(Q(clinic__region=region.pk) | Q(clinic__in=attended.values("clinic"))).exclude(state__in=OPEN)
        return rows.as_evidence().order_by(models.F("clinic__date_start").desc(nulls_last=True), "-pk")


@tracked
class ClinicReport(Reviewable):
    """What the host reports of an event. One taken from a publication is *published* and goes through no review."""

    fill_permission = "clinic.change"
    review_permission = "clinic.review"

    clinic = models.OneToOneField(Clinic, models.CASCADE, related_name="report", verbose_name="coaching clinic")
    summary = models.TextField(_("summary"), blank=True, help_text=_("In a few sentences: what was done and reached."))
    told_version = models.PositiveIntegerField(_("version of the event that the publication tells"), null=True, editable=False)
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
        return gettext("report “%(clinic)s”") % {"clinic": self.clinic}

    @property
    def reach_region(self):
        return self.clinic.region

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def is_reviewed(self) -> bool:
        """Whether it goes through review at all; what a publication reports does not."""
        return self.state != State.PUBLISHED

    @cached_property
    def contents(self) -> Contents:
        """The rows of its event; a page that read them already puts them here."""
        return Contents.of(self.clinic)

    def missing(self) -> list[str]:
        if not self.is_reviewed:
            return []
        if self.clinic.cancelled:
            return [gettext("The event was called off; there is nothing to report.")]
        return [*self._event_missing(), *self._results_missing()]

    def _event_missing(self) -> list[str]:
        clinic, told, missing = self.clinic, self.contents, []
        today = today_in(clinic.region)
        if clinic.date_start is None:
            missing.append(gettext("The day on which the event was held has not been entered."))
        elif clinic.date_start > today:
            missing.append(gettext("The day on which the event is held has not come yet."))
        if not told.participations:
            missing.append(gettext("No district that took part has been named."))
        if clinic.participants_count is None and not told.attended:
            missing.append(gettext("Nobody is marked as present, and no number of participants has been stated."))
        return missing

    def _results_missing(self) -> list[str]:
        told, missing = self.contents, []
        if not self.summary.strip() and not any(session.minutes.strip() for session in told.sessions):
            missing.append(gettext("Neither minutes of a session nor a summary have been written."))
        if not told.outcomes and not told.agreements:
            missing.append(gettext("No information, decision or agreement has been recorded."))
        answered = {check.text for check in told.checks if check.reached}
        lacking = [text for text in dict.fromkeys(self.clinic.expected) if text.strip() and text not in answered]
        return missing + [gettext("It has not been said whether “%(output)s” was reached.") % {"output": Truncator(text).chars(120)} for text in lacking]

    def workers(self):
        """Whoever gave a file."""
        return [file.document.uploaded_by for file in self.clinic.files.select_related("document__uploaded_by__region")]

    @property
    def evidence_name(self) -> str:
        """Its name where it is picked as evidence."""
        days, clinic = self.clinic.days, self.clinic
        told = [f"{clinic.number_label}: {clinic}" if clinic.clinic_numbers else str(clinic), date_format(days[0], "DATE_FORMAT") if days else ""]
        return ", ".join(filter(None, told))

    @property
    def evidence_state(self) -> tuple[str, str]:
        return self.state, str(self.get_state_display())

    @property
    def evidence_file(self) -> None:
        """It is a page of the portal, not a paper."""

    def get_absolute_url(self):
        return reverse("clinics:report_detail", args=[self.clinic_id])
