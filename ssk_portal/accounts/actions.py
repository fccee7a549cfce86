"""The verbs of users: create, invite, change the post, deactivate and activate, give a new first password, reset a lost second factor.

Each asks again who may: the administrators whose region reaches the user's. At least one
active administrator of the country remains, whatever two administrators do at once.
"""

import secrets

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ssk_portal.accounts import inviting, lockout
from ssk_portal.accounts.events import EventKind, record
from ssk_portal.accounts.factors import codes
from ssk_portal.accounts.grants import LEVELS, Role
from ssk_portal.accounts.invitations import Invitation
from ssk_portal.accounts.mails import tell_of_event
from ssk_portal.accounts.models import Session, User
from ssk_portal.audit.actors import because
from ssk_portal.common.errors import NotNow
from ssk_portal.regions.models import Level, Region

# Without letters and digits that are taken for one another when they are read out.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """A password to be read out once and changed at the first sign-in: 12 random signs, about 59 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _sign in range(4)) for _group in range(3))


def roles_given_by(user) -> list[Role]:
    """The roles that `user` may give: those of the levels in their own reach."""
    levels = set(Level) if user.region.is_country else {Level.PROVINCE, Level.DISTRICT}
    return [role for role in Role if levels & set(LEVELS[role])]


def regions_given_by(user):
    """The regions in which `user` may place somebody."""
    return Region.objects.within(user.region)


def may_give(by, role: str, region: Region) -> bool:
    """Whether `by` may give this post: the right, a region in reach, nothing above the own level."""
    return by.may("user.change") and by.region.reaches(region) and Role(role) in roles_given_by(by)


@transaction.atomic
def create_user(user: User, *, by) -> str:
    """Save the new `user` and return the first password, which is kept nowhere else."""
    password = first_password()
    user.set_password(password)
    user.must_change_password = True
    _save_new(user, by)
    record(EventKind.PASSWORD_GIVEN, user=user, by=by)
    return password


@transaction.atomic
def create_invited(user: User, *, by) -> Invitation:
    """Save the new `user`, who chooses a password by the link in a mail. The mail waits to be sent (`inviting.send`)."""
    user.set_unusable_password()
    _save_new(user, by)
    return inviting.ask(user, by=by)


def _save_new(user: User, by) -> None:
    _ask_post(by, user)
    user.full_clean(exclude=["password"])
    user.save()


@transaction.atomic
def invite_user(user: User, *, by) -> Invitation:
    """Invite anew, or for the first time, somebody who has chosen no password yet. Links sent before end."""
    user = _locked(user, by)
    if not user.is_active:
        raise NotNow(_("Activate this user first."))
    if not may_be_invited(user):
        raise NotNow(_("This person has a password of their own already; “Forgot your password?” on the sign-in page leads to a new one."))
    return inviting.ask(user, by=by)


def may_be_invited(user: User) -> bool:
    """Whether this person has chosen no password yet: invited and not come, or never signed in with the first one."""
    return user.must_change_password or not user.has_usable_password()


@transaction.atomic
def change_user(user: User, *, by, reason: str = "") -> User:
    """Save the changed `user`; the post counts from the next page on that this person opens."""
    before = _locked(user, by)
    _ask_post(by, user)
    moved = (user.role, user.region_id) != (before.role, before.region_id)
    if moved and user.pk == by.pk:
        raise NotNow(_("Your own role and region are changed by another administrator."))
    if moved:
        _keep_one_administrator(before)
    if user.email != before.email and user.pk == by.pk:
        raise NotNow(_("Change your own e-mail address on your profile."))
    with because(reason):
        user.save()
        if user.email != before.email:
            _invite_elsewhere(user, by)
            _tell_former_address(user, before.email, by)
    return user


@transaction.atomic
def change_own_email(user: User, *, by) -> User:
    """Save the new address of `user`. Who may, has just confirmed to be that person: the screen asks."""
    if user.pk != by.pk:
        raise PermissionDenied
    before = User.objects.select_for_update().get(pk=user.pk)
    if user.email != before.email:
        user.save(update_fields=["email"])
        _tell_former_address(user, before.email, by)
    return user


def _tell_former_address(user: User, address: str, by) -> None:
    """A link to a new password goes to the new address: whoever reads the former one learns that it changed, not to which."""
    tell_of_event(record(EventKind.EMAIL_CHANGED, user=user, by=None if user.pk == by.pk else by), address)


def _invite_elsewhere(user: User, by) -> None:
    """An open invitation follows the person to another address: the link that went to the old one ends."""
    if not Invitation.objects.pending().filter(user=user).exists():
        return
    if user.email:
        inviting.ask(user, by=by)
    else:
        inviting.withdraw(user)


