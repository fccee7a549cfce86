"""A district's entry into the programme."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.basis import Basis
from ssk_portal.common.constraints import one_of
from ssk_portal.common.records import Record, tracked
from ssk_portal.milestones.models.definitions import MilestoneScheme
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import ScopedQuerySet


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
