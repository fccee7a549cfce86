"""A notice as a sentence, in the language of the person who reads it."""

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
    Kind.COMMENT: _("%(actor)s wrote a comment on %(row)s."),
}


def sentence_of(notice) -> str:
    return SENTENCES[Kind(notice.kind)] % {"actor": notice.actor_name, "row": notice.row}
