"""What a milestone is: schemes, milestones, how sources word them. What has to be shown: `requirement`.

A scheme changes with the programme's period, so all of this is data. Where no official
list was found, each item says whether a source *states* it or it is *inferred*.

A scheme in force is changed by a new edition: those who work under the former one keep it
until they are moved.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.basis import Basis
from ssk_portal.common.bilingual import chosen
from ssk_portal.common.constraints import in_order, one_of
from ssk_portal.common.records import Record, tracked
from ssk_portal.regions.models import Level
from ssk_portal.regions.scoping import OpenQuerySet

# What only explains a milestone stays free while its scheme is in force.
FREE_OF_MILESTONE = ("name_en", "purpose_id", "purpose_en", "basis", "source")


def frozen_in_force(scheme: str, *free: str) -> pgtrigger.Trigger:
    """What a scheme in force asks for stays: a new edition changes it. `free` names the columns that only explain.

    `scheme` is the condition that finds the scheme of the row `{row}`.
    """
    aside = ", ".join(f"'{column}'" for column in ("version", *free))
    return pgtrigger.Trigger(
        name="frozen_in_force",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF (TG_OP <> 'UPDATE' OR to_jsonb(OLD) - ARRAY[{aside}] IS DISTINCT FROM to_jsonb(NEW) - ARRAY[{aside}]) AND EXISTS (
            SELECT FROM milestones_milestonescheme scheme
            WHERE scheme.in_force_since IS NOT NULL
              AND ((TG_OP <> 'INSERT' AND {scheme.format(row="OLD")}) OR (TG_OP <> 'DELETE' AND {scheme.format(row="NEW")}))
        ) THEN RAISE EXCEPTION 'a scheme in force is changed by a new edition'; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """,
    )


# Drawn back, all that it asks for would be free again under those who work by it.
stays_in_force = pgtrigger.Trigger(
    name="stays_in_force",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Q(old__in_force_since__isnull=False),
    func="""
        IF TG_OP = 'DELETE' OR (OLD.in_force_since, OLD.code, OLD.edition, OLD.level, OLD.follows_id)
            IS DISTINCT FROM (NEW.in_force_since, NEW.code, NEW.edition, NEW.level, NEW.follows_id)
        THEN RAISE EXCEPTION 'a scheme in force stays in force'; END IF;
        RETURN NEW;
    """,
)


class SchemeQuerySet(OpenQuerySet):
    def in_force(self, level=Level.DISTRICT):
        """The editions that are worked under, of districts or of provinces, the newest first."""
        return self.filter(level=level, in_force_since__isnull=False, followed_by__in_force_since=None).order_by("-valid_from", "-edition")


def in_round(short: str, number: int) -> str:
    """A milestone by its short name in one of its years: `M4`, then `M4 year 2`."""
    return short if number == 1 else gettext("%(milestone)s year %(year)s") % {"milestone": short, "year": number}


