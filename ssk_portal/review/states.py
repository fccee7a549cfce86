"""The states of what is reviewed, and the steps between them: the table of `rules`, as data."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Sent back")
    APPROVED = "approved", _("Approved")
    HISTORICAL = "historical", _("Historical")
    # Figures only: taken from a publication, with its source, by the centre or an import.
    PUBLISHED = "published", _("Published")


# In these states nobody edits the row, through whichever door.
LOCKED = (State.SUBMITTED, State.IN_REVIEW, State.APPROVED, State.HISTORICAL)
OPEN = (State.DRAFT, State.RETURNED)
# In these a decision is waited for.
WAITING = (State.SUBMITTED, State.IN_REVIEW)
# In these the work is settled: what comes after it may go on.
DONE = (State.APPROVED, State.HISTORICAL)

EDITOR, REVIEWER, HOLDER, COLLEAGUE, ABOVE = "editor", "reviewer", "holder", "colleague", "above"


@dataclass(frozen=True)
class Rule:
    """One step: from which states to which (None: it stays), who takes it, whether a note must be given.

    `label` is the word on the button, `done` the word in the log.
    """

    name: str
    label: str | Promise
    done: str | Promise
    sources: tuple[State, ...]
    target: State | None
    who: str
    needs_note: bool = False
    button: str = "secondary"

    @property
    def said(self) -> str | Promise:
        """The sentence to whoever took it."""
        return SAID[self.name]


STEPS = {
    rule.name: rule
    for rule in (
        Rule("submit", _("Submit"), _("Submitted"), OPEN, State.SUBMITTED, EDITOR, button="primary"),
        Rule("withdraw", _("Withdraw"), _("Withdrawn"), (State.SUBMITTED,), State.DRAFT, EDITOR),
        Rule("begin", _("Begin review"), _("Review begun"), (State.SUBMITTED,), State.IN_REVIEW, REVIEWER),
        Rule("take_over", _("Take over"), _("Review taken over"), (State.IN_REVIEW,), State.IN_REVIEW, COLLEAGUE),
        Rule("release", _("Release"), _("Released"), (State.IN_REVIEW,), State.SUBMITTED, HOLDER),
        Rule("approve", _("Approve"), _("Approved"), (State.SUBMITTED, State.IN_REVIEW), State.APPROVED, REVIEWER, button="primary"),
        Rule("send_back", _("Send back"), _("Sent back"), (State.SUBMITTED, State.IN_REVIEW), State.RETURNED, REVIEWER, needs_note=True, button="danger"),
        Rule("ask_reopen", _("Ask to reopen"), _("Asked to reopen"), (State.APPROVED,), None, EDITOR, needs_note=True),
        Rule("reopen", _("Reopen"), _("Reopened"), DONE, State.RETURNED, REVIEWER, needs_note=True),
        Rule("record_historical", _("Record as historical"), _("Recorded as historical"), (State.DRAFT,), State.HISTORICAL, REVIEWER, needs_note=True),
    )
}
# No step of the table: nothing about the row changes. It stands in the log beside them.
REMIND = Rule("remind", _("Remind"), _("Reminded"), OPEN, None, ABOVE)
SAID = {
    "submit": _("{row} has been submitted to its reviewers."),
    "withdraw": _("{row} has been withdrawn and is a draft again."),
    "begin": _("You have begun to review {row}."),
    "take_over": _("You have taken over the review of {row}."),
    "release": _("{row} has been released: a colleague can review it now."),
    "approve": _("{row} has been approved."),
    "send_back": _("{row} has been sent back with your note."),
    "ask_reopen": _("Your request to reopen {row} has been sent to its reviewers."),
    "reopen": _("{row} has been reopened and can be corrected."),
    "record_historical": _("{row} has been recorded as historical."),
}
TRANSITIONS: list[tuple[str, str]] = sorted({(source, rule.target) for rule in STEPS.values() if rule.target for source in rule.sources if source != rule.target})
