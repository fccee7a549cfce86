"""The forms of what belongs to an event."""

from django import forms
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ssk_portal.clinics.forms.kept import KeptForm, NumbersInput
from ssk_portal.clinics.models import Clinic, InvitedInstitution, Participation, QuotedFigure, Session, Speaker
from ssk_portal.indicators.models import Indicator
from ssk_portal.pokja.choices import InstitutionField, nearest_first
from ssk_portal.regions.models import Level, Region


def institutions_near(clinic: Clinic, *, kept: int | None = None):
    """The institutions that an event is likely to mean: of its host, its districts, their provinces and the country."""
    districts = Region.objects.filter(participations__clinic=clinic).order_by()
    near = Q(region__in=[clinic.region_id, clinic.region.province_id]) | Q(region__in=districts.values("pk")) | Q(region__in=districts.values("province"))
    return nearest_first(near | Q(region__level=Level.COUNTRY), kept=kept)


def districts_at(clinic: Clinic):
    """The districts that take part, and the host where it is one."""
    return Region.objects.filter(Q(participations__clinic=clinic) | Q(pk=clinic.region_id, level=Level.DISTRICT)).distinct()


class PartForm(KeptForm):
    """A new row stands after the others."""

    @property
    def clinic(self) -> Clinic:
        return self.instance.clinic

    def save(self, commit=True):
        if self.new:
            last = type(self.instance).objects.filter(clinic=self.clinic).aggregate(last=Max("order"))["last"]
            self.instance.order = 0 if last is None else last + 1
        return super().save(commit)


class ParticipationForm(PartForm):
    follows = {"district": {"name": lambda region: region.name, "kind": lambda region: region.kind}}
    how_to = (
        gettext_lazy("Choose the district; its name follows. Write a name only where the district cannot be chosen."),
        gettext_lazy("Milestone and clinic number belong to the district: at one event each may be at another."),
    )

    class Meta:
        model = Participation
        fields = ["district", "name", "kind", "role", "clinic_numbers", "milestone", "milestone_year", "assisted_since", "policy_package", "trial", "note", "outcome"]
        field_classes = {"clinic_numbers": NumbersInput}
        widgets = {"name": forms.TextInput, "policy_package": forms.TextInput, **dict.fromkeys(("trial", "note", "outcome"), forms.Textarea(attrs={"rows": 3}))}
        help_texts = {"clinic_numbers": gettext_lazy("Only where they differ from the event's own numbers")}

    def narrow(self):
        self.fields["district"].queryset = Region.objects.districts()
        self.fields["name"].required = self.fields["kind"].required = False

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("district") is None:
            for column in ("name", "kind"):
                if not data.get(column) and column not in self.errors and (self.new or column in self.changed_data):
                    self.add_error(column, _("Choose the district, or write its name and kind."))
        self.check_clinics("clinic_numbers", self.clinic.year)
        self.check_milestone("milestone", self.clinic.year)
        return data


class OwnParticipationForm(PartForm):
    """What a district may say of its own participation: its outcome."""

    class Meta:
        model = Participation
        fields = ["outcome"]
        widgets = {"outcome": forms.Textarea(attrs={"rows": 4})}


class InvitedForm(PartForm):
    follows = {"institution": {"name": str}}

    class Meta:
        model = InvitedInstitution
        fields = ["institution", "name", "mode"]
        field_classes = {"institution": InstitutionField}
        widgets = {"name": forms.TextInput}
        help_texts = {"name": gettext_lazy("Follows the institution chosen; write here what cannot be chosen.")}

    def narrow(self):
        self.fields["institution"].offer(institutions_near(self.clinic, kept=self.instance.institution_id), instead=self.fields["name"].label)
        self.fields["name"].required = False

    def clean(self):
        super().clean()
        if not self.cleaned_data.get("name") and self.new:
            self.add_error("name", _("Choose the institution or write its name."))
        return self.cleaned_data


class SpeakerForm(PartForm):
    class Meta:
        model = Speaker
        fields = ["name", "post", "acting_for", "role", "session"]
        widgets = dict.fromkeys(("name", "post", "acting_for", "role"), forms.TextInput)

    def narrow(self):
        self.fields["session"].queryset = Session.objects.filter(clinic=self.clinic)


class QuotedForm(PartForm):
    follows = {
        "region": {"region_as_written": lambda region: "Indonesia" if region.is_country else region.name if region.is_province else region.full_name},
        "indicator": {"indicator_as_written": lambda indicator: indicator.name_id, "unit": lambda indicator: indicator.unit},
    }
    how_to = (gettext_lazy("Write the figure as it was quoted. It never counts as a figure of the portal; those stand under the indicators."),)

    class Meta:
        model = QuotedFigure
        fields = ["region", "region_as_written", "indicator", "indicator_as_written", "kind", "year", "value", "unit", "framework", "note"]
        widgets = dict.fromkeys(("region_as_written", "indicator_as_written", "unit", "framework", "note"), forms.TextInput)
        help_texts = {
            "region_as_written": gettext_lazy("Follows the region chosen; write here what cannot be chosen."),
            "indicator_as_written": gettext_lazy("Follows the indicator chosen; write here what cannot be chosen."),
        }

    def narrow(self):
        self.fields["region"].queryset = Region.objects.at_work()
        self.fields["indicator"].queryset = Indicator.objects.filter(Q(pk__in=Indicator.objects.near(self.user.region)) | Q(pk=self.instance.indicator_id))
        self.fields["region_as_written"].required = self.fields["indicator_as_written"].required = False

    def clean(self):
        super().clean()
        for column in ("region_as_written", "indicator_as_written"):
            if not self.cleaned_data.get(column) and self.new:
                self.add_error(column, _("Choose it above or write it as quoted."))
        return self.cleaned_data
