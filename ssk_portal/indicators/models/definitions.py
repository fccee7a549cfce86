"""What is measured: indicators, and the years in which their definitions changed."""

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.basis import Basis
from ssk_portal.common.bilingual import chosen
from ssk_portal.common.constraints import CheckOfField, one_of, sensible
from ssk_portal.common.fields import LinesField, NumericField
from ssk_portal.common.records import Record, tracked
from ssk_portal.indicators.models.indicator_rules import faults_of, triggers
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import OpenQuerySet


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


class IndicatorQuerySet(OpenQuerySet):
    """Definitions are read by everyone; a local indicator is kept by its region."""

    def editable_by(self, user):
        """The local ones of the own region, and all that hold everywhere for whoever keeps the definitions."""
        own = self.filter(region=user.region_id)
        return own | self.filter(region=None) if user.may("reference.change") else own

    def counted_in(self, region):
        """What is counted in `region`: what holds everywhere, and the local ones of it and of the regions above."""
        return self.filter(Q(region=None) | Q(region__in=[region.pk, region.province_id]))

    def near(self, region):
        """What whoever stands in `region` meets: what is counted there, and the local ones of the regions below."""
        if region.is_country:
            return self
        return self.counted_in(region) | self.filter(region__province=region.pk)

    def rungs_beside(self, indicator):
        """The rungs of the ladder that `indicator` is one of, itself among them; a local one has ladders of its own."""
        return self.filter(ladder=indicator.ladder, region=indicator.region_id) if indicator.ladder else self.none()


