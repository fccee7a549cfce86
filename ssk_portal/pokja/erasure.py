"""A former member of a Pokja, anonymised: the seat and its time stay, the person goes."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ssk_portal.accounts.erasure import forget_typed
from ssk_portal.audit.actors import acting, because
from ssk_portal.audit.erasure import WORD, Traces, clean_reasons, rewrite
from ssk_portal.audit.timeline import event_model
from ssk_portal.common.errors import NotNow
from ssk_portal.pokja.models import Member


@transaction.atomic
def forget_member(member: Member, *, by, reason: str) -> Traces:
    """Overwrite name, post and contacts of a member who has left, in the row and in its history. Returns by what the other rooms find the rest.

    Raises PermissionDenied out of `by`'s reach, ValidationError without a reason, NotNow for one who sits or is anonymised.
    """
    row = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if not Member.objects.editable_by(by).filter(pk=row.pk).exists():
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("Say why."))
    if not row.has_left:
        raise NotNow(_("Only a member who has left is anonymised. Enter the last day first."))
    if row.name == WORD:
        raise NotNow(_("This member is anonymised already."))
    events = event_model(Member).objects.filter(pgh_obj_id=row.pk)
    held = [*events.values_list("name", "telephone", "email"), (row.name, row.telephone, row.email)]
    traces = Traces(0, frozenset(name for name, *_rest in held), frozenset(word for _name, *rest in held for word in rest if word))
    blank = {"name": WORD, "post": "", "telephone": "", "email": ""}
    for name, value in blank.items():
        setattr(row, name, value)
    with acting(by), because(traces.out_of(reason, told_by_name=True)):
        row.save()
    rewrite(events, **blank)
    clean_reasons(events, traces, told_by_name=True)
    forget_typed(traces)
    return traces
