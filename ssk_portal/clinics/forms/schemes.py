"""The forms of the schemes: definitions that the centre keeps."""

from django.db.models import Q
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.models import ClinicType, Preparation, Scheme
from ssk_portal.milestones.models import Milestone
from ssk_portal.regions.models import Level
from ssk_portal.screens.forms import PortalForm


class SchemeForm(PortalForm):
    class Meta:
        model = Scheme
        fields = ["code", "name_id", "name_en", "valid_from", "valid_to", "note", "source"]


PLAN = ["outputs_id", "outputs_en", "agenda", "institutions", "plan_basis", "plan_source"]


class ClinicTypeForm(PortalForm):
    sections = (
        (gettext_lazy("The clinic"), ["number", "name_id", "name_en", "purpose_id", "purpose_en", "held_at", "basis", "source"]),
        (gettext_lazy("What a new event is filled with"), PLAN),
    )

    class Meta:
        model = ClinicType
        fields = ["number", "name_id", "name_en", "purpose_id", "purpose_en", "held_at", "basis", "source", *PLAN]


class PreparationForm(PortalForm):
    class Meta:
        model = Preparation
        fields = ["milestone", "basis", "source"]

    def narrow(self):
        former = Q(scheme__followed_by__in_force_since__isnull=False) | Q(scheme__edition__gt=1, scheme__in_force_since=None)
        rows = Milestone.objects.exclude(former & ~Q(pk=self.instance.milestone_id)).filter(scheme__level=Level.DISTRICT)
        self.fields["milestone"].queryset = rows.select_related("scheme").order_by("-scheme__valid_from", "number")
        self.fields["milestone"].label_from_instance = lambda milestone: f"{milestone} ({milestone.scheme})"