@transaction.atomic
def deactivate_user(user: User, *, by, reason: str) -> User:
    """Shut the account: its sessions and links end for good, and nobody signs in with it."""
    user = _locked(user, by)
    if user.pk == by.pk:
        raise NotNow(_("You cannot deactivate yourself."))
    if not user.is_active:
        raise NotNow(_("This user is deactivated already."))
    _keep_one_administrator(user)
    user.is_active, user.deactivated_at = False, timezone.now()
    with because(reason):
        inviting.withdraw(user)
        user.save(update_fields=["is_active", "deactivated_at"])
    Session.objects.filter(user=user).delete()
    return user


@transaction.atomic
def activate_user(user: User, *, by, reason: str) -> User:
    """Open the account again, with the password that it had; where it had none, it is given one or invited next."""
    user = _locked(user, by)
    if user.is_active:
        raise NotNow(_("This user is active already."))
    user.is_active = True
    with because(reason):
        user.save(update_fields=["is_active"])
    return user


@transaction.atomic
def reissue_password(user: User, *, by, reason: str) -> str:
    """Give a new first password and return it. The old one and all open sessions end."""
    user = _locked(user, by)
    if user.pk == by.pk:
        raise NotNow(_("Change your own password under “Change password”."))
    if not user.is_active:
        raise NotNow(_("Activate this user first."))
    password = first_password()
    user.set_password(password)
    user.must_change_password = True
    with because(reason):
        user.save(update_fields=["password", "must_change_password"])
        inviting.withdraw(user)
    # Whoever forgot the old one has tried it: the new one is to be taken at once.
    lockout.tries_of(user).filter(account=user.username).delete()
    record(EventKind.PASSWORD_GIVEN, user=user, by=by, note=reason)
    return password


@transaction.atomic
def end_sessions(user: User, *, keep: str | None, handle: str = "", by) -> int:
    """Sign `user` out of the sessions other than `keep`: of the one with this handle, else of all. Returns of how many."""
    if user.pk != by.pk:
        raise PermissionDenied
    others = Session.objects.open().filter(user=user).exclude(session_key=keep)
    ended = [session.session_key for session in others if handle in ("", session.handle)]
    Session.objects.filter(session_key__in=ended).delete()
    if ended:
        record(EventKind.SESSIONS_ENDED, user=user)
    return len(ended)


@transaction.atomic
def reset_factor(user: User, *, by, reason: str) -> None:
    """Take off every second step of a person who lost theirs, and end their sessions: the telephone may be in other hands.
    They are told by mail, and set up a new one.
    """
    user = _locked(user, by)
    if user.pk == by.pk:
        raise NotNow(_("Your own second step is reset by another administrator."))
    factors = Authenticator.objects.filter(user=user)
    if not factors.exists():
        raise NotNow(_("This person has no second step to reset."))
    factors.delete()
    Session.objects.filter(user=user).delete()
    codes.succeeded(user)
    tell_of_event(record(EventKind.FACTOR_RESET, user=user, by=by, note=reason))


@transaction.atomic
def end_pause(user: User, *, by, reason: str) -> None:
    """Let a person try again at once who failed too often: their failures count no more. Their password stays."""
    user = _locked(user, by)
    if user.pk == by.pk or not lockout.is_paused(user):
        raise NotNow(_("Sign-in is not paused for this person, or not any more."))
    lockout.tries_of(user).delete()
    record(EventKind.PAUSE_ENDED, user=user, by=by, note=reason)


def _locked(user: User, by) -> User:
    """The user's row as it stands, locked, if `by` administers it."""
    row = User.objects.select_for_update(of=("self",)).select_related("region").get(pk=user.pk)
    if not by.may("user.change") or not by.region.reaches(row.region):
        raise PermissionDenied
    if row.why_locked:
        raise NotNow(row.why_locked)
    return row


def _ask_post(by, user: User) -> None:
    if not may_give(by, user.role, user.region):
        note_refused(Role(user.role), user.region, user=user, by=by)
        raise PermissionDenied


def note_refused(role: Role, region: Region, *, user: User, by, typed: str = "") -> None:
    """Write down that `by` tried to give a post that is not theirs to give; nothing else comes of it."""
    record(EventKind.POST_REFUSED, user=user if user.pk else None, typed=typed or user.username, by=by, note=f"{role.label} · {region}")


def _keep_one_administrator(user: User) -> None:
    """Refuse to take away the last active administrator of the country.

    One at a time, by the lock on the country's row: of two who remove each other at
    once, the second sees what the first did.
    """
    if not (user.is_active and user.role == Role.ADMINISTRATOR and user.region.is_country):
        return
    Region.objects.select_for_update(no_key=True).get(pk=user.region_id)
    # Somebody invited who has not come yet may never come.
    others = User.objects.people().active().with_password().filter(role=Role.ADMINISTRATOR, region=user.region).exclude(pk=user.pk)
    if not others.exists():
        raise NotNow(_("This is the last active administrator of the country. Name another one first."))
