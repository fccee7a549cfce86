"""Progress on milestones: the list, the page, its steps and comments. The draft: `filling`; the review: `review`, `queue`."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.nested import unnest
from ssk_portal.milestones.deadlines import days_late, review_words, submit_words
from ssk_portal.milestones.lists import ProgressFilter, ProgressTable
from ssk_portal.milestones.models import Progress, ReportedStatus
from ssk_portal.milestones.overview import asked_of, earlier_rounds, how_complete, not_mended, reported_of, strip_of
from ssk_portal.milestones.picking import show_records
from ssk_portal.milestones.reminding import is_due, may_remind, reminded_today
from ssk_portal.milestones.views.crumbs import crumbs, tabs, trail_of
from ssk_portal.milestones.views.review import ProgressReview
from ssk_portal.review.actions import is_editor, is_reviewer
from ssk_portal.review.screens import AdvanceScreen, CommentScreen, review_context, typed
from ssk_portal.review.states import DONE, WAITING
from ssk_portal.screens.base import DetailScreen
from ssk_portal.screens.lists import ListScreen

# The page on which it is looked through offers these; the milestone's own page leads there.
ON_THE_REVIEW_PAGE = ("begin", "take_over", "release", "approve", "send_back")


class ProgressList(ListScreen):
    model = Progress
    permission = "milestone.view"
    template_name = "milestones/list.html"
    table_class = ProgressTable
    filterset_class = ProgressFilter
    title = gettext_lazy("Milestones")
    lead = gettext_lazy("How far each assisted district is, milestone by milestone.")
    create_url = "milestones:assistance_create"
    create_label = gettext_lazy("Record an assistance")
    create_permission = "assistance.change"
    current = "progress"

    def get_queryset(self):
        return super().get_queryset().for_lists()

    @property
    def empty_text(self):
        if self.request.user.may("assistance.change"):
            return _("No district is recorded as assisted yet. Record the assistance first: its milestones then appear here as drafts.")
        return _("No district is recorded as assisted yet. The milestones appear here as soon as the province has recorded the assistance.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=tabs(self.request.user, self.current), **kwargs)


class ProgressDetail(DetailScreen):
    model = Progress
    permission = "milestone.view"
    change_permission = "milestone.fill"
    template_name = "milestones/progress_detail.html"

    def get_queryset(self):
        rows = super().get_queryset().annotate(reported=reported_of("region"))
        return rows.select_related("region__province", "assistance__scheme", "milestone", "submitted_by", "reviewer", "decided_by")

    def get_context_data(self, **kwargs):
        row, user = self.object, self.request.user
        asked, neighbours = asked_of(row), row.beside()
        show_records([evidence for part in asked for evidence in part.given + part.before], user)
        reviewed = review_context(row, user, elsewhere=ON_THE_REVIEW_PAGE)
        return super().get_context_data(
            **reviewed,
            reviewable=row.state in WAITING and is_reviewer(row, user),
            breadcrumbs=crumbs(*trail_of(row), (str(row), None)),
            strip=strip_of(neighbours),
            earlier=earlier_rounds(neighbours),
            asked=asked,
            complete=how_complete(asked),
            unmended=not_mended(asked),
            fills=is_editor(row, user),
            onward=_next_open(row, neighbours),
            deadline_lines=list(filter(None, [submit_words(row), review_words(row)])),
            is_late=bool(days_late(row)),
            remindable=may_remind(row, user) and is_due(row) and not reminded_today(row, reviewed["steps_taken"]),
            reported=unnest(ReportedStatus, row.reported),
            row_zone=row.region.time_zone,
            steps_url=reverse("milestones:progress_step", args=[row.pk, "x"]).removesuffix("x/"),
            comment_url=reverse("milestones:progress_comment", args=[row.pk]),
            **kwargs,
        )


def _next_open(row, neighbours) -> Progress | None:
    """After a milestone that is done: the first one beside it that can be worked on."""
    return next((beside for beside in neighbours if beside.is_open), None) if row.state in DONE else None


class ProgressStep(AdvanceScreen):
    model = Progress
    permission = "milestone.view"

    def refused(self, row, rule, sentence):
        """Who comes too late for a button sees who was faster, and how it stands now."""
        if rule.name not in ("begin", "take_over", "release") or typed(self.request, "note"):
            return super().refused(row, rule, sentence)
        page = ProgressReview()
        page.setup(self.request, pk=row.pk)
        return page.page(page.find(row.pk), sentence=sentence, status=409)

    def get_queryset(self):
        return super().get_queryset().select_related("region__province", "assistance", "milestone")


class ProgressComment(CommentScreen):
    model = Progress

    def get_queryset(self):
        return super().get_queryset().select_related("region__province", "assistance", "milestone")
