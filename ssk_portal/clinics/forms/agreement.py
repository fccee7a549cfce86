"""The forms of an agreement: the host's whole one, and what its district says of it."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.forms.parts import PartForm, institutions_near
from ssk_portal.clinics.models import Agreement
from ssk_portal.milestones.models import Milestone
from ssk_portal.pokja.choices import InstitutionField
from ssk_portal.regions.models import Region
from ssk_portal.screens.forms import DateInput

OUTCOME = ["state", "evidence", "reason"]


class AgreementForm(PartForm):
    sections = (
        (gettext_lazy("What was agreed"), ["text", "district", "institution", "in_charge", "due", "milestone"]),
        (gettext_lazy("How it stands"), OUTCOME),
    )

    class Meta:
        model = Agreement
        fields = ["text", "district", "institution", "in_charge", "due", "milestone", *OUTCOME]
        field_classes = {"institution": InstitutionField}
        widgets = {"due": DateInput, "text": forms.Textarea(attrs={"rows": 3}), "evidence": forms.Textarea(attrs={"rows": 3}), "reason": forms.Textarea(attrs={"rows": 3})}

    def narrow(self):
        taking_part = Q(participations__clinic=self.clinic)
        host = Q(pk=self.clinic.region_id, level="district")
        self.fields["district"].queryset = Region.objects.filter(taking_part | host).distinct()
        self.fields["institution"].offer(institutions_near(self.clinic, kept=self.instance.institution_id))
        milestones, year = Milestone.objects.select_related("scheme"), self.clinic.year
        if year:
            milestones = milestones.filter(Q(scheme__valid_to=None) | Q(scheme__valid_to__gte=year), scheme__valid_from__lte=year)
        self.fields["milestone"].queryset = milestones


class OwnAgreementForm(PartForm):
    """What the district says of an agreement of its own."""

    how_to = (gettext_lazy("Kept needs evidence: a document number, a link, a place where it can be seen. Not kept needs a reason."),)

    class Meta:
        model = Agreement
        fields = OUTCOME
        widgets = {"evidence": forms.Textarea(attrs={"rows": 3}), "reason": forms.Textarea(attrs={"rows": 3})}
