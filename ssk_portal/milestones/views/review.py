"""The page of one submission: looking it through, saying what has to be mended, deciding, and on to the next."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ssk_portal.common.errors import NotNow
from ssk_portal.milestones.assessing import ChangedMeanwhile, Said, assess, decide, list_of_remarks
from ssk_portal.milestones.changes import summary_changes
from ssk_portal.milestones.deadlines import review_words
from ssk_portal.milestones.examining import Submission, to_examine
from ssk_portal.milestones.forms.review import ReviewForm
from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.queue import next_for, queue_of, waiting_for
from ssk_portal.milestones.queue_lists import FILTERS, Counted, QueueFilter
from ssk_portal.milestones.views.crumbs import crumbs
from ssk_portal.review.actions import advance, comment, is_reviewer
from ssk_portal.review.requests import open_request
from ssk_portal.review.states import STEPS, WAITING, State
from ssk_portal.screens import kept, once
from ssk_portal.screens.base import RowScreen, row_or_404
from ssk_portal.screens.conflicts import Difference

DECISIONS = ("approve", "send_back")


class ProgressReview(RowScreen):
    """One submission for those who decide on it. Opening it begins nothing; nothing typed is lost on any refusal."""

    model = Progress
    permission = "milestone.review"

    def find(self, pk) -> Submission:
        row = row_or_404(to_examine(self.get_queryset()), pk=pk)
        if not is_reviewer(row, self.request.user):
            raise PermissionDenied
        return Submission(row)

    def get(self, request, pk):
        submission, late = self.find(pk), kept.kept_form(request)
        kept.say_why(request)
        return self.page(submission, typed=late["typed"] if late else None)

    def post(self, request, pk):
        submission = self.find(pk)
        kept.forget(request)
        form = submission.form(request.POST)
        if not request.form_key_claimed:
            return self.page(submission, typed=request.POST, sentence=once.SENT_BEFORE, status=409)
        if not form.is_valid():
            return self.page(submission, typed=form)
        try:
            return self.do(submission.row, request.POST.get("action", ""), form)
        except NotNow as refusal:
            return self.refused(pk, form, refusal)

    def do(self, row, action, form):
        """What the button that was pressed says. Everything typed is kept first."""
        user, said = self.request.user, {"said": form.said, "note": form.cleaned_data["note"], "seen": form.cleaned_data["seen"]}
        if action in DECISIONS:
            return self.go_on(decide(row, action, by=user, **said), action)
        if action == "resume" and row.reviewer_id != user.pk:  # else this person took it in another window
            row = advance(row, "begin" if row.state == State.SUBMITTED else "take_over", by=user)
        assess(row, by=user, **said)
        if action == "release":
            advance(row, "release", by=user)
            messages.success(self.request, _("Released, with your drafts: whoever reviews it next goes on from them."))
            return redirect("milestones:progress_queue")
        if action == "comment":
            comment(row, by=user, text=self.request.POST.get("text", "").replace("\x00", ""))
            return redirect(f"{self.here(row)}#comments")
        messages.success(self.request, _("Saved as a draft. The sender reads it once you have decided."))
        return redirect(self.here(row))

    def go_on(self, row, step):
        """To the next submission that waits, with a word on the one just decided; to the queue when none is left."""
        link = format_html('<a href="{}">{}</a>', row.get_absolute_url(), row)
        messages.success(self.request, format_html(str(STEPS[step].said), row=link))
        if (following := next_for(self.request.user, self.queue(), after=row)) is not None:
            return redirect(self.here(following))
        return redirect("milestones:progress_queue")

    def refused(self, pk, form, refusal):
        """The page as it stands now, with the sentence and with everything that was typed."""
        submission, sentence, differences = self.find(pk), refusal.sentence, []
        if isinstance(refusal, ChangedMeanwhile):
            differences = _differences(submission, form)
            form.show(seen=submission.seen)
        elif self.request.POST.get("action") == "send_back" and not form.cleaned_data["note"] and submission.is_held_by(self.request.user):
            if proposed := list_of_remarks(form.said, submission.requirements):
                form.show(note=proposed)
                sentence = _("Write a note that says why. Your remarks are in it now: check it, and send back once more.")
            else:
                form.add_error("note", sentence)
                sentence = ""
        return self.page(submission, typed=form, sentence=sentence, differences=differences, status=409)

    @property
    def filters(self) -> str:
        """The filter of the queue from which the person came; the way on keeps to it."""
        return (self.request.POST.get(FILTERS) or self.request.GET.get(FILTERS, ""))[:500]

    def here(self, row) -> str:
        return row.get_review_url() + (f"?{urlencode({FILTERS: self.filters})}" if self.filters else "")

    def queue(self) -> list[Progress]:
        """What waits for this person, as the filter narrows it."""
        if not self.filters:
            return queue_of(self.request.user)
        rows = waiting_for(self.request.user)
        narrowed = QueueFilter(QueryDict(self.filters), rows, request=self.request, counted=Counted(rows, self.request.user))
        return list(narrowed.qs if narrowed.is_valid() else rows)

    def page(self, submission, *, typed=None, sentence="", differences=(), status=200):
        """`typed` is the form as it came, or the data of one that was kept."""
        row, user = submission.row, self.request.user
        held = submission.is_held_by(user)
        form = submission.form() if typed is None and held else typed if isinstance(typed, ReviewForm) or typed is None else submission.form(typed)
        waiting = self.queue() if row.state in WAITING else []
        context = {
            "object": row, "submission": submission, "parts": submission.parts(form, user), "form": form, "held": held, "sentence": sentence, "differences": differences,
            "turn": None if held else STEPS.get({State.SUBMITTED: "begin", State.IN_REVIEW: "take_over"}.get(row.state, "")),
            "waits": row.state in WAITING, "promise": review_words(row), "number": len(waiting),
            "following": next_for(user, waiting, after=row), "reopen_request": open_request(row, submission.steps, submission.comments), "summary_changes": summary_changes(row),
            "steps_taken": submission.steps, "comments": submission.comments, "comment_url": reverse("milestones:progress_comment", args=[row.pk]),
            "comment_form": "entry" if held else "", "comment_next": f"{self.here(row)}#comments", "filters": self.filters, "here": self.here(row),
            "following_url": "", "row_zone": row.region.time_zone, "entry_form": "entry" if form else "",
            "breadcrumbs": crumbs((_("Waiting for your review"), reverse("milestones:progress_queue")), (str(row), None)),
        }  # fmt: skip
        if context["following"]:
            context["following_url"] = self.here(context["following"])
        return render(self.request, "milestones/progress_review.html", context, status=status)


def _differences(submission, form) -> list[Difference]:
    """What was typed beside what was saved meanwhile, where they differ."""
    found = []
    for requirement in submission.requirements:
        typed, draft = form.said[requirement.pk], submission.drafts.get(requirement.pk)
        now = Said(draft.verdict, draft.remark) if draft else Said()
        if typed != now:
            found.append(Difference(requirement.title, typed.words, now.words))
    typed, now = form.cleaned_data["note"], submission.note.note if submission.note else ""
    return [*found, Difference(str(form.fields["note"].label), typed or "–", now or "–")] if typed != now else found
