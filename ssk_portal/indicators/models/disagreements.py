"""Two sources that do not agree, where no two figures of one indicator, region and year can show it.

They speak of different indicators, years or plans, or of something that is no figure at all. Both sides
are kept as published, each with its source; how they are to be read is ours.
"""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.addresses import host_of
from ssk_portal.common.bilingual import chosen
from ssk_portal.common.constraints import CheckOfField, one_of
from ssk_portal.common.records import Record, tracked
from ssk_portal.indicators.models.definitions import Indicator
from ssk_portal.regions.models import Region
from ssk_portal.regions.scoping import OpenQuerySet


class About(models.TextChoices):
    """What the two sides speak of: it stands on that page of the region."""

    FIGURE = "figure", _("a figure")
    CLINIC = "clinic", _("a coaching clinic")
    REGION = "region", _("the region, its plans or its assistance")


class DisagreementQuerySet(OpenQuerySet):
    def around(self, region):
        """Those of `region` and of every region below it."""
        if region.is_country:
            return self
        below = models.Q(region=region) | models.Q(region__province=region) if region.is_province else models.Q(region=region)
        return self.filter(below)


@tracked
class Disagreement(Record):
    code = models.SlugField(_("code"), max_length=80, unique=True)
    topic_id = models.CharField(_("what it is about, in Indonesian"), max_length=200)
    topic_en = models.CharField(_("what it is about, in English"), max_length=200)
    about = models.CharField(
        _("kind"), max_length=10, choices=About, default=About.FIGURE,
        help_text=_("What speaks of figures stands under the indicators of the region, all else on the region's own page."),
    )  # fmt: skip
    region = models.ForeignKey(Region, models.PROTECT, related_name="disagreements", verbose_name=_("region"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="disagreements", verbose_name=_("indicator"))
    other_indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("second indicator"), help_text=_("Where the two sides speak of two indicators.")
    )
    one_id = models.CharField(_("one side, in Indonesian"), max_length=300)
    one_en = models.CharField(_("one side, in English"), max_length=300)
    one_source = models.CharField(_("source of the one side"), max_length=500, blank=True, help_text=_("Address or title of the document; empty where it is not known."))
    other_id = models.CharField(_("the other side, in Indonesian"), max_length=300)
    other_en = models.CharField(_("the other side, in English"), max_length=300)
    other_source = models.CharField(_("source of the other side"), max_length=500, blank=True, help_text=_("Address or title of the document; empty where it is not known."))
    reading_id = models.TextField(_("how it is read, in Indonesian"), blank=True, help_text=_("Our own reading, not that of a source."))
    reading_en = models.TextField(_("how it is read, in English"), blank=True)

    objects = DisagreementQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("disagreement between sources")
        verbose_name_plural = _("disagreements between sources")
        ordering = ["region__code", "topic_id"]
        constraints = [
            one_of("about", About),
            CheckOfField(
                field="about", condition=models.Q(about=About.FIGURE) | models.Q(indicator=None, other_indicator=None), name="disagreement_of_indicators_is_of_figures",
                violation_error_message=_("Where an indicator is named it is about figures."),
            ),
            models.CheckConstraint(condition=~models.Q(one_id=models.F("other_id")), name="disagreement_has_two_sides", violation_error_message=_("Both sides say the same.")),
        ]  # fmt: skip

    def __str__(self):
        return self.topic

    @property
    def topic(self) -> str:
        return chosen(self.topic_id, self.topic_en)

    @property
    def one(self) -> str:
        return chosen(self.one_id, self.one_en)

    @property
    def other(self) -> str:
        return chosen(self.other_id, self.other_en)

    @property
    def sides(self) -> list[tuple[str, str, str]]:
        """What each side says, its source, and whose page that is where it is an address."""
        said = ((self.one, self.one_source), (self.other, self.other_source))
        return [(words, source, host_of(source).removeprefix("www.")) for words, source in said]

    @property
    def indicators(self) -> list[Indicator]:
        return [indicator for indicator in (self.indicator, self.other_indicator) if indicator]

    @property
    def reading(self) -> str:
        return chosen(self.reading_id, self.reading_en)

    def get_absolute_url(self):
        return reverse("indicators:disagreement_list") + f"?wilayah={self.region.code}"
