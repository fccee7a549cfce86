"""The screens of users, for the administrators in whose reach they are."""

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.accounts import actions, inviting, lockout, tables
from ssk_portal.accounts.event_views import latest_events, post_changes
from ssk_portal.accounts.invitations import Invitation
from ssk_portal.accounts.models import User
from ssk_portal.accounts.reach import gained_and_lost, meanings, reach_of, sentence_of
from ssk_portal.accounts.user_forms import INVITATION, NewUserForm, UserForm, UserStepForm
from ssk_portal.regions.models import Region
from ssk_portal.screens.base import DetailScreen
from ssk_portal.screens.edits import CreateScreen, StepScreen, UpdateScreen
from ssk_portal.screens.lists import ListScreen

FIRST_PASSWORD = "first_password"  # noqa: S105 - the name of a place in the session


class UserList(ListScreen):
    permission = "user.view"
    template_name = "accounts/user_list.html"
    model = User
    table_class = tables.UserTable
    filterset_class = tables.UserFilterSet
    title = _("Users")
    lead = _("The people who work with the portal in your reach, and their roles.")
    empty_text = _("There are no users yet.")
    create_url = "accounts:user_create"
    create_label = _("New user")
    create_permission = "user.change"

    def get_queryset(self):
        return super().get_queryset().select_related("region", "invitation")


class UserMissing(ListScreen):
    """Where nobody could act: districts without staff, provinces without a reviewer."""

    permission = "user.view"
    template_name = "accounts/user_missing.html"
    model = Region
    table_class = tables.MissingTable
    filterset_class = tables.MissingFilterSet
    title = _("Regions without an account")
    lead = _("Districts without an account for their staff, and provinces without a reviewer.")
    empty_text = _("Every region has its account.")

    def get_queryset(self):
        return tables.without_account(Region.objects.within(self.request.user.region)).select_related("province")

    def export_name(self):
        return "wilayah-tanpa-akun"


class OneUser:
    """A screen on one account. In its template the account is `object`: `user` is who looks at it."""

    model = User
    context_object_name = "account"

    def trail(self, here: str = "") -> list[tuple]:
        """The breadcrumbs: all users, this one, and `here` where it is a page further on."""
        steps = [(_("Users"), reverse("accounts:user_list")), (str(self.object), here and self.object.get_absolute_url())]
        return [*steps, (here, None)] if here else steps


class UserDetail(OneUser, DetailScreen):
    permission = "user.view"
    change_permission = "user.change"
    template_name = "accounts/user_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("region", "invitation")

    def get_context_data(self, **kwargs):
        user = self.object
        return super().get_context_data(
            invitation=getattr(user, "invitation", None),
            may_be_invited=actions.may_be_invited(user) and user.email,
            title=user.shown_name,
            is_self=user.pk == self.request.user.pk,
            is_paused=lockout.is_paused(user),
            reach=reach_of(user.region),
            breadcrumbs=self.trail(),
            may_do=meanings(user.role, user.region).values(),
            events=latest_events(user, self.request.user),
            entries=post_changes(user),
            **kwargs,
        )


class ShowsPasswordOnce:
    """Leads to the page that shows the new first password, once, to who gave it."""

    def keep_password(self, user, password):
        self.request.session[FIRST_PASSWORD] = [user.pk, password]

    def get_success_url(self):
        return reverse("accounts:user_password_shown", args=[self.object.pk])


class Invites:
    """Sends an invitation at once and says what became of it; one that waits is tried again by `run_due`."""

    def send(self, invitation) -> None:
        address = {"address": invitation.user.email}
        if inviting.send(invitation):
            messages.success(self.request, _("The invitation is on its way to %(address)s. Its link is valid for three days.") % address)
        elif invitation.next_try_at:
            messages.warning(self.request, _("The mail server has not accepted the invitation yet. The portal tries again by itself; this page says when."))
        else:
            messages.error(self.request, _("The mail server refuses the address %(address)s. Correct it and invite once more, or give a first password.") % address)


class UserCreate(Invites, ShowsPasswordOnce, CreateScreen):
    permission = "user.change"
    model = User
    form_class = NewUserForm
    title = _("New user")
    done = _("The account has been created.")

    def get_initial(self):
        return {name: self.request.GET[name] for name in ("role", "region") if name in self.request.GET}

    def write(self, form):
        user = form.save(commit=False)
        self.invited = form.cleaned_data["how"] == INVITATION
        if self.invited:
            messages.success(self.request, self.done)
            self.done = ""  # said already, before what became of the invitation
            self.send(actions.create_invited(user, by=self.request.user))
        else:
            self.keep_password(user, actions.create_user(user, by=self.request.user))
        return user

    def get_success_url(self):
        return self.object.get_absolute_url() if self.invited else super().get_success_url()


