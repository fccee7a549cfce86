"""A district's entry into the programme, by a ministerial decree, and its leaving."""

from datetime import date, timedelta

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.basis import Basis
from ssk_portal.common.constraints import CheckOfField, one_of
from ssk_portal.common.records import Record, tracked
from ssk_portal.documents.models import Document
from ssk_portal.milestones.models.definitions import MilestoneScheme
from ssk_portal.regions.days import today_in, today_there
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import ScopedQuerySet

AHEAD = timedelta(days=366)  # so far ahead a leaving may be recorded


def _likely_cohort(name: str) -> CheckOfField:
    return CheckOfField(
        field="cohort_year",
        condition=Q(cohort_year__gte=2010, cohort_year__lte=2100),
        name=name,
        violation_error_message=_("The cohort year lies between 2010 and 2100."),
    )


class MinisterialDecreeQuerySet(ScopedQuerySet):
    """Ministerial decrees: everyone signed in reads them; changed by the region that recorded one, and above."""

    def visible_to(self, user):
        return self


@tracked
class MinisterialDecree(Record):
    """The decree of the Minister of Home Affairs that names the districts of a cohort year."""

    number = models.CharField(_("number"), max_length=150)
    date = models.DateField(_("date"), null=True, blank=True)
    cohort_year = models.PositiveSmallIntegerField(_("cohort year"))
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("file"))
    source = models.CharField(_("source"), max_length=500, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, editable=False, related_name="+", verbose_name=_("recorded by"))

    objects = MinisterialDecreeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("ministerial decree")
        verbose_name_plural = _("ministerial decrees")
        ordering = ["-cohort_year", "-date", "number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="ministerial_decree_once", violation_error_message=_("This decree is recorded already.")),
            _likely_cohort("decree_year_likely"),
        ]

    def __str__(self):
        return self.number

    @property
    def reach_region(self):
        return self.region

    def get_absolute_url(self):
        return reverse("milestones:decree_detail", args=[self.pk])

    def get_file_url(self) -> str:
        return reverse("milestones:decree_file", args=[self.pk])


of_districts = pgtrigger.Trigger(
    name="of_districts",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("district_id", "scheme_id"),
    func="""
        IF NOT EXISTS (SELECT FROM regions_region WHERE id = NEW.district_id AND level = 'district')
            OR NOT EXISTS (SELECT FROM milestones_milestonescheme WHERE id = NEW.scheme_id AND level = 'district')
        THEN RAISE EXCEPTION 'a district is assisted, under a scheme of districts'; END IF;
        RETURN NEW;
    """,
)


def in_programme(path: str = "") -> Q:
    """Of the assistances at `path` those whose district has not left, by the day there."""
    return Q(**{f"{path}left_on": None}) | Q(**{f"{path}left_on__gt": today_there(f"{path}district")})


class AssistanceQuerySet(ScopedQuerySet):
    region_path = "district"

    def in_programme(self):
        return self.filter(in_programme())

    def left(self):
        return self.filter(left_on__lte=today_there("district"))


@tracked
class Assistance(Record):
    """A district's entry into the programme: its cohort year, by a ministerial decree."""

    district = models.ForeignKey(Region, models.PROTECT, related_name="assistances", verbose_name=_("district"))
    cohort_year = models.PositiveSmallIntegerField(_("cohort year"))
    scheme = models.ForeignKey(MilestoneScheme, models.PROTECT, related_name="assistances", verbose_name=_("scheme"))
    decree = models.ForeignKey(MinisterialDecree, models.PROTECT, null=True, blank=True, related_name="assistances", verbose_name=_("ministerial decree"))
    facilitator = models.CharField(_("facilitator"), max_length=150, blank=True)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.STATED)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    left_on = models.DateField(_("left the programme on"), null=True, blank=True, editable=False)
    left_reason = models.TextField(_("reason for leaving"), blank=True, editable=False)

    objects = AssistanceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("assistance")
        verbose_name_plural = _("assistances")
        ordering = ["district__code", "-cohort_year"]
        # The drafts hang on it: an assistance of the wrong district is deleted, not moved.
        triggers = [*Record.Meta.triggers, pgtrigger.ReadOnly(name="district_stays", fields=["district"]), of_districts]
        constraints = [
            one_of("basis", Basis),
            models.CheckConstraint(
                condition=Q(left_on=None, left_reason="") | (Q(left_on__isnull=False) & ~Q(left_reason="")),
                name="assistance_left_with_reason",
                violation_error_message=_("Leaving needs a date and a reason."),
            ),
            models.UniqueConstraint(
                fields=["district", "cohort_year"], name="assistance_once", violation_error_message=_("This district has an assistance of that cohort year already.")
            ),
            _likely_cohort("assistance_year_likely"),
        ]

    def __str__(self):
        return f"{self.district.full_name}, {self.cohort_year}"

    @property
    def reach_region(self):
        return self.district

    def has_left(self, region=None) -> bool:
        """Whether the district has left the programme, by the day there; `region` is the district where it was read already."""
        return self.left_on is not None and self.left_on <= today_in(region or self.district)

    @property
    def standing(self) -> str:
        """Whether its district is in the programme, in words."""
        if self.left_on is None:
            return gettext("in the programme")
        words = gettext("left on %(day)s") if self.has_left() else gettext("leaves on %(day)s")
        return words % {"day": date_format(self.left_on, "DATE_FORMAT")}

    @property
    def earliest_leaving(self) -> date:
        """The first day on which it can have left: that of the decree, else the first of the cohort year."""
        return self.decree.date if self.decree and self.decree.date else date(self.cohort_year, 1, 1)

    def why_not_left_on(self, day: date) -> str:
        """The sentence why it did not leave on `day`; empty when it may have."""
        if day < self.earliest_leaving:
            return gettext("The assistance begins on %(day)s; leaving cannot come before it.") % {"day": date_format(self.earliest_leaving)}
        if day > today_in(self.district) + AHEAD:
            return gettext("Leaving is recorded at most a year ahead.")
        return ""

    def get_absolute_url(self):
        return reverse("milestones:assistance_detail", args=[self.pk])
