"""The working group itself, under whatever name it works.

The name is free and differs between places (PKP, PPAS, AMPL, Sanitasi); its home may
move from one institution to another.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.constraints import NoCircle, one_of
from ssk_portal.common.fields import LinesField
from ssk_portal.common.records import Record, count_version, tracked
from ssk_portal.pokja.models.institutions import Institution
from ssk_portal.pokja.models.terms import check_years
from ssk_portal.regions.days import today_in
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import SharedDownQuerySet


class PokjaQuerySet(SharedDownQuerySet):
    """Read by its region, the levels above, and for a province's Pokja by its districts."""

    def at_work(self):
        """Without those whose work another Pokja has taken over."""
        return self.filter(successor=None)


class Brand(models.TextChoices):
    """Under which name the group works; the programme fixes none."""

    PKP = "pkp", "Pokja PKP"
    PPAS = "ppas", "Pokja PPAS"
    AMPL = "ampl", "Pokja AMPL"
    SANITATION = "sanitasi", "Pokja Sanitasi"
    OTHER = "lain", _("Another name")


@tracked
class Pokja(Record):
    """A working group of a district or of a province."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="pokjas", verbose_name=_("region"))
    name = models.CharField(_("name"), max_length=200, help_text=_("As in the decree: Pokja PKP Kabupaten Tabalong"))
    brand = models.CharField(_("kind"), max_length=10, choices=Brand, default=Brand.PKP)
    secretariat = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("secretariat"))
    secretariat_as_written = models.CharField(_("secretariat as written"), max_length=200, blank=True)
    secretariat_since = models.DateField(_("secretariat since"), null=True, blank=True, help_text=_("Since when this institution has run the group, as the decree says"))
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    successor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("continued by"),
        help_text=_("The Pokja that took over its work; several may have been merged into one."),
    )
    tasks = LinesField(verbose_name=_("tasks"), help_text=_("One a line."))
    legal_basis = LinesField(verbose_name=_("legal basis"), help_text=_("Rules the group rests on, one a line. Those of a decree stand with the decree."))
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
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=models.F("id")), name="pokja_not_own_successor", violation_error_message=_("A Pokja does not continue itself.")
            ),
            models.CheckConstraint(
                condition=Q(secretariat_since=None) | Q(secretariat__isnull=False) | ~Q(secretariat_as_written=""),
                name="pokja_secretariat_since_of_one",
                violation_error_message=_("Name the secretariat, or leave the day since when empty."),
            ),
            models.UniqueConstraint(fields=["region", "reference"], condition=~Q(reference=""), name="pokja_reference_once"),
        ]
        triggers = [
            count_version,
            NoCircle(name="pokja_no_circle", field="successor", violation_error_message=_("One of these Pokja continues this one already; it cannot come before it as well.")),
        ]

    def __str__(self):
        return self.name

    @property
    def reach_region(self):
        return self.region

    def get_absolute_url(self):
        return reverse("pokja:pokja_detail", args=[self.pk])

    def clean(self):
        check_years(self, "secretariat_since", "published")
        if self in self.continued_by():
            raise ValidationError({"successor": _("%(other)s comes before this Pokja; it cannot continue it as well.") % {"other": self.successor}})

    def continued_by(self) -> "list[Pokja]":
        """Those that took over its work, one after the other."""
        chain: list[Pokja] = []
        after = self.successor
        while after is not None and after not in chain:
            chain.append(after)
            after = after.successor
        return chain

    def decree_on(self, day):
        """The decree that stands on `day`: in force then, else the last that had begun, else none."""
        begun = (decree for decree in self.decrees.all() if decree.begins is None or decree.begins <= day)
        return max(begun, key=lambda decree: decree.order_on(day), default=None)

    @property
    def newest_decree(self):
        """The decree that stands today, else one that will, else none."""
        today = today_in(self.region)
        return max(self.decrees.all(), key=lambda decree: decree.order_on(today), default=None)
