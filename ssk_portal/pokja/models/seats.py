"""The seats of a Pokja and who sits, sat or will sit in them."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.constraints import in_order, one_of
from ssk_portal.common.records import Record, tracked
from ssk_portal.pokja.models.beside import beyond, misses
from ssk_portal.pokja.models.decrees import Decree
from ssk_portal.pokja.models.groups import Pokja
from ssk_portal.pokja.models.institutions import Institution
from ssk_portal.pokja.models.terms import check_years
from ssk_portal.regions.days import today_in
from ssk_portal.regions.scoping import SharedDownQuerySet

MOST_ORDER = 32_767  # the column holds no more


class Rank(models.TextChoices):
    """The usual positions, in the order in which a decree lists them."""

    PATRON = "1_pembina", "Pembina"
    STEERING = "2_pengarah", "Pengarah"
    CHAIR = "3_ketua", "Ketua"
    DEPUTY = "4_wakil", "Wakil ketua"
    SECRETARY = "5_sekretaris", "Sekretaris"
    FIELD = "6_koordinator", "Koordinator bidang"
    MEMBER = "7_anggota", "Anggota"
    SECRETARIAT = "8_sekretariat", "Sekretariat"
    OTHER = "9_lain", _("Another position")


class PositionQuerySet(SharedDownQuerySet):
    region_path = "pokja__region"

    def on(self, day):
        """The seats that stand on `day`: those of the decree in force then, else of the last one
        before it; and those that belong to no decree.
        """
        standing = Decree.objects.standing_of(OuterRef("pokja"), day)
        return self.filter(Q(decree=None) | Q(decree=Subquery(standing)))

    def vacant(self, day):
        """The seats in which nobody sits on `day`; the same rule as `Position.is_vacant_on`."""
        people = Member.objects.filter(position=OuterRef("pk"))
        return self.filter(~Exists(people.in_term(day)), Q(pokja__reference="") | Q(decree__supersedes__isnull=False) | Exists(people))


@tracked
class Position(Record):
    """A seat in the Pokja: held ex officio by a post, or by an institution, or free."""

    pokja = models.ForeignKey(Pokja, models.CASCADE, related_name="positions", verbose_name="Pokja")
    decree = models.ForeignKey(Decree, models.CASCADE, null=True, blank=True, related_name="positions", verbose_name=_("by decree"))
    rank = models.CharField(_("position"), max_length=15, choices=Rank, default=Rank.MEMBER)
    title = models.CharField(_("name of the position"), max_length=150, blank=True, help_text=_("As in the decree, where it differs: Ketua Bidang Kebijakan"))
    field = models.CharField(_("field (bidang)"), max_length=150, blank=True)
    office = models.CharField(_("held by the post"), max_length=200, blank=True, help_text=_("Ex officio: Kepala Bappeda"))
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="positions", verbose_name=_("institution"))
    institution_as_written = models.CharField(_("institution as written"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # Codes of expected agencies, said by hand; null: as the words of the seat tell (`composition.py`).
    counts_as = ArrayField(models.SlugField(max_length=40), null=True, blank=True, verbose_name=_("counts in the composition check as"))

    objects = PositionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["rank", "order", "pk"]
        constraints = [one_of("rank", Rank)]

    def __str__(self):
        return self.title or self.get_rank_display()

    @property
    def reach_region(self):
        return self.pokja.region

    def sitting_on(self, day) -> list["Member"]:
        """Who sits in it on `day`."""
        return [member for member in self.members.all() if member.sits_on(day)]

    @property
    def holder(self) -> str:
        """Who holds the seat, as one text: the post and its institution."""
        return ", ".join(filter(None, [self.office, self.institution.name if self.institution else self.institution_as_written]))

    def is_vacant_on(self, day) -> bool:
        """Nobody sits in it on `day`.

        Publications leave names out: a published seat for which no name was ever
        recorded is not called vacant, until a decree renewed here says of it who sits in it.
        """
        renewed = self.decree is not None and self.decree.supersedes_id is not None
        return not self.sitting_on(day) and (not self.pokja.reference or renewed or bool(self.members.all()))

    @property
    def is_vacant(self) -> bool:
        return self.is_vacant_on(today_in(self.reach_region))

    def get_absolute_url(self):
        return f"{self.pokja.get_absolute_url()}#members"


class MemberQuerySet(SharedDownQuerySet):
    region_path = "position__pokja__region"

    def in_term(self, day):
        """Whose term covers `day`; the same rule as `Member.sits_on`."""
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))

    def on(self, day):
        """Who sits on `day`, in a seat that stands then."""
        standing = Decree.objects.standing_of(OuterRef("position__pokja"), day)
        return self.in_term(day).filter(Q(position__decree=None) | Q(position__decree=Subquery(standing)))


@tracked
class Member(Record):
    """A person who sits, sat or will sit in a position."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="members", verbose_name=_("position"))
    name = models.CharField(_("name"), max_length=150)
    post = models.CharField(_("post in their own agency"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["position__rank", "position__order", "name"]
        constraints = [in_order("since", "until")]

    def __str__(self):
        return self.name

    def clean(self):
        check_years(self, "since", "until")
        if self.position_id and (wrong := misses(self.since, self.until, self.position.decree)):
            raise ValidationError(wrong)

    @property
    def is_beyond_decree(self) -> bool:
        """Whether its term reaches beyond that of the decree."""
        decree = self.position.decree
        return bool(misses(self.since, self.until, decree) or beyond(self.since, self.until, decree))

    @property
    def reach_region(self):
        return self.position.pokja.region

    def sits_on(self, day) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or self.until >= day)

    @property
    def has_left(self) -> bool:
        return self.until is not None and self.until < today_in(self.reach_region)

    def get_absolute_url(self):
        return f"{self.position.pokja.get_absolute_url()}#members"
