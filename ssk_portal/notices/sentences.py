"""A notice as a sentence, in the language of the person who reads it."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ssk_portal.notices.models import Kind

SENTENCES = {
    Kind.SUBMIT: _("%(actor)s submitted %(row)s. It waits for your review."),
    Kind.BEGIN: _("%(actor)s has begun to review %(row)s."),
    Kind.TAKE_OVER: _("%(actor)s has taken over the review of %(row)s from you."),
    Kind.SEND_BACK: _("%(actor)s sent back %(row)s with a note."),
    Kind.APPROVE: _("%(actor)s approved %(row)s."),
    Kind.ASK_REOPEN: _("%(actor)s asks to reopen %(row)s."),
    Kind.REOPEN: _("%(actor)s reopened %(row)s."),
    Kind.RECORD_HISTORICAL: _("%(actor)s recorded %(row)s as historical."),
    Kind.PUBLISH: _("%(actor)s published %(row)s."),
    Kind.WITHDRAW_PUBLICATION: _("%(actor)s withdrew %(row)s from publication."),
    Kind.CALL_OFF: _("%(actor)s called off %(row)s."),
    Kind.TAKE_BACK: _("%(actor)s says that %(row)s takes place after all."),
    Kind.COMMENT: _("%(actor)s wrote a comment on %(row)s."),
    Kind.REMIND: _("%(actor)s reminds you: %(row)s has not been submitted yet."),
    Kind.OPENED: _("%(row)s can now be filled in and submitted."),
    Kind.ALL_IN: _("All districts have submitted %(row)s. What is still waiting for your review is in the queue."),
    Kind.LEFT: _("%(actor)s recorded that a district leaves the programme: %(row)s."),
    Kind.STAYS: _("%(actor)s undid the leaving: %(row)s stays in the programme."),
    Kind.MOVED: _("%(actor)s moved %(row)s to a new edition of the scheme. See what is asked for now."),
}


# A decree that runs out, as the day stands to the day on which the sentence is read.
ENDS = _("%(row)s is in force until %(day)s. Enter the decree that follows on the page of the Pokja as soon as it is signed.")
ENDS_TODAY = _("%(row)s is in force for the last day today, %(day)s. Enter the decree that follows on the page of the Pokja.")
ENDED = _("%(row)s ended on %(day)s. Enter the decree that follows on the page of the Pokja.")


# Of a milestone: until when it is to be submitted, and until when an answer was promised.
SUBMIT_DUE = _("%(row)s is to be submitted by %(day)s. It has not been submitted yet.")
REVIEW_LATE = _("An answer on %(row)s was promised by %(day)s. It still waits for your review.")
DAYS = {Kind.SUBMIT_DUE: SUBMIT_DUE, Kind.REVIEW_LATE: REVIEW_LATE}


def sentence_of(notice) -> str:
    """What happened, in the active language. Of a decree that runs out the words depend on today."""
    if notice.kind in DAYS:
        return DAYS[Kind(notice.kind)] % {"row": notice.row, "day": date_format(notice.day)}
    if notice.kind == Kind.DECREE_ENDS:
        today = timezone.localdate()
        sentence = ENDS if notice.day > today else ENDS_TODAY if notice.day == today else ENDED
        return sentence % {"row": notice.row, "day": date_format(notice.day)}
    return SENTENCES[Kind(notice.kind)] % {"actor": notice.actor_name, "row": notice.row}
