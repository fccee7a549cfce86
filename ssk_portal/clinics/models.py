"""Coaching clinics and other events of the working groups, as planned, held and published.

One event may be several clinics at once, or none; each district takes part for its own
clinic number, at its own milestone. Everything the exchange format `clinic-events/1`
says has a place here: what can be told is linked, what cannot is kept as written.
A text that is empty in the format may be `null`; the two are kept apart.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.bilingual import chosen
from ssk_portal.common.constraints import in_order, one_of
from ssk_portal.common.fields import LinesField, NumericField
from ssk_portal.common.records import Record, tracked
from ssk_portal.indicators.models import Indicator
from ssk_portal.milestones.models import Basis, Milestone
from ssk_portal.pokja.models import Institution
from ssk_portal.regions.models import Level, Region
from ssk_portal.regions.scoping import OpenQuerySet, ScopedQuerySet

MILESTONE_PATTERN = r"^([1-9]|[1-9]-[1-9]|pasca-[1-9])$"


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
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    source = models.CharField(_("source"), max_length=500)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("clinic type")
        verbose_name_plural = _("clinic types")
        ordering = ["scheme", "number"]
        constraints = [one_of("basis", Basis), models.UniqueConstraint(fields=["scheme", "number"], name="clinic_type_number_once")]

    def __str__(self):
        return f"CC{self.number} {chosen(self.name_id, self.name_en)}"

    @property
    def name(self) -> str:
        return chosen(self.name_id, self.name_en)

    @property
    def purpose(self) -> str:
        return chosen(self.purpose_id, self.purpose_en)

    def get_absolute_url(self):
        return f"{self.scheme.get_absolute_url()}#cc{self.number}"


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


class ClinicQuerySet(ScopedQuerySet):
    """Read by the host region, the districts that take part, their provinces and the country."""

    def visible_to(self, user):
        if user.region.is_country:
            return self
        taking_part = Participation.objects.filter(clinic=models.OuterRef("pk"))
        if user.region.is_province:
            taking_part = taking_part.filter(district__province=user.region_id)
            own = Q(region__province=user.region_id)
        else:
            taking_part = taking_part.filter(district=user.region_id)
            own = Q(region=user.region_id)
        return self.filter(own | Q(models.Exists(taking_part)))


class EventKind(models.TextChoices):
    COACHING_CLINIC = "coaching_clinic", "Coaching clinic"
    KICK_OFF = "kick_off", _("Kick-off")
    WORKSHOP = "workshop", _("Workshop")
    QUALITY_ASSURANCE = "quality_assurance", _("Quality assurance")
    EVALUATION = "evaluation_meeting", _("Evaluation meeting")
    COORDINATION = "coordination_meeting", _("Coordination meeting")
    POKJA_MEETING = "pokja_meeting", _("Pokja meeting")
    TRAINING = "training", _("Training")
    VISIT = "visit", _("Visit")
    FIELD_ACTION = "field_action", _("Field action")
    OUTREACH = "outreach", _("Outreach")
    OTHER = "other", _("Another event")


class Mode(models.TextChoices):
    IN_PLACE = "luring", _("in place")
    ONLINE = "daring", _("online")
    HYBRID = "hybrid", _("hybrid")


class HostLevel(models.TextChoices):
    REGENCY = "kabupaten", _("Regency")
    CITY = "kota", _("City")
    PROVINCE = "provinsi", _("Province")
    COUNTRY = "pusat", _("Country")


@tracked
class Clinic(Record):
    """An event. `region` is the host's region as the portal can tell it; the rest as the source or host says."""

    slug = models.CharField(_("code"), max_length=120, unique=True, validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$")])
    region = models.ForeignKey(Region, models.PROTECT, related_name="clinics", verbose_name=_("host region"))
    scheme = models.ForeignKey(Scheme, models.PROTECT, null=True, blank=True, related_name="clinics", verbose_name=_("scheme"))
    title = models.TextField(_("title"))
    headline = models.TextField(_("headline"), null=True, blank=True)
    theme = models.TextField(_("theme"), null=True, blank=True)
    kind = models.CharField(_("kind of event"), max_length=25, choices=EventKind, default=EventKind.COACHING_CLINIC)
    type_as_written = models.TextField(_("type as written"), blank=True)
    clinic_numbers = ArrayField(models.PositiveIntegerField(), default=list, blank=True, verbose_name=_("clinic numbers"))
    programme = models.TextField(_("programme"), null=True, blank=True)
    programme_year = models.IntegerField(_("programme year"), null=True, blank=True)
    planned_start = models.DateField(_("planned from"), null=True, blank=True)
    planned_end = models.DateField(_("planned to"), null=True, blank=True)
    date_start = models.DateField(_("held from"), null=True, blank=True)
    date_end = models.DateField(_("held to"), null=True, blank=True)
    date_as_written = models.TextField(_("date as written"), null=True, blank=True)
    date_basis = models.TextField(_("how the date is known"), null=True, blank=True)
    time = models.TextField(_("time"), null=True, blank=True)
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, null=True, blank=True)
    venue = models.TextField(_("venue"), null=True, blank=True)
    city = models.TextField(_("city"), null=True, blank=True)
    host = models.TextField(_("host as written"), null=True, blank=True)
    host_institution = models.ForeignKey(Institution, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("host institution"))
    host_level = models.CharField(_("level of the host"), max_length=10, choices=HostLevel, null=True, blank=True)
    province = models.TextField(_("province as written"), null=True, blank=True)
    participants_count = models.IntegerField(_("participants as stated"), null=True, blank=True)
    purposes = LinesField(verbose_name=_("purposes"), help_text=_("One a line."))
    outputs = LinesField(verbose_name=_("outputs"), help_text=_("One a line."))
    expected = LinesField(verbose_name=_("expected results"), help_text=_("One a line."))
    milestone_stated = models.TextField(_("milestone as stated"), null=True, blank=True)
    milestone_reached = models.TextField(_("milestone reached"), null=True, blank=True)
    milestone_expected = models.TextField(_("milestone expected"), null=True, blank=True)
    legal_basis = LinesField(verbose_name=_("legal basis"), help_text=_("One a line."))
    frameworks_named = LinesField(verbose_name=_("plans and frameworks named"), help_text=_("One a line."))
    sectors = LinesField(verbose_name=_("sectors"), help_text=_("One a line."))
    related_events = LinesField(verbose_name=_("related events (codes)"), help_text=_("One code a line."))
    follows = models.TextField(_("follows on"), null=True, blank=True)
    source = models.TextField(_("source"), null=True, blank=True)
    publisher = models.TextField(_("publisher"), null=True, blank=True)
    published = models.DateField(_("published"), null=True, blank=True)
    published_basis = models.TextField(_("how the day of publication is known"), null=True, blank=True)
    other_sources = LinesField(verbose_name=_("other sources"), help_text=_("One a line."))
    notes = LinesField(verbose_name=_("notes"), help_text=_("One a line."))

    objects = ClinicQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "coaching clinic"
        verbose_name_plural = "coaching clinic"
        ordering = [models.F("date_start").desc(nulls_last=True), "-programme_year", "slug"]
        constraints = [
            one_of("kind", EventKind),
            one_of("mode", Mode, null=True),
            one_of("host_level", HostLevel, null=True),
            in_order("planned_start", "planned_end"),
            models.CheckConstraint(condition=Q(slug__regex=r"^[a-z0-9][a-z0-9-]*$"), name="clinic_slug_plain"),
        ]
        indexes = [GinIndex(fields=["clinic_numbers"])]

    def __str__(self):
        return self.title

    @property
    def reach_region(self):
        return self.region

    @property
    def types(self):
        """The clinic types that the event is, by its scheme and numbers."""
        if self.scheme_id is None:
            return ClinicType.objects.none()
        return self.scheme.types.filter(number__in=self.clinic_numbers)

    @property
    def number_label(self) -> str:
        """`CC 3`, `CC 3 & 7`, or the kind of event where it has no number."""
        if not self.clinic_numbers:
            return self.get_kind_display()
        return "CC " + " & ".join(map(str, self.clinic_numbers))

    def get_absolute_url(self):
        return reverse("clinics:clinic_detail", args=[self.pk])


