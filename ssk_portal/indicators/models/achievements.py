"""Achievements by publisher."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.constraints import sensible
from ssk_portal.common.fields import NumericField
from ssk_portal.common.numbers import number, quantity
from ssk_portal.common.records import tracked
from ssk_portal.indicators.checks import Warned, in_words, warnings_of
from ssk_portal.indicators.models.definitions import Unit
from ssk_portal.indicators.models.figures import Figure
from ssk_portal.indicators.models.guards import marks, once, triggers
from ssk_portal.indicators.models.publishers import Publisher
from ssk_portal.regions.days import today_in

# What is typed of it as numbers; a target has the first one only.
NUMBERS = ("value", "numerator", "denominator")
# What its warnings are about: where one of these changes, the answer to them is asked for anew.
MEASURED = ("indicator_id", "region_id", "year", "area", *NUMBERS)

# Of a senseless number all digits are worked with too, so that it is told and not stumbled over.
MOST_DIGITS = 500


def share_of(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """The percentage of two numbers to two decimals; None where one is not known, or nothing is divided by."""
    if numerator is None or not denominator:
        return None
    with localcontext(prec=MOST_DIGITS):
        return (Decimal(numerator) * 100 / Decimal(denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0


@tracked
class Achievement(Figure):
    mark = "is_reference"
    keys_in_words = {"answered": in_words}

    publisher = models.ForeignKey(Publisher, models.PROTECT, related_name="achievements", verbose_name=_("publisher"))
    numerator = NumericField(_("numerator"), null=True, blank=True)
    denominator = NumericField(_("denominator"), null=True, blank=True)
    computed = models.BooleanField(_("computed from numerator and denominator"), default=False, editable=False)
    is_reference = models.BooleanField(_("reference of the year"), default=False, help_text=_("Of several publishers' values, the one the portal compares with."))
    # What each of them said then (`jump 2023 40`): another one is asked anew.
    answered = ArrayField(models.CharField(max_length=200), verbose_name=_("warnings answered"), default=list, blank=True, editable=False)
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
            sensible("numerator", name="achievement_numerator_sensible"),
            sensible("denominator", name="achievement_denominator_sensible"),
            models.CheckConstraint(
                condition=Q(answered=[], answer="", answered_at=None, answered_by=None)
                | (~Q(answered=[]) & ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="achievement_answer_is_whole",
            ),
            models.CheckConstraint(condition=Q(computed=False) | Q(numerator__isnull=False, denominator__gt=0), name="achievement_computed_of_two_numbers"),
            once(
                *("indicator", "region", "year", "area", "publisher", "framework"),
                name="achievement_once",
                violation_error_message=_("This achievement is recorded already, with the same value and source."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "region", "year", "area"], condition=Q(is_reference=True), name="achievement_one_reference",
                violation_error_message=_("Another achievement is the reference for that year."),
            ),
        ]  # fmt: skip

    @property
    def name_in_notices(self) -> str:
        return gettext("the achievement %(line)s %(year)s, %(region)s") % {"line": self.line_name, "year": self.year, "region": self.region.full_name}

    def faults(self):
        """What is reached in a year that has not begun is a plan, and kept as a target."""
        faults = super().faults()
        if self.year and self.region_id and self.year > today_in(self.region).year:
            faults["year"] = gettext("%(year)s has not begun: what is planned for it is a target.") % {"year": self.year}
        return faults

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
        return [warned for warned in self.warnings if warned.key not in self.answered]

    def missing(self) -> list[str]:
        return super().missing() + [_("Answer the warning: %(warning)s") % {"warning": warned} for warned in self.unanswered]

    def take_answer(self, answer: str, *, by) -> None:
        """`answer` to all warnings that stand on it now, as `by`; it is not saved by that."""
        self.answered, self.answer = [warned.key for warned in self.warnings], answer
        self.answered_at, self.answered_by = timezone.now(), by

    def forget_answer(self) -> None:
        """The figure changed: whatever was answered spoke of the one before."""
        self.answered, self.answer, self.answered_at, self.answered_by = [], "", None, None

    def get_absolute_url(self):
        return reverse("indicators:achievement_detail", args=[self.pk])
