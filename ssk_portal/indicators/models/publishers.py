"""Whose plans set targets, and who publishes figures."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.bilingual import chosen
from ssk_portal.common.fields import LinesField
from ssk_portal.common.records import Record, tracked
from ssk_portal.regions.scoping import OpenQuerySet


@tracked
class TargetLayer(Record):
    """The plan that sets a target: RPJMN share, RPJMD, Renstra, SSK, SDGs."""

    code = models.SlugField(_("code"), unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    level = models.CharField(_("set by"), max_length=12, choices=[("country", _("the centre")), ("province", _("Province")), ("district", _("Regency or city"))])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    patterns = LinesField(
        verbose_name=_("how publications write it"),
        help_text=_("One text a line. A plan whose name contains it belongs to this layer; of several layers the longest text counts."),
    )

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("target layer")
        verbose_name_plural = _("target layers")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=["country", "province", "district"]), name="target_layer_level_known", violation_error_message=_("Choose one of the listed values.")
            )
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return chosen(self.name_id, self.name_en)

    def get_absolute_url(self):
        return reverse("indicators:layer_list")


class PublisherQuerySet(OpenQuerySet):
    def for_own_figures(self, kept=None):
        """Those that a region names in its own drafts, and the one that a draft names already."""
        return self.filter(Q(for_own=True) | Q(pk=kept))


@tracked
class Publisher(Record):
    """Who publishes figures. `order` says whose figure is the reference where several exist."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=150, unique=True)
    order = models.PositiveSmallIntegerField(_("order as reference"), default=100)
    for_own = models.BooleanField(_("for a region's own figures"), default=False, help_text=_("Regencies, cities and provinces may name it in the figures they enter themselves."))
    series = models.SlugField(
        _("series"), max_length=40, blank=True,
        help_text=_("Publishers with the same word here publish one series of values, such as those of one survey: their values of several years are compared."),
    )  # fmt: skip
    note_id = models.TextField(_("note in Indonesian"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)

    objects = PublisherQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    @property
    def whose_series(self) -> str:
        """What values of several years have in common where they may be compared."""
        return self.series or self.name

    @property
    def note(self) -> str:
        return chosen(self.note_id, self.note_en)

    def get_absolute_url(self):
        return reverse("indicators:publisher_list")
