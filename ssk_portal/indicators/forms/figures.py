"""The forms of a target and of an achievement: one for the region's own draft and for what the centre publishes."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ssk_portal.common.numbers import number, quantity
from ssk_portal.documents.forms import KeepsFile, file_field
from ssk_portal.indicators.filling import computed_value, percent_fault
from ssk_portal.indicators.models import Achievement, Indicator, Target
from ssk_portal.indicators.models.achievements import NUMBERS
from ssk_portal.regions.models import Region
from ssk_portal.review.states import State
from ssk_portal.screens.forms import PortalForm

# Told only of what somebody else published.
PUBLISHED_ONLY = ("indicator_as_published", "framework", "published_via")
WHAT = ["as_published", "region", "indicator", "layer", "year", "area", *NUMBERS]
WHOSE = ["publisher", "source", "page", "file", "note"]


class FigureForm(KeepsFile, PortalForm):
    as_published = forms.BooleanField(
        label=_("published figure"),
        required=False,
        help_text=_("Taken from a publication and read by everyone at once. Without the tick it is a draft of the centre, which a second officer checks."),
    )
    file = file_field(_("document"))

    sections = ((_("The figure"), WHAT), (_("Whose figure it is"), WHOSE), (_("As it was published"), list(PUBLISHED_ONLY)))
    how_to = (
        _("Write the number with a decimal comma or point: 77,09 or 77.09. What can be read in two ways, such as 1.000, is asked back."),
        _("No data yet is not zero: leave such a year out, and write 0 only where 0 was counted."),
        _("A figure without a source cannot be submitted: name the document and page, or attach the file."),
    )

    def narrow(self):
        row = self.instance
        self.publishes = row.is_published if row.pk else self.user.may("figure.publish")
        if not self.publishes:
            for name in ("region", *PUBLISHED_ONLY):
                del self.fields[name]
            if not row.pk:
                row.region = self.user.region
        else:
            self.fields["source"].required = True
            self.fields["region"].queryset = Region.objects.within(self.user.region)
            self.fields["region"].label_from_instance = lambda region: f"{region.full_name} ({region.code})"
        self.fields["indicator"].queryset = self._indicators()
        self.fields["indicator"].label_from_instance = lambda indicator: indicator.full_name
        if row.pk or not self.publishes:
            del self.fields["as_published"]
        if not self.publishes:
            self._offer_own_publishers()
        if row.document_id:
            self.show_kept(row.document, reverse(f"indicators:{row._meta.model_name}_file", args=[row.pk]))
        if row.pk:
            self._echo(row.indicator, {name: getattr(row, name, None) for name in NUMBERS})

    def _offer_own_publishers(self):
        """Of a region's own figures it is not said that somebody else published them."""
        field = self.fields["publisher"]
        field.queryset = field.queryset.for_own_figures(kept=self.instance.publisher_id)
        field.label_from_instance = lambda publisher: f"{publisher} – {publisher.note}" if publisher.note else str(publisher)

    def _echo(self, indicator, read: dict) -> None:
        """Say beside each number how it is read, before anything is saved."""
        for name, value in read.items():
            if value is not None and name in self.fields:
                shown = quantity(value, indicator.unit) if indicator and name == "value" else number(value)
                self[name].help_text = gettext("Read as %(number)s.") % {"number": shown}

    def _indicators(self):
        """What holds everywhere, and the local ones of the region; whoever chooses the region meets those of his reach."""
        near = Indicator.objects.near(self.user.region) if self.publishes else Indicator.objects.counted_in(self.instance.region)
        return near.select_related("region")

    def clean(self):
        cleaned = super().clean()
        self._check_signs(cleaned.get("indicator"))
        self._echo(cleaned.get("indicator"), {name: cleaned.get(name) for name in NUMBERS})
        if "as_published" in self.fields:
            if cleaned["as_published"]:
                self.instance.state = State.PUBLISHED
            else:
                self.instance.state = State.DRAFT
                self._check_own_draft(cleaned)
        return cleaned

    def _check_signs(self, indicator):
        for name in NUMBERS:
            if indicator and name in self.fields and name not in self.errors and (sentence := percent_fault(indicator, name, self[name].data or "")):
                self.add_error(name, sentence)

    def _check_own_draft(self, cleaned):
        if cleaned.get("region") not in (None, self.user.region):
            self.add_error("region", _("A draft can only be one of the centre's own figures. For another region enter a published figure."))


class AchievementForm(FigureForm):
    how_to = (
        *FigureForm.how_to[:2],
        _("Where you know numerator and denominator you may leave a percentage empty: the portal computes it to two decimals, and says so."),
        _("Name who counted: OPD, the report on the RPJMD, STBM, SIPSN or the Pokja. What BPS publishes is entered by the centre."),
        *FigureForm.how_to[2:],
    )

    class Meta:
        model = Achievement
        fields = [
            "region", "indicator", "year", "area", "value", "numerator", "denominator", "publisher", "source", "page", "note",
            "indicator_as_published", "framework", "published_via",
        ]  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def narrow(self):
        super().narrow()
        self.fields["value"].required = False
        self.fields["value"].help_text = gettext("Required, unless it is a percentage that numerator and denominator give.")
        if self.instance.computed:
            self.initial["value"] = None
            self["value"].help_text = gettext("Computed: %(share)s. Leave it empty to have it computed again.") % {"share": self.instance.shown_share}
        if not self.publishes:
            self.fields["publisher"].help_text = gettext("Who counted it. What BPS publishes is entered by the centre.")

    def clean(self):
        cleaned = super().clean()
        self.instance.computed = False
        if cleaned.get("value") is None and not self.errors.keys() & set(NUMBERS):
            self._compute(cleaned)
        return cleaned

    def _compute(self, cleaned: dict) -> None:
        """A percentage that was left empty is what numerator and denominator give."""
        if (indicator := cleaned.get("indicator")) is None:
            self.add_error("value", gettext("Write the value. No data yet is not zero: leave such a year out."))
            return
        try:
            cleaned["value"] = computed_value(indicator, cleaned.get("numerator"), cleaned.get("denominator"))
        except ValidationError as error:
            self.add_error(None, error)
        else:
            self.instance.computed = True


class TargetForm(FigureForm):
    class Meta:
        model = Target
        fields = ["region", "indicator", "layer", "year", "area", "value", "publisher", "source", "page", "note", "indicator_as_published", "framework", "published_via"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def narrow(self):
        super().narrow()
        if not self.publishes:
            # National and provincial layers are entered by those levels.
            self.fields["layer"].queryset = self.fields["layer"].queryset.filter(level=self.instance.region.level)
