"""A district's entry into the programme, by a ministerial decree, and its leaving."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.basis import Basis
from ssk_portal.common.constraints import one_of
from ssk_portal.common.records import Record, tracked
from ssk_portal.documents.models import Document
from ssk_portal.milestones.models.definitions import MilestoneScheme
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import ScopedQuerySet


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
            models.CheckConstraint(
                condition=Q(cohort_year__gte=2010, cohort_year__lte=2100), name="decree_year_likely", violation_error_message=_("The cohort year lies between 2010 and 2100.")
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def reach_region(self):
        return self.region

    def get_absolute_url(self):
        return reverse("milestones:decree_detail", args=[self.pk])


class AssistanceQuerySet(ScopedQuerySet):
    region_path = "district"


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
        triggers = [*Record.Meta.triggers, pgtrigger.ReadOnly(name="district_stays", fields=["district"])]
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
