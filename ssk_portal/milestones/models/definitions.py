"""What a milestone is: schemes, milestones, how sources word them, what has to be shown.

A scheme changes with the programme's period, so all of this is data. Where no official
list was found, each item says whether a source *states* it or it is *inferred*.
"""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.basis import Basis
from ssk_portal.common.bilingual import chosen
from ssk_portal.common.constraints import in_order, one_of
from ssk_portal.common.records import Record, tracked
from ssk_portal.regions.scoping import OpenQuerySet


@tracked
class MilestoneScheme(Record):
    """The milestones of one period of the programme."""

    code = models.SlugField(_("code"), unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    valid_from = models.PositiveSmallIntegerField(_("valid from year"))
    valid_to = models.PositiveSmallIntegerField(_("valid to year"), null=True, blank=True)
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
        constraints = [
            one_of("basis", Basis),
            models.UniqueConstraint(fields=["scheme", "number"], name="milestone_number_once", violation_error_message=_("The scheme has a milestone of that number already.")),
        ]

    def __str__(self):
        return f"M{self.number} {self.name}"

    @property
    def name(self) -> str:
        return chosen(self.name_id, self.name_en)

    @property
    def purpose(self) -> str:
        return chosen(self.purpose_id, self.purpose_en)

    def get_absolute_url(self):
        return f"{reverse('milestones:scheme_detail', args=[self.scheme_id])}#m{self.number}"


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

    def get_absolute_url(self):
        return self.milestone.get_absolute_url()


class RequirementKind(models.TextChoices):
    DOCUMENT = "document", _("document")
    TEXT = "text", _("free text")
    NUMBER = "number", _("figure")
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
            models.UniqueConstraint(fields=["milestone", "title_id"], name="requirement_once", violation_error_message=_("The milestone has a requirement of that title already.")),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return chosen(self.title_id, self.title_en)

    @property
    def help(self) -> str:
        return chosen(self.help_id, self.help_en)

    def get_absolute_url(self):
        return self.milestone.get_absolute_url()
