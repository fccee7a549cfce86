"""The to-do list of the person who signed in: each line names the thing and opens it."""

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ssk_portal.accounts.grants import Role
from ssk_portal.accounts.tables import without_account
from ssk_portal.clinics.agreement_lists import count_late, late_places
from ssk_portal.clinics.models import Agreement, ClinicReport
from ssk_portal.clinics.models.agreement import SOON, in_charge_of
from ssk_portal.common.ready import NOW, TODAY, ready
from ssk_portal.common.times import days_since
from ssk_portal.indicators.models import Figure
from ssk_portal.milestones.deadlines import days_late, ends_on, review_words, submit_words
from ssk_portal.milestones.models import Progress
from ssk_portal.milestones.planning import without_dates
from ssk_portal.notices.models import Mail
from ssk_portal.pokja.expiry import STILL_TOLD, runs_out
from ssk_portal.pokja.models import Decree
from ssk_portal.regions.days import today_in, today_there
from ssk_portal.regions.models import Region
from ssk_portal.reporting.turns import at_turn
from ssk_portal.review.states import WAITING, State
from ssk_portal.review.waiting import REVIEW_TERM

MOST = 20  # of each kind of task
KEEPERS = (Role.NATIONAL, Role.PROVINCIAL, Role.DISTRICT)


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
    rows = at_turn(user)
    tasks = _returned(rows) + _drafts(rows) + _to_review(rows) + _asked_to_reopen(rows)
    if user.may("deadline.set"):
        tasks += _dates()
    if user.may("agreement.change"):
        tasks += _agreements(user)
    if user.role in KEEPERS:
        tasks += _decrees(user)
    if user.may("user.change"):
        tasks += _without_users(user)
    if user.may("mail.view"):
        tasks += _failed_mails(user)
    return sorted(tasks, key=lambda task: not task.late)


def _update_url(row) -> str:
    """Where the row is mended: its form; of a report its page, where the parts are."""
    if isinstance(row, ClinicReport):
        return row.get_absolute_url()
    return reverse(f"{row._meta.app_label}:{row._meta.model_name}_update", args=[row.pk])


def _returned(rows) -> list[Task]:
    """What was sent back, the longest ago first."""
    back = sorted((row for row in rows if row.state == State.RETURNED), key=lambda row: row.state_since)
    return [_back(row) for row in back[:MOST]]


def _back(row) -> Task:
    text, days = _("%(row)s was sent back to you") % {"row": row}, days_since(row.state_since, row.reach_region.time_zone)
    return Task("arrow-return-left", capfirst(text), row.decision_note, _update_url(row), days, late=True)


def _drafts(rows) -> list[Task]:
    """Only the first open milestone of the newest cohort can be worked on next; the duties of a province wait for nothing."""
    drafts = sorted((row for row in rows if row.state == State.DRAFT), key=_turn_of)
    milestones, duties = [row for row in drafts if not row.is_duty], [row for row in drafts if row.is_duty]
    return [_draft(row) for row in [*milestones[:1], *duties[:MOST]]]


def _turn_of(row) -> tuple[int, int, int]:
    """The newest cohort first, in it the order of work. A milestone's own year would put M4 first: it is planned a year later."""
    return -(row.assistance.cohort_year if row.assistance else row.year), row.milestone.number, row.round


def _draft(row) -> Task:
    ends, late = ends_on(row), days_late(row)
    detail = " · ".join(filter(None, (row.milestone.name, submit_words(row))))
    soon = ends is not None and not late and ends <= today_in(row.region) + SOON
    # How late it is stands beside the day.
    return Task("pencil", _("Fill in and submit %(row)s") % {"row": row}, detail, row.get_absolute_url(), late=bool(late), soon=soon)


def _to_review(rows) -> list[Task]:
    """What was submitted, the longest waiting first."""
    waiting = sorted((row for row in rows if row.state in WAITING), key=lambda row: row.submitted_at)
    single = [_review(row) for row in waiting if not isinstance(row, Figure)][:MOST]
    return sorted([*single, *_figures_to_review(row for row in waiting if isinstance(row, Figure))], key=lambda task: -(task.days or 0))


def _figures_to_review(figures) -> list[Task]:
    """The figures of one region are looked through on one page. `figures` come the longest waiting first, and may be some of many."""
    by_region: dict[Region, list] = {}
    for figure in figures:
        by_region.setdefault(figure.region, []).append(figure)
    return [_figures_of(region, rows) for region, rows in list(by_region.items())[:MOST]]


def _figures_of(region: Region, rows: list) -> Task:
    days, url = days_since(rows[0].submitted_at, region.time_zone), reverse("indicators:figure_review", args=[region.code])
    detail = ", ".join(f"{row.indicator} {row.year}" for row in rows[:3])
    return Task("eye", _("Figures of %(region)s wait for your review") % {"region": region.full_name}, detail, url, days, late=days > REVIEW_TERM.days)


def _review(row) -> Task:
    """Of a milestone the day that was promised is told; the others have our own term."""
    days, detail = days_since(row.submitted_at, row.reach_region.time_zone), _("submitted by %(name)s") % {"name": row.submitted_by.shown_name}
    late = days > REVIEW_TERM.days
    if isinstance(row, Progress):
        detail, late = f"{detail} · {review_words(row)}", bool(days_late(row))
    # Beside how late the answer is, how long it waits would be a second number of days.
    told = None if late and isinstance(row, Progress) else days
    return Task("eye", capfirst(_("%(row)s waits for your review") % {"row": row}), detail, row.get_review_url(), told, late=late)


