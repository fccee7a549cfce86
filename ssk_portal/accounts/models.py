"""A user: a person with one role in one region.

A user's row is never deleted once it acted: it is deactivated, and the history keeps
the name and role held at the time.
"""

from collections.abc import Sequence

import pgtrigger
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ssk_portal.accounts.events import AccountEvent as AccountEvent  # Django looks for tables here
from ssk_portal.accounts.grants import GRANTS, LEVELS, MEANINGS, POSTS, WITH_SECOND_FACTOR, Role
from ssk_portal.accounts.invitations import Invitation
from ssk_portal.accounts.nip import DIGITS, nip_is_whole, valid_nip
from ssk_portal.accounts.sessions import FACTORS, Session
from ssk_portal.audit.erasure import WORD
from ssk_portal.common.constraints import CheckOfField, UniqueOfField, one_of
from ssk_portal.common.records import Record, tracked
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import ScopedQuerySet

__all__ = ["FailedSignIn", "Invitation", "Rhythm", "Session", "User"]
SYSTEM = "sistem"


class UserQuerySet(ScopedQuerySet):
    """Users are seen and changed by the administrators whose region reaches theirs."""

    def people(self):
        """Users who are persons: without the portal itself."""
        return self.exclude(username=SYSTEM)

    def active(self):
        return self.filter(is_active=True)

    def with_password(self):
        """Those who could sign in: an invitation that was not accepted leaves none."""
        return self.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def visible_to(self, user):
        """Administrators see the users of their reach, everybody else only themselves."""
        return self.people().within(user.region) if user.may("user.view") else self.filter(pk=user.pk)

    def editable_by(self, user):
        return self.people().within(user.region) if user.may("user.change") else self.none()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc] # made by Django
    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)

    def create_user(self, username, password=None, **fields):
        """A new user; without a password nobody can sign in with it."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def system(self):
        """The portal itself, named in the history where a command or import acts for nobody else."""
        country = Region.objects.get(code="ID")
        user, _made = self.get_or_create(
            username=SYSTEM,
            defaults={"name": "Sistem", "role": Role.ADMINISTRATOR, "region": country, "is_active": False, "password": "!"},
        )
        return user


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    NEVER = "never", _("Never")


# Signing in writes `last_login`; that is no change of the row that another person could overwrite.
count_version = pgtrigger.Trigger(
    name="count_version",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.AnyChange(exclude=["last_login"]),
    func="NEW.version = OLD.version + 1; RETURN NEW;",
)


@tracked(exclude=["password", "last_login", "deactivated_at"])
class User(AbstractBaseUser, Record):
    username = models.CharField(_("user name"), max_length=60, unique=True, help_text=_("Small letters, digits, dot, dash or underscore."))
    email = models.EmailField(_("e-mail"), blank=True)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    region = models.ForeignKey(Region, models.PROTECT, related_name="users", verbose_name=_("region"))
    nip = models.CharField("NIP", max_length=DIGITS, blank=True, validators=[valid_nip], help_text=_("18 digits; may stay empty."))
    post = models.CharField(_("post"), max_length=150, blank=True)
    agency = models.CharField(_("agency"), max_length=150, blank=True)
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    rhythm = models.CharField(_("e-mail notices"), max_length=10, choices=Rhythm, default=Rhythm.DAILY)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="id", help_text=_("Of the pages and of the e-mails to you."))
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    # Stays when the account is opened again: links made before are good for nothing (`links`).
    deactivated_at = models.DateTimeField(_("last deactivated"), null=True, blank=True, editable=False)
    anonymised_at = models.DateTimeField(_("anonymised"), null=True, blank=True, editable=False)
    date_joined = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    # Read by the statement that reads the person who signed in (`sessions`), and by no other; an announcement in both languages.
    unread_notices: int | None = None
    announced: Sequence[list[str]] = ()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role", "region"]
    objects = UserManager()

    class Meta(Record.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name"]
        triggers = [count_version]
        constraints = [
            one_of("role", Role),
            one_of("rhythm", Rhythm),
            models.CheckConstraint(condition=Q(language__in=[code for code, _name in settings.LANGUAGES]), name="user_language_known"),
            UniqueOfField(Lower("username"), field="username", name="user_name_once", violation_error_message=_("This user name is taken.")),
            UniqueOfField(Lower("email"), field="email", condition=~Q(email=""), name="user_email_once", violation_error_message=_("Another user has this e-mail address.")),
            nip_is_whole("user_nip_whole"),
            models.CheckConstraint(
                condition=Q(anonymised_at=None) | Q(is_active=False, name=WORD, email="", telephone="", nip="", post="", agency=""),
                name="user_anonymised_stays_so",
                violation_error_message=_("An anonymised account stays shut and without particulars."),
            ),
            CheckOfField(
                field="username",
                condition=Q(username__regex=r"^[a-z0-9._-]+$"),
                name="user_name_plain",
                violation_error_message=_("Use small letters, digits, dot, dash or underscore in the user name."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def shown_name(self) -> str:
        return self.name or self.username

    @property
    def post_code(self) -> str | None:
        """The short name of the role at its level, as in the table of grants; None where they do not fit."""
        return POSTS.get((self.role, self.region.level))

    @property
    def role_in_history(self) -> str:
        """The role that the history writes beside the name; none for the portal itself, which is no administrator."""
        return "" if self.username == SYSTEM else self.role

    def may(self, permission: str) -> bool:
        """Whether this user's role grants `permission`. An unknown name is a programming error (KeyError)."""
        return self.post_code in GRANTS[permission]

    @cached_property
    def has_factor(self) -> bool:
        """Whether a second step of sign-in is set up. Of the person who signed in, `sessions` has read it already."""
        from allauth.mfa.models import Authenticator

        return Authenticator.objects.filter(user_id=self.pk, type__in=FACTORS).exists()

    @property
    def must_have_factor(self) -> bool:
        """Whether this person may do nothing before a second step of sign-in is set up."""
        return settings.SECOND_FACTOR_REQUIRED and self.role in WITH_SECOND_FACTOR

    @property
    def rights(self) -> list[str]:
        """What this user may do, as sentences."""
        return [str(MEANINGS[name]) for name, posts in GRANTS.items() if self.post_code in posts]

    def clean(self):
        super().clean()
        if self.role and self.region_id and self.region.level not in LEVELS[Role(self.role)]:
            raise ValidationError({"region": _("This role does not fit the level of the region.")})

    @property
    def why_locked(self) -> str:
        """The sentence why the account cannot be changed any more; empty while it can."""
        return str(_("This account was anonymised and stays shut. Create a new one for whoever comes back.")) if self.anonymised_at else ""

    def get_absolute_url(self):
        return reverse("accounts:user_detail", args=[self.pk])

    # What Django's admin asks of a user. Its rows are narrowed by `screens.admin`.

    @property
    def is_staff(self) -> bool:
        return self.may("admin.use")

    def has_perm(self, perm, obj=None) -> bool:
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label) -> bool:
        return self.is_active and self.is_staff

    def get_short_name(self):
        return self.shown_name

    def get_full_name(self):
        return self.shown_name


class FailedSignIn(models.Model):
    """A try to sign in that failed, or that is being checked at this moment.

    Technical and short-lived: it only counts (see `lockout.py`), so it has no history.
    """

    account = models.CharField(max_length=254, help_text="User name, or what was typed where no user has it")
    address = models.GenericIPAddressField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "failed sign-in"
        verbose_name_plural = "failed sign-ins"
        indexes = [models.Index(fields=["account", "address", "-at"])]

    def __str__(self):
        return f"{self.account} {self.address}"
