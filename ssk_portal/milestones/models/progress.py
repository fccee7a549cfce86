"""How far an assisted district is on one milestone: filled in by it, decided by the level above."""

from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.records import tracked
from ssk_portal.milestones.models.assistance import Assistance
from ssk_portal.milestones.models.definitions import Milestone, Requirement
from ssk_portal.regions.scoping import ScopedQuerySet
from ssk_portal.review.models import Reviewable
from ssk_portal.review.states import State
from ssk_portal.review.waiting import to_review


class ProgressQuerySet(ScopedQuerySet):
    region_path = "assistance__district"

    def editable_by(self, user):
        """The district fills in its own; the levels above decide, they do not edit."""
        return self.of(user.region)

    def for_lists(self):
        """With what a list shows of each row, in one query."""
        return self.select_related("assistance__district__province", "milestone", "reviewer").with_missing_count()

    def with_missing_count(self):
        """Each row with `missing_count`: how many compulsory requirements have nothing yet."""
        asked = Requirement.objects.filter(milestone=OuterRef("milestone"), compulsory=True).exclude(evidences__progress=OuterRef("pk"))
        counted = asked.order_by().values("milestone").annotate(number=Count("pk")).values("number")
        return self.annotate(missing_count=Coalesce(Subquery(counted), 0))

    def waiting_for(self, user):
        """The rows that wait for a decision of `user`: submitted one level below, oldest first."""
        return self.filter(to_review(user, Progress, self.region_path)).order_by("submitted_at", "pk")


@tracked
class Progress(Reviewable):
    """A district on one milestone: a draft while it is filled, then submitted and decided."""

    fill_permission = "milestone.fill"
    review_permission = "milestone.review"

    assistance = models.ForeignKey(Assistance, models.PROTECT, related_name="progresses", verbose_name=_("assistance"))
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="progresses", verbose_name="milestone")
    summary = models.TextField(_("summary"), blank=True, help_text=_("In a few sentences: what was done and reached."))

    objects = ProgressQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        verbose_name = _("progress on a milestone")
        verbose_name_plural = _("progress on milestones")
        ordering = ["assistance__district__code", "-assistance__cohort_year", "milestone__number"]
        constraints = [*Reviewable.Meta.constraints, models.UniqueConstraint(fields=["assistance", "milestone"], name="progress_once")]
        indexes = [models.Index(fields=["state", "state_since"])]

    def __str__(self):
        return f"M{self.milestone.number} {self.assistance.district.full_name}"

    @property
    def reach_region(self):
        return self.assistance.district

    def get_absolute_url(self):
        return reverse("milestones:progress_detail", args=[self.pk])

    def missing(self) -> list[str]:
        given = {evidence.requirement_id for evidence in self.evidences.all()}
        lacking = [requirement for requirement in self.milestone.requirements.all() if requirement.compulsory and requirement.pk not in given]
        return [_("“%(requirement)s” has not been given yet.") % {"requirement": requirement.title} for requirement in lacking]

    def why_not_yet(self, step: str) -> str:
        """Milestones go in order: see `rules` §2."""
        before = {"submit": (State.SUBMITTED, State.IN_REVIEW, State.APPROVED, State.HISTORICAL), "approve": (State.APPROVED, State.HISTORICAL)}.get(step)
        if before is None or self.milestone.number == 1:
            return ""
        number = self.milestone.number - 1
        prefetch_related_objects([self.assistance], Prefetch("progresses", Progress.objects.select_related("milestone")))
        if any(row.state in before for row in self.assistance.progresses.all() if row.milestone.number == number):
            return ""
        if step == "submit":
            return _("M%(number)s comes first: it has to be submitted before this milestone.") % {"number": number}
        return _("M%(number)s comes first: it has to be approved or historical before this milestone is approved.") % {"number": number}

    def workers(self):
        return [evidence.given_by for evidence in self.evidences.select_related("given_by__region")]
