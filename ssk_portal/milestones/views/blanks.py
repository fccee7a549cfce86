"""The empty form of a milestone to fill in by hand: as its edition asks, or with the name of one region on it."""

from django.utils.text import slugify

from ssk_portal.common.pdf import paper
from ssk_portal.milestones.blank import blank_for, blank_of
from ssk_portal.milestones.models import Milestone, Progress
from ssk_portal.screens.base import RowScreen, row_or_404


class ProgressBlank(RowScreen):
    permission = "milestone.view"
    http_method_names = ["get", "head"]
    model = Progress

    def get(self, request, pk):
        row = row_or_404(self.get_queryset().select_related("region", "assistance", "milestone__scheme"), pk=pk)
        return paper(blank_for(row), f"formulir-{slugify(row)}.pdf")


class MilestoneBlank(RowScreen):
    permission = "reference.view"
    http_method_names = ["get", "head"]
    model = Milestone

    def get(self, request, pk):
        row = row_or_404(self.get_queryset().select_related("scheme"), pk=pk)
        return paper(blank_of(row), f"formulir-{slugify(row.short)}.pdf")
