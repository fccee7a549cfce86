"""Targets in layers."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.records import tracked
from ssk_portal.indicators.checks import out_of_range
from ssk_portal.indicators.models.figures import Figure
from ssk_portal.indicators.models.guards import marks, once, triggers
from ssk_portal.indicators.models.publishers import Publisher, TargetLayer


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
            once(
                *("indicator", "region", "year", "area", "layer", "publisher", "framework"),
                name="target_once",
                violation_error_message=_("This target is recorded already, with the same value and source."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "region", "year", "area", "layer"], condition=Q(in_force=True), name="target_one_in_force",
                violation_error_message=_("Another target of this layer is in force for that year."),
            ),
        ]  # fmt: skip

    @property
    def name_in_notices(self) -> str:
        """Without layer and kind it would read as another target of that year, or as its achievement."""
        said = {"line": self.line_name, "year": self.year, "layer": self.layer, "region": self.region.full_name}
        return gettext("the target %(line)s %(year)s (%(layer)s), %(region)s") % said

    def faults(self):
        """An achievement out of range is warned of; a target is one's own aim, which cannot be meant so. A published one is kept as it was published."""
        faults = super().faults()
        if self.is_published:
            return faults
        if self.indicator_id and self.value is not None and (sentence := out_of_range(self.indicator, self.value)):
            faults["value"] = sentence
        if self.layer_id and self.region_id and self.layer.level != self.region.level:
            # National and provincial layers are entered by those levels.
            faults["layer"] = gettext("Targets of the layer “%(layer)s” are entered by another level.") % {"layer": self.layer}
        return faults

    def get_absolute_url(self):
        return reverse("indicators:target_detail", args=[self.pk])
