"""A region of the administration: the country, a province, a district, a kecamatan, a village.

Codes are those of the Ministry of Home Affairs (`63`, `63.09`, `63.09.01`), the country is `ID`.
BPS numbers the same places otherwise; its code stands beside where it is known.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.constraints import one_of
from ssk_portal.common.records import Record, tracked
from ssk_portal.common.times import ZONES
from ssk_portal.regions.scoping import OpenQuerySet


class RegionQuerySet(OpenQuerySet):
    """Every region may be read by everyone signed in: names and codes are public."""

    def within(self, region):
        """`region` itself and every region below it, down to the district."""
        rows = self.at_work()
        if region.is_country:
            return rows
        return rows.filter(province=region) if region.is_province else rows.filter(pk=region.pk)

    def at_work(self):
        """Country, provinces and districts: the regions that users stand in and rows belong to."""
        return self.filter(level__in=(Level.COUNTRY, Level.PROVINCE, Level.DISTRICT))

    def provinces(self):
        return self.filter(level=Level.PROVINCE)

    def districts(self):
        return self.filter(level=Level.DISTRICT)


class Level(models.TextChoices):
    COUNTRY = "country", _("Country")
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("Regency or city")
    SUBDISTRICT = "subdistrict", _("Subdistrict")
    VILLAGE = "village", _("Village")


class Kind(models.TextChoices):
    COUNTRY = "negara", _("Country")
    PROVINCE = "provinsi", _("Province")
    REGENCY = "kabupaten", _("Regency")
    CITY = "kota", _("City")
    SUBDISTRICT = "kecamatan", _("Subdistrict")
    RURAL = "desa", _("Rural village")
    URBAN = "kelurahan", _("Urban village")


@tracked
class Region(Record):
    code = models.CharField(_("code"), max_length=13, unique=True, help_text=_("Code of the Ministry of Home Affairs"))
    level = models.CharField(_("level"), max_length=12, choices=Level)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=100, help_text=_("Without the kind: Tabalong, not Kabupaten Tabalong"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of"))
    province = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("province"))
    bps_code = models.CharField(_("BPS code"), max_length=10, blank=True)
    capital = models.CharField(_("capital"), max_length=100, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=20, choices=list(ZONES.items()), default="Asia/Jakarta")
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    area_km2 = models.DecimalField(_("area (km²)"), max_digits=12, decimal_places=3, null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True, help_text=_("Registered residents"))
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        constraints = [
            one_of("level", Level),
            one_of("kind", Kind),
            models.UniqueConstraint(fields=["parent", "kind", "name"], condition=Q(level__in=["province", "district"]), name="region_name_once_in_parent"),
            models.CheckConstraint(
                condition=Q(level="country", parent=None, province=None)
                | Q(level="province", parent__isnull=False)
                | Q(level__in=["district", "subdistrict", "village"], parent__isnull=False, province__isnull=False),
                name="region_place_in_the_tree",
                violation_error_message=_("Every region but the country is part of another one."),
            ),
        ]
        indexes = [models.Index(fields=["province", "level", "code"])]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self) -> str:
        """`Kabupaten Tabalong`, `Kota Solok`, `Provinsi Aceh`: a name alone may mean two places."""
        # These kinds are proper parts of Indonesian names, the same in both languages.
        spoken = {"provinsi": "Provinsi ", "kabupaten": "Kabupaten ", "kota": "Kota ", "kecamatan": "Kecamatan "}
        return spoken.get(self.kind, "") + self.name

    @property
    def is_country(self) -> bool:
        return self.level == Level.COUNTRY

    @property
    def is_province(self) -> bool:
        return self.level == Level.PROVINCE

    @property
    def is_district(self) -> bool:
        return self.level == Level.DISTRICT

    def reaches(self, other: "Region") -> bool:
        """Whether `other` is this region or lies below it."""
        return self.is_country or other.pk == self.pk or (self.is_province and other.province_id == self.pk)

    def is_above(self, other: "Region") -> bool:
        """Whether this region stands one or more levels above `other`."""
        return other.pk != self.pk and self.reaches(other)

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("reporting:region_detail", args=[self.code])


@tracked
class Alias(Record):
    """A name under which publications know a region: older, or spelled otherwise."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="aliases", verbose_name=_("region"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name as published"), max_length=100)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("older name of a region")
        verbose_name_plural = _("older names of regions")
        ordering = ["name"]
        constraints = [one_of("kind", Kind), models.UniqueConstraint(fields=["kind", "name"], name="alias_once")]

    def __str__(self):
        return f"{self.kind} {self.name}"
