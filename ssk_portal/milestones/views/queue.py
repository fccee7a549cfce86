"""The reviewer's queue, and what districts asked to have reopened."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.queue import asked_again, queue_of, waiting_for
from ssk_portal.milestones.queue_lists import AskedFilter, AskedTable, Counted, QueueFilter, QueueTable
from ssk_portal.milestones.views.crumbs import tabs
from ssk_portal.screens.lists import ListScreen


class ProgressQueue(ListScreen):
    """What waits for a decision of the person who reads: oldest first."""

    model = Progress
    permission = "milestone.review"
    template_name = "milestones/queue.html"
    table_class = QueueTable
    title = gettext_lazy("Waiting for your review")
    lead = gettext_lazy("Submitted one level below you, the oldest first.")
    current = "waiting"
    leads_back = False  # the page of review keeps to the filter by itself

    @cached_property
    def counted(self) -> Counted:
        return Counted(queue_of(self.request.user), self.request.user)

    def filterset_class(self, data, *, queryset, request):
        return QueueFilter(data, queryset, request=request, counted=self.counted)

    def get_queryset(self):
        return waiting_for(self.request.user, super().get_queryset())

    def get_table(self, rows):
        """As long as nothing else is asked for, the rows are those that the filters were counted from."""
        asked = self.filterset.in_use or self.request.GET.get("sort")
        return super().get_table(rows if asked else self.counted.rows)

    @property
    def empty_text(self):
        if self.request.user.region.is_country:
            return _("Milestones of districts are decided by their province. Nothing waits for you here.")
        return _("Nothing waits for your review.")

    def export_name(self) -> str:
        return "antrean-milestone"

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=tabs(self.request.user, self.current), quick=self.counted.quick(self.request.GET), **kwargs)


class ProgressAsked(ListScreen):
    """Approved milestones that somebody asked to have reopened: answered by reopening, or by a comment."""

    model = Progress
    permission = "milestone.review"
    template_name = "milestones/list.html"
    table_class = AskedTable
    filterset_class = AskedFilter
    title = gettext_lazy("Asked to be reopened")
    lead = gettext_lazy("Approved milestones that their region asks to change again, the oldest request first. Reopen them, or answer with a comment.")
    empty_text = gettext_lazy("Nobody asks to have a milestone reopened.")

    def get_queryset(self):
        return asked_again(self.request.user, super().get_queryset())

    def export_name(self) -> str:
        return "permintaan-buka-kembali"

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=tabs(self.request.user, "asked"), **kwargs)
