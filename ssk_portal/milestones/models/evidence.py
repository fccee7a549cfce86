"""What a district shows for a requirement: a paper, a value, or a record of the portal.

What the reviewer has seen stays: a file is replaced by another one, a value by a later one,
and the version before keeps its row with the day it was removed.
"""

from datetime import date
from decimal import Decimal

import pgtrigger
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.fields import NumericField
from ssk_portal.common.numbers import number
from ssk_portal.common.records import Record, tracked
from ssk_portal.documents.models import Document
from ssk_portal.milestones.models.progress import Progress
from ssk_portal.milestones.models.requirement import Requirement, RequirementKind
from ssk_portal.regions.scoping import ScopedQuerySet
from ssk_portal.review.states import LOCKED

_locked = ", ".join(f"'{state}'" for state in LOCKED)
# The progress is held while its evidence changes, so that it is not submitted under the hand.
follows_progress = pgtrigger.Trigger(
    name="follows_progress",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("parent", "RECORD")],
    func=f"""
        FOR parent IN
            SELECT state FROM milestones_progress
            WHERE (TG_OP <> 'INSERT' AND id = OLD.progress_id) OR (TG_OP <> 'DELETE' AND id = NEW.progress_id)
            FOR SHARE
        LOOP
            IF parent.state IN ({_locked}) THEN RAISE EXCEPTION 'the evidence of a % milestone is not edited', parent.state; END IF;
        END LOOP;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """,  # noqa: S608 - only names of states are put in
)
answers_its_milestone = pgtrigger.Trigger(
    name="answers_its_milestone",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        -- Only under a new edition it goes to another requirement: once its milestone is another one.
        IF TG_OP = 'UPDATE' AND NEW.requirement_id <> OLD.requirement_id AND EXISTS (
            SELECT 1 FROM milestones_progress progress JOIN milestones_requirement requirement ON requirement.milestone_id = progress.milestone_id
            WHERE progress.id = OLD.progress_id AND requirement.id = OLD.requirement_id
        ) THEN RAISE EXCEPTION 'it stays with its requirement'; END IF;
        -- Under a new edition some evidence is not asked for any more: it stays where it was given.
        IF TG_OP = 'UPDATE' AND NEW.requirement_id = OLD.requirement_id AND NEW.progress_id = OLD.progress_id THEN RETURN NEW; END IF;
        IF NOT EXISTS (
            SELECT 1 FROM milestones_progress progress JOIN milestones_requirement requirement ON requirement.milestone_id = progress.milestone_id
            WHERE progress.id = NEW.progress_id AND requirement.id = NEW.requirement_id
        ) THEN RAISE EXCEPTION 'this requirement belongs to another milestone'; END IF;
        RETURN NEW;
    """,
)
# A new edition may hang it under what its requirement became; nothing else changes.
removed_stays = pgtrigger.Trigger(
    name="removed_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__removed_at__isnull=False),
    func="""
        IF to_jsonb(OLD) - ARRAY['requirement_id', 'version'] IS DISTINCT FROM to_jsonb(NEW) - ARRAY['requirement_id', 'version'] THEN
            RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table: what was removed stays', TG_TABLE_NAME;
        END IF;
        RETURN NEW;
    """,
)
# What was submitted once stays as it was read: it is replaced by a later version, or taken back.
shown_stays = pgtrigger.Trigger(
    name="shown_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - ARRAY['requirement_id', 'version', 'removed_at', 'removed_by_id']
            IS NOT DISTINCT FROM to_jsonb(NEW) - ARRAY['requirement_id', 'version', 'removed_at', 'removed_by_id'] THEN RETURN NEW; END IF;
        IF EXISTS (
            SELECT FROM review_step step JOIN django_content_type kind ON kind.id = step.content_type_id
            WHERE kind.app_label = 'milestones' AND kind.model = 'progress' AND step.object_id = OLD.progress_id AND step.name = 'submit' AND step.at >= OLD.given_at
        ) THEN RAISE EXCEPTION 'evidence that was submitted stays: it is replaced or taken back'; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """,
)


# In which column the value of each kind stands; papers stand in `document`.
VALUE_COLUMN = {RequirementKind.TEXT: "text", RequirementKind.NUMBER: "number", RequirementKind.DATE: "date", RequirementKind.YES_NO: "yes_no"}


def in_words(value) -> str:
    """A value of any kind as people write it; nothing for nothing."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, date):
        return formats.date_format(value)
    return number(value) if isinstance(value, Decimal) else str(value)


class EvidenceQuerySet(ScopedQuerySet):
    region_path = "progress__region"

    def current(self):
        """What counts: not what was replaced or taken back."""
        return self.filter(removed_at=None)

    def editable_by(self, user):
        return self.of(user.region)


@tracked
class Evidence(Record):
    """One piece of evidence for one requirement: a file, a value of the requirement's kind, or a record of the portal.

    `replaces` is the version before; `removed_at` says since when this one does not count any more.
    """

    progress = models.ForeignKey(Progress, models.CASCADE, related_name="evidences", verbose_name=_("progress"))
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="evidences", verbose_name=_("requirement"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file"))
    text = models.TextField(_("free text"), blank=True)
    number = NumericField(_("figure"), null=True, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    yes_no = models.BooleanField(_("yes or no"), null=True, blank=True)
    record_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, editable=False, verbose_name=_("kind of record"))
    record_id = models.BigIntegerField(_("number of the record"), null=True, blank=True, editable=False)
    record = GenericForeignKey("record_type", "record_id")
    record_name = models.CharField(_("name of the record when it was picked"), max_length=300, blank=True, editable=False)
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    given_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("given by"))
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, editable=False, related_name="replaced_by", verbose_name=_("version before"))
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    removed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("removed by"))

    objects = EvidenceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["requirement__order", "given_at", "pk"]
        triggers = [*Record.Meta.triggers, follows_progress, answers_its_milestone, removed_stays, shown_stays]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(text="") | Q(number__isnull=False) | Q(date__isnull=False) | Q(yes_no__isnull=False) | Q(record_id__isnull=False),
                name="evidence_says_something",
                violation_error_message=_("Give a file or a value."),
            ),
            models.CheckConstraint(
                condition=Q(record_type=None, record_id=None, record_name="") | (Q(record_type__isnull=False, record_id__isnull=False) & ~Q(record_name="")),
                name="evidence_record_whole",
            ),
            models.CheckConstraint(condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False), name="evidence_removal_is_told"),
        ]

    def __str__(self):
        return self.title or (self.document.name if self.document else self.record_name or self.requirement.title)

    @property
    def is_current(self) -> bool:
        return self.removed_at is None

    @property
    def reach_region(self):
        return self.progress.reach_region

    @property
    def why_locked(self):
        return self.progress.why_locked or self.why_removed

    @property
    def why_removed(self) -> str:
        """The sentence why it is not taken back or replaced: it was before. Empty while it counts."""
        return "" if self.is_current else gettext("This evidence has been replaced or taken back already.")

    @property
    def value(self):
        """What was given, for the kind of its requirement; None for a file or a record."""
        column = VALUE_COLUMN.get(RequirementKind(self.requirement.kind))
        return getattr(self, column) if column else None

    @property
    def shown(self) -> str:
        """The value in words, as the reader's language writes it."""
        return in_words(self.value)

    def get_absolute_url(self):
        return f"{self.progress.get_absolute_url()}#r{self.requirement_id}"

    def get_file_url(self) -> str:
        """Where the file is handed out, to whoever may see this row."""
        return reverse("milestones:evidence_file", args=[self.pk])
