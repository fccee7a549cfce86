"""What this room keeps of a person, overwritten: the account, its history, its invitation, its events."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from ssk_portal.accounts.events import AccountEvent
from ssk_portal.accounts.invitations import Invitation
from ssk_portal.accounts.models import FailedSignIn, Session, User
from ssk_portal.audit.actors import because
from ssk_portal.audit.erasure import WORD, Traces, clean_reasons, clean_texts, naming, rewrite
from ssk_portal.audit.timeline import event_model
from ssk_portal.common.errors import NotNow
from ssk_portal.screens import kept


def traces_of(user: User) -> Traces:
    """Everything by which the portal ever knew this person."""
    fields = ("name", "username", "email", "telephone", "nip")
    held = [*event_model(User).objects.filter(pgh_obj_id=user.pk).values_list(*fields), tuple(getattr(user, name) for name in fields)]
    names, logins, *particulars = (frozenset(filter(None, words)) for words in zip(*held, strict=True))
    return Traces(user.pk, names, frozenset().union(*particulars), logins)


def ask_anonymise(user: User, by) -> None:
    """Whether `by` may anonymise this account, and now. Raises PermissionDenied or NotNow."""
    if not by.may("user.change") or not by.region.reaches(user.region):
        raise PermissionDenied
    if user.is_active:
        raise NotNow(_("Only a deactivated account is anonymised. Deactivate it first."))
    if user.anonymised_at:
        raise NotNow(_("This account is anonymised already."))


def forget_account(user: User, *, by, reason: str) -> Traces:
    """Overwrite this room's rows about `user`. Returns by what the other rooms find the rest."""
    if not reason.strip():
        raise ValidationError(_("Say why."))
    row = User.objects.people().select_for_update(of=("self",)).select_related("region").get(pk=user.pk)
    ask_anonymise(row, by)
    traces = traces_of(row)
    with because(traces.out_of(reason, told_by_name=True)):
        for name, value in _blank(row.pk).items():
            setattr(row, name, value)
        row.anonymised_at = timezone.now()
        row.set_unusable_password()
        row.save()
    events = event_model(User).objects.filter(pgh_obj_id=row.pk)
    rewrite(events, **_blank(row.pk))
    clean_reasons(events, traces, told_by_name=True)
    rewrite(event_model(Invitation).objects.filter(user_id=row.pk), error="")
    Invitation.objects.filter(user=row).update(error="")
    _forget_events(traces)
    Session.objects.filter(user=row).delete()
    forget_typed(traces, row.get_absolute_url())
    Authenticator.objects.filter(user=row).delete()
    FailedSignIn.objects.filter(account__in={word.lower() for word in traces.logins | traces.particulars}).delete()
    return traces


def _forget_events(traces: Traces) -> None:
    """What happened to the account stays, and when; from where, and under which name it was typed, goes."""
    events = AccountEvent.objects
    rewrite(events.filter(typed__in={word.lower() for word in traces.logins | traces.particulars}), typed="")
    rewrite(events.filter(Q(user_id=traces.pk, by=None) | Q(by_id=traces.pk)), address=None)
    clean_texts(events.filter(Q(user_id=traces.pk) | Q(by_id=traces.pk)).exclude(note=""), ("note",), traces, told_by_name=True)
    # The reason of a step on another account may name this person: it stands in the history and here.
    clean_texts(events.filter(naming(traces, "note")), ("note",), traces)


def forget_typed(traces: Traces, page: str = "") -> None:
    """What lies typed and not saved in anybody's session (`screens.kept`): under `page`, which is about this person, or naming them."""
    for session in Session.objects.select_for_update():
        content = session.get_decoded()
        form = content.get(kept.SESSION_KEY)
        if form and ((page and form["path"].startswith(page)) or _names(traces, QueryDict(form["typed"]))):
            del content[kept.SESSION_KEY]
            session.session_data = Session.objects.encode(content)
            session.save(update_fields=["session_data"])


def _names(traces: Traces, typed: QueryDict) -> bool:
    texts = [text for _name, values in typed.lists() for text in values]
    return any(traces.out_of(text) != text for text in texts)


def _blank(pk: int) -> dict[str, str]:
    return {"name": WORD, "username": f"{WORD}-{pk}", "email": "", "telephone": "", "nip": "", "post": "", "agency": ""}
