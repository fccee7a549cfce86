"""The way back, and the neighbouring lists, on the pages of milestones."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ssk_portal.milestones.models import Progress


def crumbs(*trail):
    """The breadcrumbs of a page under "Milestone"."""
    return [(_("Milestones"), reverse("milestones:progress_list")), *trail]


def trail_of(progress) -> list:
    """The way back from a duty of a province: the duties of its year."""
    if not progress.is_duty:
        return []
    return [(_("Yearly duties of the provinces"), f"{reverse('milestones:duty_list')}?year={progress.year}")]


def tabs(user, current: str) -> list[dict]:
    """The lists that `user` may open: progress, queue with its length, assistances, decrees, duties, definitions."""
    waiting = Progress.objects.visible_to(user).waiting_for(user).count() if user.may("milestone.review") else None
    entries = [
        ("progress", _("Progress"), "milestones:progress_list", "milestone.view", None),
        ("queue", _("Waiting for your review"), "milestones:progress_queue", "milestone.review", waiting),
        ("assistances", _("Assistance"), "milestones:assistance_list", "milestone.view", None),
        ("deadlines", _("Deadlines"), "milestones:deadline_list", "milestone.view", None),
        ("decrees", _("Ministerial decrees"), "milestones:decree_list", "milestone.view", None),
        ("duties", _("Duties of provinces"), "milestones:duty_list", "board.province", None),
        ("schemes", _("Definitions"), "milestones:scheme_list", "reference.view", None),
    ]
    return [{"label": label, "url": reverse(name), "current": key == current, "count": count} for key, label, name, permission, count in entries if user.may(permission)]
