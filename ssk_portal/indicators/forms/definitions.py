"""The forms of what an officer of the centre keeps: indicators, layers, publishers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ssk_portal.indicators.models import DefinitionChange, Indicator, Publisher, TargetLayer
from ssk_portal.screens.forms import PortalForm

LINES = forms.Textarea(attrs={"rows": 3})


class IndicatorForm(PortalForm):
    sections = (
        (_("Name"), ["name_id", "name_en", "code", "sector", "part_of", "ladder", "order"]),
        (_("What is counted"), ["unit", "direction", "cumulative", "lowest", "highest"]),
        (
            _("Definition"),
            ["definition_id", "definition_en", "numerator_id", "numerator_en", "denominator_id", "denominator_en", "method_id", "method_en", "source"],
        ),
    )
    how_to = (
        _("The unit and the direction hold for all figures of this indicator: gaps are told by them."),
        _("“Part of” says that its values are contained in those of another indicator, as safely managed access is in improved access."),
    )

    class Meta:
        model = Indicator
        fields = [
            "name_id", "name_en", "code", "sector", "part_of", "ladder", "order", "unit", "direction", "cumulative", "lowest", "highest", "definition_id", "definition_en",
            "numerator_id", "numerator_en", "denominator_id", "denominator_en", "method_id", "method_en", "source",
        ]  # fmt: skip
        widgets = dict.fromkeys(("definition_id", "definition_en", "method_id", "method_en"), LINES)

    def narrow(self):
        if self.instance.pk:
            self.fields["part_of"].queryset = Indicator.objects.exclude(pk=self.instance.pk)

    def clean(self):
        cleaned = super().clean()
        lowest, highest = cleaned.get("lowest"), cleaned.get("highest")
        if lowest is not None and highest is not None and highest < lowest:
            self.add_error("highest", _("The highest possible value lies below the lowest."))
        self._check_whole(cleaned.get("part_of"))
        return cleaned

    def _check_whole(self, whole):
        while whole is not None and self.instance.pk:
            if whole.pk == self.instance.pk:
                self.add_error("part_of", _("It would be part of itself."))
                return
            whole = whole.part_of


class DefinitionChangeForm(PortalForm):
    how_to = (
        _("From this year on the indicator is counted by another definition. Values before and after are shown, but neither trend nor pace is told across it."),
        _("Change the definition itself on the form of the indicator, and keep here how it was defined before."),
    )

    class Meta:
        model = DefinitionChange
        fields = ["year", "note_id", "note_en", "former_id", "former_en", "basis", "source"]
        widgets = dict.fromkeys(("note_id", "note_en", "former_id", "former_en"), LINES)


class LayerForm(PortalForm):
    how_to = (_("“Set by” says who enters targets of this layer: a regency's own layers go through review, the others are entered by the level that sets them."),)

    class Meta:
        model = TargetLayer
        fields = ["name_id", "name_en", "code", "level", "order", "patterns"]


class PublisherForm(PortalForm):
    how_to = (_("Where several publishers give a value for one year, the one that stands first in the order is the reference, unless somebody chose otherwise with a reason."),)

    class Meta:
        model = Publisher
        fields = ["name", "code", "order", "note_id", "note_en"]
        widgets = dict.fromkeys(("note_id", "note_en"), LINES)
