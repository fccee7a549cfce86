"""A person on an attendance list, anonymised: that somebody was there stays, the person goes."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ssk_portal.accounts.erasure import forget_typed
from ssk_portal.audit.actors import acting, because
from ssk_portal.audit.erasure import WORD, Traces, clean_reasons, rewrite, save_past
from ssk_portal.audit.timeline import event_model
from ssk_portal.clinics.models import Attendance
from ssk_portal.common.errors import NotNow
from ssk_portal.pokja.models import Member


@transaction.atomic
def anonymise_attendance(attendance: Attendance, *, by, reason: str) -> Attendance:
    """Overwrite name, post, telephone and gender in the row and its history, also where the report is locked. It cannot be undone.

    Raises PermissionDenied where `by` is not of the host's region or above it, ValidationError without a reason, NotNow where it was done.
    """
    row = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    if not Attendance.objects.within(by.region).filter(pk=row.pk).exists():
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("Say why."))
    if not row.name or row.name == WORD:
        raise NotNow(_("There is no person in this row."))
    _forget(row, by=by, reason=reason)
    return row


def forget_member(member: Member, *, by, reason: str) -> None:
    """Overwrite the rows that were filled in from `member`, whoever was the host: `by` was asked about the member."""
    _forget_all(Attendance.objects.filter(member=member), by=by, reason=reason)


def forget(traces: Traces, *, by, reason: str) -> None:
    """Overwrite the rows with a telephone number that this person has or had."""
    had = event_model(Attendance).objects.filter(telephone__in=traces.particulars).values("pgh_obj_id")
    _forget_all(Attendance.objects.filter(pk__in=had), by=by, reason=reason)


def _forget_all(rows, *, by, reason: str) -> None:
    for row in rows.exclude(name__in=["", WORD]).order_by("pk").select_for_update(of=("self",)):
        _forget(row, by=by, reason=reason)


def _forget(row: Attendance, *, by, reason: str) -> None:
    events = event_model(Attendance).objects.filter(pgh_obj_id=row.pk)
    held = [*events.values_list("name", "represented_by", "telephone"), (row.name, row.represented_by, row.telephone)]
    names = {word for name, represented, _telephone in held for word in (name, represented) if word}
    traces = Traces(0, frozenset(names), frozenset(telephone for *_names, telephone in held if telephone))
    blank = {"post": "", "telephone": "", "gender": "", "member_id": None}
    # Who came instead is a person too.
    for name, value in {**blank, "name": WORD, "represented_by": WORD if row.represented_by else ""}.items():
        setattr(row, name, value)
    with acting(by), because(traces.out_of(reason, told_by_name=True)):
        save_past(row, "follows_report")
    rewrite(events, **blank)
    for name in ("name", "represented_by"):
        rewrite(events.exclude(**{name: ""}), **{name: WORD})
    clean_reasons(events, traces, told_by_name=True)
    forget_typed(traces)