@tracked
class MilestoneScheme(Record):
    """The milestones of one period of the programme, in one edition; or the yearly duties of the provinces.

    An edition is a draft until it is put in force; from then on what it asks for stays.
    """

    code = models.SlugField(_("code"))
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, editable=False, related_name="followed_by", verbose_name=_("edition before"))
    level = models.CharField(_("whose work it is"), max_length=10, choices=[(Level.DISTRICT, _("districts")), (Level.PROVINCE, _("provinces"))], default=Level.DISTRICT)
    in_force_since = models.DateField(_("in force since"), null=True, blank=True, editable=False)
    name_id = models.CharField(_("name in Indonesian"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    valid_from = models.PositiveSmallIntegerField(_("valid from year"))
    valid_to = models.PositiveSmallIntegerField(_("valid to year"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=500)

    objects = SchemeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("milestone scheme")
        verbose_name_plural = _("milestone schemes")
        ordering = ["level", "-valid_from", "code", "-edition"]
        triggers = [*Record.Meta.triggers, stays_in_force]
        constraints = [
            in_order("valid_from", "valid_to"),
            models.UniqueConstraint(fields=["code", "edition"], name="scheme_edition_once", violation_error_message=_("There is a scheme with that code already.")),
            models.CheckConstraint(condition=Q(level__in=[Level.DISTRICT, Level.PROVINCE]), name="scheme_level_known"),
            models.CheckConstraint(condition=Q(edition=1, follows=None) | Q(edition__gt=1, follows__isnull=False), name="scheme_edition_follows"),
        ]

    def __str__(self):
        name = chosen(self.name_id, self.name_en)
        return name if self.edition == 1 else gettext("%(scheme)s, edition %(number)s") % {"scheme": name, "number": self.edition}

    @property
    def level_words(self) -> str:
        return gettext("of the districts") if self.level == Level.DISTRICT else gettext("of the provinces")

    @property
    def state_words(self) -> str:
        """`draft` or `in force since 26 November 2026`; what stands behind a newer edition says so."""
        if self.in_force_since is None:
            return gettext("draft edition")
        newer = getattr(self, "followed_by", None)
        if newer is not None and newer.in_force_since is not None:
            return gettext("replaced by edition %(number)s") % {"number": newer.edition}
        return gettext("in force since %(day)s") % {"day": date_format(self.in_force_since, "DATE_FORMAT")}

    @property
    def why_frozen(self) -> str:
        """The sentence why its milestones and requirements are not changed; empty while it is a draft."""
        return "" if self.in_force_since is None else gettext("This edition is in force. Make a new edition to change what is asked for.")

    def get_absolute_url(self):
        return reverse("milestones:scheme_detail", args=[self.pk])


@tracked
class Milestone(Record):
    scheme = models.ForeignKey(MilestoneScheme, models.PROTECT, related_name="milestones", verbose_name=_("scheme"))
    number = models.PositiveSmallIntegerField(_("number"))
    symbol = models.CharField(_("short name"), max_length=10, blank=True, help_text=_("As it stands on boards; empty for M1, M2 and so on."))
    name_id = models.CharField(_("name in Indonesian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    purpose_id = models.TextField(_("purpose in Indonesian"), blank=True)
    purpose_en = models.TextField(_("purpose in English"), blank=True)
    assistance_year = models.PositiveSmallIntegerField(_("year of assistance"), default=1)
    repeats = models.BooleanField(_("reviewed again every year"), default=False, help_text=_("After it, a review each year follows: M4 year 2, year 3 and so on."))
    predecessor = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, editable=False, related_name="successors", verbose_name=_("in the edition before"))
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    source = models.CharField(_("source"), max_length=500)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "milestone"
        verbose_name_plural = _("milestones")
        ordering = ["scheme", "number"]
        triggers = [*Record.Meta.triggers, frozen_in_force("scheme.id = {row}.scheme_id", *FREE_OF_MILESTONE, "predecessor_id")]
        constraints = [
            one_of("basis", Basis),
            models.UniqueConstraint(fields=["scheme", "number"], name="milestone_number_once", violation_error_message=_("The scheme has a milestone of that number already.")),
        ]

    def __str__(self):
        return f"{self.short} {self.name}"

    @property
    def short(self) -> str:
        """`M1`; of a province's duties the short name that the scheme gives them."""
        return self.symbol or f"M{self.number}"

    @property
    def why_frozen(self) -> str:
        return self.scheme.why_frozen

    @property
    def name(self) -> str:
        return chosen(self.name_id, self.name_en)

    @property
    def purpose(self) -> str:
        return chosen(self.purpose_id, self.purpose_en)

    def get_absolute_url(self):
        return f"{reverse('milestones:scheme_detail', args=[self.scheme_id])}#m{self.number}"


@tracked
class Wording(Record):
    """How a source words the milestone: names changed over the years."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="wordings", verbose_name="milestone")
    text = models.CharField(_("wording"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500)

    objects = OpenQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        ordering = ["milestone", "year", "pk"]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.milestone.get_absolute_url()
