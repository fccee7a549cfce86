"""The verbs of review: take a step, say who may take which, write a comment."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ssk_portal.audit.actors import acting
from ssk_portal.common.errors import NotNow
from ssk_portal.common.numbers import number
from ssk_portal.common.times import moment
from ssk_portal.notices.models import Kind
from ssk_portal.notices.tell import tell
from ssk_portal.review.models import Comment, Step
from ssk_portal.review.requests import ASKED, open_request
from ssk_portal.review.states import COLLEAGUE, EDITOR, HOLDER, REMIND, STEPS, Rule, State

# A note or a comment goes into notices and mails of all whom it concerns: what is longer is a paper.
MOST_SIGNS = 10_000


def why_too_long(text: str) -> str:
    """The sentence why a note or a comment is not taken; empty for one of a likely length."""
    if len(text) <= MOST_SIGNS:
        return ""
    return _("This is longer than %(count)s characters. Shorten it, or give the rest as a file.") % {"count": number(MOST_SIGNS)}


def is_editor(row, user) -> bool:
    """Whether `user` fills in this row: the right, in the row's own region."""
    return user.may(row.fill_permission) and user.region_id == row.reach_region.pk


def is_reviewer(row, user) -> bool:
    """Whether `user` decides on this row: the right, one level above it.

    A row of the centre has nobody above; a second officer of the centre decides.
    """
    if not user.may(row.review_permission):
        return False
    region = row.reach_region
    if region.is_country:
        return user.region_id == region.pk and user.pk != row.submitted_by_id
    return user.region_id == region.parent_id


def may_take(row, rule: Rule, user) -> bool:
    """Whether this person may take the step at all; the row's state is asked apart."""
    if rule.who == EDITOR:
        return is_editor(row, user)
    if rule.who == HOLDER:
        return is_reviewer(row, user) and row.reviewer_id == user.pk
    if rule.who == COLLEAGUE:
        return is_reviewer(row, user) and row.reviewer_id != user.pk
    return is_reviewer(row, user)


def possible_steps(row, user) -> list[tuple[Rule, str]]:
    """The steps that are `user`'s to take in the row's state, each with the sentence why it has to wait, or nothing."""
    return [(rule, row.why_not_yet(rule.name)) for rule in STEPS.values() if row.state in rule.sources and may_take(row, rule, user)]


def open_steps(row, user) -> list[Rule]:
    """The steps that `user` can take on `row` now, in the order of the table."""
    return [rule for rule, wait in possible_steps(row, user) if not wait]


def advance(row, step: str, *, by, note: str = "", teller=None):
    """Take `step` on `row` as the user `by`, with an optional note. Returns the row as it stands then.

    Whoever takes a step on many rows brings a `teller`, called as `tell_sides`, to tell of all of them at once.

    Raises PermissionDenied where the right is missing and NotNow, with the sentence,
    where the state, the order of work or something missing forbids it.
    """
    rule = STEPS[step]
    note = note.strip()
    with transaction.atomic(), acting(by, reason=note):
        row = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
        if not may_take(row, rule, by):
            raise PermissionDenied
        note = note or _asked_for(row, rule)
        _ask(row, rule, note)
        before, holder = row.state, row.reviewer
        _write(row, rule, by, note)
        log_step(row, rule, before, by=by, note=note)
        row.stepped(rule.name)
        if people := _still_there(_concerned(row, rule, holder), row):
            (teller or tell_sides)(people, Kind(rule.name), row, by=by, note=note)
    return row


def _asked_for(row, rule: Rule) -> str:
    """The reason that a request of the region gives for reopening: its own words, and who asked."""
    if rule.name != "reopen" or (request := open_request(row)) is None:
        return ""
    return f"“{request.note}” – {request.actor_name}"


def _still_there(people, row) -> list:
    """Whoever works elsewhere by now is not told: the page would not open."""
    return [person for person in people if is_editor(row, person) or is_reviewer(row, person)]


def tell_sides(people, kind: Kind, row, *, by, note: str) -> None:
    """A reviewer's notice leads to where the row is looked through, the region's to its own page; both to the very place."""
    for above, url in ((True, row.get_review_url()), (False, row.get_absolute_url())):
        side = [person for person in people if (person.region_id != row.reach_region.pk) == above]
        tell(side, kind, row, by=by, note=note, url=f"{url}{row.place_of(kind, above=above)}")


def why_not_now(row, rule: Rule) -> str:
    """The sentence why the row's state forbids the step, with who changed it last and when; empty when it does not."""
    if row.state in rule.sources:
        return ""
    words = {"state": row.get_state_display()}
    if last := row.steps.exclude(name=REMIND.name).last():
        words |= {"step": last.get_name_display(), "name": last.actor_name, "at": moment(last.at)}
        return _("This step is not possible any more: the state is now “%(state)s” (%(step)s: %(name)s, %(at)s).") % words
    return _("This step is not possible: the state is “%(state)s”.") % words