class PartQuerySet(ScopedQuerySet):
    """A row under a clinic: read with it, changed by its host."""

    region_path = "clinic__region"

    def visible_to(self, user):
        return self.filter(clinic__in=Clinic.objects.visible_to(user))


class Part(Record):
    """A row under a clinic, in the order in which it was written."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PartQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True
        ordering = ["clinic", "order", "pk"]

    @property
    def reach_region(self):
        return self.clinic.region

    def get_absolute_url(self):
        return f"{self.clinic.get_absolute_url()}#{self._meta.model_name}"


class ParticipationRole(models.TextChoices):
    HOST = "host", _("host")
    PARTICIPANT = "participant", _("participant")
    REFERENCE = "reference", _("named as reference")
    PROPOSED = "proposed", _("proposed")


@tracked
class Participation(Part):
    """A district at the event, at its own milestone and for its own clinic number."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="participations", verbose_name="coaching clinic")
    district = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="participations", verbose_name=_("district"))
    name = models.TextField(_("name as written"))
    kind = models.CharField(_("kind"), max_length=10, choices=[("kabupaten", _("Regency")), ("kota", _("City"))])
    role = models.CharField(_("role"), max_length=12, choices=ParticipationRole, default=ParticipationRole.PARTICIPANT)
    milestone = models.CharField(_("milestone"), max_length=10, null=True, blank=True, validators=[RegexValidator(MILESTONE_PATTERN)], help_text=_("2, or 1-3, or pasca-4"))
    milestone_year = models.IntegerField(_("year in the milestone"), null=True, blank=True)
    assisted_since = models.IntegerField(_("assisted since"), null=True, blank=True)
    note = models.TextField(_("note"), null=True, blank=True)
    clinic_numbers = ArrayField(models.PositiveIntegerField(), default=list, blank=True, verbose_name=_("clinic numbers"))

    class Meta(Part.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            one_of("role", ParticipationRole),
            models.CheckConstraint(condition=Q(kind__in=["kabupaten", "kota"]), name="participation_kind_known"),
            models.CheckConstraint(
                condition=Q(milestone=None) | Q(milestone__regex=MILESTONE_PATTERN), name="participation_milestone_form",
                violation_error_message=_("Write the milestone as 2, 1-3 or pasca-4."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.district.full_name if self.district else f"{self.kind} {self.name}"


@tracked
class InvitedInstitution(Part):
    """An institution at the event, as it was named."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="invited", verbose_name="coaching clinic")
    name = models.TextField(_("name as written"))
    institution = models.ForeignKey(Institution, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("institution"))

    class Meta(Part.Meta):
        verbose_name = _("institution taking part")
        verbose_name_plural = _("institutions taking part")

    def __str__(self):
        return self.name


@tracked
class Session(Part):
    """A part of the agenda."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="sessions", verbose_name="coaching clinic")
    title = models.CharField(_("title"), max_length=300)
    day = models.DateField(_("day"), null=True, blank=True)
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("to"), null=True, blank=True)
    room = models.CharField(_("room"), max_length=150, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["clinic", "day", "starts", "order", "pk"]
        constraints = [in_order("starts", "ends")]

    def __str__(self):
        return self.title


@tracked
class Speaker(Part):
    """A person at the event: opening, speaking or attending, perhaps acting for somebody."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="speakers", verbose_name="coaching clinic")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="speakers", verbose_name=_("session"))
    name = models.TextField(_("name"))
    post = models.TextField(_("post"), null=True, blank=True, help_text=_("With Plt., Plh. or Pj. where it is held by another"))
    role = models.TextField(_("role"), null=True, blank=True, help_text=_("speaker, opener, attendee, …"))
    acting_for = models.TextField(_("acting for"), null=True, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self):
        return self.name


@tracked
class QuotedFigure(Part):
    """A target or achievement as it was quoted at the event; never counted as a figure of the portal."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="quoted", verbose_name="coaching clinic")
    region_as_written = models.TextField(_("region as written"))
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region"))
    indicator_as_written = models.TextField(_("indicator as written"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="quotations", verbose_name=_("indicator"))
    year = models.IntegerField(_("year"), null=True, blank=True)
    value = NumericField(_("value"), null=True, blank=True)
    unit = models.TextField(_("unit"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=[("target", _("target")), ("achievement", _("achievement"))])
    framework = models.TextField(_("framework as written"), null=True, blank=True)
    note = models.TextField(_("note"), null=True, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("quoted figure")
        verbose_name_plural = _("quoted figures")
        constraints = [models.CheckConstraint(condition=Q(kind__in=["target", "achievement"]), name="quoted_figure_kind_known")]

    def __str__(self):
        return f"{self.indicator_as_written} {self.year or ''}".strip()


class AgreementState(models.TextChoices):
    OPEN = "open", _("open")
    IN_WORK = "in_work", _("in work")
    KEPT = "kept", _("kept")
    NOT_KEPT = "not_kept", _("not kept")
    CANCELLED = "cancelled", _("cancelled")


class AgreementQuerySet(PartQuerySet):
    def editable_by(self, user):
        """The host keeps the agreements; a district says how its own one stands."""
        return self.within(user.region) | self.filter(district=user.region_id)


@tracked
class Agreement(Part):
    """What was agreed (RTL): who does what, by when, and whether it was kept."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="agreements", verbose_name="coaching clinic")
    text = models.TextField(_("what was agreed"))
    district = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("for the district"))
    institution = models.ForeignKey(Institution, models.SET_NULL, null=True, blank=True, related_name="agreements", verbose_name=_("institution in charge"))
    in_charge = models.CharField(_("person or post in charge"), max_length=200, blank=True)
    due = models.DateField(_("by"), null=True, blank=True)
    milestone = models.ForeignKey(Milestone, models.SET_NULL, null=True, blank=True, related_name="agreements", verbose_name="milestone")
    state = models.CharField(_("state"), max_length=10, choices=AgreementState, default=AgreementState.OPEN)
    evidence = models.TextField(_("evidence that it was kept"), blank=True)
    reason = models.TextField(_("reason why it was not kept"), blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta(Part.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            one_of("state", AgreementState),
            models.CheckConstraint(
                condition=~Q(state="kept") | ~Q(evidence=""), name="agreement_kept_has_evidence", violation_error_message=_("Say by what it can be seen that the agreement was kept.")
            ),
            models.CheckConstraint(
                condition=~Q(state="not_kept") | ~Q(reason=""), name="agreement_not_kept_has_reason", violation_error_message=_("Say why the agreement was not kept.")
            ),
        ]

    def __str__(self):
        return self.text[:100]

    def get_absolute_url(self):
        return f"{self.clinic.get_absolute_url()}#agreements"
