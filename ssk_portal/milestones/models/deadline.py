"""Until when a milestone is to be reached, submitted and reviewed: set for the country, adjusted by a province."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.constraints import in_order
from ssk_portal.common.records import Record, tracked
from ssk_portal.regions.models import Level, Region
from ssk_portal.regions.scoping import ScopedQuerySet

# Far enough for the last cohorts; a year typed wrong, such as 0206, is told.
LIKELY = (date(2010, 1, 1), date(2110, 12, 31))
UNLIKELY = _("The dates lie between 2010 and 2110.")

adjusted_with_reason = pgtrigger.Trigger(
    name="adjusted_with_reason",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF EXISTS (SELECT FROM regions_region WHERE id = NEW.region_id AND level = 'district') THEN
            RAISE EXCEPTION 'the country and the provinces set dates';
        END IF;
        IF btrim(NEW.reason) = '' AND EXISTS (SELECT FROM regions_region WHERE id = NEW.region_id AND level <> 'country') THEN
            RAISE EXCEPTION 'a province says why it sets other dates';
        END IF;
        RETURN NEW;
    """,
)


class DeadlineQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those of the country, and those of the own province (all of them for the country)."""
        if user.region.is_country:
            return self
        province = user.region_id if user.region.is_province else user.region.province_id
        return self.filter(Q(region__level=Level.COUNTRY) | Q(region=province))

    def editable_by(self, user):
        return self.within(user.region) if not user.region.is_province else self.of(user.region)


@tracked
class Deadline(Record):
    """The dates of one milestone, in one round, of one cohort year; of a duty of the provinces in its year.

    `region` is the country, or the province that set dates of its own with a reason.
    """

    level = models.CharField(_("whose work it is"), max_length=10, choices=[(Level.DISTRICT, _("districts")), (Level.PROVINCE, _("provinces"))], default=Level.DISTRICT)
    cohort_year = models.PositiveSmallIntegerField(_("cohort year"))
    number = models.PositiveSmallIntegerField(_("number of the milestone"))
    round = models.PositiveSmallIntegerField(_("year in the milestone"), default=1)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", editable=False, verbose_name=_("set for"))
    planned = models.DateField(_("planned for"), null=True, blank=True)
    submit_by = models.DateField(_("submit by"))
    review_by = models.DateField(_("review by"))
    reason = models.TextField(_("reason"), blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["-cohort_year", "level", "number", "round", "region__code"]
        triggers = [*Record.Meta.triggers, adjusted_with_reason]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=[Level.DISTRICT, Level.PROVINCE]), name="deadline_level_known"),
            models.CheckConstraint(condition=Q(round__gte=1, number__gte=1), name="deadline_counts_from_one"),
            models.UniqueConstraint(
                fields=["level", "cohort_year", "number", "round", "region"], name="deadline_once", violation_error_message=_("The dates of this milestone are set already.")
            ),
            in_order("submit_by", "review_by"),
            models.CheckConstraint(
                condition=Q(submit_by__range=LIKELY, review_by__range=LIKELY) & (Q(planned=None) | Q(planned__range=LIKELY)),
                name="deadline_year_likely",
                violation_error_message=UNLIKELY,
            ),
        ]

    def __str__(self):
        if self.level == Level.PROVINCE:
            return _("duty %(number)s of the provinces, %(year)s") % {"number": self.number, "year": self.cohort_year}
        milestone = f"M{self.number}" if self.round == 1 else _("%(milestone)s year %(year)s") % {"milestone": f"M{self.number}", "year": self.round}
        return _("%(milestone)s, cohort %(year)s") % {"milestone": milestone, "year": self.cohort_year}

    @property
    def reach_region(self):
        return self.region

    def get_absolute_url(self):
        return reverse("milestones:deadline_list")
