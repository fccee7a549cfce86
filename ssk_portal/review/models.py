"""What the level above checks: its state, who sent it and who decided, kept true by the database."""

from typing import Any

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ssk_portal.common.constraints import one_of
from ssk_portal.common.records import Record, never_emptied, tracked
from ssk_portal.review.locks import TRIGGERS, implies
from ssk_portal.review.states import LOCKED, REMIND, STEPS, State

# The steps that give a row back to its sender.
RETURNS = ("send_back", "reopen")


class Reviewable(Record):
    """A row that its region submits and the level above decides on.

    A room says whose it is (`reach_region`), what is missing (`missing`), which
    permissions fill and review it, and where its page is.
    """

    fill_permission: str
    review_permission: str
    get_absolute_url: Any

    state = models.CharField(pgettext_lazy("review", "state"), max_length=12, choices=State, default=State.DRAFT, editable=False)
    state_since = models.DateTimeField(_("in this state since"), auto_now_add=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("submitted by"))
    begun_at = models.DateTimeField(_("review begun"), null=True, editable=False)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("reviewed by"))
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("decided by"))
    decision_note = models.TextField(_("note of the decision"), blank=True, editable=False)

    class Meta(Record.Meta):
        abstract = True
        triggers = [*Record.Meta.triggers, *TRIGGERS]
        constraints = [
            one_of("state", State),
            models.CheckConstraint(
                condition=implies(["submitted", "in_review", "approved"], Q(submitted_at__isnull=False, submitted_by__isnull=False))
                & implies(["draft", "published"], Q(submitted_at=None, submitted_by=None)),
                name="%(app_label)s_%(class)s_submitted_is_told",
            ),
            models.CheckConstraint(
                condition=Q(state="in_review", begun_at__isnull=False, reviewer__isnull=False) | (~Q(state="in_review") & Q(begun_at=None, reviewer=None)),
                name="%(app_label)s_%(class)s_review_is_told",
            ),
            models.CheckConstraint(
                condition=implies(["returned", "approved", "historical"], Q(decided_at=F("state_since"), decided_at__isnull=False, decided_by__isnull=False))
                & implies(["draft", "submitted", "in_review", "published"], Q(decided_at=None, decided_by=None, decision_note="")),
                name="%(app_label)s_%(class)s_decision_is_told",
            ),
            models.CheckConstraint(
                condition=implies(["returned", "historical"], ~Q(decision_note="")),
                name="%(app_label)s_%(class)s_decision_has_note",
            ),
        ]

    @property
    def reach_region(self):
        """The region that the row belongs to."""
        raise NotImplementedError

    def missing(self) -> list[str]:
        """What has to be given before it can be submitted, as sentences; empty when it can."""
        raise NotImplementedError

    def why_not_yet(self, step: str) -> str:
        """A sentence when the order of work forbids `step` now, else nothing."""
        return ""

    def stepped(self, step: str) -> None:
        """What follows in the row's own room once `step` was taken, in the same transaction."""

    def get_review_url(self) -> str:
        """Where a reviewer looks it through: its page, unless the room has one for that."""
        return self.get_absolute_url()

    def place_of(self, kind: str, *, above: bool) -> str:
        """The place on that page to which a notice of `kind` leads: `#comments`. `above`: whether a reviewer reads it."""
        return "#comments" if kind == "comment" else ""

    def workers(self):
        """The users who worked on it, beside the one who sent it: told of the decision."""
        return []

    # Not generic relations: those would take the log away together with a deleted draft.

    @property
    def steps(self):
        """The steps taken on this row, oldest first."""
        return Step.objects.filter(content_type=ContentType.objects.get_for_model(self), object_id=self.pk)

    @property
    def comments(self):
        """The comments on this row, oldest first."""
        return Comment.objects.filter(content_type=ContentType.objects.get_for_model(self), object_id=self.pk)

    @property
    def is_open(self) -> bool:
        return self.state not in LOCKED

    @property
    def why_locked(self) -> str:
        """The sentence why it cannot be edited now; empty when it can."""
        if self.is_open:
            return ""
        sentences = {
            State.SUBMITTED: _("It has been submitted and waits for review. Withdraw it first to change it."),
            State.IN_REVIEW: _("It is being reviewed and cannot be changed now."),
            State.APPROVED: _("It has been approved. Ask the level above to reopen it before changing it."),
            State.HISTORICAL: _("It is recorded as historical. The level above can reopen it."),
        }
        return str(sentences[State(self.state)])

    @property
    def last_return(self):
        """The step by which it was last sent back or reopened, while it has not been submitted again."""
        return self.last_return_of(self.steps) if self.state == State.RETURNED else None

    def last_return_of(self, steps):
        """The same among the steps of this row, oldest first, where they were read already."""
        returns = [step for step in steps if step.name in RETURNS]
        return returns[-1] if returns and self.state == State.RETURNED else None


def reviewed_models() -> list[type[Reviewable]]:
    """What goes through review, in whichever room."""
    return [model for model in apps.get_models() if issubclass(model, Reviewable)]


class TalkQuerySet(models.QuerySet):
    """What was said about a row under review: read by its region and those above, wherever the speaker works now."""

    def visible_to(self, user):
        if user.region.is_country:
            return self
        about = Q()
        for model in reviewed_models():
            kind = ContentType.objects.get_for_model(model)
            rows: Any = model._default_manager  # of a queryset of the room's own, with `within`
            about |= Q(content_type=kind, object_id__in=rows.within(user.region).values("pk"))
        return self.filter(about)

    def editable_by(self, user):
        return self.none()


# What was said stays said.
KEPT = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete), never_emptied]


@tracked
class Step(Record):
    """One step that was taken: who, in which role, when, with which note. Never changed."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    row = GenericForeignKey()
    name = models.CharField(_("step of review"), max_length=20, choices=[(rule.name, rule.done) for rule in (*STEPS.values(), REMIND)])
    from_state = models.CharField(_("state before"), max_length=12, choices=State)
    to_state = models.CharField(_("state after"), max_length=12, choices=State)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written or taken by"))
    actor_name = models.CharField(_("name at that time"), max_length=150)
    actor_role = models.CharField(_("role at that time"), max_length=20)
    actor_region = models.CharField(_("region at that time"), max_length=100)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    note = models.TextField(_("note"), blank=True)

    objects = TalkQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("step of review")
        verbose_name_plural = _("steps of review")
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id", "id"])]
        triggers = KEPT

    def __str__(self):
        return f"{self.get_name_display()} – {self.actor_name}"


@tracked
class Comment(Record):
    """A remark of either side on a row under review."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    row = GenericForeignKey()
    text = models.TextField(_("comment"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written or taken by"))
    actor_name = models.CharField(_("name at that time"), max_length=150)
    actor_role = models.CharField(_("role at that time"), max_length=20)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = TalkQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id", "id"])]
        triggers = KEPT

    def __str__(self):
        return self.text[:80]
