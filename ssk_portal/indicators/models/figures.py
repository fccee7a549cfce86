"""Targets in layers and achievements by publisher.

Several publishers count the same thing by different methods and plans of several
levels set different targets: every value is kept with its source, and one of them is
marked as the target in force or the reference of the year.
"""

from decimal import ROUND_HALF_UP, Decimal, localcontext

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.constraints import one_of
from ssk_portal.common.fields import NumericField
from ssk_portal.common.numbers import number, quantity
from ssk_portal.common.records import tracked
from ssk_portal.documents.models import Document
from ssk_portal.indicators.checks import Check, Warned, warnings_of
from ssk_portal.indicators.choice import choose
from ssk_portal.indicators.models.definitions import Indicator, Unit
from ssk_portal.indicators.models.figure_rules import faults_of
from ssk_portal.indicators.models.guards import SETTLED, marks, triggers
from ssk_portal.indicators.models.publishers import Publisher, TargetLayer
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import ScopedQuerySet
from ssk_portal.review.models import Reviewable
from ssk_portal.review.states import State

# What a figure's page shows inside its reach only, and so its history too.
TALK = (
    "document", "submitted_at", "submitted_by", "begun_at", "reviewer", "decided_at", "decided_by", "decision_note",
    "answered", "answer", "answered_at", "answered_by",
)  # fmt: skip
# What its warnings are about: where one of these changes, the answer to them is asked for anew.
MEASURED = ("indicator_id", "region_id", "year", "area", "value", "numerator", "denominator")


# Of a senseless number all digits are worked with too, so that it is told and not stumbled over.
MOST_DIGITS = 500


