"""What publications report about a district's milestones: beside the portal's own decision, never it."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.basis import Basis
from ssk_portal.common.constraints import in_order, one_of
from ssk_portal.common.records import Record, tracked
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import ScopedQuerySet


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
