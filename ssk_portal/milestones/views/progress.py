"""Progress on milestones: the list, the page, the draft, its steps and comments."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.common.nested import unnest
from ssk_portal.milestones.actions import fill_in
from ssk_portal.milestones.forms.progress import ProgressForm
from ssk_portal.milestones.lists import ProgressFilter, ProgressTable
from ssk_portal.milestones.models import Evidence, Progress, ReportedStatus
from ssk_portal.milestones.models.evidence import in_words
from ssk_portal.milestones.overview import asked_of, beside, earlier_rounds, reported_of, strip_of
from ssk_portal.milestones.views.crumbs import crumbs, tabs, trail_of
from ssk_portal.milestones.views.review import ProgressReview
from ssk_portal.review.actions import is_reviewer
from ssk_portal.review.screens import AdvanceScreen, CommentScreen, review_context, typed
from ssk_portal.review.states import WAITING
from ssk_portal.screens.base import DetailScreen
from ssk_portal.screens.conflicts import Difference
from ssk_portal.screens.edits import UpdateScreen
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
        return rows.select_related(
            "region__province", "assistance__scheme", "milestone", "submitted_by", "reviewer", "decided_by"
        ).prefetch_related(
            "milestone__requirements",
            Prefetch("evidences", Evidence.objects.select_related("requirement", "document", "given_by")),
            Prefetch("assistance__progresses", Progress.objects.order_by("milestone__number", "round").for_lists()),
        )  # fmt: skip

    def get_context_data(self, **kwargs):
        row = self.object
        neighbours = beside(row)
        return super().get_context_data(
            **review_context(row, self.request.user, elsewhere=ON_THE_REVIEW_PAGE),
            reviewable=row.state in WAITING and is_reviewer(row, self.request.user),
            breadcrumbs=crumbs(*trail_of(row), (str(row), None)),
            strip=strip_of(neighbours),
            earlier=earlier_rounds(neighbours),
            asked=asked_of(row),
            reported=unnest(ReportedStatus, row.reported),
            row_zone=row.region.time_zone,
            steps_url=reverse("milestones:progress_step", args=[row.pk, "x"]).removesuffix("x/"),
            comment_url=reverse("milestones:progress_comment", args=[row.pk]),
            **kwargs,
        )


class ProgressUpdate(UpdateScreen):
    """The draft. Files that are not taken never keep the rest from being saved."""

    model = Progress
    permission = "milestone.fill"
    form_class = ProgressForm
    template_name = "milestones/progress_form.html"
    conflict_form = "milestones/progress_form.html"

    def get_queryset(self):
        return super().get_queryset().select_related("region", "assistance", "milestone")

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if self.request.method == "GET":
            form.show_refused(self.request.session.pop(self._refused_key(), {}))
        return form

    def write(self, form):
        return fill_in(form.instance, values=form.values, files=form.uploads, by=self.request.user)

    def form_valid(self, form):
        answer = super().form_valid(form)
        if answer.status_code != 302 or not form.refused:
            return answer
        self.request.session[self._refused_key()] = form.refused
        messages.warning(self.request, _("Saved, except for the files named below."))
        return redirect("milestones:progress_update", pk=self.object.pk)

    def form_invalid(self, form):
        form.ask_files_again()
        return super().form_invalid(form)

    def show_conflict(self, form):
        form.ask_files_again()
        return super().show_conflict(form)

    def differences(self, form, fresh):
        found = super().differences(form, fresh)
        for part in form.parts:
            given, now = in_words(form.cleaned_data.get(part.name)), in_words(part.given[0].value if part.given else None)
            if not part.takes_files and given != now:
                found.append(Difference(part.requirement.title, given or "–", now or "–"))
        return found

    def get_title(self):
        return _("Fill in: %(milestone)s") % {"milestone": self.object}

    def get_context_data(self, **kwargs):
        trail = crumbs(*trail_of(self.object), (str(self.object), self.object.get_absolute_url()), (_("Fill in"), None))
        return super().get_context_data(**{"breadcrumbs": trail, "last_return": self.object.last_return, **kwargs})

    def _refused_key(self) -> str:
        return f"refused_files_{self.kwargs['pk']}"


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
