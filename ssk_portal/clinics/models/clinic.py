"""The event itself, as planned, held and published.

One event may be several clinics at once, or none. Everything the exchange format
`clinic-events/1` says has a place here: what can be told is linked, what cannot is kept
as written. A text that is empty in the format may be `null`; the two are kept apart.
"""

import re
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.locks import follows_report
from ssk_portal.clinics.models.schemes import ClinicType, Scheme
from ssk_portal.common.constraints import in_order, one_of
from ssk_portal.common.fields import LinesField
from ssk_portal.common.records import Record, tracked
from ssk_portal.common.times import zone_named
from ssk_portal.pokja.models import Institution
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import ScopedQuerySet
from ssk_portal.review.states import State


class ClinicQuerySet(ScopedQuerySet):
    """Read by the host region, the districts that take part, their provinces and the country."""

    def visible_to(self, user):
        return self.concerning(user.region)

    def concerning(self, region):
        """Hosted in `region`, or with one of its districts."""
        if region.is_country:
            return self
        hosted, attended = ("region__province", "participations__district__province") if region.is_province else ("region", "participations__district")
        # A subquery, so that an event with two of the province's districts stays one row.
        return self.filter(Q(**{hosted: region.pk}) | Q(pk__in=Clinic.objects.filter(**{attended: region.pk}).values("pk")))

    def public(self):
        """What everybody may know of: reports published by the level above, and events as a publication tells them.

        What was changed by hand since, nobody above has looked at. One that its host called off is
        no published event: why it was is told to those who may see it.
        """
        as_published = Q(report__state=State.PUBLISHED, report__told_version=models.F("version"))
        return self.filter(Q(report__published_at__isnull=False) | as_published, cancelled="")


def numbers_label(numbers) -> str:
    """`CC 3`, `CC 3 & 7`; each number once, in the order written."""
    return "CC " + " & ".join(map(str, dict.fromkeys(numbers)))


MILESTONE_PATTERN = r"^([1-9]|[1-9]-[1-9]|pasca-[1-9])$"


def milestone_words(text: str) -> str:
    """`M2`, `M1–M3`, `after M4`; a text of another form stays as written."""
    if not re.match(MILESTONE_PATTERN, text):
        return text
    label = "–".join(f"M{number}" for number in text.removeprefix("pasca-").split("-"))
    return gettext("after %(milestone)s") % {"milestone": label} if text.startswith("pasca-") else label


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
    IN_PLACE = "luring", _("in person")
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

    # The format sets no limit to an id, and an index on long texts has one: unique by its checksum.
    slug = models.CharField(_("code"), validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$")])
    region = models.ForeignKey(Region, models.PROTECT, related_name="clinics", verbose_name=_("host region"))
    scheme = models.ForeignKey(Scheme, models.PROTECT, null=True, blank=True, related_name="clinics", verbose_name=_("scheme"))
    title = models.TextField(_("title"))
    headline = models.TextField(_("headline"), null=True, blank=True)
    theme = models.TextField(_("theme"), null=True, blank=True)
    kind = models.CharField(_("kind of event"), max_length=25, choices=EventKind, default=EventKind.COACHING_CLINIC)
    type_as_written = models.TextField(_("type as written"), blank=True)
    clinic_numbers = ArrayField(models.PositiveIntegerField(), default=list, blank=True, verbose_name=_("clinic numbers"))
    programme = models.TextField(_("programme"), null=True, blank=True)
    programme_year = models.BigIntegerField(_("programme year"), null=True, blank=True)
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
    participants_count = models.BigIntegerField(_("participants as stated"), null=True, blank=True)
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
    cancelled = models.TextField(_("why it was called off"), blank=True)

    objects = ClinicQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "coaching clinic"
        verbose_name_plural = _("coaching clinics")
        ordering = [models.F("date_start").desc(nulls_last=True), "-programme_year", "slug"]
        triggers = [*Record.Meta.triggers, follows_report("host_institution_id", "scheme_id", clinic="id")]
        constraints = [
            one_of("kind", EventKind),
            one_of("mode", Mode, null=True),
            one_of("host_level", HostLevel, null=True),
            in_order("planned_start", "planned_end"),
            in_order("date_start", "date_end"),
            models.CheckConstraint(condition=Q(slug__regex=r"^[a-z0-9][a-z0-9-]*$"), name="clinic_slug_plain"),
            models.CheckConstraint(condition=~Q(clinic_numbers__contains=[0]), name="clinic_numbers_from_one", violation_error_message=_("Clinics are numbered from 1.")),
            models.CheckConstraint(
                condition=Q(cancelled="") | Q(date_start=None),
                name="clinic_cancelled_was_not_held",
                violation_error_message=_("An event that was called off has no day on which it was held."),
            ),
            models.UniqueConstraint(MD5("slug"), name="clinic_slug_once", violation_error_message=_("Another event has this code.")),
        ]
        indexes = [GinIndex(fields=["clinic_numbers"]), HashIndex(fields=["slug"])]

    def __str__(self):
        return self.title or self.number_label

    @property
    def reach_region(self):
        return self.region

    @property
    def why_locked(self) -> str:
        """The sentence why the event cannot be edited now: its report was submitted. Empty when it can."""
        report = getattr(self, "report", None)
        return report.why_locked if report else ""

    @property
    def year(self) -> int | None:
        """The year whose schemes hold: the programme's, else the one in which it is held, as in the exchange format.

        The planned day, which the format does not know, comes last.
        """
        if self.programme_year is not None:
            return self.programme_year
        day = self.date_start or self.published or self.planned_start
        return day.year if day else None

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day: on which it was held, else for which it is planned; None where neither is known.

        The database is asked by `clinics/days.py`.
        """
        held, planned = [[day for day in days if day] for days in ((self.date_start, self.date_end), (self.planned_start, self.planned_end))]
        days = held or planned
        return (days[0], days[-1]) if days else None

    @property
    def time_told(self) -> str:
        """The time as written, with the host's zone where it names none."""
        if not self.time or zone_named(self.time):
            return self.time or ""
        return f"{self.time} {self.region.get_time_zone_display()}"

    @property
    def place(self) -> str:
        """Venue and city; empty where neither is known."""
        return ", ".join(filter(None, [self.venue, self.city]))

    @property
    def host_named(self) -> str:
        """The host as written, else the institution; empty where only the region is known."""
        return self.host or str(self.host_institution or "")

    @property
    def host_told(self) -> str:
        """Who holds the event, whatever is known of them."""
        return self.host_named or self.region.full_name

    @property
    def file_stem(self) -> str:
        """What the names of its papers and sheets end with."""
        return self.slug[:60].strip("-")

    @property
    def types(self):
        """The clinic types that the event is, by its scheme and numbers."""
        return ClinicType.objects.filter(scheme=self.scheme, number__in=self.clinic_numbers) if self.scheme else ClinicType.objects.none()

    @property
    def number_label(self) -> str:
        """`CC 3`, `CC 3 & 7`, or the kind of event where it has no number."""
        if not self.clinic_numbers:
            return self.get_kind_display()
        return numbers_label(self.clinic_numbers)

    @property
    def milestones_told(self) -> list[tuple[str, str]]:
        """What the event itself says of milestones: label and words."""
        told = [
            (gettext("Milestone as stated"), self.milestone_stated),
            (gettext("Milestone reached, as reported"), self.milestone_reached),
            (gettext("Milestone expected"), self.milestone_expected),
        ]
        return [(label, milestone_words(text)) for label, text in told if text]

    def get_absolute_url(self):
        return reverse("clinics:clinic_detail", args=[self.pk])
