"""Milestones of SSK implementation: schemes, required evidence, a district's assistance and its progress.

A scheme changes with the programme's period, so milestones and requirements are data.
Where no official list was found, each item says whether a source *states* it or it is
*inferred*. What publications report about a district is kept apart (`ReportedStatus`):
it stands beside the portal's own decision and never is it.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.bilingual import chosen
from ssk_portal.common.constraints import in_order, one_of
from ssk_portal.common.fields import NumericField
from ssk_portal.common.records import Record, tracked
from ssk_portal.documents.models import Document
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import OpenQuerySet, ScopedQuerySet
from ssk_portal.review.models import Reviewable
from ssk_portal.review.states import LOCKED, State


class Basis(models.TextChoices):
    """How sure a definition is."""

    STATED = "stated", _("stated by the source")
    INFERRED = "inferred", _("inferred from sources")


@tracked
class MilestoneScheme(Record):
    """The milestones of one period of the programme."""

    code = models.SlugField(_("code"), unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    valid_from = models.PositiveSmallIntegerField(_("from year"))
    valid_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=500)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("milestone scheme")
        verbose_name_plural = _("milestone schemes")
        ordering = ["-valid_from"]
        constraints = [in_order("valid_from", "valid_to")]

    def __str__(self):
        return chosen(self.name_id, self.name_en)

    def get_absolute_url(self):
        return reverse("milestones:scheme_detail", args=[self.pk])


@tracked
class Milestone(Record):
    scheme = models.ForeignKey(MilestoneScheme, models.PROTECT, related_name="milestones", verbose_name=_("scheme"))
    number = models.PositiveSmallIntegerField(_("number"))
    name_id = models.CharField(_("name in Indonesian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    purpose_id = models.TextField(_("purpose in Indonesian"), blank=True)
    purpose_en = models.TextField(_("purpose in English"), blank=True)
    assistance_year = models.PositiveSmallIntegerField(_("year of assistance"), default=1)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    source = models.CharField(_("source"), max_length=500)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "milestone"
        verbose_name_plural = "milestone"
        ordering = ["scheme", "number"]
        constraints = [one_of("basis", Basis), models.UniqueConstraint(fields=["scheme", "number"], name="milestone_number_once")]

    def __str__(self):
        return f"M{self.number} {self.name}"

    @property
    def name(self) -> str:
        return chosen(self.name_id, self.name_en)

    @property
    def purpose(self) -> str:
        return chosen(self.purpose_id, self.purpose_en)

    def get_absolute_url(self):
        return f"{self.scheme.get_absolute_url()}#m{self.number}"


@tracked
class Wording(Record):
    """How a source words the milestone: names changed over the years."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="wordings", verbose_name="milestone")
    text = models.CharField(_("wording"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        ordering = ["milestone", "year", "pk"]

    def __str__(self):
        return self.text


class RequirementKind(models.TextChoices):
    DOCUMENT = "document", _("document")
    TEXT = "text", _("text")
    NUMBER = "number", _("number")
    DATE = "date", _("date")
    YES_NO = "yes_no", _("yes or no")


@tracked
class Requirement(Record):
    """What has to be shown for a milestone. Few are compulsory; the seeded list is provisional."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="requirements", verbose_name="milestone")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title_id = models.CharField(_("title in Indonesian"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    help_id = models.TextField(_("help in Indonesian"), blank=True)
    help_en = models.TextField(_("help in English"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=RequirementKind, default=RequirementKind.DOCUMENT)
    compulsory = models.BooleanField(_("compulsory"), default=False)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    source = models.CharField(_("source"), max_length=500)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["milestone", "order", "pk"]
        constraints = [
            one_of("basis", Basis),
            one_of("kind", RequirementKind),
            models.UniqueConstraint(fields=["milestone", "title_id"], name="requirement_once"),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return chosen(self.title_id, self.title_en)

    @property
    def help(self) -> str:
        return chosen(self.help_id, self.help_en)


class AssistanceQuerySet(ScopedQuerySet):
    region_path = "district"


@tracked
class Assistance(Record):
    """A district's entry into the programme: its cohort year, by a ministerial decree."""

    district = models.ForeignKey(Region, models.PROTECT, related_name="assistances", verbose_name=_("district"))
    cohort_year = models.PositiveSmallIntegerField(_("cohort year"))
    scheme = models.ForeignKey(MilestoneScheme, models.PROTECT, related_name="assistances", verbose_name=_("scheme"))
    decree_number = models.CharField(_("number of the ministerial decree"), max_length=150, blank=True)
    decree_date = models.DateField(_("date of the decree"), null=True, blank=True)
    facilitator = models.CharField(_("facilitator"), max_length=150, blank=True)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.STATED)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = AssistanceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("assistance")
        verbose_name_plural = _("assistances")
        ordering = ["district__code", "-cohort_year"]
        constraints = [
            one_of("basis", Basis),
            models.UniqueConstraint(
                fields=["district", "cohort_year"], name="assistance_once", violation_error_message=_("This district has an assistance of that cohort year already.")
            ),
            models.CheckConstraint(
                condition=Q(cohort_year__gte=2010, cohort_year__lte=2100), name="assistance_year_likely", violation_error_message=_("The cohort year lies between 2010 and 2100.")
            ),
        ]

    def __str__(self):
        return f"{self.district.full_name}, {self.cohort_year}"

    @property
    def reach_region(self):
        return self.district

    def get_absolute_url(self):
        return reverse("milestones:assistance_detail", args=[self.pk])


class ProgressQuerySet(ScopedQuerySet):
    region_path = "assistance__district"

    def editable_by(self, user):
        """The district fills in its own; the levels above decide, they do not edit."""
        return self.of(user.region)


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
        given = set(self.evidences.values_list("requirement_id", flat=True))
        lacking = [requirement for requirement in self.milestone.requirements.all() if requirement.compulsory and requirement.pk not in given]
        return [_("“%(requirement)s” has not been given yet.") % {"requirement": requirement.title} for requirement in lacking]

    def why_not_yet(self, step: str) -> str:
        """Milestones go in order: see `rules` §2."""
        before = {"submit": (State.SUBMITTED, State.IN_REVIEW, State.APPROVED, State.HISTORICAL), "approve": (State.APPROVED, State.HISTORICAL)}.get(step)
        if before is None or self.milestone.number == 1:
            return ""
        earlier = self.assistance.progresses.filter(milestone__number=self.milestone.number - 1).first()
        if earlier is not None and earlier.state in before:
            return ""
        number = self.milestone.number - 1
        if step == "submit":
            return _("M%(number)s comes first: it has to be submitted before this milestone.") % {"number": number}
        return _("M%(number)s comes first: it has to be approved or historical before this milestone is approved.") % {"number": number}

    def workers(self):
        return [evidence.given_by for evidence in self.evidences.select_related("given_by__region")]


_states = ", ".join(f"'{state}'" for state in LOCKED)
follows_progress = pgtrigger.Trigger(
    name="follows_progress",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("parent", "TEXT")],
    func=f"""
        SELECT state INTO parent FROM milestones_progress
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.progress_id ELSE OLD.progress_id END;
        IF parent IN ({_states}) THEN RAISE EXCEPTION 'the evidence of a % milestone is not edited', parent; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """,
)


