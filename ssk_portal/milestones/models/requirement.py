"""What has to be shown for a milestone: a paper, a value, or a record of the portal."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.basis import Basis
from ssk_portal.common.bilingual import chosen
from ssk_portal.common.constraints import one_of
from ssk_portal.common.records import Record, tracked
from ssk_portal.documents.models import Document
from ssk_portal.milestones.models.definitions import Milestone, frozen_in_force
from ssk_portal.regions.scoping import OpenQuerySet

# What only explains a requirement stays free while its scheme is in force.
FREE_OF_REQUIREMENT = ("title_en", "help_id", "help_en", "basis", "source")


class RequirementKind(models.TextChoices):
    DOCUMENT = "document", _("document")
    TEXT = "text", _("free text")
    NUMBER = "number", _("figure")
    DATE = "date", _("date")
    YES_NO = "yes_no", _("yes or no")
    RECORD = "record", _("record of the portal")


class RecordKind(models.TextChoices):
    """What of the portal may be picked as evidence: the model that holds it, as `app.Model`."""

    DECREE = "pokja.decree", _("decree of the Pokja")
    CLINIC_REPORT = "clinics.clinicreport", _("report of a coaching clinic")


class FileGroup(models.TextChoices):
    PDF = "pdf", "PDF"
    PICTURE = "picture", _("pictures")
    WORD = "word", "Word"
    EXCEL = "excel", "Excel"


@tracked
class Requirement(Record):
    """What has to be shown for a milestone. Few are compulsory; the seeded list is provisional."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="requirements", verbose_name="milestone")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title_id = models.CharField(_("title in Indonesian"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    help_id = models.TextField(_("help in Indonesian"), blank=True)
    help_en = models.TextField(_("help in English"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=RequirementKind, default=RequirementKind.DOCUMENT)
    record_kind = models.CharField(_("which record"), max_length=30, choices=RecordKind, blank=True)
    accepts = ArrayField(
        models.CharField(max_length=10, choices=FileGroup), verbose_name=_("accepted kinds of files"), default=list, blank=True, help_text=_("None chosen: all kinds are accepted.")
    )
    template = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("template file"))
    first_year_only = models.BooleanField(_("in the first year only"), default=False, help_text=_("Not asked for again in the yearly reviews that follow."))
    predecessor = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, editable=False, related_name="successors", verbose_name=_("in the edition before"))
    compulsory = models.BooleanField(_("compulsory"), default=False)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    source = models.CharField(_("source"), max_length=500)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["milestone", "order", "pk"]
        triggers = [
            *Record.Meta.triggers,
            frozen_in_force(
                "scheme.id = (SELECT scheme_id FROM milestones_milestone milestone WHERE milestone.id = {row}.milestone_id)",
                *FREE_OF_REQUIREMENT,
                "template_id",
                "predecessor_id",
            ),
        ]
        constraints = [
            one_of("basis", Basis),
            one_of("kind", RequirementKind),
            models.CheckConstraint(
                condition=Q(kind=RequirementKind.RECORD, record_kind__in=RecordKind.values) | (~Q(kind=RequirementKind.RECORD) & Q(record_kind="")),
                name="requirement_record_named",
                violation_error_message=_("Say which record of the portal is asked for; only for that kind."),
            ),
            models.CheckConstraint(
                condition=Q(accepts__contained_by=FileGroup.values) & (Q(accepts=[]) | Q(kind=RequirementKind.DOCUMENT)),
                name="requirement_files_of_documents",
                violation_error_message=_("Kinds of files are chosen for documents only."),
            ),
            models.UniqueConstraint(fields=["milestone", "title_id"], name="requirement_once", violation_error_message=_("The milestone has a requirement of that title already.")),
        ]

    def __str__(self):
        return self.title

    @property
    def why_frozen(self) -> str:
        return self.milestone.why_frozen

    @property
    def title(self) -> str:
        return chosen(self.title_id, self.title_en)

    @property
    def kind_words(self) -> str:
        """`document (PDF, Word)`, `record of the portal: decree of the Pokja`."""
        if self.kind == RequirementKind.RECORD:
            return f"{self.get_kind_display()}: {self.get_record_kind_display()}"
        kinds = ", ".join(str(FileGroup(kind).label) for kind in self.accepts)
        return f"{self.get_kind_display()} ({kinds})" if kinds else self.get_kind_display()

    @property
    def help(self) -> str:
        return chosen(self.help_id, self.help_en)

    def get_absolute_url(self):
        return self.milestone.get_absolute_url()
