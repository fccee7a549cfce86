"""The forms of an agreement: the host's whole one, and what its district says of it."""

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.forms.parts import PartForm, districts_at, institutions_near
from ssk_portal.clinics.models import Agreement, AgreementState
from ssk_portal.documents.forms import KeepsFile, file_field
from ssk_portal.milestones.models import Milestone, Requirement
from ssk_portal.pokja.choices import InstitutionField
from ssk_portal.regions.models import Level
from ssk_portal.screens.forms import DateInput

OUTCOME = ["state", "evidence", "reason"]
LINES = forms.Textarea(attrs={"rows": 3})
# Who kept or called off an agreement does not open it again: its host does, and says why.
SETTLED = (AgreementState.KEPT, AgreementState.CANCELLED)


class OutcomeForm(KeepsFile, PartForm):
    """How an agreement stands, and what shows it."""

    file = file_field(gettext_lazy("File that shows it"))

    how_to = (
        gettext_lazy("Kept needs evidence: a document number, a link, a place where it can be seen, or a file. Not kept and cancelled need a reason."),
        gettext_lazy("Once it is kept or cancelled, only the host of the event can open it again, and says why."),
    )

    def narrow(self):
        if self.instance.document_id:
            self.show_kept(self.instance.document, reverse("clinics:agreement_file", args=[self.instance.pk]))

    def clean(self):
        super().clean()
        state, before = self.cleaned_data.get("state"), self.instance.state
        if state == AgreementState.KEPT and not self.cleaned_data.get("evidence") and not self.cleaned_data.get("file") and not {"evidence", "file"} & set(self.errors):
            self.add_error("evidence", _("Say what shows that the agreement was kept, or give a file that shows it."))
        if state == AgreementState.NOT_KEPT:
            self._ask_why(_("Say why the agreement was not kept."))
        elif state == AgreementState.CANCELLED:
            self._ask_why(_("Say why the agreement was cancelled."))
        if before in SETTLED and state and state != before and not self.new:
            self._check_reopening()
        return self.cleaned_data

    def _ask_why(self, sentence):
        if not self.cleaned_data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", sentence)

    def _check_reopening(self):
        if not self.user.region.reaches(self.clinic.region):
            self.add_error(
                "state",
                _("It stands as %(state)s. Only the host of the event, %(host)s, can open it again.") % {"state": self.instance.get_state_display(), "host": self.clinic.region},
            )
        elif not self.errors and ("reason" not in self.changed_data or not self.cleaned_data["reason"]):
            self.add_error("reason", _("Say why the agreement is opened again."))


class AgreementForm(OutcomeForm):
    sections = (
        (gettext_lazy("The agreement"), ["text", "district", "institution", "in_charge", "due", "milestone", "requirement"]),
        (gettext_lazy("How it stands"), [*OUTCOME, "file"]),
    )

    class Meta:
        model = Agreement
        fields = ["text", "district", "institution", "in_charge", "due", "milestone", "requirement", *OUTCOME]
        field_classes = {"institution": InstitutionField}
        widgets = {"due": DateInput, "text": LINES, "evidence": LINES, "reason": LINES}

    def narrow(self):
        super().narrow()
        self.fields["district"].queryset = districts_at(self.clinic)
        self.fields["institution"].offer(institutions_near(self.clinic, kept=self.instance.institution_id), instead=self.fields["in_charge"].label)
        milestones, year = Milestone.objects.filter(scheme__level=Level.DISTRICT).select_related("scheme"), self.clinic.year
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


class OwnAgreementForm(OutcomeForm):
    """What is said of an agreement once it was made: by whoever is in charge of it, and by the host after the report."""

    field_order = ["state", "evidence", "file", "reason"]

    class Meta:
        model = Agreement
        fields = OUTCOME
        widgets = {"evidence": LINES, "reason": LINES}