def share_of(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """The percentage of two numbers to two decimals; None where one is not known, or nothing is divided by."""
    if numerator is None or not denominator:
        return None
    with localcontext(prec=MOST_DIGITS):
        return (Decimal(numerator) * 100 / Decimal(denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0


class Area(models.TextChoices):
    TOTAL = "total", _("total")
    URBAN = "perkotaan", _("urban")
    RURAL = "perdesaan", _("rural")


class FigureQuerySet(ScopedQuerySet):
    """Approved and published figures are read by everyone, so that all can be compared."""

    def settled(self):
        return self.filter(state__in=SETTLED)

    def visible_to(self, user):
        own = self.within(user.region)
        return own if user.region.is_country else (own | self.settled())

    def editable_by(self, user):
        """The region's own open figures; published ones are kept by the centre."""
        own = self.of(user.region).exclude(state=State.PUBLISHED)
        return own | self.filter(state=State.PUBLISHED) if user.may("figure.publish") else own


class Figure(Reviewable):
    """What a target and an achievement have in common: whose, what, when, how much, says who."""

    fill_permission = "figure.fill"
    review_permission = "figure.review"

    # The field that marks the one that counts among the values of one `group`.
    mark: str
    group: tuple[str, ...] = ("indicator_id", "region_id", "year", "area")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="%(class)ss", verbose_name=_("indicator"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="%(class)ss", verbose_name=_("region"))
    year = models.PositiveSmallIntegerField(_("year"))
    area = models.CharField(_("area"), max_length=10, choices=Area, default=Area.TOTAL)
    value = NumericField(_("value"))
    indicator_as_published = models.CharField(_("indicator as published"), max_length=200, blank=True)
    framework = models.CharField(_("plan as written"), max_length=200, blank=True)
    published_via = models.CharField(_("published through"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True, help_text=_("Address or title of the document"))
    page = models.CharField(_("page"), max_length=60, blank=True, help_text=_("Where in the document: page, table, annex"))
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document"))
    note = models.TextField(_("note"), blank=True)
    choice_reason = models.TextField(_("reason why it was chosen"), blank=True, editable=False)
    as_imported = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    objects = FigureQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        abstract = True
        constraints = [
            *Reviewable.Meta.constraints,
            one_of("area", Area),
            models.CheckConstraint(
                condition=~Q(state="published") | ~Q(source=""),
                name="%(app_label)s_%(class)s_published_has_source",
                violation_error_message=_("A published figure names its source."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="%(app_label)s_%(class)s_year_likely", violation_error_message=_("The year lies between 1990 and 2100.")
            ),
        ]

    def __str__(self):
        return f"{self.indicator.name} {self.year}, {self.region.full_name}"

    def clean(self):
        super().clean()
        if faults := faults_of(self):
            raise ValidationError(faults)

    def save(self, **kwargs):
        if not self.is_settled and getattr(self, self.mark):
            # Reopened for correction: until it is settled again it cannot be the one that counts.
            setattr(self, self.mark, False)
            self.choice_reason = ""
        super().save(**kwargs)

    def stepped(self, step):
        if step in ("approve", "record_historical", "reopen"):
            choose(type(self), {self.group_key})
            self.refresh_from_db(fields=[self.mark, "choice_reason", "version"])

    @property
    def line_name(self) -> str:
        """The indicator, with the area where it is not the whole region."""
        return self.indicator.name if self.area == Area.TOTAL else f"{self.indicator.name} ({self.get_area_display()})"

    @property
    def reach_region(self):
        return self.region

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def group_key(self) -> tuple:
        """What it shares with the other values of which only one counts."""
        return tuple(getattr(self, name) for name in self.group)

    @property
    def counts(self) -> bool:
        """Whether it is the target in force, or the reference of the year."""
        return getattr(self, self.mark)

    @property
    def shown_value(self) -> str:
        """The value with its unit, the way the language writes it."""
        return quantity(self.value, self.indicator.unit)

    def fields_hidden_from(self, user) -> tuple[str, ...]:
        """Who worked on it, with which words, is the affair of its region and those above."""
        return () if user.region.reaches(self.region) else TALK

    def history_told_to(self, user) -> Q | None:
        """From elsewhere a figure is read once it is settled; what stood in its drafts is not."""
        return None if user.region.reaches(self.region) else Q(state__in=SETTLED)

    @property
    def read_back(self) -> str:
        """What was typed, said back the way it was read."""
        return self.shown_value

    def missing(self) -> list[str]:
        return [] if self.source or self.document_id else [str(_("Name the source or attach the document."))]


# That a figure is kept once is told by the checksum of its source: a long source has no room in an index.
@tracked
class Target(Figure):
    mark = "in_force"
    group = (*Figure.group, "layer_id")

    layer = models.ForeignKey(TargetLayer, models.PROTECT, related_name="targets", verbose_name=_("layer"))
    publisher = models.ForeignKey(Publisher, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name=_("publisher"))
    in_force = models.BooleanField(_("in force"), default=False, help_text=_("Of several values of one layer, the one that counts."))

    class Meta(Figure.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator", "region__code", "-year", "layer"]
        triggers = triggers("in_force")
        constraints = [
            *Figure.Meta.constraints,
            *marks("in_force"),
            models.UniqueConstraint(
                *("indicator", "region", "year", "area", "layer", "publisher", "framework", MD5("source"), "value"),
                nulls_distinct=False,
                name="target_once",
                violation_error_message=_("This target is recorded already, with the same value and source."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "region", "year", "area", "layer"], condition=Q(in_force=True), name="target_one_in_force",
                violation_error_message=_("Another target of this layer is in force for that year."),
            ),
        ]  # fmt: skip

    def get_absolute_url(self):
        return reverse("indicators:target_detail", args=[self.pk])


@tracked
class Achievement(Figure):
    mark = "is_reference"

    publisher = models.ForeignKey(Publisher, models.PROTECT, related_name="achievements", verbose_name=_("publisher"))
    numerator = NumericField(_("numerator"), null=True, blank=True)
    denominator = NumericField(_("denominator"), null=True, blank=True)
    computed = models.BooleanField(_("computed from numerator and denominator"), default=False, editable=False)
    is_reference = models.BooleanField(_("reference of the year"), default=False, help_text=_("Of several publishers' values, the one the portal compares with."))
    answered = ArrayField(models.CharField(max_length=10, choices=Check), verbose_name=_("warnings answered"), default=list, blank=True, editable=False)
    answer = models.TextField(_("answer to the warnings"), blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("answered by"))

    class Meta(Figure.Meta):
        verbose_name = _("achievement")
        verbose_name_plural = _("achievements")
        ordering = ["indicator", "region__code", "-year"]
        triggers = triggers("is_reference")
        constraints = [
            *Figure.Meta.constraints,
            *marks("is_reference"),
            models.CheckConstraint(
                condition=Q(answered=[], answer="", answered_at=None, answered_by=None)
                | (~Q(answered=[]) & ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False, answered__contained_by=Check.values)),
                name="achievement_answer_is_whole",
            ),
            models.CheckConstraint(condition=Q(computed=False) | Q(numerator__isnull=False, denominator__gt=0), name="achievement_computed_of_two_numbers"),
            models.UniqueConstraint(
                *("indicator", "region", "year", "area", "publisher", "framework", MD5("source"), "value"),
                name="achievement_once",
                violation_error_message=_("This achievement is recorded already, with the same value and source."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "region", "year", "area"], condition=Q(is_reference=True), name="achievement_one_reference",
                violation_error_message=_("Another achievement is the reference for that year."),
            ),
        ]  # fmt: skip

    @property
    def share(self) -> Decimal | None:
        """What numerator and denominator give, to two decimals; None where they give no percentage."""
        return share_of(self.numerator, self.denominator) if self.indicator.unit == Unit.PERCENT else None

    @property
    def shown_share(self) -> str:
        """`78 % (780 ÷ 1.000 × 100)`"""
        return f"{quantity(self.share, Unit.PERCENT)} ({number(self.numerator)} ÷ {number(self.denominator)} × 100)"

    @property
    def read_back(self) -> str:
        """The value with its two numbers; where it was computed of them, that it was."""
        if self.computed:
            return gettext("%(share)s, computed") % {"share": self.shown_share}
        if self.numerator is None and self.denominator is None:
            return self.shown_value
        part, whole = ("–" if each is None else number(each) for each in (self.numerator, self.denominator))
        return gettext("%(value)s; numerator %(part)s, denominator %(whole)s") % {"value": self.shown_value, "part": part, "whole": whole}

    @cached_property
    def warnings(self) -> list[Warned]:
        """What is likely wrong with it, as it stands now beside the other figures."""
        return warnings_of(self)

    @property
    def unanswered(self) -> list[Warned]:
        return [warned for warned in self.warnings if warned.check not in self.answered]

    def missing(self) -> list[str]:
        return super().missing() + [_("Answer the warning: %(warning)s") % {"warning": warned} for warned in self.unanswered]

    def forget_answer(self) -> None:
        """The figure changed: whatever was answered spoke of the one before."""
        self.answered, self.answer, self.answered_at, self.answered_by = [], "", None, None

    def get_absolute_url(self):
        return reverse("indicators:achievement_detail", args=[self.pk])
