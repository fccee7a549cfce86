"""What targets and achievements have in common.

Several publishers count the same thing by different methods and plans of several
levels set different targets: every value is kept with its source, and one of them is
marked as the target in force or the reference of the year.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.constraints import CheckOfField, one_of, sensible
from ssk_portal.common.fields import NumericField
from ssk_portal.common.numbers import quantity
from ssk_portal.common.spelling import plain
from ssk_portal.documents.models import Document
from ssk_portal.indicators.choice import choose
from ssk_portal.indicators.models.definitions import Indicator
from ssk_portal.indicators.models.guards import SETTLED
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import ScopedQuerySet
from ssk_portal.review.models import Reviewable
from ssk_portal.review.states import State

# What a figure's page shows inside its reach only, and so its history too.
TALK = (
    "document", "submitted_at", "submitted_by", "begun_at", "reviewer", "decided_at", "decided_by", "decision_note",
    "answered", "answer", "answered_at", "answered_by",
)  # fmt: skip


class Area(models.TextChoices):
    TOTAL = "total", _("total")
    URBAN = "perkotaan", _("urban")
    RURAL = "perdesaan", _("rural")


class FigureQuerySet(ScopedQuerySet):
    """Approved and published figures are read by everyone, so that all can be compared."""

    def settled(self):
        return self.filter(state__in=SETTLED)

    def beside(self, figure):
        """All values of which only one counts, `figure` among them."""
        return self.filter(**dict(zip(figure.group, figure.group_key, strict=True)))

    def visible_to(self, user):
        own = self.within(user.region)
        return own if user.region.is_country else (own | self.settled())

    def editable_by(self, user):
        """The region's own open figures; published ones are kept by the centre."""
        own = self.of(user.region).exclude(state=State.PUBLISHED)
        return own | self.filter(state=State.PUBLISHED) if user.may("figure.publish") else own


class Figure(Reviewable):
    """What a target and an achievement have in common: whose, what, when, how much, says who."""

    fill_permission = "figure.fill"
    review_permission = "figure.review"

    # The field that marks the one that counts among the values of one `group`.
    mark: str
    # Each kind has its publisher: who counted, or who sets.
    publisher_id: int | None
    group: tuple[str, ...] = ("indicator_id", "region_id", "year", "area")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="%(class)ss", verbose_name=_("indicator"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="%(class)ss", verbose_name=_("region"))
    year = models.PositiveSmallIntegerField(_("year"))
    area = models.CharField(_("area"), max_length=10, choices=Area, default=Area.TOTAL)
    value = NumericField(_("value"))
    indicator_as_published = models.CharField(_("indicator as published"), max_length=200, blank=True)
    framework = models.CharField(_("plan as written"), max_length=200, blank=True)
    published_via = models.CharField(_("published through"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True, help_text=_("Address or title of the document"))
    page = models.CharField(_("page"), max_length=60, blank=True, help_text=_("Where in the document: page, table, annex"))
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document"))
    note = models.TextField(_("note"), blank=True)
    choice_reason = models.TextField(_("reason why it was chosen"), blank=True, editable=False)
    as_imported = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    objects = FigureQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        abstract = True
        constraints = [
            *Reviewable.Meta.constraints,
            one_of("area", Area),
            sensible("value", name="%(app_label)s_%(class)s_value_sensible"),
            models.CheckConstraint(
                condition=~Q(state="published") | ~Q(source=""),
                name="%(app_label)s_%(class)s_published_has_source",
                violation_error_message=_("A published figure names its source."),
            ),
            CheckOfField(
                field="year",
                condition=Q(year__gte=1990, year__lte=2100),
                name="%(app_label)s_%(class)s_year_likely",
                violation_error_message=_("The year lies between 1990 and 2100."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator.name} {self.year}, {self.region.full_name}"

    def clean(self):
        super().clean()
        faults = self.faults()
        if not faults and (other := self.said_already()):
            said = {"value": other.shown_value, "source": other.source}
            faults["source"] = gettext("%(value)s is recorded already, from “%(source)s”. Change that figure, or name the other document.") % said
        if faults:
            raise ValidationError(faults)

    def faults(self) -> dict[str, str]:
        """What forbids to keep it as it is, a sentence by field; what is not filled in is not judged. Constraints bring their own sentences along."""
        if not (self.indicator_id and self.region_id) or self.indicator.is_counted_in(self.region):
            return {}
        sentence = gettext("“%(indicator)s” is a local indicator of %(home)s; figures of it are kept there only.")
        return {"indicator": sentence % {"indicator": self.indicator, "home": self.indicator.home}}

    def said_already(self) -> "Figure | None":
        """Another figure that says the same as this draft, its source written alike; two that are published stand as they were published."""
        if self.is_published or self.value is None or not (source := plain(self.source)):
            return None
        rows = type(self)._default_manager.beside(self).filter(value=self.value, publisher=self.publisher_id, framework=self.framework).exclude(pk=self.pk)
        return next((row for row in rows.select_related("indicator") if plain(row.source) == source), None)

    def save(self, **kwargs):
        if not self.is_settled and getattr(self, self.mark):
            # Reopened for correction: until it is settled again it cannot be the one that counts.
            setattr(self, self.mark, False)
            self.choice_reason = ""
        super().save(**kwargs)

    def stepped(self, step):
        if step in ("approve", "record_historical", "reopen"):
            choose(type(self), {self.group_key})
            self.refresh_from_db(fields=[self.mark, "choice_reason", "version"])

    @property
    def line_name(self) -> str:
        """The indicator, with the area where it is not the whole region."""
        return self.indicator.name if self.area == Area.TOTAL else f"{self.indicator.name} ({self.get_area_display()})"

    @property
    def line_place(self) -> tuple:
        """The place of that line among those of a region."""
        return self.indicator.order, self.indicator.name_id, self.indicator_id, Area.values.index(self.area)

    @property
    def reach_region(self):
        return self.region

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def group_key(self) -> tuple:
        """What it shares with the other values of which only one counts."""
        return tuple(getattr(self, name) for name in self.group)

    @property
    def counts(self) -> bool:
        """Whether it is the target in force, or the reference of the year."""
        return getattr(self, self.mark)

    @property
    def shown_value(self) -> str:
        """The value with its unit, the way the language writes it."""
        return quantity(self.value, self.indicator.unit)

    def fields_hidden_from(self, user) -> tuple[str, ...]:
        """Who worked on it, with which words, is the affair of its region and those above."""
        return () if user.region.reaches(self.region) else TALK

    def history_told_to(self, user) -> Q | None:
        """From elsewhere a figure is read once it is settled; what stood in its drafts is not."""
        return None if user.region.reaches(self.region) else Q(state__in=SETTLED)

    @property
    def read_back(self) -> str:
        """What was typed, said back the way it was read."""
        return self.shown_value

    def missing(self) -> list[str]:
        return [] if self.source or self.document_id else [str(_("Name the source or attach the document."))]
