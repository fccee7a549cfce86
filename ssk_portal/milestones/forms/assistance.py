"""Recording that a district is assisted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ssk_portal.milestones.models import Assistance, MilestoneScheme
from ssk_portal.regions.models import Region
from ssk_portal.screens.forms import PortalForm


class AssistanceForm(PortalForm):
    sections = (
        (_("Who is assisted"), ("district", "cohort_year", "scheme")),
        (_("By which decision"), ("decree", "facilitator")),
        (_("How it is known"), ("basis", "source", "note")),
    )
    how_to = (
        _("The cohort year is the first year of assistance. It is named by a decree of the Minister of Home Affairs."),
        _("Once it is saved, the district gets a draft for each milestone of the scheme and can begin to fill it in."),
        _("Say where it is known from: “stated” where a decree or publication says so, “inferred” where it only follows from one."),
    )

    class Meta:
        model = Assistance
        fields = ("district", "cohort_year", "scheme", "decree", "facilitator", "basis", "source", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def narrow(self):
        if self.instance.pk:
            # The drafts hang on both: an assistance of the wrong district is deleted, not moved.
            del self.fields["district"], self.fields["scheme"]
            return
        self.fields["district"].queryset = Region.objects.districts().within(self.user.region).order_by("code")
        self.fields["scheme"].queryset = MilestoneScheme.objects.in_force()
        self.fields["scheme"].initial = self.fields["scheme"].queryset.first()
