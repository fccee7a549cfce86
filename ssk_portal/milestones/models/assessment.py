"""What the reviewer says: about each requirement, and in one note. Drafts until the decision tells them."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.constraints import one_of
from ssk_portal.common.records import Record, tracked
from ssk_portal.milestones.models.evidence import answers_its_milestone
from ssk_portal.milestones.models.progress import Progress
from ssk_portal.milestones.models.requirement import Requirement
from ssk_portal.regions.scoping import ScopedQuerySet


class Verdict(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    TO_MEND = "to_mend", _("to be corrected")


# Written while the milestone waits for a decision; told with the decision, and from then on it stays.
while_in_review = pgtrigger.Trigger(
    name="while_in_review",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("parent", "RECORD")],
    func="""
        -- A new edition may hang it under what its requirement became; nothing else changes.
        IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - ARRAY['requirement_id', 'version'] IS NOT DISTINCT FROM to_jsonb(NEW) - ARRAY['requirement_id', 'version'] THEN RETURN NEW; END IF;
        IF TG_OP <> 'INSERT' AND OLD.told_at IS NOT NULL THEN RAISE EXCEPTION 'a remark that was told stays'; END IF;
        SELECT state, decided_at INTO parent FROM milestones_progress WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.progress_id ELSE NEW.progress_id END FOR SHARE;
        IF parent.state <> 'in_review' AND (TG_OP <> 'UPDATE' OR NEW.told_at IS NULL) THEN
            RAISE EXCEPTION 'remarks are written while the milestone is in review';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF NEW.told_at IS NOT NULL AND (parent.state NOT IN ('returned', 'approved') OR NEW.told_at IS DISTINCT FROM parent.decided_at) THEN
            RAISE EXCEPTION 'remarks are told with the decision';
        END IF;
        RETURN NEW;
    """,
)


class AssessmentQuerySet(ScopedQuerySet):
    """Remarks: of the region whose milestone it is, and those above. What was not told yet is the reviewers' own."""

    region_path = "progress__region"

    def visible_to(self, user):
        rows = super().visible_to(user)
        return rows.exclude(Q(told_at=None) & Q(progress__region=user.region_id))

    def editable_by(self, user):
        return self.filter(told_at=None, progress__reviewer=user.pk)


@tracked
class Assessment(Record):
    """A verdict on one requirement, with a remark; one not yet told for each requirement, the told ones stay as they were."""

    progress = models.ForeignKey(Progress, models.PROTECT, related_name="assessments", verbose_name=_("progress"))
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="assessments", verbose_name=_("requirement"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    remark = models.TextField(_("remark"), blank=True)
    written_at = models.DateTimeField(_("written"), auto_now=True)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("written by"))
    told_at = models.DateTimeField(_("told"), null=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("remark on a requirement")
        verbose_name_plural = _("remarks on requirements")
        ordering = ["requirement__order", "pk"]
        triggers = [*Record.Meta.triggers, while_in_review, answers_its_milestone]
        constraints = [
            one_of("verdict", Verdict),
            models.UniqueConstraint(fields=["progress", "requirement"], condition=Q(told_at=None), name="assessment_once"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.ACCEPTED) | ~Q(remark=""), name="assessment_says_what", violation_error_message=_("Write what has to be corrected.")
            ),
        ]

    def __str__(self):
        return f"{self.requirement}: {self.get_verdict_display()}"

    @property
    def reach_region(self):
        return self.progress.reach_region

    def get_absolute_url(self):
        return f"{self.progress.get_absolute_url()}#r{self.requirement_id}"

    def history_told_to(self, user) -> Q:
        """The region whose milestone it is reads what was told; how the reviewer came to it is the reviewers' own."""
        return Q(told_at__isnull=False) if user.region_id == self.progress.region_id else Q()


class ReviewDraftQuerySet(ScopedQuerySet):
    """Notes not sent yet: the reviewers' own, never read by the region whose milestone it is."""

    region_path = "progress__region"

    def visible_to(self, user):
        return super().visible_to(user).exclude(progress__region=user.region_id)

    def editable_by(self, user):
        return self.filter(progress__reviewer=user.pk)


@tracked
class ReviewDraft(Record):
    """The note that a reviewer has written so far. Each saving of the review counts its version up; the decision takes it away."""

    progress = models.OneToOneField(Progress, models.PROTECT, related_name="review_draft", verbose_name=_("progress"))
    note = models.TextField(_("note"), blank=True)
    written_at = models.DateTimeField(_("written"), auto_now=True)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("written by"))

    objects = ReviewDraftQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("draft of a review")
        verbose_name_plural = _("drafts of reviews")
        ordering = ["-written_at"]

    def __str__(self):
        return str(self.progress)

    @property
    def reach_region(self):
        return self.progress.reach_region

    def get_absolute_url(self):
        return self.progress.get_review_url()
