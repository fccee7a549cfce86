"""What belongs to an event: districts, institutions, agenda, people, quoted figures."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.locks import follows_report
from ssk_portal.clinics.models.clinic import MILESTONE_PATTERN, Clinic, Mode, milestone_words, numbers_label
from ssk_portal.common.constraints import in_order, one_of
from ssk_portal.common.fields import NumericField
from ssk_portal.common.numbers import number, quantity
from ssk_portal.common.records import Record, tracked
from ssk_portal.indicators.models import Indicator
from ssk_portal.pokja.models import Institution
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import ScopedQuerySet


class PartQuerySet(ScopedQuerySet):
    """A row under a clinic: read with it, changed by its host."""

    region_path = "clinic__region"

    def visible_to(self, user):
        return self.filter(clinic__in=Clinic.objects.visible_to(user))


class Part(Record):
    """A row under a clinic, in the order in which it was written."""

    clinic: Any  # a foreign key, named apart in each part for the sake of its related name
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = PartQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True
        ordering = ["clinic_id", "order", "pk"]

    @property
    def reach_region(self):
        return self.clinic.region

    @property
    def why_locked(self) -> str:
        return self.clinic.why_locked

    def get_absolute_url(self):
        return f"{self.clinic.get_absolute_url()}#{self._meta.model_name}"


class ParticipationRole(models.TextChoices):
    HOST = "host", _("host")
    PARTICIPANT = "participant", _("participant")
    REFERENCE = "reference", _("named as reference")
    PROPOSED = "proposed", _("proposed")


# Districts that come; one that is only named or proposed does not.
COMING = (ParticipationRole.HOST, ParticipationRole.PARTICIPANT)


class ParticipationQuerySet(PartQuerySet):
    def editable_by(self, user):
        """The host keeps the list; a district writes the outcome of its own participation."""
        return self.within(user.region) | self.filter(district=user.region_id)


@tracked
class Participation(Part):
    """A district at the event, at its own milestone and for its own clinic number."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="participations", verbose_name="coaching clinic")
    district = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="participations", verbose_name=_("district"))
    name = models.TextField(_("name as written"))
    kind = models.CharField(_("kind"), max_length=10, choices=[("kabupaten", _("Regency")), ("kota", _("City"))])
    role = models.CharField(_("role"), max_length=12, choices=ParticipationRole, default=ParticipationRole.PARTICIPANT)
    milestone = models.CharField(_("milestone"), max_length=10, null=True, blank=True, validators=[RegexValidator(MILESTONE_PATTERN)], help_text=_("2, or 1-3, or pasca-4"))
    milestone_year = models.BigIntegerField(_("year in the milestone"), null=True, blank=True)
    assisted_since = models.BigIntegerField(_("assisted since"), null=True, blank=True)
    note = models.TextField(_("note"), null=True, blank=True)
    outcome = models.TextField(_("outcome for the district"), blank=True, help_text=_("What came out of the event for this district; stays in the portal."))
    clinic_numbers = ArrayField(models.PositiveIntegerField(), default=list, blank=True, verbose_name=_("clinic numbers"))
    policy_package = models.TextField(_("policy package"), blank=True, help_text=_("Its name in the district, as “Gesit Sabumi”; stays in the portal."))
    trial = models.TextField(_("trial"), blank=True, help_text=_("Which service is tried, where and at which scale; stays in the portal."))

    objects = ParticipationQuerySet.as_manager()  # type: ignore[misc] # a manager of its own

    class Meta(Part.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        triggers = [*Part.Meta.triggers, follows_report("outcome")]
        constraints = [
            one_of("role", ParticipationRole),
            models.CheckConstraint(condition=Q(kind__in=["kabupaten", "kota"]), name="participation_kind_known"),
            models.CheckConstraint(
                condition=Q(milestone=None) | Q(milestone__regex=MILESTONE_PATTERN), name="participation_milestone_form",
                violation_error_message=_("Write the milestone as 2, 1-3 or pasca-4."),
            ),
            models.CheckConstraint(
                condition=~Q(clinic_numbers__contains=[0]), name="participation_clinic_numbers_from_one", violation_error_message=_("Clinics are numbered from 1.")
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.district.full_name if self.district else f"{self.get_kind_display()} {self.name}"

    @property
    def why_locked(self) -> str:
        """What came out of it can be told at any time; the rest is kept by `clinic.why_locked`."""
        return ""

    @property
    def written_otherwise(self) -> str:
        """The name as written, where it is not the district's own."""
        name = f"{self.get_kind_display()} {self.name}"
        return name if self.district and (self.name, self.kind) != (self.district.name, self.district.kind) else ""

    @property
    def number_label(self) -> str:
        """Its own clinic, or nothing where the event's numbers hold."""
        return numbers_label(self.clinic_numbers) if self.clinic_numbers else ""

    @property
    def milestone_label(self) -> str:
        """`M2`, `M1–M3`, `after M4`, with the year in it: `M4 year 2`."""
        if not self.milestone:
            return ""
        label = milestone_words(self.milestone)
        return _("%(milestone)s year %(year)s") % {"milestone": label, "year": self.milestone_year} if self.milestone_year is not None else label


@tracked
class InvitedInstitution(Part):
    """An institution at the event, as it was named."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="invited", verbose_name="coaching clinic")
    name = models.TextField(_("name as written"))
    institution = models.ForeignKey(Institution, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("institution"))
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, null=True, blank=True, help_text=_("Only where it differs from the event's"))

    class Meta(Part.Meta):
        verbose_name = _("institution taking part")
        verbose_name_plural = _("institutions taking part")
        triggers = [*Part.Meta.triggers, follows_report("institution_id")]
        constraints = [one_of("mode", Mode, null=True)]

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
        triggers = [*Part.Meta.triggers, follows_report()]
        ordering = ["clinic_id", "day", "starts", "order", "pk"]
        constraints = [in_order("starts", "ends")]

    def __str__(self):
        return self.title

    @property
    def hours(self) -> str:
        """`09.00–12.00`, on the host's clock; empty where its beginning is not known."""
        return "–".join(time_format(hour) for hour in (self.starts, self.ends) if hour) if self.starts else ""


# The words that published events use; any other stands as written.
ROLES = {"speaker": _("speaker"), "opener": _("opener"), "attendee": _("attendee"), "moderator": _("moderator")}


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
        triggers = [*Part.Meta.triggers, follows_report("session_id")]

    def __str__(self):
        return self.name

    @property
    def with_post(self) -> str:
        return f"{self.name} ({self.post})" if self.post else self.name

    @property
    def role_label(self) -> str:
        """The role in the reader's words where the exchange format has a word for it, else as written."""
        return str(ROLES.get(self.role or "", self.role or ""))


@tracked
class QuotedFigure(Part):
    """A target or achievement as it was quoted at the event; never counted as a figure of the portal."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="quoted", verbose_name="coaching clinic")
    region_as_written = models.TextField(_("region as written"))
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region"))
    indicator_as_written = models.TextField(_("indicator as written"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="quotations", verbose_name=_("indicator"))
    year = models.BigIntegerField(_("year"), null=True, blank=True)
    value = NumericField(_("value"), null=True, blank=True)
    unit = models.TextField(_("unit"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=[("target", _("target")), ("achievement", _("achievement"))])
    framework = models.TextField(_("framework as written"), null=True, blank=True)
    note = models.TextField(_("note"), null=True, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("quoted figure")
        verbose_name_plural = _("quoted figures")
        triggers = [*Part.Meta.triggers, follows_report("indicator_id", "region_id")]
        constraints = [models.CheckConstraint(condition=Q(kind__in=["target", "achievement"]), name="quoted_figure_kind_known")]

    def __str__(self):
        return f"{self.indicator_as_written} {self.year or ''}".strip()

    def get_absolute_url(self):
        return f"{reverse('clinics:report_detail', args=[self.clinic_id])}#{self._meta.model_name}"

    @property
    def shown_value(self) -> str:
        """The figure with its unit, as the language writes numbers; a dash where none was quoted."""
        if self.value is None:
            return "–"
        return quantity(self.value, self.unit) if self.unit else number(self.value)
