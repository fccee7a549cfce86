"""An uploaded paper: kept on disk under its checksum, known by what it really is.

A document has no page of its own: the row it belongs to (a decree, a piece of evidence)
decides who may read it.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.records import Record, tracked
from ssk_portal.common.uploads.kinds import ACCEPTED
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import ScopedQuerySet


@tracked
class Document(Record):
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("kind of file"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64, db_index=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by"))

    objects = ScopedQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-uploaded_at"]
        # The file behind approved evidence is not exchanged for another one.
        triggers = [*Record.Meta.triggers, pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)]
        constraints = [models.CheckConstraint(condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="document_checksum_is_one")]

    def __str__(self):
        return self.name

    @property
    def path(self):
        """Where the file lies on disk."""
        return settings.MEDIA_ROOT / self.sha256[:2] / self.sha256

    @property
    def kind_label(self) -> str:
        """`PDF`, `JPG`, `DOCX`: what it is, by its content."""
        return ACCEPTED.get(self.content_type, (self.name.rpartition(".")[2],))[0].upper()

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def opens_in_place(self) -> bool:
        """PDF and pictures are shown in the page; everything else is downloaded."""
        return self.is_image or self.content_type == "application/pdf"