def _ask(row, rule: Rule, note: str) -> None:
    if sentence := why_not_now(row, rule):
        raise NotNow(sentence)
    if rule.needs_note and not note:
        raise NotNow(_("Write a note that says why."))
    if sentence := why_too_long(note):
        raise NotNow(sentence)
    if sentence := row.why_not_yet(rule.name):
        raise NotNow(sentence)
    if rule.name == "submit" and (missing := row.missing()):
        raise NotNow(_("It cannot be submitted yet: %(missing)s") % {"missing": " ".join(map(str, missing))})


def _write(row, rule: Rule, by, note: str) -> None:
    """Set the state with its time and actor, as the constraints ask."""
    if rule.target is None:
        return
    now = timezone.now()
    if now == row.state_since:
        # Each state has a time of its own: the database refuses a left-over one.
        now += timedelta(microseconds=1)
    if rule.target == State.IN_REVIEW:
        row.begun_at, row.reviewer = now, by
    else:
        row.begun_at = row.reviewer = None
    if rule.target in (State.DRAFT, State.SUBMITTED) and rule.name != "release":
        sender = by if rule.target == State.SUBMITTED else None
        row.submitted_at, row.submitted_by = (now if sender else None), sender
        row.decided_at = row.decided_by = None
        row.decision_note = ""
    if rule.target in (State.RETURNED, State.APPROVED, State.HISTORICAL):
        row.decided_at, row.decided_by, row.decision_note = now, by, note
    if row.state != rule.target:
        row.state, row.state_since = rule.target, now
    row.save()


def log_step(row, rule: Rule, before: str, *, by, note: str) -> None:
    """Write into the log that `by` took the step, as which role of which region, from the state `before`."""
    Step.objects.create(
        row=row, name=rule.name, from_state=before, to_state=row.state, note=note,
        actor=by, actor_name=by.shown_name, actor_role=by.role, actor_region=by.region.full_name,
    )  # fmt: skip


def reviewers_of(row):
    """The users who decide on `row`."""
    region = row.reach_region
    above = region if region.is_country else region.parent
    users = get_user_model().objects.active().filter(region=above).select_related("region")
    return [user for user in users if is_reviewer(row, user)]


def editors_of(row):
    """The users who fill in `row`."""
    users = get_user_model().objects.active().filter(region=row.reach_region).select_related("region")
    return [user for user in users if is_editor(row, user)]


def _concerned(row, rule: Rule, holder):
    """Who is told of the step: those whom it concerns, nobody else."""
    if rule.name in ("withdraw", "release"):
        return []
    if rule.name in ("submit", "ask_reopen"):
        return reviewers_of(row)
    if rule.name == "take_over":
        return [holder]
    if rule.name == "record_historical":
        return editors_of(row)
    sender = [row.submitted_by] if row.submitted_by else editors_of(row)
    if rule.name in ("send_back", "approve"):
        # A colleague's decision takes the review out of the hands of the one who has it.
        return [*sender, *row.workers(), *([holder] if holder else [])]
    if rule.name == "reopen":
        return [*sender, *_who_asked(row)]
    return sender


def _who_asked(row) -> list:
    """Whoever asked to have it reopened since it was approved."""
    asked = row.steps.filter(name=ASKED, at__gt=row.steps.filter(name="approve").order_by("-pk").values("at")[:1])
    return [step.actor for step in asked.select_related("actor__region")]


def comment(row, *, by, text: str) -> Comment:
    """Write a comment on `row`; the other side is told. Of the reviewers the one who has the row, else all of them."""
    text = text.strip()
    if not text:
        raise NotNow(_("Write the comment first."))
    if sentence := why_too_long(text):
        raise NotNow(sentence)
    with transaction.atomic():
        written = Comment.objects.create(row=row, text=text, actor=by, actor_name=by.shown_name, actor_role=by.role)
        tell_sides(_still_there(_listeners(row, by), row), Kind.COMMENT, row, by=by, note=text)
    return written


def _listeners(row, by) -> list:
    """Those who are told of a comment of `by`: the other side, and both sides where somebody else speaks."""
    reviewers, own = is_reviewer(row, by), by.region_id == row.reach_region.pk
    if reviewers and not own:
        return editors_of(row)
    holder = row.reviewer
    above = [holder] if holder and holder.is_active and is_reviewer(row, holder) else reviewers_of(row)
    return above if own else [*editors_of(row), *above]
