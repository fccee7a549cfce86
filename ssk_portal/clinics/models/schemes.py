"""Schemes: which clinics a period of the programme has, and which milestone each prepares."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.basis import Basis
from ssk_portal.common.bilingual import chosen
from ssk_portal.common.constraints import in_order, one_of
from ssk_portal.common.fields import LinesField
from ssk_portal.common.records import Record, tracked
from ssk_portal.milestones.models import Milestone
from ssk_portal.regions.models import Level
from ssk_portal.regions.scoping import OpenQuerySet


@tracked
class Scheme(Record):
    """The clinics of one period of the programme: three in 2019, seven since 2021."""

    code = models.SlugField(_("code"), unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    valid_from = models.PositiveSmallIntegerField(_("from year"))
    valid_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=500)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("clinic scheme")
        verbose_name_plural = _("clinic schemes")
        ordering = ["-valid_from"]
        constraints = [in_order("valid_from", "valid_to")]

    def __str__(self):
        return chosen(self.name_id, self.name_en)

    def get_absolute_url(self):
        return reverse("clinics:scheme_detail", args=[self.pk])


@tracked
class ClinicType(Record):
    """One numbered clinic of a scheme: what it is for and at which level it is held."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="types", verbose_name=_("scheme"))
    number = models.PositiveSmallIntegerField(_("number"))
    name_id = models.CharField(_("name in Indonesian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    purpose_id = models.TextField(_("purpose in Indonesian"), blank=True)
    purpose_en = models.TextField(_("purpose in English"), blank=True)
    held_at = models.CharField(_("held at the level"), max_length=12, choices=[(Level.PROVINCE, _("Province")), (Level.DISTRICT, _("Regency or city"))], blank=True)
    outputs_id = LinesField(verbose_name=_("expected outputs in Indonesian"), help_text=_("One a line."))
    outputs_en = LinesField(verbose_name=_("expected outputs in English"), help_text=_("One a line."))
    # What a new event is filled with; invitations and agendas are Indonesian papers.
    agenda = LinesField(verbose_name=_("usual agenda"), help_text=_("One session a line, in Indonesian."))
    institutions = LinesField(verbose_name=_("usual institutions"), help_text=_("One a line, in Indonesian; “Bappeda provinsi” means the province's."))
    # No source lists what a clinic is filled with: it is gathered from reports, and says so.
    plan_basis = models.CharField(_("basis of outputs, agenda and institutions"), max_length=10, choices=Basis, blank=True)
    plan_source = models.CharField(_("source of outputs, agenda and institutions"), max_length=500, blank=True)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    source = models.CharField(_("source"), max_length=500)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("clinic type")
        verbose_name_plural = _("clinic types")
        ordering = ["scheme", "number"]
        constraints = [
            one_of("basis", Basis),
            models.CheckConstraint(condition=models.Q(plan_basis__in=["", *Basis.values]), name="clinic_type_plan_basis_known"),
            models.UniqueConstraint(fields=["scheme", "number"], name="clinic_type_number_once"),
        ]

    def __str__(self):
        return f"CC{self.number} {chosen(self.name_id, self.name_en)}"

    @property
    def name(self) -> str:
        return chosen(self.name_id, self.name_en)

    @property
    def purpose(self) -> str:
        return chosen(self.purpose_id, self.purpose_en)

    @property
    def outputs(self) -> list[str]:
        return chosen(self.outputs_id, self.outputs_en)

    def get_absolute_url(self):
        return f"{reverse('clinics:scheme_detail', args=[self.scheme_id])}#cc{self.number}"


@tracked
class Preparation(Record):
    """Which milestone a clinic prepares; no source states the whole mapping."""

    clinic_type = models.ForeignKey(ClinicType, models.CASCADE, related_name="preparations", verbose_name=_("clinic type"))
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="preparations", verbose_name="milestone")
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    source = models.CharField(_("source"), max_length=500)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("prepared milestone")
        verbose_name_plural = _("prepared milestones")
        ordering = ["clinic_type", "milestone"]
        constraints = [one_of("basis", Basis), models.UniqueConstraint(fields=["clinic_type", "milestone"], name="preparation_once")]

    def __str__(self):
        return f"CC{self.clinic_type.number} → M{self.milestone.number}"

    def get_absolute_url(self):
        return self.clinic_type.get_absolute_url()
