"""The forms of the plan: a new event from a type or an earlier one, its districts at once, calling it off."""

from django import forms
from django.utils.translation import gettext_lazy

from ssk_portal.clinics import planning
from ssk_portal.clinics.forms.clinic import ClinicForm
from ssk_portal.clinics.models import Clinic
from ssk_portal.screens.forms import REASON, PortalForm


class PlanForm(ClinicForm):
    """The event as it is planned: what only a publication tells is left to the whole form."""

    sections = (
        (gettext_lazy("The event"), ["title", "kind", "clinic_numbers", "programme_year", "theme"]),
        (gettext_lazy("Host"), ["region", "host_institution", "host"]),
        (gettext_lazy("When"), ["planned_start", "planned_end", "time"]),
        (gettext_lazy("Where"), ["mode", "venue", "city"]),
        (gettext_lazy("Content"), ["purposes", "expected", "legal_basis", "frameworks_named", "sectors"]),
        (gettext_lazy("Other events"), ["related", "related_events", "follows"]),
    )
    how_to = (
        gettext_lazy("What the type or the earlier event says is filled in; change it as you like. The days can follow later."),
        gettext_lazy("Districts, institutions and agenda stand on the event's own page once it is saved."),
    )

    def narrow(self):
        super().narrow()
        shown = {name for _title, names in self.sections for name in names} | {REASON}
        for name in [name for name in self.fields if name not in shown]:
            del self.fields[name]


class CallOffForm(PortalForm):
    class Meta:
        model = Clinic
        fields = ["cancelled"]
        widgets = {"cancelled": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"cancelled": gettext_lazy("Read by everyone who sees the event.")}

    def narrow(self):
        self.fields["cancelled"].required = True

    def save(self, commit=True):
        return planning.call_off(self.instance, reason=self.cleaned_data["cancelled"], by=self.user)


class TakeBackForm(PortalForm):
    """Asks for nothing: the event takes place after all."""

    class Meta:
        model = Clinic
        fields: list[str] = []

    def save(self, commit=True):
        return planning.take_back(self.instance, by=self.user)
