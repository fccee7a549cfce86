"""Institutions: the agencies, operators, banks, companies and forums that work with a Pokja.

Their names are public. Their contacts are read inside the own province and by the country.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.bilingual import chosen
from ssk_portal.common.constraints import NoCircle
from ssk_portal.common.fields import LinesField
from ssk_portal.common.records import Record, count_version, tracked
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import OpenQuerySet, ScopedQuerySet


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


# Read inside the own province only, wherever the row is shown.
CONTACTS = ("address", "telephone", "email")


@tracked
class Institution(Record):
    """A body at its place. Renamed or merged, it becomes another one that names its predecessor."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="institutions", verbose_name=_("region"))
    kind = models.ForeignKey(InstitutionKind, models.PROTECT, verbose_name=_("kind"))
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    former_names = LinesField(
        verbose_name=_("former and other names"),
        help_text=_("One a line: names under which papers and files still know it. It is found under these too."),
    )
    predecessor = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="successors", verbose_name=_("predecessor"))
    address = models.CharField(_("address"), max_length=300, blank=True)
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    # Codes of expected agencies; empty: as its name tells (`composition.py`).
    counts_as = LinesField(verbose_name=_("counts in the composition check as"))

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
        triggers = [
            count_version,
            NoCircle(name="institution_no_circle", field="predecessor", violation_error_message=_("It comes from this institution itself; it cannot come before it as well.")),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.pk and self.predecessor and self.predecessor.comes_after(self):
            raise ValidationError({"predecessor": _("%(other)s comes from this institution; it cannot come before it as well.") % {"other": self.predecessor}})

    @property
    def reach_region(self):
        return self.region

    @property
    def names(self) -> list[str]:
        """Every name it goes by: the full one, the short one, the former ones."""
        return [name for name in (self.name, self.short_name, *self.former_names) if name]

    def comes_after(self, other: "Institution") -> bool:
        """Whether `other` is its predecessor, or one further back."""
        seen, before = {self.pk}, self.predecessor
        while before is not None and before.pk not in seen:
            if before.pk == other.pk:
                return True
            seen.add(before.pk)
            before = before.predecessor
        return False

    @property
    def label(self) -> str:
        """The name as a list of all regions shows it; names repeat: every district has a Dinas Kesehatan."""
        return f"{self.name}{f' ({self.short_name})' if self.short_name else ''} – {self.region}"

    def contacts_shown_to(self, user) -> bool:
        """Whether `user` may read address, telephone and e-mail: the own province and the country may."""
        return user.region.is_country or (self.region.province_id is not None and self.region.province_id == user.region.province_id)

    def fields_hidden_from(self, user) -> tuple[str, ...]:
        """The names of the fields that `user` must not read, on whatever page the row is shown."""
        return () if self.contacts_shown_to(user) else CONTACTS

    def get_absolute_url(self):
        return reverse("pokja:institution_detail", args=[self.pk])
