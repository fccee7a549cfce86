"""The way back, and the neighbouring lists, on the pages of milestones."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ssk_portal.milestones.queue import counts


def crumbs(*trail):
    """The breadcrumbs of a page under "Milestone"."""
    return [(_("Milestones"), reverse("milestones:progress_list")), *trail]


def trail_of(progress) -> list:
    """The way back from a duty of a province: the duties of its year."""
    if not progress.is_duty:
        return []
    return [(_("Yearly duties of the provinces"), f"{reverse('milestones:duty_list')}?year={progress.year}")]


def tabs(user, current: str) -> list[dict]:
    """The lists that `user` may open: progress, the queue and the requests to reopen with their lengths, and what the work stands on."""
    number = counts(user) if user.may("milestone.review") else {}
    entries = [
        ("progress", _("Progress"), "milestones:progress_list", "milestone.view"),
        ("waiting", _("Waiting for your review"), "milestones:progress_queue", "milestone.review"),
        ("overdue", _("Late"), "milestones:progress_overdue", "milestone.review"),
        ("asked", _("Asked to be reopened"), "milestones:progress_asked", "milestone.review"),
        ("assistances", _("Assistance"), "milestones:assistance_list", "milestone.view"),
        ("decrees", _("Ministerial decrees"), "milestones:decree_list", "milestone.view"),
        ("deadlines", _("Deadlines"), "milestones:deadline_list", "milestone.view"),
        ("duties", _("Duties of provinces"), "milestones:duty_list", "board.province"),
        ("schemes", _("Definitions"), "milestones:scheme_list", "reference.view"),
    ]
    return [{"label": label, "url": reverse(name), "current": key == current, "count": number.get(key)} for key, label, name, permission in entries if user.may(permission)]
