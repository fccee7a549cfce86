"""The forms of a target and of an achievement: one for the region's own draft and for what the centre publishes."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ssk_portal.documents.forms import KeepsFile, file_field
from ssk_portal.indicators.checks import out_of_range
from ssk_portal.indicators.models import Achievement, Indicator, Target
from ssk_portal.regions.models import Region
from ssk_portal.review.states import State
from ssk_portal.screens.forms import PortalForm

# Told only of what somebody else published.
PUBLISHED_ONLY = ("indicator_as_published", "framework", "published_via")
WHAT = ["as_published", "region", "indicator", "layer", "year", "area", "value"]
WHOSE = ["publisher", "numerator", "denominator", "source", "file", "note"]


class FigureForm(KeepsFile, PortalForm):
    as_published = forms.BooleanField(
        label=_("published figure"),
        required=False,
        help_text=_("Taken from a publication and read by everyone at once. Without the tick it is a draft of the centre, which a second officer checks."),
    )
    file = file_field(_("document"))

    sections = ((_("The figure"), WHAT), (_("Whose figure it is"), WHOSE), (_("As it was published"), list(PUBLISHED_ONLY)))
    how_to = (
        _("Write the number with a decimal comma or point: 77,09 or 77.09. No figure is not zero: leave such a year out."),
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
        if row.document_id:
            self.show_kept(row.document, reverse(f"indicators:{row._meta.model_name}_file", args=[row.pk]))

    def _indicators(self):
        """What holds everywhere, and the local ones of the region; whoever chooses the region meets those of his reach."""
        near = Indicator.objects.near(self.user.region) if self.publishes else Indicator.objects.counted_in(self.instance.region)
        return near.select_related("region")

    def clean(self):
        cleaned = super().clean()
        if "as_published" in self.fields:
            if cleaned["as_published"]:
                self.instance.state = State.PUBLISHED
            else:
                self.instance.state = State.DRAFT
                self._check_own_draft(cleaned)
        return cleaned

    def _check_own_draft(self, cleaned):
        if cleaned.get("region") not in (None, self.user.region):
            self.add_error("region", _("A draft can only be one of the centre's own figures. For another region enter a published figure."))


class AchievementForm(FigureForm):
    class Meta:
        model = Achievement
        fields = [
            "region", "indicator", "year", "area", "value", "publisher", "numerator", "denominator", "source", "note", "indicator_as_published", "framework", "published_via",
        ]  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class TargetForm(FigureForm):
    class Meta:
        model = Target
        fields = ["region", "indicator", "layer", "year", "area", "value", "publisher", "source", "note", "indicator_as_published", "framework", "published_via"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        cleaned = super().clean()
        indicator, value = cleaned.get("indicator"), cleaned.get("value")
        # A published target is kept as it was published; one's own cannot be meant so.
        if not self.instance.is_published and indicator and value is not None and (sentence := out_of_range(indicator, value)):
            self.add_error("value", sentence)
        return cleaned

    def narrow(self):
        super().narrow()
        if not self.publishes:
            # National and provincial layers are entered by those levels.
            self.fields["layer"].queryset = self.fields["layer"].queryset.filter(level=self.instance.region.level)