def _asked_to_reopen(rows) -> list[Task]:
    """What its region asked to have reopened and nobody has answered; the request stands on the page."""
    asked = [row for row in rows if row.state == State.APPROVED]
    return [Task("arrow-repeat", _("Somebody asks to have %(row)s reopened") % {"row": row}, "", row.get_review_url(), soon=True) for row in asked[:MOST]]


def _dates() -> list[Task]:
    """Dates that nobody has set for the newest cohort."""
    cohort = without_dates()
    if cohort is None:
        return []
    detail = _("Until then nothing of it is called late, and the charts show no plan.")
    return [Task("calendar-event", _("Set the dates of cohort %(year)s") % {"year": cohort}, detail, f"{reverse('milestones:deadline_set')}?angkatan={cohort}")]


def _agreements(user) -> list[Task]:
    """What the own region is to keep or hosted, late or due soon; what else is late below, counted by place."""
    tasks = [_agreement(agreement, user) for agreement in _pressing(user)]
    return tasks if user.region.is_district else tasks + _late_below(user)


def _own(user) -> Q:
    return in_charge_of(user.region) | Q(clinic__region=user.region_id)


@ready
def _pressing(user):
    soon = today_there("clinic__region", NOW) + SOON
    return Agreement.objects.still_open().filter(_own(user), due__lte=soon).select_related("clinic__region", "district").due_first()[:MOST]


def _agreement(agreement, user) -> Task:
    late = agreement.is_overdue
    whose = agreement.district if agreement.district_id != user.region_id else None
    said = [agreement.due_words if not late else "", _("due %(day)s") % {"day": date_format(agreement.due)}, whose, agreement.clinic.title]
    detail = " · ".join(str(part) for part in said if part)
    return Task("list-check", agreement.text, detail, agreement.get_absolute_url(), agreement.days_late or None, late=late, soon=not late)


@ready
def _late_elsewhere(user):
    """Late agreements of the districts, made where others hosted: a province sees them by district, the country by province."""
    others = Agreement.objects.visible_to(user).exclude(pk__in=Agreement.objects.filter(_own(user)).values("pk"))
    return count_late(others, by_province=user.region.is_country, now=NOW)


def _late_below(user) -> list[Task]:
    address = reverse("clinics:agreement_list")
    places = late_places(_late_elsewhere(user), by_province=user.region.is_country)
    return [Task("list-check", _late(place), "", f"{address}?{place.query}", late=True) for place in places[:MOST] if place.query]


def _late(place) -> str:
    text = ngettext("%(count)s late agreement of %(place)s", "%(count)s late agreements of %(place)s", place.count)
    return text % {"count": place.count, "place": place.name}


@ready
def _pressing_decrees(user):
    """Those of the own Pokja, and those that run out one level below; the own first, so that none of them falls off the end."""
    lately = Q(valid_to=None) | Q(valid_to__gte=TODAY - STILL_TOLD)
    own = lately & Q(pokja__region=user.region_id, pokja__successor=None)
    asked = Decree.objects.annotate(runs_out=ExpressionWrapper(runs_out(today_there("pokja__region", NOW)), BooleanField()), is_own=ExpressionWrapper(own, BooleanField()))
    asked = asked.filter(own | Q(pokja__region__parent=user.region_id, runs_out=True))
    return asked.select_related("pokja__region").order_by("-is_own", "valid_to", "pk")[: 2 * MOST]


def _decrees(user) -> list[Task]:
    """No decree in force, and those that run out: of the own region, and of the regions one level below."""
    rows, tasks = _pressing_decrees(user), []
    if user.may("pokja.change") and not any(decree.is_in_force for decree in rows if decree.pokja.region_id == user.region_id):
        tasks.append(_without_decree(user))
        rows = [decree for decree in rows if decree.pokja.region_id != user.region_id]
    return tasks + [_running_out(decree) for decree in rows if decree.runs_out][:MOST]


def _without_decree(user) -> Task:
    """The page of the region tells its Pokja with the decrees, and has the form where none is recorded: to ask here which it is would be one statement more."""
    return Task("file-earmark", _("Your Pokja has no decree in force"), user.region.full_name, f"{user.region.get_absolute_url()}#pokja", soon=True)


def _running_out(decree) -> Task:
    left = (decree.valid_to - today_in(decree.pokja.region)).days
    if left < 0:
        text = ngettext("The decree of %(pokja)s ended %(count)s day ago", "The decree of %(pokja)s ended %(count)s days ago", -left)
    elif left == 0:
        text = _("The decree of %(pokja)s ends today")
    else:
        text = ngettext("The decree of %(pokja)s ends in %(count)s day", "The decree of %(pokja)s ends in %(count)s days", left)
    return Task("file-earmark", text % {"pokja": decree.pokja, "count": abs(left)}, str(decree), decree.get_absolute_url(), soon=True, late=left < 0)


def _without_users(user) -> list[Task]:
    """Districts without staff and provinces without a reviewer, as the page behind it lists them."""
    empty = without_account(Region.objects.within(user.region)).count()
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
            ngettext("%(count)s e-mail could not be sent", "%(count)s e-mails could not be sent", failed) % {"count": failed},
            "",
            reverse("notices:mail_list"),
            late=True,
        )
    ]
