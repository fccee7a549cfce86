"""Keeping the definitions: schemes, milestones, requirements, wordings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ssk_portal.milestones.models import Milestone, MilestoneScheme, Requirement, Wording
from ssk_portal.screens.forms import PortalForm

SHORT = forms.Textarea(attrs={"rows": 3})


class SchemeForm(PortalForm):
    how_to = (_("A scheme holds the milestones of one period of the programme. Districts that were taken in under a scheme stay under it."),)

    class Meta:
        model = MilestoneScheme
        fields = ("code", "name_id", "name_en", "valid_from", "valid_to", "source", "note")
        widgets = {"note": SHORT}


class MilestoneForm(PortalForm):
    how_to = (_("The milestones of a scheme go in the order of their numbers: each is submitted after the one before it."),)

    class Meta:
        model = Milestone
        fields = ("number", "name_id", "name_en", "purpose_id", "purpose_en", "assistance_year", "basis", "source")
        widgets = {"purpose_id": SHORT, "purpose_en": SHORT}


class RequirementForm(PortalForm):
    how_to = (
        _("A compulsory requirement has to be there before a district can submit. Keep these few."),
        _("The kind can be changed only as long as no district has given anything for it."),
    )

    class Meta:
        model = Requirement
        fields = ("order", "title_id", "title_en", "help_id", "help_en", "kind", "compulsory", "basis", "source")
        widgets = {"help_id": SHORT, "help_en": SHORT}

    def narrow(self):
        if self.instance.pk and self.instance.evidences.exists():
            self.fields["kind"].disabled = True


class WordingForm(PortalForm):
    class Meta:
        model = Wording
        fields = ("text", "year", "source")
