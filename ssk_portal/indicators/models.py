"""Indicators, their targets in layers, and achievements by publisher.

Several publishers count the same thing by different methods and plans of several
levels set different targets: every value is kept with its source, and one of them is
marked as the target in force or the reference of the year.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.bilingual import chosen
from ssk_portal.common.constraints import one_of
from ssk_portal.common.fields import NumericField
from ssk_portal.common.numbers import quantity
from ssk_portal.common.records import Record, tracked
from ssk_portal.documents.models import Document
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import OpenQuerySet, ScopedQuerySet
from ssk_portal.review.models import Reviewable
from ssk_portal.review.states import State


class Sector(models.TextChoices):
    WASTEWATER = "air_limbah", _("Domestic wastewater")
    WASTE = "persampahan", _("Solid waste")
    WATER = "air_minum", _("Drinking water")
    HOUSING = "perumahan", _("Housing")
    BEHAVIOUR = "perilaku", _("Behaviour")


class Unit(models.TextChoices):
    PERCENT = "%", "%"
    HOUSEHOLDS = "KK", _("households (KK)")
    VILLAGES = "desa/kelurahan", _("villages")
    RUPIAH = "Rp", "Rp"
    PIECES = "unit", _("units")


class Direction(models.TextChoices):
    HIGHER = "higher", _("higher is better")
    LOWER = "lower", _("lower is better")


class Area(models.TextChoices):
    TOTAL = "total", _("total")
    URBAN = "perkotaan", _("urban")
    RURAL = "perdesaan", _("rural")


@tracked
class Indicator(Record):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=200, unique=True)
    name_en = models.CharField(_("name in English"), max_length=200)
    sector = models.CharField(_("sector"), max_length=15, choices=Sector)
    unit = models.CharField(_("unit"), max_length=15, choices=Unit, default=Unit.PERCENT)
    direction = models.CharField(_("direction"), max_length=6, choices=Direction, default=Direction.HIGHER)
    cumulative = models.BooleanField(_("cumulative"), default=False, help_text=_("Counts up over the years, instead of anew each year."))
    definition_id = models.TextField(_("definition in Indonesian"), blank=True)
    definition_en = models.TextField(_("definition in English"), blank=True)
    numerator = models.CharField(_("numerator"), max_length=200, blank=True)
    denominator = models.CharField(_("denominator"), max_length=200, blank=True)
    method = models.TextField(_("method"), blank=True)
    lowest = NumericField(_("lowest possible value"), null=True, blank=True)
    highest = NumericField(_("highest possible value"), null=True, blank=True)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    source = models.CharField(_("source of the definition"), max_length=500)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["order", "name_id"]
        constraints = [one_of("sector", Sector), one_of("unit", Unit), one_of("direction", Direction)]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return chosen(self.name_id, self.name_en)

    @property
    def definition(self) -> str:
        return chosen(self.definition_id, self.definition_en)

    def get_absolute_url(self):
        return reverse("indicators:indicator_detail", args=[self.pk])


@tracked
class TargetLayer(Record):
    """The plan that sets a target: RPJMN share, RPJMD, Renstra, SSK, SDGs."""

    code = models.SlugField(_("code"), unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    level = models.CharField(_("set by"), max_length=12, choices=[("country", _("Country")), ("province", _("Province")), ("district", _("Regency or city"))])
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("target layer")
        verbose_name_plural = _("target layers")
        ordering = ["order"]

    def __str__(self):
        return chosen(self.name_id, self.name_en)


@tracked
class Publisher(Record):
    """Who publishes figures. `order` says whose figure is the reference where several exist."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=150, unique=True)
    order = models.PositiveSmallIntegerField(_("order as reference"), default=100)
    note = models.TextField(_("note"), blank=True)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class FigureQuerySet(ScopedQuerySet):
    """Approved and published figures are read by everyone, so that all can be compared."""

    def settled(self):
        return self.filter(state__in=[State.APPROVED, State.PUBLISHED, State.HISTORICAL])

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

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="%(class)ss", verbose_name=_("indicator"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="%(class)ss", verbose_name=_("region"))
    year = models.PositiveSmallIntegerField(_("year"))
    area = models.CharField(_("area"), max_length=10, choices=Area, default=Area.TOTAL)
    value = NumericField(_("value"))
    indicator_as_published = models.CharField(_("indicator as published"), max_length=200, blank=True)
    framework = models.CharField(_("framework as written"), max_length=200, blank=True)
    published_via = models.CharField(_("published through"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True, help_text=_("Address or title of the document, with the page"))
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document"))
    note = models.TextField(_("note"), blank=True)

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

    @property
    def reach_region(self):
        return self.region

    @property
    def shown_value(self) -> str:
        """The value with its unit, the way the language writes it."""
        return quantity(self.value, self.indicator.unit)

    def missing(self) -> list[str]:
        return [] if self.source or self.document_id else [_("Name the source or attach the document.")]


@tracked
class Target(Figure):
    layer = models.ForeignKey(TargetLayer, models.PROTECT, related_name="targets", verbose_name=_("layer"))
    publisher = models.ForeignKey(Publisher, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name=_("publisher"))
    in_force = models.BooleanField(_("in force"), default=False, help_text=_("Of several values of one layer, the one that counts."))

    class Meta(Figure.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator", "region__code", "-year", "layer"]
        constraints = [
            *Figure.Meta.constraints,
            models.UniqueConstraint(
                fields=["indicator", "region", "year", "area", "layer", "publisher", "framework", "source", "value"],
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
    publisher = models.ForeignKey(Publisher, models.PROTECT, related_name="achievements", verbose_name=_("publisher"))
    numerator = NumericField(_("numerator"), null=True, blank=True)
    denominator = NumericField(_("denominator"), null=True, blank=True)
    is_reference = models.BooleanField(_("reference of the year"), default=False, help_text=_("Of several publishers' values, the one the portal compares with."))

    class Meta(Figure.Meta):
        verbose_name = _("achievement")
        verbose_name_plural = _("achievements")
        ordering = ["indicator", "region__code", "-year"]
        constraints = [
            *Figure.Meta.constraints,
            models.UniqueConstraint(
                fields=["indicator", "region", "year", "area", "publisher", "framework", "source", "value"],
                name="achievement_once",
                violation_error_message=_("This achievement is recorded already, with the same value and source."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "region", "year", "area"], condition=Q(is_reference=True), name="achievement_one_reference",
                violation_error_message=_("Another achievement is the reference for that year."),
            ),
        ]  # fmt: skip

    def get_absolute_url(self):
        return reverse("indicators:achievement_detail", args=[self.pk])