@tracked
class Indicator(Record):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="indicators", verbose_name=_("local indicator of"),
        help_text=_("Empty for an indicator that holds everywhere. A local one is counted in that region and those below it only."),
    )  # fmt: skip
    sector = models.CharField(_("sector"), max_length=15, choices=Sector)
    unit = models.CharField(_("unit"), max_length=15, choices=Unit, default=Unit.PERCENT)
    direction = models.CharField(_("direction"), max_length=6, choices=Direction, default=Direction.HIGHER)
    cumulative = models.BooleanField(_("cumulative"), default=False, help_text=_("Counts up over the years, instead of anew each year."))
    definition_id = models.TextField(_("definition in Indonesian"), blank=True)
    definition_en = models.TextField(_("definition in English"), blank=True)
    numerator_id = models.CharField(_("numerator in Indonesian"), max_length=200, blank=True)
    numerator_en = models.CharField(_("numerator in English"), max_length=200, blank=True)
    denominator_id = models.CharField(_("denominator in Indonesian"), max_length=200, blank=True)
    denominator_en = models.CharField(_("denominator in English"), max_length=200, blank=True)
    method_id = models.TextField(_("method in Indonesian"), blank=True)
    method_en = models.TextField(_("method in English"), blank=True)
    reporter_id = models.CharField(_("who reports, in Indonesian"), max_length=200, blank=True)
    reporter_en = models.CharField(_("who reports, in English"), max_length=200, blank=True)
    lowest = NumericField(_("lowest possible value"), null=True, blank=True)
    highest = NumericField(_("highest possible value"), null=True, blank=True)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of"))
    ladder = models.SlugField(_("rung of the ladder"), blank=True, help_text=_("Indicators with the same word here are the rungs of one ladder: together they add up to 100 %."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    source = models.CharField(_("source of the definition"), max_length=500, help_text=_("Address or title of the document"))
    further_sources = LinesField(verbose_name=_("further sources"), help_text=_("One address or title a line."))

    objects = IndicatorQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["order", "name_id"]
        constraints = [
            one_of("sector", Sector),
            one_of("unit", Unit),
            one_of("direction", Direction),
            sensible("lowest", name="indicator_lowest_sensible"),
            sensible("highest", name="indicator_highest_sensible"),
            models.UniqueConstraint(
                fields=["name_id", "region"], nulls_distinct=False, name="indicator_name_once",
                violation_error_message=_("An indicator of this name is there already."),
            ),
            CheckOfField(
                field="highest", condition=Q(lowest=None) | Q(highest=None) | Q(highest__gte=F("lowest")), name="indicator_range_in_order",
                violation_error_message=_("The highest possible value lies below the lowest."),
            ),
            CheckOfField(
                field="ladder", condition=Q(ladder="") | Q(unit=Unit.PERCENT), name="indicator_rungs_are_percentages",
                violation_error_message=_("The rungs of a ladder are percentages."),
            ),
        ]  # fmt: skip
        triggers = triggers(_("It would be part of itself."))

    def __str__(self):
        return self.name

    def clean(self):
        if faults := faults_of(self):
            raise ValidationError(faults)

    @property
    def name(self) -> str:
        return chosen(self.name_id, self.name_en)

    @property
    def full_name(self) -> str:
        """The name; of a local indicator with whose it is, since a name alone may mean two."""
        return f"{self.name} ({self.home})" if self.home else self.name

    @property
    def home(self) -> str:
        """Whose local indicator it is; nothing where it holds everywhere."""
        return self.region.full_name if self.region else ""

    @property
    def definition(self) -> str:
        return chosen(self.definition_id, self.definition_en)

    def improves_by(self, change) -> bool:
        """Whether a value that moves by `change` becomes a better one."""
        return change < 0 if self.direction == Direction.LOWER else change > 0

    def can_be(self, value) -> bool:
        """Whether `value` lies within what the indicator can be."""
        return (self.lowest is None or value >= self.lowest) and (self.highest is None or value <= self.highest)

    @property
    def numerator(self) -> str:
        return chosen(self.numerator_id, self.numerator_en)

    @property
    def denominator(self) -> str:
        return chosen(self.denominator_id, self.denominator_en)

    @property
    def method(self) -> str:
        return chosen(self.method_id, self.method_en)

    @property
    def reporter(self) -> str:
        return chosen(self.reporter_id, self.reporter_en)

    @property
    def counted_words(self) -> str:
        """Whether it counts up or anew."""
        return str(_("counts up over the years") if self.cumulative else _("anew each year"))

    @property
    def is_local(self) -> bool:
        return self.region_id is not None

    def is_counted_in(self, region: Region | None) -> bool:
        """Whether figures of `region` can be of this indicator; None: everywhere."""
        return self.region_id is None or (region is not None and self.region_id in (region.pk, region.province_id))

    def is_on_ladder_of(self, other: "Indicator") -> bool:
        """Whether both are rungs of one ladder; a local indicator has ladders of its own."""
        return bool(self.ladder) and (self.ladder, self.region_id) == (other.ladder, other.region_id)

    @property
    def has_figures(self) -> bool:
        return self.achievements.exists() or self.targets.exists()

    def get_absolute_url(self):
        return reverse("indicators:indicator_detail", args=[self.pk])


class DefinitionChangeQuerySet(OpenQuerySet):
    """Changes of definitions are read by everyone and kept by whoever keeps the indicator."""

    def editable_by(self, user):
        return self.filter(indicator__in=Indicator.objects.editable_by(user))


@tracked
class DefinitionChange(Record):
    """From `year` on an indicator is counted by another definition: values before and after are not compared."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="changes", verbose_name=_("indicator"))
    year = models.PositiveSmallIntegerField(_("first year of the new definition"))
    note_id = models.TextField(_("what changed, in Indonesian"), blank=True)
    note_en = models.TextField(_("what changed, in English"), blank=True)
    former_id = models.TextField(_("definition before, in Indonesian"), blank=True)
    former_en = models.TextField(_("definition before, in English"), blank=True)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.STATED)
    source = models.CharField(_("source"), max_length=500)

    objects = DefinitionChangeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("change of definition")
        verbose_name_plural = _("changes of definitions")
        ordering = ["indicator", "-year"]
        constraints = [
            one_of("basis", Basis),
            models.UniqueConstraint(
                fields=["indicator", "year"], name="definition_change_once", violation_error_message=_("A change of definition is recorded for that year already.")
            ),
            CheckOfField(
                field="year", condition=Q(year__gte=1990, year__lte=2100), name="definition_change_year_likely", violation_error_message=_("The year lies between 1990 and 2100.")
            ),
        ]

    def __str__(self):
        return f"{self.indicator} {self.year}"

    @property
    def note(self) -> str:
        return chosen(self.note_id, self.note_en)

    @property
    def former(self) -> str:
        return chosen(self.former_id, self.former_en)

    def get_absolute_url(self):
        return self.indicator.get_absolute_url()


def break_years(of: str = "pk") -> ArraySubquery:
    """Beside each row whose field `of` holds the key of an indicator: the years in which a new definition of it began."""
    return ArraySubquery(DefinitionChange.objects.filter(indicator=OuterRef(of)).order_by("year").values("year"))
