"""The forms of what stands beside the indicators: changes of their definitions, layers, publishers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ssk_portal.indicators.models import DefinitionChange, Publisher, TargetLayer
from ssk_portal.screens.forms import PortalForm

LINES = forms.Textarea(attrs={"rows": 3})


class DefinitionChangeForm(PortalForm):
    how_to = (
        _("From this year on the indicator is counted by another definition. Values before and after are shown, but neither trend nor pace is told across it."),
        _("Whoever changes the definition on the form of the indicator is asked there, and the portal keeps the former one. Record here a change of earlier years."),
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
        fields = ["name", "code", "order", "for_own", "series", "note_id", "note_en"]
        widgets = dict.fromkeys(("note_id", "note_en"), LINES)
