"""The working group (Pokja): its decree, its seats and who sits in them; the institutions they come from.

The group's name is free and differs between places (PKP, PPAS, AMPL, Sanitasi); its
home may move from one institution to another. What a publication says and the portal
cannot tell further is kept as written, with its source.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.bilingual import chosen
from ssk_portal.common.constraints import in_order, one_of
from ssk_portal.common.fields import LinesField
from ssk_portal.common.records import Record, tracked
from ssk_portal.documents.models import Document
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import OpenQuerySet, ScopedQuerySet, SharedDownQuerySet


@tracked
class InstitutionKind(Record):
    """What sort of body an institution is: OPD, UPTD, balai, bank, company, forum, village, ministry."""

    code = models.SlugField(_("code"), unique=True)
    name_id = models.CharField(_("name in Indonesian"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("kind of institution")
        verbose_name_plural = _("kinds of institution")
        ordering = ["order", "code"]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return chosen(self.name_id, self.name_en)


class InstitutionQuerySet(ScopedQuerySet):
    """Names are read by everyone; an institution is changed in its region and above."""

    def visible_to(self, user):
        return self


@tracked
class Institution(Record):
    region = models.ForeignKey(Region, models.PROTECT, related_name="institutions", verbose_name=_("region"))
    kind = models.ForeignKey(InstitutionKind, models.PROTECT, verbose_name=_("kind"))
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    predecessor = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="successors", verbose_name=_("predecessor"))
    address = models.CharField(_("address"), max_length=300, blank=True)
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="institution_once", violation_error_message=_("This region has an institution of that name already.")),
            models.CheckConstraint(
                condition=Q(predecessor=None) | ~Q(predecessor=models.F("id")),
                name="institution_not_own_predecessor",
                violation_error_message=_("An institution does not come before itself."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def reach_region(self):
        return self.region

    def get_absolute_url(self):
        return reverse("pokja:institution_detail", args=[self.pk])


class PokjaQuerySet(SharedDownQuerySet):
    """Read by its region, the levels above, and for a province's Pokja by its districts."""


class Brand(models.TextChoices):
    """Under which name the group works; the programme fixes none."""

    PKP = "pkp", "Pokja PKP"
    PPAS = "ppas", "Pokja PPAS"
    AMPL = "ampl", "Pokja AMPL"
    SANITATION = "sanitasi", "Pokja Sanitasi"
    OTHER = "lain", _("Another name")


@tracked
class Pokja(Record):
    region = models.ForeignKey(Region, models.PROTECT, related_name="pokjas", verbose_name=_("region"))
    name = models.CharField(_("name"), max_length=200, help_text=_("As in the decree: Pokja PKP Kabupaten Tabalong"))
    brand = models.CharField(_("kind"), max_length=10, choices=Brand, default=Brand.PKP)
    secretariat = models.ForeignKey(Institution, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("secretariat"))
    secretariat_as_written = models.CharField(_("secretariat as written"), max_length=200, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    predecessor = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="successors", verbose_name=_("predecessor"))
    tasks = LinesField(verbose_name=_("tasks"), help_text=_("One a line."))
    status_note = models.TextField(_("remark on the state"), blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True, help_text=_("Address of the publication this was taken from"))
    published = models.DateField(_("published"), null=True, blank=True)
    reference = models.SlugField(_("reference in the published data"), max_length=60, blank=True, editable=False)

    objects = PokjaQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "Pokja"
        verbose_name_plural = "Pokja"
        ordering = ["region__code", "name"]
        constraints = [
            one_of("brand", Brand),
            models.UniqueConstraint(fields=["region", "name"], name="pokja_once", violation_error_message=_("This region has a Pokja of that name already.")),
            models.UniqueConstraint(fields=["region", "reference"], condition=~Q(reference=""), name="pokja_reference_once"),
        ]

    def __str__(self):
        return self.name

    @property
    def reach_region(self):
        return self.region

    def get_absolute_url(self):
        return reverse("pokja:pokja_detail", args=[self.pk])

    @property
    def decree_in_force(self):
        """The decree that is in force today, if there is one."""
        return next((decree for decree in self.decrees.all() if decree.status == DecreeStatus.IN_FORCE), None)


class PartOfPokjaQuerySet(SharedDownQuerySet):
    region_path = "pokja__region"