class EvidenceQuerySet(ScopedQuerySet):
    region_path = "progress__assistance__district"

    def editable_by(self, user):
        return self.of(user.region)


@tracked
class Evidence(Record):
    """One piece of evidence for one requirement: a file, or a value of the requirement's kind."""

    progress = models.ForeignKey(Progress, models.CASCADE, related_name="evidences", verbose_name=_("progress"))
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="evidences", verbose_name=_("requirement"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file"))
    text = models.TextField(_("text"), blank=True)
    number = NumericField(_("number"), null=True, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    yes_no = models.BooleanField(_("yes or no"), null=True, blank=True)
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    given_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("given by"))

    objects = EvidenceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["requirement__order", "given_at"]
        triggers = [*Record.Meta.triggers, follows_progress]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(text="") | Q(number__isnull=False) | Q(date__isnull=False) | Q(yes_no__isnull=False),
                name="evidence_says_something",
                violation_error_message=_("Give a file or a value."),
            )
        ]

    def __str__(self):
        return self.title or (self.document.name if self.document else self.requirement.title)

    @property
    def reach_region(self):
        return self.progress.reach_region

    @property
    def why_locked(self):
        return self.progress.why_locked

    def get_absolute_url(self):
        return f"{self.progress.get_absolute_url()}#r{self.requirement_id}"


class ReportedStatusQuerySet(ScopedQuerySet):
    """Published statements: in the reach of the district they speak of."""

    region_path = "district"


@tracked
class ReportedStatus(Record):
    """What a publication says about a district's milestone. Never the portal's own decision."""

    district = models.ForeignKey(Region, models.PROTECT, related_name="reported_statuses", verbose_name=_("district"))
    first = models.PositiveSmallIntegerField(_("from milestone"))
    last = models.PositiveSmallIntegerField(_("to milestone"))
    after = models.BooleanField(_("after it (pasca)"), default=False)
    expected = models.BooleanField(_("expected, not reached"), default=False)
    year_in_milestone = models.PositiveSmallIntegerField(_("year in the milestone"), null=True, blank=True)
    as_of = models.DateField(_("as of"))
    programme_year = models.PositiveSmallIntegerField(_("programme year"), null=True, blank=True)
    assisted_since = models.PositiveSmallIntegerField(_("assisted since"), null=True, blank=True)
    event = models.SlugField(_("event"), max_length=80, blank=True)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.STATED)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=500)

    objects = ReportedStatusQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("reported status")
        verbose_name_plural = _("reported statuses")
        ordering = ["district__code", "-as_of"]
        constraints = [
            one_of("basis", Basis),
            in_order("first", "last"),
            models.UniqueConstraint(fields=["district", "as_of", "first", "last", "after", "expected", "source"], name="reported_status_once"),
        ]

    def __str__(self):
        return f"{self.district.full_name}: {self.label}"

    @property
    def label(self) -> str:
        """`M2`, `M1–M3`, `M4 year 2`, `after M4`, with a word where it was only expected."""
        label = f"M{self.first}" if self.first == self.last else f"M{self.first}–M{self.last}"
        if self.after:
            label = _("after %(milestone)s") % {"milestone": label}
        if self.year_in_milestone:
            label = _("%(milestone)s year %(year)s") % {"milestone": label, "year": self.year_in_milestone}
        return _("%(milestone)s expected") % {"milestone": label} if self.expected else label

    @property
    def reach_region(self):
        return self.district

    def get_absolute_url(self):
        return reverse("reporting:region_detail", args=[self.district.code])