class UserInvite(Invites, StepScreen):
    """Sends the invitation again, or invites somebody who was to come with a first password."""

    permission = "user.change"
    model = User
    done = ""

    def get_queryset(self):
        return User.objects.visible_to(self.request.user)

    def take(self, row):
        self.send(actions.invite_user(row, by=self.request.user))


class UserPasswordShown(OneUser, DetailScreen):
    """Shows a first password once: reading it takes it out of the session."""

    permission = "user.change"
    template_name = "accounts/user_password_shown.html"

    def get_context_data(self, **kwargs):
        pk, password = self.request.session.get(FIRST_PASSWORD, (None, None))
        if pk == self.object.pk:
            del self.request.session[FIRST_PASSWORD]
        else:
            password = None
        reach = sentence_of(self.object.role, self.object.region)
        return super().get_context_data(title=_("First password"), breadcrumbs=self.trail(_("First password")), password=password, reach=reach, **kwargs)


class UserUpdate(Invites, OneUser, UpdateScreen):
    """Changing particulars and post. What a changed post means is shown before it is saved."""

    permission = "user.change"
    template_name = "accounts/user_form.html"
    form_class = UserForm

    def get_title(self):
        return gettext("Change %(name)s") % {"name": self.object.shown_name}

    def get_context_data(self, **kwargs):
        return super().get_context_data(breadcrumbs=self.trail(_("Change")), **kwargs)

    def form_valid(self, form):
        if form.effect_to_show:
            return self._show_effect(form, *form.effect_to_show)
        return super().form_valid(form)

    def _show_effect(self, form, role, region):
        form.data = form.data.copy()
        form.data["seen"] = f"{role}/{region.pk}"
        gained, lost = gained_and_lost(form.before, (role, region))
        return self.render_to_response(self.get_context_data(form=form, reach=sentence_of(role, region), gained=gained, lost=lost))

    def write(self, form):
        user = actions.change_user(form.save(commit=False), by=self.request.user)
        if "email" in form.changed_data and (invitation := Invitation.objects.filter(user=user).due(timezone.now()).first()):
            self.send(invitation)  # it follows the person to the new address
        return user


class UserStep(OneUser, UpdateScreen):
    """A step on one account, with its reason."""

    permission = "user.change"
    template_name = "accounts/user_step.html"
    form_class = UserStepForm
    effect = ""

    def asks_reason(self, row):
        return True

    def get_context_data(self, **kwargs):
        return super().get_context_data(effect=self.effect, breadcrumbs=self.trail(self.title), **kwargs)


class UserDeactivate(UserStep):
    title = _("Deactivate the account")
    effect = _("This person can no longer sign in, and is signed out at once. The history keeps the name and the role.")
    done = _("The account is deactivated.")

    def write(self, form):
        return actions.deactivate_user(self.object, by=self.request.user, reason=form.reason)


class UserActivate(UserStep):
    title = _("Activate the account")
    effect = _("This person can sign in again, with the password from before and the post shown here.")
    done = _("The account is active.")

    def write(self, form):
        return actions.activate_user(self.object, by=self.request.user, reason=form.reason)


class UserFactor(UserStep):
    title = _("Reset the second step")
    effect = _("App, passkeys, recovery codes and open sessions of this person end at once. At the next sign-in the password is enough; an e-mail asks to set up anew.")
    done = _("The second step is reset.")

    def write(self, form):
        actions.reset_factor(self.object, by=self.request.user, reason=form.reason)
        return self.object


class UserUnpause(UserStep):
    title = _("End the pause")
    effect = _("This person failed too often and would have to wait up to 15 minutes. They can try again at once; the password stays. Make sure first that it was them.")
    done = _("The pause has ended: this person can try again.")

    def why_not(self, row):
        return super().why_not(row) or ("" if lockout.is_paused(row) else gettext("Sign-in is not paused for this person, or not any more."))

    def write(self, form):
        actions.end_pause(self.object, by=self.request.user, reason=form.reason)
        return self.object


class UserPassword(ShowsPasswordOnce, UserStep):
    title = _("Give a new first password")
    effect = _("The old password ends at once, and so do open sessions. The new one is shown to you once; it must be changed at the first sign-in.")
    done = _("The password has been replaced.")

    def write(self, form):
        self.keep_password(self.object, actions.reissue_password(self.object, by=self.request.user, reason=form.reason))
        return self.object