class DecreeKind(models.TextChoices):
    REGENT = "bupati", "SK Bupati"
    MAYOR = "wali_kota", "SK Wali Kota"
    GOVERNOR = "gubernur", "SK Gubernur"
    SECRETARY = "sekda", "SK Sekretaris Daerah"


class DecreeStatus(models.TextChoices):
    """How a decree stands today."""

    IN_FORCE = "in_force", _("in force")
    EXPIRED = "expired", _("expired")
    NOT_YET = "not_yet", _("not yet in force")
    REVOKED = "revoked", _("revoked")
    UNKNOWN = "unknown", _("term not known")


@tracked
class Decree(Record):
    """A decree (SK) that appoints the Pokja for a term."""

    pokja = models.ForeignKey(Pokja, models.CASCADE, related_name="decrees", verbose_name="Pokja")
    kind = models.CharField(_("kind"), max_length=12, choices=DecreeKind)
    number = models.CharField(_("number"), max_length=100, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    period_as_written = models.CharField(_("term as written"), max_length=100, blank=True)
    signatory = models.CharField(_("signed by"), max_length=150, blank=True)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    supersedes = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="superseded_by", verbose_name=_("replaces"))
    legal_basis = LinesField(verbose_name=_("legal basis"), help_text=_("One a line."))
    scan = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("scanned decree"))
    note = models.TextField(_("note"), blank=True)

    objects = PartOfPokjaQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("decree")
        verbose_name_plural = _("decrees")
        ordering = [models.F("date").desc(nulls_last=True), "-pk"]
        constraints = [
            one_of("kind", DecreeKind),
            in_order("valid_from", "valid_to"),
            models.UniqueConstraint(
                fields=["pokja", "number"], condition=~Q(number=""), name="decree_once", violation_error_message=_("This Pokja has a decree of that number already.")
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number or '–'}"

    @property
    def reach_region(self):
        return self.pokja.region

    @property
    def status(self) -> DecreeStatus:
        """How the decree stands today; a term that is not known is not guessed."""
        today = timezone.localdate()
        if self.revoked_on and self.revoked_on <= today:
            return DecreeStatus.REVOKED
        if self.valid_to and self.valid_to < today:
            return DecreeStatus.EXPIRED
        if self.valid_from and self.valid_from > today:
            return DecreeStatus.NOT_YET
        return DecreeStatus.IN_FORCE if self.valid_to else DecreeStatus.UNKNOWN

    def get_absolute_url(self):
        return f"{self.pokja.get_absolute_url()}#decrees"


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


@tracked
class Position(Record):
    """A seat in the Pokja: held ex officio by a post, or by an institution, or free."""

    pokja = models.ForeignKey(Pokja, models.CASCADE, related_name="positions", verbose_name="Pokja")
    decree = models.ForeignKey(Decree, models.SET_NULL, null=True, blank=True, related_name="positions", verbose_name=_("by decree"))
    rank = models.CharField(_("position"), max_length=15, choices=Rank, default=Rank.MEMBER)
    title = models.CharField(_("name of the position"), max_length=150, blank=True, help_text=_("As in the decree, where it differs: Ketua Bidang Kebijakan"))
    field = models.CharField(_("field (bidang)"), max_length=150, blank=True)
    office = models.CharField(_("held by the post"), max_length=200, blank=True, help_text=_("Ex officio: Kepala Bappeda"))
    institution = models.ForeignKey(Institution, models.SET_NULL, null=True, blank=True, related_name="positions", verbose_name=_("institution"))
    institution_as_written = models.CharField(_("institution as written"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PartOfPokjaQuerySet.as_manager()

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

    @property
    def holder_name(self) -> str:
        """Which post or institution holds the seat, as far as it is known."""
        return self.office or (self.institution.name if self.institution else self.institution_as_written)

    def get_absolute_url(self):
        return f"{self.pokja.get_absolute_url()}#members"


class MemberQuerySet(SharedDownQuerySet):
    region_path = "position__pokja__region"


@tracked
class Member(Record):
    """A person who sits, sat or will sit in a position."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="members", verbose_name=_("position"))
    name = models.CharField(_("name"), max_length=150)
    post = models.CharField(_("post in the own agency"), max_length=200, blank=True)
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

    @property
    def reach_region(self):
        return self.position.pokja.region

    @property
    def sits_now(self) -> bool:
        today = timezone.localdate()
        return (self.since is None or self.since <= today) and (self.until is None or self.until >= today)

    def get_absolute_url(self):
        return f"{self.position.pokja.get_absolute_url()}#members"
