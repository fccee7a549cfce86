"""Putting an edition in force, and moving districts to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ssk_portal.milestones.forms.texts import text_box
from ssk_portal.milestones.models import MilestoneScheme
from ssk_portal.milestones.moving import CHANGED_SINCE, Unit
from ssk_portal.screens.forms import REASON, PortalForm


class PutInForceForm(PortalForm):
    """Asks for nothing: what is put in force stands on the page."""

    class Meta:
        model = MilestoneScheme
        fields = ()


class MoveForm(PortalForm):
    chosen = forms.MultipleChoiceField(
        label=_("Who moves"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one of the list."), "invalid_choice": CHANGED_SINCE}
    )

    class Meta:
        model = MilestoneScheme
        fields = ()

    def __init__(self, *args, units: list[Unit], **kwargs):
        self.units = units
        super().__init__(*args, **kwargs)

    def narrow(self):
        self.fields["chosen"].choices = [(unit.mark, unit.name) for unit in self.units]
        self.fields[REASON] = text_box(rows=2, label=_("Reason"), help_text=_("Kept in the history, where everyone who sees this row can read it."))

    @property
    def chosen_keys(self) -> set[str]:
        """Whom the person ticked, whether the preview has changed since or not."""
        return {mark.partition("-")[0] for mark in self["chosen"].value() or ()}
