"""The reason for a choice, and the answer to the warnings: each one box, on a page that shows what it is about."""

from django.utils.translation import gettext_lazy as _

from ssk_portal.review.forms import NoteForm


class ChoiceForm(NoteForm):
    """Why another value is to count."""

    name = "reason"
    label = _("Reason")
    missing = _("Write a reason.")
    rows = 4


class AnswerForm(NoteForm):
    """Why a figure is right that a warning stands on."""

    name = "answer"
    label = _("Why the figure is right all the same")
    missing = _("Write why the figure is right, or change it.")
    rows = 4
