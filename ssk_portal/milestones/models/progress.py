"""How far a district is on one milestone, or a province on one of its yearly duties: filled in by it, decided by the level above."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, IntegerField, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.records import tracked
from ssk_portal.milestones.models.assistance import Assistance
from ssk_portal.milestones.models.definitions import Milestone, in_round
from ssk_portal.milestones.models.requirement import Requirement
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import ScopedQuerySet
from ssk_portal.review.models import Reviewable
from ssk_portal.review.states import DONE, WAITING
from ssk_portal.review.waiting import to_review

of_its_assistance = pgtrigger.Trigger(
    name="of_its_assistance",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF NEW.assistance_id IS NOT NULL AND NEW.region_id IS DISTINCT FROM (SELECT district_id FROM milestones_assistance WHERE id = NEW.assistance_id) THEN
            RAISE EXCEPTION 'a milestone belongs to the district of its assistance';
        END IF;
        RETURN NEW;
    """,
)

# A duty is a province's, under a scheme of provinces; a further round is of a milestone that is reviewed every year.
whose_work = pgtrigger.Trigger(
    name="whose_work",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("milestone_id", "region_id", "assistance_id", "round"),
    func="""
        IF NOT EXISTS (
            SELECT FROM milestones_milestone milestone
            JOIN milestones_milestonescheme scheme ON scheme.id = milestone.scheme_id
            JOIN regions_region region ON region.id = NEW.region_id
            WHERE milestone.id = NEW.milestone_id AND scheme.level = region.level AND (NEW.round = 1 OR milestone.repeats)
              AND (scheme.level = 'province') = (NEW.assistance_id IS NULL)
        ) THEN RAISE EXCEPTION 'this milestone is not asked of this region in this round'; END IF;
        RETURN NEW;
    """,
)


class ProgressQuerySet(ScopedQuerySet):
    def editable_by(self, user):
        """The district fills in its own; the levels above decide, they do not edit."""
        return self.of(user.region)

    def for_lists(self):
        """With what a list shows of each row, in one query."""
        return self.select_related("region__province", "assistance", "milestone", "reviewer").with_missing_count()

    def duties(self):
        """The yearly duties of provinces."""
        return self.filter(assistance=None)

    def with_missing_count(self):
        """Each row with `missing_count`: how many compulsory requirements have nothing yet."""
        evidence: Any = Progress._meta.get_field("evidences").related_model  # its module imports this one
        given = evidence.objects.current().filter(progress=OuterRef(OuterRef("pk")), requirement=OuterRef("pk"))
        in_first_year = Exact(ExpressionWrapper(OuterRef("round"), IntegerField()), 1)
        asked = Requirement.objects.filter(~Exists(given), Q(first_year_only=False) | in_first_year, milestone=OuterRef("milestone"), compulsory=True)
        counted = asked.order_by().values("milestone").annotate(number=Count("pk")).values("number")
        return self.annotate(missing_count=Coalesce(Subquery(counted), 0))

    def waiting_for(self, user):
        """The rows that wait for a decision of `user`: submitted one level below, oldest first."""
        return self.filter(to_review(user, Progress, self.region_path)).order_by("submitted_at", "pk")


