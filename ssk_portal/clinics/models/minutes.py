"""What came out of an event and shows that it took place: information, decisions, outputs, files."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.clinics.locks import follows_report
from ssk_portal.clinics.models.clinic import Clinic
from ssk_portal.clinics.models.parts import Part, Session
from ssk_portal.common.constraints import one_of
from ssk_portal.common.records import tracked
from ssk_portal.documents.models import Document
from ssk_portal.regions.models import Region


class ReportPart(Part):
    """A row that is told on the report's page."""

    class Meta(Part.Meta):
        abstract = True

    clinic_id: int

    def get_absolute_url(self):
        return f"{reverse('clinics:report_detail', args=[self.clinic_id])}#{self._meta.model_name}"


class OutcomeKind(models.TextChoices):
    """Agreements, the third kind, are rows of their own: they are followed up."""

    INFORMATION = "information", _("information")
    DECISION = "decision", _("decision")


@tracked
class Outcome(ReportPart):
    """Something made known or decided at the event."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="outcomes", verbose_name="coaching clinic")
    kind = models.CharField(_("kind"), max_length=12, choices=OutcomeKind)
    text = models.TextField(_("what was made known or decided"))
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="outcomes", verbose_name=_("session"))
    district = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for the district"))

    class Meta(Part.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        triggers = [*Part.Meta.triggers, follows_report("session_id")]
        constraints = [one_of("kind", OutcomeKind)]

    def __str__(self):
        return self.text[:100]


class Reached(models.TextChoices):
    YES = "yes", _("reached")
    PARTLY = "partly", _("partly reached")
    NO = "no", _("not reached")


@tracked
class OutputCheck(ReportPart):
    """Whether an expected output of the event, a line of its plan, was reached, and by what it can be seen."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="output_checks", verbose_name="coaching clinic")
    text = models.TextField(_("expected output"))
    reached = models.CharField(_("reached"), max_length=6, choices=Reached, blank=True)
    evidence = models.TextField(_("what shows it"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("check of an expected output")
        verbose_name_plural = _("checks of expected outputs")
        triggers = [*Part.Meta.triggers, follows_report()]
        constraints = [
            models.CheckConstraint(condition=Q(reached__in=["", *Reached.values]), name="output_check_reached_known"),
            models.CheckConstraint(
                condition=~Q(reached__in=["yes", "partly"]) | ~Q(evidence=""),
                name="output_check_has_evidence",
                violation_error_message=_("Say what shows it."),
            ),
            # An index on long texts has a limit: unique by the checksum.
            models.UniqueConstraint("clinic", MD5("text"), name="output_check_once"),
        ]

    def __str__(self):
        return self.text[:100]


class FileKind(models.TextChoices):
    PHOTO = "photo", _("photo")
    SLIDES = "slides", _("slides")
    SIGNED = "signed", _("signed paper")
    OTHER = "other", _("other file")


@tracked
class ClinicFile(ReportPart):
    """A photo, slides or a paper of the event."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="files", verbose_name="coaching clinic")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("file"))
    kind = models.CharField(_("kind"), max_length=8, choices=FileKind, default=FileKind.PHOTO)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="files", verbose_name=_("session"))

    class Meta(Part.Meta):
        verbose_name = _("file of an event")
        verbose_name_plural = _("files of an event")
        triggers = [*Part.Meta.triggers, follows_report("session_id")]
        constraints = [one_of("kind", FileKind)]

    def __str__(self):
        return self.caption or self.document.name

    @property
    def is_shown(self) -> bool:
        """Whether it stands among the photos: a picture that is meant to be looked at."""
        return self.kind == FileKind.PHOTO and self.document.is_image

    def get_file_url(self) -> str:
        """Where the file is handed out, to whoever may see this row."""
        return reverse("clinics:clinicfile_file", args=[self.pk])
