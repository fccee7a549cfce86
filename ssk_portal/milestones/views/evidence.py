"""Evidence: the file, handed out to whoever may see the milestone; taking it back."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.documents.screens import FileScreen
from ssk_portal.milestones.giving import take_back
from ssk_portal.milestones.models import Evidence
from ssk_portal.milestones.views.crumbs import crumbs
from ssk_portal.screens.edits import DeleteScreen


class EvidenceFile(FileScreen):
    model = Evidence
    permission = "milestone.view"


class EvidenceDelete(DeleteScreen):
    """Taking evidence back: it does not count any more, and can still be read as an earlier version."""

    model = Evidence
    permission = "milestone.fill"
    template_name = "milestones/evidence_delete.html"
    done = gettext_lazy("Taken back.")

    def get_queryset(self):
        return super().get_queryset().select_related("progress__region", "progress__milestone", "requirement", "document")

    def remove(self, row):
        take_back(row, by=self.request.user)

    def after_delete(self, row):
        return row.get_absolute_url()

    def get_context_data(self, **kwargs):
        progress = self.object.progress
        return super().get_context_data(breadcrumbs=crumbs((str(progress), progress.get_absolute_url()), (_("Take back"), None)), **kwargs)