@tracked
class Progress(Reviewable):
    """A district on one milestone in one round, or a province on one duty of a year: a draft while it is filled, then submitted and decided.

    `round` counts the years in a milestone that is reviewed again every year: M4 in round 3 is "M4 year 3".
    `year` is the programme year for which it is planned. A province's duty has no assistance.
    """

    # What a page read of it in one statement (`contents.read`); None where nothing was read yet.
    contents: Any = None

    fill_permission = "milestone.fill"
    review_permission = "milestone.review"

    region = models.ForeignKey(Region, models.PROTECT, related_name="progresses", verbose_name=_("region"))
    assistance = models.ForeignKey(Assistance, models.PROTECT, null=True, blank=True, related_name="progresses", verbose_name=_("assistance"))
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="progresses", verbose_name="milestone")
    round = models.PositiveSmallIntegerField(_("year in the milestone"), default=1)
    year = models.PositiveSmallIntegerField(_("programme year"))
    summary = models.TextField(_("summary"), blank=True, help_text=_("In a few sentences: what was done and reached."))

    objects = ProgressQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        verbose_name = _("progress on a milestone")
        verbose_name_plural = _("progress on milestones")
        ordering = ["region__code", "-assistance__cohort_year", "milestone__number", "round"]
        triggers = [*Reviewable.Meta.triggers, of_its_assistance, whose_work]
        constraints = [
            *Reviewable.Meta.constraints,
            models.UniqueConstraint(fields=["assistance", "milestone", "round"], condition=Q(assistance__isnull=False), name="progress_once"),
            models.UniqueConstraint(fields=["region", "milestone", "year"], condition=Q(assistance=None), name="duty_once"),
            models.CheckConstraint(condition=Q(round__gte=1) & (Q(round=1) | Q(assistance__isnull=False)), name="progress_round_counts"),
        ]
        indexes = [models.Index(fields=["state", "state_since"])]

    def __str__(self):
        return f"{self.short} {self.region.full_name}"

    @property
    def reach_region(self):
        return self.region

    @property
    def is_duty(self) -> bool:
        """Whether it is a yearly duty of a province."""
        return self.assistance_id is None

    @property
    def short(self) -> str:
        """`M2`, `M4 year 3`, of a duty `T1 2026`."""
        if self.is_duty:
            return f"{self.milestone.short} {self.year}"
        return in_round(self.milestone.short, self.round)

    def get_absolute_url(self):
        return reverse("milestones:progress_detail", args=[self.pk])

    def get_review_url(self) -> str:
        """Where the reviewer looks it through."""
        return reverse("milestones:progress_review", args=[self.pk])

    def place_of(self, kind: str, *, above: bool) -> str:
        """What was sent back leads its district to the first requirement that has to be mended."""
        if kind == "send_back" and not above:
            first = self.assessments.filter(told_at=self.decided_at, verdict="to_mend").first()
            return f"#r{first.requirement_id}" if first else ""
        return super().place_of(kind, above=above)

    def requirements(self) -> list[Requirement]:
        """What is asked for in this round, in order."""
        known = self.contents.requirements if self.contents else self.milestone.requirements.all()
        return [requirement for requirement in known if self.round == 1 or not requirement.first_year_only]

    def beside(self) -> list["Progress"]:
        """The milestones of its strip, itself among them: those of its assistance, or the duties of its province in that year."""
        rows = Progress.objects.order_by("milestone__number", "round").for_lists()
        if self.assistance is None:
            return list(rows.filter(assistance=None, region=self.region_id, year=self.year))
        prefetch_related_objects([self.assistance], Prefetch("progresses", rows))
        return list(self.assistance.progresses.all())

    def missing(self) -> list[str]:
        known = self.contents.evidences if self.contents else self.evidences.all()
        given = {evidence.requirement_id for evidence in known if evidence.is_current}
        lacking = [requirement for requirement in self.requirements() if requirement.compulsory and requirement.pk not in given]
        return [_("“%(requirement)s” has not been given yet.") % {"requirement": requirement.title} for requirement in lacking]

    def why_not_yet(self, step: str) -> str:
        """Milestones go in order, each year in a milestone after the one before: see `rules` §2. Duties wait for nothing."""
        if step == "approve" and self.assessments.filter(told_at=None, verdict="to_mend").exists():
            return gettext("A requirement is marked as to be corrected: send the milestone back, or take the mark away.")
        if self.assistance is None:
            return ""
        if step == "submit" and self.assistance.has_left(self.region):
            return gettext("The district has left the programme: nothing is submitted any more.")
        before = {"submit": (*WAITING, *DONE), "approve": DONE}.get(step)
        if before is None or not (earlier := self._earlier(self.assistance)) or any(row.state in before for row in earlier):
            return ""
        if step == "submit":
            return gettext("%(milestone)s comes first: it has to be submitted before this milestone.") % {"milestone": earlier[0].short}
        return gettext("%(milestone)s comes first: it has to be approved or historical before this milestone is approved.") % {"milestone": earlier[0].short}

    def _earlier(self, assistance) -> list["Progress"]:
        """What goes before: the year before in the same milestone, else the milestone before."""
        prefetch_related_objects([assistance], Prefetch("progresses", Progress.objects.select_related("milestone").order_by("milestone__number", "round")))
        number, round_ = (self.milestone.number - 1, 1) if self.round == 1 else (self.milestone.number, self.round - 1)
        return [row for row in assistance.progresses.all() if row.milestone.number == number and row.round == round_]

    def stepped(self, step: str) -> None:
        """The remarks on requirements are told with the decision, and the note is no draft any more."""
        if step in ("send_back", "approve"):
            self.assessments.filter(told_at=None).update(told_at=self.decided_at)
            drafts: Any = Progress._meta.get_field("review_draft").related_model  # its module imports this one
            drafts.objects.filter(progress=self).delete()

    def workers(self):
        return [evidence.given_by for evidence in self.evidences.current().select_related("given_by__region")]
