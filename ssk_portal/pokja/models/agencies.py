"""The agencies that a Pokja is expected to have at its table, and those that a region says it does not need.

No official list was found; each entry says whether a source states it or it is inferred.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.basis import Basis
from ssk_portal.common.bilingual import chosen
from ssk_portal.common.constraints import in_order, one_of
from ssk_portal.common.fields import LinesField
from ssk_portal.common.records import Record, count_version, tracked
from ssk_portal.pokja.models.groups import Pokja
from ssk_portal.pokja.models.institutions import Institution
from ssk_portal.pokja.models.seats import Position
from ssk_portal.pokja.models.terms import check_years
from ssk_portal.regions.scoping import OpenQuerySet, SharedDownQuerySet

# Seats and institutions name an agency by its code: a code in use neither goes nor changes.
kept_while_used = pgtrigger.Trigger(
    name="kept_while_used",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete | pgtrigger.UpdateOf("code"),
    func="""
        IF (TG_OP = 'DELETE' OR NEW.code <> OLD.code) AND (
            EXISTS (SELECT FROM pokja_position WHERE OLD.code = ANY(counts_as)) OR EXISTS (SELECT FROM pokja_institution WHERE OLD.code = ANY(counts_as))
        ) THEN
            RAISE EXCEPTION 'expected agency % is in use', OLD.code;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """,
)


class AgencyLevel(models.TextChoices):
    """In the Pokja of which regions an agency is expected."""

    BOTH = "both", _("regencies/cities and provinces")
    DISTRICT = "district", _("regencies/cities only")
    PROVINCE = "province", _("provinces only")


class ExpectedAgencyQuerySet(OpenQuerySet):
    def in_time(self, day):
        """Those that are expected on `day`."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def expected(self, region, day):
        """Those that are expected in a Pokja of `region` on `day`."""
        return self.in_time(day).filter(level__in=[AgencyLevel.BOTH, region.level])


@tracked
class ExpectedAgency(Record):
    """An agency that belongs into a Pokja, and the words by which a seat is recognised as its own."""

    # What one Pokja said of it, where `composition.expected_of` read it along.
    absence_id: int | None

    code = models.SlugField(_("code"), max_length=40, unique=True, help_text=_("Short and lasting: seats are linked by it. Cannot be changed later."))
    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    level = models.CharField(_("expected in"), max_length=10, choices=AgencyLevel, default=AgencyLevel.BOTH)
    compulsory = models.BooleanField(_("compulsory"), default=False, help_text=_("A Pokja without it is not complete. The others are advised."))
    is_unit = models.BooleanField(
        _("unit of an agency"), default=False, help_text=_("A UPTD: a seat that names it counts as the unit only, not as the agency above it that is named beside.")
    )
    patterns = LinesField(
        verbose_name=_("key words"),
        help_text=_("One a line. A seat is recognised by the whole words in its post and institution; “bappe*” stands for every word that begins so."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    valid_from = models.DateField(_("expected from"), null=True, blank=True)
    valid_to = models.DateField(_("expected to"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.INFERRED)
    source = models.CharField(_("source"), max_length=500)

    objects = ExpectedAgencyQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("expected agency")
        verbose_name_plural = _("expected agencies")
        ordering = ["order", "code"]
        constraints = [one_of("level", AgencyLevel), one_of("basis", Basis), in_order("valid_from", "valid_to")]
        triggers = [count_version, kept_while_used]

    def __str__(self):
        return self.name

    def clean(self):
        check_years(self, "valid_from", "valid_to")

    @property
    def name(self) -> str:
        return chosen(self.name_id, self.name_en)

    @property
    def is_used(self) -> bool:
        """Whether a seat, an institution or a Pokja names it by hand."""
        named = {"counts_as__contains": [self.code]}
        return Position.objects.filter(**named).exists() or Institution.objects.filter(**named).exists() or self.absences.exists()

    def get_absolute_url(self):
        return reverse("pokja:expectedagency_list")


class AgencyAbsenceQuerySet(SharedDownQuerySet):
    region_path = "pokja__region"


@tracked
class AgencyAbsence(Record):
    """An expected agency that does not apply to a Pokja, with the reason; lifted by deleting the row."""

    pokja = models.ForeignKey(Pokja, models.CASCADE, related_name="absences", verbose_name="Pokja")
    agency = models.ForeignKey(ExpectedAgency, models.PROTECT, related_name="absences", verbose_name=_("expected agency"))
    reason = models.TextField(_("reason"), max_length=500, help_text=_("Why no seat is needed: the region has no such agency, or another one has its duties."))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("stated by"))
    set_at = models.DateTimeField(_("stated at"), auto_now_add=True)

    objects = AgencyAbsenceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("agency that does not apply")
        verbose_name_plural = _("agencies that do not apply")
        ordering = ["agency__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pokja", "agency"], name="absence_once", violation_error_message=_("It is stated already that this agency does not apply.")),
            models.CheckConstraint(condition=~Q(reason=""), name="absence_with_reason", violation_error_message=_("Give the reason.")),
        ]

    def __str__(self):
        return f"{self.agency} – {self.pokja}"

    @property
    def reach_region(self):
        return self.pokja.region

    def get_absolute_url(self):
        return f"{self.pokja.get_absolute_url()}#composition"
