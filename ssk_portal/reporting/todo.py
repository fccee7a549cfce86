"""The to-do list of the person who signed in: each line names the thing and opens it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ssk_portal.accounts.models import User
from ssk_portal.clinics.models import Agreement
from ssk_portal.indicators.models import Achievement, Target
from ssk_portal.milestones.models import Progress
from ssk_portal.notices.models import Mail
from ssk_portal.pokja.models import Decree
from ssk_portal.regions.models import Region
from ssk_portal.review.states import State

MOST = 20
SOON_DAYS = 90


@dataclass(frozen=True)
class Task:
    """One thing to do. `days` is how long it waits; `late` and `soon` give it weight."""

    icon: str
    text: str
    detail: str
    url: str
    days: int | None = None
    late: bool = False
    soon: bool = False


def tasks_for(user) -> list[Task]:
    """What waits for `user`, the most pressing first."""
    tasks = []
    if user.may("milestone.fill"):
        tasks += _returned(user) + _drafts(user)
    if user.may("milestone.review"):
        tasks += _to_review(user)
    if user.may("agreement.change"):
        tasks += _agreements(user)
    if user.may("pokja.change"):
        tasks += _decrees(user)
    if user.may("user.change"):
        tasks += _without_users(user)
    if user.may("mail.view"):
        tasks += _failed_mails(user)
    return tasks


def _age(moment) -> int:
    return (timezone.localdate() - timezone.localdate(moment)).days


def _reviewables(user, states):
    """The user's own milestones and figures in these states."""
    progresses = Progress.objects.of(user.region).filter(state__in=states).select_related("assistance__district", "milestone")
    return list(progresses[:MOST])


def _returned(user) -> list[Task]:
    return [
        Task(
            "arrow-return-left",
            _("%(row)s was sent back to you") % {"row": row},
            row.decision_note,
            reverse("milestones:progress_update", args=[row.pk]),
            _age(row.state_since),
            late=True,
        )
        for row in _reviewables(user, [State.RETURNED])
    ]


def _drafts(user) -> list[Task]:
    drafts = _reviewables(user, [State.DRAFT])
    # Only the first open milestone of the district can be worked on next.
    return [
        Task("pencil", _("Fill in and submit %(row)s") % {"row": row}, row.milestone.name, row.get_absolute_url(), None)
        for row in sorted(drafts, key=lambda row: (-row.assistance.cohort_year, row.milestone.number))[:1]
    ]


def _to_review(user) -> list[Task]:
    """Submitted milestones and figures one level below, the longest waiting first."""
    waiting = [State.SUBMITTED, State.IN_REVIEW]
    level = Q(assistance__district__parent=user.region_id)
    progresses = Progress.objects.filter(level, state__in=waiting).select_related("assistance__district", "milestone", "submitted_by")[:MOST]
    figures = [
        row
        for model in (Achievement, Target)
        for row in model.objects.filter(state__in=waiting, region__parent=user.region_id).select_related("indicator", "region", "submitted_by")[:MOST]
    ]
    rows = sorted([*progresses, *figures], key=lambda row: row.submitted_at)
    return [
        Task(
            "eye",
            _("%(row)s waits for your review") % {"row": row},
            _("submitted by %(name)s") % {"name": row.submitted_by.shown_name},
            row.get_absolute_url(),
            _age(row.submitted_at),
            late=_age(row.submitted_at) > 14,
        )
        for row in rows
    ]


def _agreements(user) -> list[Task]:
    """Agreements past their day."""
    today = timezone.localdate()
    late = Agreement.objects.filter(Q(district=user.region_id) if user.region.is_district else Q(clinic__region=user.region_id))
    late = late.filter(due__lt=today, state__in=["open", "in_work"]).select_related("clinic").order_by("due")[:MOST]
    return [Task("list-check", agreement.text, agreement.clinic.title, agreement.get_absolute_url(), (today - agreement.due).days, late=True) for agreement in late]


def _decrees(user) -> list[Task]:
    """No decree in force, or one that soon ends."""
    today = timezone.localdate()
    last = Decree.objects.in_force().filter(pokja__region=user.region_id).order_by("-valid_to").first()
    url = f"{reverse('pokja:pokja_list')}?region={user.region.code}"
    if last is None:
        return [Task("file-earmark", _("Your Pokja has no decree in force"), user.region.full_name, url, soon=True)]
    left = (last.valid_to - today).days
    if left > SOON_DAYS:
        return []
    return [
        Task(
            "file-earmark",
            ngettext("The decree of your Pokja ends in %(count)s day", "The decree of your Pokja ends in %(count)s days", left) % {"count": left},
            str(last),
            last.get_absolute_url(),
            soon=True,
        )
    ]


def _without_users(user) -> list[Task]:
    """Districts and provinces in reach in which nobody can sign in."""
    someone = User.objects.active().filter(region=OuterRef("pk"), role__in=["district_staff", "provincial_officer"])
    empty = Region.objects.within(user.region).filter(level__in=["province", "district"]).exclude(Exists(someone)).count()
    if not empty:
        return []
    text = ngettext("%(count)s region has nobody who can sign in", "%(count)s regions have nobody who can sign in", empty) % {"count": empty}
    return [Task("person-gear", text, _("See which ones, and make accounts."), reverse("accounts:user_missing"))]


def _failed_mails(user) -> list[Task]:
    failed = Mail.objects.visible_to(user).filter(sent_at=None, next_try_at=None).count()
    if not failed:
        return []
    return [
        Task(
            "exclamation-triangle",
            ngettext("%(count)s mail could not be sent", "%(count)s mails could not be sent", failed) % {"count": failed},
            "",
            reverse("notices:mail_list"),
            late=True,
        )
    ]
