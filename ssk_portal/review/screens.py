"""The screens of review: taking a step, writing a comment. A room names its model and its pages."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ssk_portal.common.errors import NotNow
from ssk_portal.review.actions import advance, comment, may_take, possible_steps, why_not_now
from ssk_portal.review.forms import NoteForm, SourceForm
from ssk_portal.review.requests import open_request
from ssk_portal.review.states import OPEN, STEPS
from ssk_portal.screens import kept, once
from ssk_portal.screens.base import RowScreen, row_or_404
from ssk_portal.screens.found import page_left


def typed(request, name: str) -> str:
    """What was typed under `name`, without the one sign that PostgreSQL keeps in no text."""
    return request.POST.get(name, "").replace("\x00", "")


def tell_refused(request, refused) -> None:
    """Of several rows at once each that was left, with its sentence, above the page that follows."""
    for row, sentence in refused:
        messages.warning(request, format_html('<a href="{}">{}</a>: {}', row.get_absolute_url(), row, sentence))


class AdvanceScreen(RowScreen):
    """Takes one step on one row (`<pk>/langkah/<step>/`).

    Reading the address shows the step with its note; sending it takes the step. A note
    that was typed is never lost: where the step is not possible the page shows it again.
    """

    def get(self, request, pk, step):
        row, rule = self._row_and_rule(pk, step)
        if refusal := why_not_now(row, rule):
            raise NotNow(refusal)
        kept.say_why(request)
        return self._page(row, rule)

    def post(self, request, pk, step):
        row, rule = self._row_and_rule(pk, step)
        if kept.page_of(request) == request.get_full_path():  # the row's own page has buttons of steps too, beside a comment that may be kept
            kept.forget(request)
        if not request.form_key_claimed:
            return self._page(row, rule, sentence=once.SENT_BEFORE, status=409)
        if typed(request, "row_version") not in ("", str(row.version)) and not why_not_now(row, rule):
            # Withdrawn, changed and sent again since the page was opened: nobody decides on what was not read.
            return self.refused(row, rule, _("What you decide on was changed in the meantime. Look at it once more."))
        if not why_not_now(row, rule) and not (form := self._note(row, rule)).is_valid():
            return self._page(row, rule, form=form, status=409)
        try:
            row = self.take(row, step, note=typed(request, "note"))
        except NotNow as refusal:
            return self.refused(row, rule, refusal.sentence)
        messages.success(request, capfirst(str(rule.said).format(row=row)))
        return redirect(self.next_url or self.page_of(row))

    def find(self, pk):
        """The row that the address names."""
        return row_or_404(self.get_queryset(), pk=pk)

    def take(self, row, step, *, note):
        """Take the step, as `self.request.user`; returns the row as it stands then."""
        return advance(row, step, by=self.request.user, note=note)

    def refused(self, row, rule, sentence):
        """The answer to a step that is not possible now: the page of the step, with what was typed."""
        return self._page(row, rule, sentence=sentence, status=409)

    def _row_and_rule(self, pk, step):
        if step not in STEPS:
            raise Http404
        row = self.find(pk)
        if not may_take(row, STEPS[step], self.request.user):
            raise PermissionDenied
        return row, STEPS[step]

    def _page(self, row, rule, *, sentence="", form=None, status=200):
        context = {
            "object": row,
            "rule": rule,
            "sentence": sentence,
            "form": form or self._note(row, rule, sent=False),
            "next_url": self.next_url or page_left(self.request, row),
            "entry_form": "entry",
            "reopen_request": _request_answered_by(row, rule),
        }
        return render(self.request, "review/step.html", context, status=status)

    def _note(self, row, rule, *, sent=True) -> NoteForm:
        """The note as it was sent with the step; else as it was typed before, with nothing to say of it."""
        asked = _request_answered_by(row, rule)
        note = typed(self.request, "note") if sent else None
        form = SourceForm if rule.name == "record_historical" else NoteForm
        return form(note, needed=rule.needs_note and asked is None, help_text=_help_of(rule, asked), before=kept.typed(self.request).get("note", ""))


def _request_answered_by(row, rule):
    """The request that reopening answers: its words are reason enough."""
    return open_request(row) if rule.name == "reopen" else None


def _help_of(rule, asked) -> str:
    """What the note is for, below its box."""
    if rule.name == "record_historical":
        return _("Name the source: the publication or document that reports it, with its address or number.")
    if asked:
        return _("Without a note of yours the request above is kept as the reason.")
    return _("The other side reads the note, and it stays in the history.")


class CommentScreen(RowScreen):
    """Writes a comment on one row."""

    permission = "comment.write"
    http_method_names = ["post"]

    def find(self, pk):
        """The row that the address names."""
        return row_or_404(self.get_queryset(), pk=pk)

    def post(self, request, pk):
        row = self.find(pk)
        text = typed(request, "text")
        if not request.form_key_claimed:
            # The key was used for another text: what was typed now is shown again, not thrown away.
            return self.again(row, text, once.SENT_BEFORE)
        kept.forget(request)
        if once.same_before(request):
            messages.info(request, _("This comment had been written already; it was not written twice."))
            return redirect(self.next_url or f"{self.page_of(row)}#comments")
        try:
            comment(row, by=request.user, text=text)
        except NotNow as refusal:
            return self.again(row, text, refusal.sentence)
        return redirect(self.next_url or f"{self.page_of(row)}#comments")

    def again(self, row, text, sentence):
        """What was typed, with the sentence why it was not written."""
        return render(self.request, "review/comment.html", {"object": row, "text": text, "sentence": sentence}, status=409)


def review_context(row, user, *, elsewhere=()) -> dict:
    """What the review panel of a detail page shows: steps to take, steps that have to wait, the log, comments, the last return.

    `elsewhere` names the steps that the room offers on a page of its own.
    """
    steps = [(rule, wait) for rule, wait in possible_steps(row, user) if rule.name not in elsewhere]
    taken, comments = list(row.steps), list(row.comments)
    return {
        "open_steps": [rule for rule, wait in steps if not wait],
        "waiting_steps": [(rule, wait) for rule, wait in steps if wait],
        "steps_taken": taken,
        "comments": comments,
        "last_return": row.last_return_of(taken),
        "reopen_request": open_request(row, taken, comments),
        "missing": row.missing() if row.state in OPEN else [],
    }
