"""A person on an attendance list, anonymised: that somebody was there stays, the person goes."""

import pgtrigger
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ssk_portal.accounts.erasure import forget_typed
from ssk_portal.audit.actors import acting, because
from ssk_portal.audit.erasure import WORD, Traces, clean_reasons, rewrite
from ssk_portal.audit.timeline import event_model
from ssk_portal.clinics.models import Attendance
from ssk_portal.common.errors import NotNow


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
    events = event_model(Attendance).objects.filter(pgh_obj_id=row.pk)
    held = [*events.values_list("name", "represented_by", "telephone"), (row.name, row.represented_by, row.telephone)]
    names = {word for name, represented, _telephone in held for word in (name, represented) if word}
    traces = Traces(0, frozenset(names), frozenset(telephone for *_names, telephone in held if telephone))
    blank = {"post": "", "telephone": "", "gender": "", "member_id": None}
    # Who came instead is a person too.
    for name, value in {**blank, "name": WORD, "represented_by": WORD if row.represented_by else ""}.items():
        setattr(row, name, value)
    with acting(by), because(traces.out_of(reason, told_by_name=True)), pgtrigger.ignore(f"{Attendance._meta.label}:follows_report"):
        row.save()
    rewrite(events, **blank)
    for name in ("name", "represented_by"):
        rewrite(events.exclude(**{name: ""}), **{name: WORD})
    clean_reasons(events, traces, told_by_name=True)
    forget_typed(traces)
    return row
