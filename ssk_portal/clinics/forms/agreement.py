"""The forms of an agreement: the host's whole one, and what its district says of it."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.forms.parts import PartForm, districts_at, institutions_near
from ssk_portal.clinics.models import Agreement
from ssk_portal.milestones.models import Milestone, Requirement
from ssk_portal.pokja.choices import InstitutionField
from ssk_portal.screens.forms import DateInput

OUTCOME = ["state", "evidence", "reason"]


class AgreementForm(PartForm):
    sections = (
        (gettext_lazy("What was agreed"), ["text", "district", "institution", "in_charge", "due", "milestone", "requirement"]),
        (gettext_lazy("How it stands"), OUTCOME),
    )

    class Meta:
        model = Agreement
        fields = ["text", "district", "institution", "in_charge", "due", "milestone", "requirement", *OUTCOME]
        field_classes = {"institution": InstitutionField}
        widgets = {"due": DateInput, "text": forms.Textarea(attrs={"rows": 3}), "evidence": forms.Textarea(attrs={"rows": 3}), "reason": forms.Textarea(attrs={"rows": 3})}

    def narrow(self):
        self.fields["district"].queryset = districts_at(self.clinic)
        self.fields["institution"].offer(institutions_near(self.clinic, kept=self.instance.institution_id))
        milestones, year = Milestone.objects.select_related("scheme"), self.clinic.year
        if year:
            milestones = milestones.filter(Q(scheme__valid_to=None) | Q(scheme__valid_to__gte=year), scheme__valid_from__lte=year)
        self.fields["milestone"].queryset = milestones
        self.fields["requirement"].queryset = Requirement.objects.filter(milestone__in=milestones).select_related("milestone").order_by("milestone", "order")
        self.fields["requirement"].label_from_instance = lambda requirement: f"M{requirement.milestone.number}: {requirement.title}"

    def clean(self):
        super().clean()
        milestone, requirement = self.cleaned_data.get("milestone"), self.cleaned_data.get("requirement")
        if requirement and milestone and requirement.milestone_id != milestone.pk:
            self.add_error("requirement", _("This requirement belongs to M%(number)s.") % {"number": requirement.milestone.number})
        elif requirement:
            self.cleaned_data["milestone"] = requirement.milestone
        return self.cleaned_data


class OwnAgreementForm(PartForm):
    """What the district says of an agreement of its own."""

    how_to = (gettext_lazy("Kept needs evidence: a document number, a link, a place where it can be seen. Not kept needs a reason."),)

    class Meta:
        model = Agreement
        fields = OUTCOME
        widgets = {"evidence": forms.Textarea(attrs={"rows": 3}), "reason": forms.Textarea(attrs={"rows": 3})}
