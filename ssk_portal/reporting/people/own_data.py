"""“Data saya”: everything the portal holds about a person, in a form that this person can read.

One sheet for each kind. Nobody else can ask for it: it always starts from who is signed in.
"""

from allauth.mfa.models import Authenticator
from django.db.models import CharField, F, Value
from django.utils.translation import gettext as _

from ssk_portal.accounts.events import AccountEvent
from ssk_portal.accounts.models import Session, User
from ssk_portal.accounts.nip import in_groups
from ssk_portal.audit.erasure import histories
from ssk_portal.audit.timeline import LABELS, event_model
from ssk_portal.clinics.models import CalendarFeed
from ssk_portal.notices.models import Mail, Notice
from ssk_portal.pokja.models import Member
from ssk_portal.review.models import Comment

# Of what a person did, the newest so many: more rows than a spreadsheet is good for help nobody.
MOST_ACTIONS = 50_000
ACCOUNT = ("name", "username", "nip", "post", "agency", "email", "telephone", "role", "region", "rhythm", "language", "is_active", "date_joined")


def sheets(user) -> list[tuple[str, list]]:
    """The sheets with their rows; the first row of each holds the headings."""
    return [
        (_("Account"), [(_("Particular"), _("Value")), *_account(user)]),
        (_("Account history"), _history(user)),
        ("Pokja", _seats(user)),
        (_("Notices"), _notices(user)),
        (_("E-mails"), _mails(user)),
        (_("Comments"), _comments(user)),
        (_("Account events"), _account_events(user)),
        (_("Ways to sign in"), _ways_in(user)),
        (_("What I did"), _actions(user)),
    ]


def _account(user):
    for name in (*ACCOUNT, "last_login"):
        yield _label(name), _value(user, name)
    yield _("time zone"), user.region.get_time_zone_display()


def _label(name: str) -> str:
    return str(User._meta.get_field(name).verbose_name)


def _value(row, name: str):
    """A field of the account or of its history, in words."""
    value = getattr(row, name)
    if name == "nip":
        return in_groups(value)
    if name == "is_active":
        return _("yes") if value else _("no")
    if User._meta.get_field(name).choices:
        return str(dict(User._meta.get_field(name).flatchoices).get(value, value))
    return str(value) if name == "region" else value


def _history(user):
    """Every version of the account: who changed it, when, why, and how it stood after that."""
    events = event_model(User).objects.filter(pgh_obj_id=user.pk).select_related("region").order_by("pgh_id")
    rows = [(_("when"), _("changed by"), _("reason"), *(_label(name) for name in ACCOUNT))]
    for event in events:
        context = event.pgh_context or {}
        rows.append((event.pgh_created_at, context.get("name", ""), context.get("reason", ""), *(_value(event, name) for name in ACCOUNT)))
    return rows


def _seats(user) -> list[tuple]:
    """Seats in a Pokja under the same e-mail address: the rows keep no other link to an account.

    Only where this person sees them in any case: whoever writes somebody else's address into the own profile learns nothing by it.
    """
    found = Member.objects.visible_to(user).filter(email__iexact=user.email).select_related("position__pokja") if user.email else Member.objects.none()
    rows: list[tuple] = [("Pokja", _("position"), _("name"), _("post"), _("telephone"), _("e-mail"), _("since"), _("until"))]
    for member in found:
        rows.append((str(member.position.pokja), str(member.position), member.name, member.post, member.telephone, member.email, member.since, member.until))
    return rows


def _notices(user):
    rows = [(_("when"), _("notice"), _("note"), _("read"), _("mailed"))]
    return rows + [(notice.at, notice.sentence, notice.note, notice.read_at, notice.mailed_at) for notice in Notice.objects.visible_to(user)]


def _mails(user):
    rows = [(_("written"), _("e-mail"), _("subject"), _("text"), _("sent"))]
    return rows + [(mail.at, mail.address, mail.subject, mail.body, mail.sent_at) for mail in Mail.objects.filter(user=user)]


def _comments(user):
    """What this person wrote about rows under review, in the own words."""
    written = Comment.objects.filter(actor=user).select_related("content_type").order_by("pk")
    rows = [(_("when"), _("kind of row"), _("number of the row"), _("comment"))]
    return rows + [(said.at, said.content_type.name, said.object_id, said.text) for said in written]


def _account_events(user):
    """What happened to the account. Where somebody else did it, the internet address is theirs."""
    rows = [(_("when"), _("what happened"), _("internet address"), _("note"))]
    events = AccountEvent.objects.of_person(user).select_related("user__region", "by__region")
    return rows + [(event.at, event.get_kind_display(), event.address_for(user), event.note) for event in events]


def _ways_in(user):
    """The open sessions, the second steps of sign-in and the address of the own calendar: where and since when, never what opens them."""
    factors = Authenticator.objects.filter(user=user).order_by("created_at", "pk")
    # The newest entry of the history is that of the address as it is now: each renewal writes one.
    addresses = event_model(CalendarFeed).objects.filter(pgh_obj__user=user).order_by("-pgh_id")[:1]
    names = {"totp": _("authenticator app"), "recovery_codes": _("recovery codes"), "webauthn": _("passkey")}
    return [
        (_("what"), _("since"), _("last used"), _("internet address"), _("device")),
        *((_("open session"), session.began, session.used, session.address, session.told_device) for session in Session.objects.open().filter(user=user).order_by("-used")),
        *((f"{names[factor.type]}: {factor}" if factor.type == "webauthn" else names[factor.type], factor.created_at, factor.last_used_at, None, "") for factor in factors),
        *((_("calendar address"), event.pgh_created_at, None, None, "") for event in addresses),
    ]


def _actions(user):
    """Every change this person made in whichever room, in one statement; newest first."""
    parts = [_part(model, user) for model in histories()]
    rows = [(_("when"), _("what was done"), _("kind of row"), _("number of the row"), _("role"), _("region"), _("page"), _("reason"))]
    kinds = {model._meta.label: str(model.pgh_tracked_model._meta.verbose_name) for model in histories()}
    for at, what, kind, key, context, _event in parts[0].union(*parts[1:], all=True).order_by("-line_at", "-line_event")[:MOST_ACTIONS]:
        told = (context.get(name, "") for name in ("role", "region", "url", "reason"))
        rows.append((at, str(LABELS[what]), kinds[kind], key, *told))
    return rows


def _part(model, user):
    told = {
        "line_at": F("pgh_created_at"),
        "line_what": F("pgh_label"),
        "line_kind": Value(model._meta.label, CharField()),
        "line_key": F("pgh_obj_id"),
        "line_context": F("pgh_context"),
        "line_event": F("pgh_id"),
    }
    return model.objects.filter(pgh_context__user=user.pk).order_by().annotate(**told).values_list(*told)
